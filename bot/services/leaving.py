"""Leaving and coming back: a messenger's "blocked" concerns everybody who uses the chat.

What was meant for one of them goes where she can still be reached.
"""

from bot.dialogue.channel import Reason
from bot.services.fates import Fates
from bot.services.unit import Unit
from storage.queries import outbox as rows
from storage.queries import seats
from storage.tables import Person

BOUND = ("bot", "farewell", "place", "seat")
"""News about these are for one chat and for no other."""


def forward(unit: Unit, person_id: int, address_id: int) -> bool:
    """News that wait for a person at an address go where she is reached beside it, if anywhere."""
    elsewhere = rows.reached_at(unit.session, person_id, but=address_id)
    if elsewhere is not None:
        seats.forward_mail(unit.session, person_id, address_id, elsewhere, BOUND)
    return elsewhere is not None


def leave(unit: Unit, address_id: int, reason: Reason) -> list[tuple[str, int]]:
    """Nothing arrives at the address any more.

    Who is reached nowhere else is away: everybody who waits for her is told. Returns what those
    messages were about that go nowhere now.
    """
    session = unit.session
    rows.address_left(session, address_id, unit.now)
    away = [each for each in _people_at(unit, address_id) if not forward(unit, each, address_id)]
    withdrawn = rows.withdraw_at(session, address_id, unit.now, reason)
    for person_id in away:
        Fates(unit).away(person_id, reason)
    return withdrawn


def come_back(unit: Unit, address_id: int, value: str) -> None:
    """Somebody writes again at an address that was left; ``value`` is kept anew.

    Who waits for anybody there is told, unless she wants no news.
    """
    rows.address_back(unit.session, address_id, value)
    for person_id in _people_at(unit, address_id):
        if unit.session.get_one(Person, person_id).stopped_at is None:
            Fates(unit).back(person_id)


def _people_at(unit: Unit, address_id: int) -> list[int]:
    return [row["person_id"] for row in seats.sitters(unit.session, address_id)]
