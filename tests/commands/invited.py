"""Somebody whom an operator invited, and who came."""

import re

from bot.commands.surroundings import done_beside, real_settings
from bot.services.invitations import Entry
from bot.services.people import meet
from bot.services.services import Services
from bot.services.staff import Member
from bot.services.unit import Unit
from tests.commands.conftest import Told

NINA = ("--role", "recruiter", "--towns", "Büren,salzkotten", "--name", "Nina Neu")


def joined(code: str, address: str = "neu") -> Member:
    """Somebody uses the code at the database of the settings."""

    def use(unit: Unit) -> Member:
        seat = meet(unit.session, unit.house, unit, channel="web", address=address, language="de")
        entry = Services(unit).invitations.redeem(
            code, person_id=seat.person_id, address_id=seat.address_id
        )
        assert entry is Entry.WELCOME
        return Services(unit).staff.get(seat.person_id)

    return done_beside(real_settings(), use)


def code_of(told: Told) -> str:
    """The code that ``lotse invite`` printed."""
    found = re.search(r"Code: (\S+)", told.out)
    assert found is not None, told.err
    return found[1]
