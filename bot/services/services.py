"""What handlers are given: one attribute for each thing that people want."""

from functools import cached_property

from bot.services.broadcasts import Broadcasts
from bot.services.consents import Consents
from bot.services.doors import WebDoors
from bot.services.enquiries import Enquiries
from bot.services.fairs import Fairs
from bot.services.invitations import Invitations
from bot.services.matches import Matches
from bot.services.outbox import Outbox
from bot.services.people import People
from bot.services.places import Places
from bot.services.privacy import Privacy
from bot.services.profiles import Profiles
from bot.services.records import Records
from bot.services.relay import Relay
from bot.services.reminders import Reminders
from bot.services.routing import Routing
from bot.services.saved import Saved
from bot.services.search import Search
from bot.services.seats import Seats
from bot.services.signups import SignUps
from bot.services.staff import AuditLog, StaffBook
from bot.services.stored import Stored
from bot.services.unit import Unit
from bot.services.vacancies import Vacancies
from bot.services.vacancy_desk import VacancyDesk


class Services:
    """The services of one transaction, made when they are first asked for."""

    def __init__(self, unit: Unit) -> None:
        self.unit = unit

    @cached_property
    def people(self) -> People:
        """Persons, languages, addresses."""
        return People(self.unit)

    @cached_property
    def seats(self) -> Seats:
        """Siblings who share a phone."""
        return Seats(self.unit)

    @cached_property
    def places(self) -> Places:
        """Chats of one person, joined by a code."""
        return Places(self.unit)

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
    def vacancy_desk(self) -> VacancyDesk:
        """What staff enter and change of it."""
        return VacancyDesk(self.unit)

    @cached_property
    def saved(self) -> Saved:
        """Stars that pupils put on vacancies."""
        return Saved(self.unit)

    @cached_property
    def matches(self) -> Matches:
        """Pupils and vacancies that fit, for those who were told."""
        return Matches(self.unit)

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
    def privacy(self) -> Privacy:
        """Letting go what is kept about a person."""
        return Privacy(self.unit)

    @cached_property
    def stored(self) -> Stored:
        """What is kept about a person, to be shown."""
        return Stored(self.unit)

    @cached_property
    def records(self) -> Records:
        """Counts and receipts without a person."""
        return Records(self.unit)

    @cached_property
    def doors(self) -> WebDoors:
        """Ways into a chat on the web."""
        return WebDoors(self.unit)

    @cached_property
    def outbox(self) -> Outbox:
        """News for others."""
        return Outbox(self.unit)

    @cached_property
    def staff(self) -> StaffBook:
        """Recruiters and coordinators."""
        return StaffBook(self.unit)

    @cached_property
    def invitations(self) -> Invitations:
        """How staff come in."""
        return Invitations(self.unit)

    @cached_property
    def routing(self) -> Routing:
        """Who looks after a town and a specialism."""
        return Routing(self.unit)

    @cached_property
    def enquiries(self) -> Enquiries:
        """Pupils who want to talk with a person."""
        return Enquiries(self.unit)

    @cached_property
    def relay(self) -> Relay:
        """Messages between a pupil and a recruiter."""
        return Relay(self.unit)

    @cached_property
    def audit(self) -> AuditLog:
        """What must not go unnoticed."""
        return AuditLog(self.unit)
