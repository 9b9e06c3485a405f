"""Seats: several people at one address, each with a conversation, consents and a profile of hers.

Siblings share a phone. Whoever sits there is spoken to; what is meant for another one waits until
she says that it is her. Names are known in this chat alone.
"""

from dataclasses import dataclass
from datetime import datetime
from json import dumps

from sqlalchemy import RowMapping

from bot.dialogue.conversation import Conversation
from bot.dialogue.packing import pack
from bot.dialogue.screen import Message
from bot.domain.errors import NotFound, Outdated
from bot.i18n import say
from bot.services.outbox import Lane, Notice, Outbox, Purpose
from bot.services.people import newcomer
from bot.services.unit import Unit
from storage.queries import outbox, shelf, turns
from storage.queries import seats as rows

CALL, CALLED = "seat", "seat_called"
MOST = 4
"""How many can share an address."""


@dataclass(frozen=True, slots=True)
class Sitter:
    """Somebody who has a seat (the number of her conversation) at an address."""

    seat: int
    person_id: int
    name: str
    active: bool


class Seats:
    """Who sits at an address."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def at(self, address_id: int) -> list[Sitter]:
        """Everybody there, in the order in which they came; one alone has no name."""
        found = rows.sitters(self._unit.session, address_id)
        return [Sitter(r["id"], r["person_id"], r["name"] or "", r["active"]) for r in found]

    def others(self, address_id: int, person_id: int) -> list[Sitter]:
        """Those there beside this person."""
        return [each for each in self.at(address_id) if each.person_id != person_id]

    def share(self, address_id: int, person_id: int, own: str, other: str) -> None:
        """Another person comes to the address and sits there from now on.

        ``own`` is the name of the one who is there already. Raises Outdated when a name is taken
        or nobody else fits in.
        """
        here = self.at(address_id)
        taken = {own.casefold(), *(each.name.casefold() for each in here)}
        if other.casefold() in taken or len(here) >= MOST:
            raise Outdated(f"address {address_id} cannot be shared like this")
        session = self._unit.session
        rows.name(session, address_id, person_id, own)
        language = next(iter(self._unit.house.region.languages), "de")
        new, _ = newcomer(self._unit, language)
        turns.new_conversation(session, address_id, new, self._unit.now)
        rows.name(session, address_id, new, other)
        rows.seat(session, address_id, new)

    def sit(self, address_id: int, seat: int) -> None:
        """Whose seat it is sits there from now on. Raises NotFound for a seat somewhere else."""
        for each in self.at(address_id):
            if each.seat == seat:
                rows.seat(self._unit.session, address_id, each.person_id)
                return
        raise NotFound(f"seat {seat}")

    def name_of(self, seat: int, address_id: int) -> str | None:
        """The name of somebody for whom something waits; None when she sits there, or is gone."""
        for each in self.at(address_id):
            if each.seat == seat and not each.active:
                return (
                    each.name if rows.has_mail(self._unit.session, seat, self._unit.now) else None
                )
        return None


def forget_name(unit: Unit, person_id: int) -> None:
    """Before a person is deleted: her name goes from what the others in her chats were shown."""
    session = unit.session
    for shared in rows.named_seats(session, person_id):
        address_id, name = shared["address_id"], shared["name"].casefold()
        gone = pack(Message(say("🗑️ Diese Nachricht wurde gelöscht.")))
        told = [r for r in rows.words_to_others(session, address_id, person_id) if _in(name, r)]
        for row in told:
            outbox.keep_body(session, row["id"], {"message": gone})
        shelf.lay_again(session, [row["id"] for row in told])
        for row in rows.states_of_others(session, address_id, person_id):
            conversation = Conversation.from_json(row["state"] or {})
            conversation.forget_screen()
            state = conversation.to_json() if row["state"] else None
            turns.store_conversation(session, row["id"], state, row["touched_at"])


def _in(name: str, row: RowMapping) -> bool:
    return name in dumps(row["body"], ensure_ascii=False).casefold()


def call_siblings(unit: Unit) -> None:
    """A duty: where mail waits for somebody who does not sit there, say so, not what it is."""
    for row in rows.called_for(unit.session, unit.now, CALL):
        Outbox(unit).withdraw(about_kind=CALL, about_id=row["id"])
        Outbox(unit).notify(
            row["sits_there"],
            Notice(CALLED, {"seat": row["id"], "address": row["address_id"]}, (CALL, row["id"])),
            lane=Lane.ALERT,
            purpose=Purpose.SERVICE,
            at=row["address_id"],
        )


def next_call(unit: Unit) -> datetime | None:
    """When the next message for somebody who does not sit at her address is due."""
    return rows.next_call(unit.session, unit.now)
