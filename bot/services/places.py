"""Places: the addresses of one person, and where her news go.

A code that is shown in one chat and typed in another joins both.

People are never joined by themselves, and two who both have something kept never are: then she
must say herself which one goes.
"""

import re
from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlmodel import select

from bot.dialogue.channel import Audience
from bot.domain.errors import NotFound
from bot.domain.people import Role
from bot.domain.pseudonyms import CODE_LETTERS, DIGITS
from bot.services.code_tries import CodeTries
from bot.services.leaving import forward
from bot.services.outbox import Lane, Notice, Outbox, Purpose
from bot.services.people import newcomer
from bot.services.privacy import forget
from bot.services.staff import AuditLog
from bot.services.unit import House, Unit
from storage.queries import privacy, turns
from storage.queries import seats as rows
from storage.tables import Address, Consent, Person

JOINED, PLACE = "place_joined", "place"
GOOD_FOR = timedelta(minutes=10)
LOCKED = "link_locked"
_LENGTH, _GROUP = 8, 4
_HALF = rf"[{CODE_LETTERS}]{{{_GROUP}}}"
_WRITTEN = re.compile(rf"{_HALF}[ –-]?{_HALF}", re.IGNORECASE)
_BETWEEN = re.compile(r"[\s–-]+")


class Entry(StrEnum):
    """What became of a code that was typed."""

    GOOD = "good"
    UNKNOWN = "unknown"  # wrong, used or expired: not told apart, so nothing can be found out
    LOCKED = "locked"
    OCCUPIED = "occupied"  # something is kept about the person who typed it
    SHARED = "shared"  # several people use the chat: it cannot become one's alone
    ELSEWHERE = "elsewhere"  # this bot is not for people like her: team and pupils have their own
    HERE = "here"  # her own, typed in the chat that shows it or in one that is joined already


@dataclass(frozen=True, slots=True)
class Place:
    """An address of a person. ``chosen``: she wants her news there."""

    address_id: int
    channel: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class Door:
    """A messenger that can be written to, too. ``firm`` runs it; ``minimum_age`` 0: none."""

    firm: str
    link: str
    minimum_age: int


def doors(house: House, *, staff: bool, but: Collection[str] = ()) -> list[Door]:
    """The messengers that run now and are for such people, without the channels in ``but``."""
    others = Audience.PUPILS if staff else Audience.STAFF
    return [
        Door(each.firm, link, each.minimum_age)
        for name, link in house.links().items()
        if name not in but and (each := house.capabilities[name]).audience is not others
    ]


def code_in(text: str) -> str | None:
    """The code that the whole text is, in one piece or in two groups, if any.

    It has letters and digits, so that neither a word nor a number is taken for one.
    """
    code = _BETWEEN.sub("", text.strip()).upper()
    digits = sum(letter in DIGITS for letter in code)
    return code if _WRITTEN.fullmatch(text.strip()) and 0 < digits < _LENGTH - 1 else None


