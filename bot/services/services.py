"""What handlers are given: one attribute for each thing that people want."""

from functools import cached_property

from bot.services.broadcasts import Broadcasts
from bot.services.consents import Consents
from bot.services.fairs import Fairs
from bot.services.outbox import Outbox
from bot.services.people import People
from bot.services.profiles import Profiles
from bot.services.reminders import Reminders
from bot.services.saved import Saved
from bot.services.search import Search
from bot.services.signups import SignUps
from bot.services.unit import Unit
from bot.services.vacancies import Vacancies


class Services:
    """The services of one transaction, made when they are first asked for."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit

    @cached_property
    def people(self) -> People:
        """Persons, languages, addresses."""
        return People(self.unit)

    @cached_property
    def consents(self) -> Consents:
        """What people have agreed to."""
        return Consents(self.unit)

    @cached_property
    def profiles(self) -> Profiles:
        """What pupils let us keep."""
        return Profiles(self.unit)

    @cached_property
    def vacancies(self) -> Vacancies:
        """What is offered."""
        return Vacancies(self.unit)

    @cached_property
    def saved(self) -> Saved:
        """Stars that pupils put on vacancies."""
        return Saved(self.unit)

    @cached_property
    def search(self) -> Search:
        """What fits a pupil's wishes."""
        return Search(self.unit)

    @cached_property
    def fairs(self) -> Fairs:
        """Fairs that are planned."""
        return Fairs(self.unit)

    @cached_property
    def sign_ups(self) -> SignUps:
        """Who comes to a fair."""
        return SignUps(self.unit)

    @cached_property
    def reminders(self) -> Reminders:
        """Who is reminded of a fair, and when."""
        return Reminders(self.unit)

    @cached_property
    def broadcasts(self) -> Broadcasts:
        """Announcements to many."""
        return Broadcasts(self.unit)

    @cached_property
    def outbox(self) -> Outbox:
        """News for others."""
        return Outbox(self.unit)
