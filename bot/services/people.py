"""People and where they are reached: a person and an address are two things from the first day."""

from collections.abc import Iterator
from datetime import datetime

from sqlmodel import Session

from bot.dialogue.channel import Reason
from bot.domain.people import Role
from bot.domain.pseudonyms import pseudonym as new_pseudonym
from bot.domain.quiet import next_allowed
from bot.services.fates import Fates
from bot.services.unit import House, Unit
from storage.queries import outbox as outbox_rows
from storage.queries import turns as rows
from storage.queries.matches import mark_profile
from storage.queries.turns import Seat
from storage.tables import Person


def meet(
    session: Session, house: House, unit: Unit, *, channel: str, address: str, language: str
) -> Seat:
    """A person who writes for the first time: a bare row, an address, an empty conversation."""
    digest = house.cipher.digest(channel, address)
    person_id, pseudonym = newcomer(unit, language)
    address_id = rows.new_address(session, channel, digest, address, person_id, unit.now)
    conversation_id = rows.new_conversation(session, address_id, person_id, unit.now)
    return Seat(
        address_id, person_id, conversation_id, Role.PUPIL.value, language, pseudonym,
        stopped=False, left=False, seen_at=unit.now, state={},
    )  # fmt: skip


def newcomer(unit: Unit, language: str) -> tuple[int, str]:
    """A bare person without any past: her number and her pseudonym."""
    pseudonym = next(_free_pseudonyms(unit.session, unit.house))
    role = Role.PUPIL.value
    return rows.new_person(unit.session, role, language, pseudonym, unit.now), pseudonym


def role_at(unit: Unit, channel: str, address: str) -> Role | None:
    """What the person at an address is to the program; None when nobody has written from there."""
    digest = unit.house.cipher.digest(channel, address)
    seat = rows.find_seat(unit.session, channel, digest)
    return Role(seat.role) if seat else None


def _free_pseudonyms(session: Session, house: House) -> Iterator[str]:
    while True:
        code = new_pseudonym(house.random)
        if not rows.is_pseudonym_taken(session, code):
            yield code


class People:
    """What the program knows about a person as such."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def get(self, person_id: int) -> Person:
        """The person's row, for other services."""
        return self._unit.session.get_one(Person, person_id)

    def speak(self, person_id: int, language: str) -> None:
        """Speak with the person in this language from now on."""
        self._change(person_id, language=language)

    def pause(self, person_id: int, until: datetime | None) -> None:
        """News wait until this moment (aware); None: what has waited comes now."""
        before = self.get(person_id).paused_until
        self._change(person_id, paused_until=until)
        if before is not None:
            zone, quiet = self._unit.region.zone, self._unit.house.quiet
            waited_for = next_allowed(before, zone, quiet)
            outbox_rows.wake(self._unit.session, person_id, waited_for, self._unit.now)

    def paused_until(self, person_id: int) -> datetime | None:
        """The end of the pause that is going on (aware), None without one."""
        until = self.get(person_id).paused_until
        return until if until is not None and until > self._unit.now else None

    def stop(self, person_id: int) -> None:
        """No more news; what waits is withdrawn, the profile stays. Who waits for her is told."""
        self._change(person_id, stopped_at=self._unit.now)
        outbox_rows.withdraw(
            self._unit.session, self._unit.now, reason=Reason.STOPPED, person_id=person_id
        )
        Fates(self._unit).away(person_id, Reason.STOPPED)

    def resume(self, person_id: int) -> None:
        """News again, at once; what is new since then may match."""
        self._change(person_id, stopped_at=None, paused_until=None)
        mark_profile(self._unit.session, person_id)
        Fates(self._unit).back(person_id)

    def take_role(self, person_id: int, role: Role) -> None:
        """Be staff from now on."""
        self._change(person_id, role=role.value)

    def has_stopped(self, person_id: int) -> bool:
        """Whether the person has asked for no more news."""
        return self.get(person_id).stopped_at is not None

    def _change(self, person_id: int, **values: object) -> None:
        person = self.get(person_id)
        for name, value in values.items():
            setattr(person, name, value)
        self._unit.session.add(person)
        self._unit.session.flush()