class Places:
    """Joining, parting and choosing."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def of(self, person_id: int) -> list[Place]:
        """The addresses of a person, in the order in which she came to them."""
        found = rows.places(self._unit.session, person_id)
        return [Place(row["id"], row["channel"], row["is_chosen"]) for row in found]

    def doors(self, person_id: int, channel: str) -> list[Door]:
        """Where else she could write: not ``channel``, and not where she is reached already."""
        role = Role(self._unit.session.get_one(Person, person_id).role)
        known = {channel, *(place.channel for place in self.of(person_id))}
        return doors(self._unit.house, staff=role.is_staff, but=known)

    def new_code(self, person_id: int) -> str:
        """A code that lets another chat be joined, once and for ten minutes; kept nowhere."""
        code = ""
        while code_in(code) is None:
            code = self._unit.house.code(_LENGTH)
        expires = self._unit.now + GOOD_FOR
        rows.new_code(self._unit.session, person_id, self._digest(code), expires)
        return f"{code[:_GROUP]}-{code[_GROUP:]}"

    def look(self, text: str, *, person_id: int, address_id: int) -> Entry:
        """What the code would do here; it is not used up. Wrong ones count for the address."""
        return self._checked(text, person_id, address_id)[0]

    def is_of_staff(self, text: str) -> bool:
        """Whether a good code was shown to somebody of the staff."""
        owner = self._owner(code_in(text) or "")
        return owner is not None and self._is_staff(owner)

    def join(self, text: str, *, person_id: int, address_id: int) -> Entry:
        """Let the person of the code be reached here, too; who was here without anything is gone.

        What she has been answered here so far stays readable.
        """
        entry, owner = self._checked(text, person_id, address_id)
        if entry is not Entry.GOOD or owner is None:
            return entry
        session, now = self._unit.session, self._unit.now
        if rows.use_code(session, self._digest(code_in(text) or ""), now) is None:
            return Entry.UNKNOWN
        turns.new_conversation(session, address_id, owner, now)
        rows.hand_over(session, address_id, person_id, owner)
        rows.seat(session, address_id, owner)
        session.expire_all()
        forget(self._unit, person_id)
        AuditLog(self._unit).note(owner, "joined_chat", f"address {address_id}")
        self._tell_elsewhere(owner, address_id)
        return Entry.GOOD

    def part(self, person_id: int, address_id: int) -> tuple[int, str] | None:
        """Let the person not be reached there any more; her mail goes where she still is.

        Returns number and pseudonym of the stranger who has the address now, None when a sibling
        has it. Raises NotFound for an address that is not hers, or her only one.
        """
        places = self.of(person_id)
        others = [place for place in places if place.address_id != address_id]
        if not others or len(others) == len(places):
            raise NotFound(f"address {address_id}")
        session, now = self._unit.session, self._unit.now
        forward(self._unit, person_id, address_id)
        rows.drop_mail(session, person_id, address_id)
        siblings = [r for r in rows.sitters(session, address_id) if r["person_id"] != person_id]
        if siblings:
            rows.seat(session, address_id, siblings[-1]["person_id"])
            privacy.leave_seat(session, address_id, person_id)
            privacy.unname_the_last(session)
            return None
        person = session.get_one(Person, person_id)
        stranger = newcomer(self._unit, person.language)
        value = session.get_one(Address, address_id).value
        privacy.move_in(session, address_id, value, person_id, stranger[0], now)
        session.expire_all()
        return stranger

    def choose(self, person_id: int, address_id: int | None) -> None:
        """Send her news there; None: where she was last. Raises NotFound."""
        if address_id is not None and address_id not in {p.address_id for p in self.of(person_id)}:
            raise NotFound(f"address {address_id}")
        rows.choose(self._unit.session, person_id, address_id)

    def is_known(self, person_id: int) -> bool:
        """Whether anything is kept about the person that joining could reach or endanger."""
        session = self._unit.session
        if self._is_staff(person_id) or len(self.of(person_id)) > 1:
            return True
        consents = select(Consent.id).where(Consent.person_id == person_id).limit(1)
        return session.exec(consents).first() is not None

    def _checked(self, text: str, person_id: int, address_id: int) -> tuple[Entry, int | None]:
        tries, code = CodeTries(self._unit), code_in(text)
        if tries.is_locked(address_id):
            return Entry.LOCKED, None
        owner = self._owner(code) if code else None
        if owner == person_id:
            return Entry.HERE, None
        if taken := self._taken(person_id, address_id):
            return taken, None
        if owner is not None and not self._lets_in(address_id, owner):
            return Entry.ELSEWHERE, None
        if owner is None:
            locked = tries.wrong(person_id, address_id, LOCKED)
            return (Entry.LOCKED if locked else Entry.UNKNOWN), None
        return Entry.GOOD, owner

    def _taken(self, person_id: int, address_id: int) -> Entry | None:
        """Why nobody else's chat can be joined to this one; None if it can."""
        if len(rows.sitters(self._unit.session, address_id)) > 1:
            return Entry.SHARED
        return Entry.OCCUPIED if self.is_known(person_id) else None

    def _lets_in(self, address_id: int, owner: int) -> bool:
        session = self._unit.session
        channel = session.get_one(Address, address_id).channel
        audience = self._unit.house.capabilities[channel].audience
        wanted = audience is Audience.STAFF
        return audience is Audience.ALL or self._is_staff(owner) == wanted

    def _is_staff(self, person_id: int) -> bool:
        return Role(self._unit.session.get_one(Person, person_id).role).is_staff

    def _owner(self, code: str) -> int | None:
        return rows.behind_code(self._unit.session, self._digest(code), self._unit.now)

    def _digest(self, code: str) -> str:
        return self._unit.house.cipher.digest("join", code)

    def _tell_elsewhere(self, person_id: int, joined: int) -> None:
        """In the other chats: somebody who has got hold of a code must not go unnoticed."""
        channel = self._unit.session.get_one(Address, joined).channel
        for place in self.of(person_id):
            if place.address_id != joined:
                Outbox(self._unit).notify(
                    person_id, Notice(JOINED, {"channel": channel}, (PLACE, joined)),
                    lane=Lane.ALERT, purpose=Purpose.SERVICE, urgent=True, at=place.address_id,
                )  # fmt: skip
