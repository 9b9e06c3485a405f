"""Staff: who they are and what they look after; and the audit of what must not go unnoticed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.domain.enquiries import Specialism
from bot.domain.errors import NotFound
from bot.domain.people import Role
from bot.services.unit import Unit
from storage.queries import staff as rows
from storage.tables import Audit, Staff, StaffDuty

COUNTY = "*"
"""In place of a town: the whole county. Who has it is in the county pool."""


@dataclass(frozen=True, slots=True)
class Member:
    """A recruiter or coordinator. ``towns`` are municipality keys, or ``COUNTY`` alone."""

    person_id: int
    role: Role
    name: str
    towns: tuple[str, ...] = ()
    specialisms: tuple[Specialism, ...] = ()


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom a pupil talks to: a name, empty while it may be one of several, and an office.

    ``town`` is the town whose office it is; None: the county's.
    """

    name: str
    town: str | None


class StaffBook:
    """Looking up and entering staff."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def get(self, person_id: int) -> Member:
        """One of the staff. Raises NotFound for anybody else."""
        found = self.some([person_id])
        if not found:
            raise NotFound(f"staff {person_id}")
        return found[0]

    def name(self, person_id: int | None) -> str:
        """The name as the person wants to be called, empty for nobody."""
        found = self.some([person_id]) if person_id is not None else []
        return found[0].name if found else ""

    def contact(self, person_ids: Collection[int], town: str | None) -> Contact:
        """These people as one of them introduces herself to a pupil of this town."""
        found = self.some(person_ids)
        return Contact(
            found[0].name if len(found) == 1 else "",
            town if any(town in member.towns for member in found) else None,
        )

    def some(self, person_ids: Collection[int] | None = None) -> list[Member]:
        """These members, or all; by name."""
        people = rows.members(self._unit.session, person_ids)
        duties = rows.duties(self._unit.session, [row["person_id"] for row in people])
        found = [
            Member(
                row["person_id"],
                Role(row["role"]),
                row["name"],
                _distinct(
                    duty["town"] for duty in duties if duty["person_id"] == row["person_id"]
                ),
                tuple(
                    Specialism(code)
                    for code in _distinct(
                        duty["specialism"]
                        for duty in duties
                        if duty["person_id"] == row["person_id"]
                    )
                ),
            )
            for row in people
        ]
        return sorted(found, key=lambda member: (member.name, member.person_id))

    def recruiters(self) -> list[Member]:
        """All recruiters, by name."""
        return [member for member in self.some() if member.role is Role.RECRUITER]

    def enter(self, member: Member) -> None:
        """Make a person one of the staff; her role as a person is the caller's business."""
        session = self._unit.session
        session.add(Staff(person_id=member.person_id, name=member.name, joined_at=self._unit.now))
        session.flush()
        for town in member.towns:
            for specialism in member.specialisms:
                session.add(
                    StaffDuty(person_id=member.person_id, town=town, specialism=specialism)
                )
        session.flush()


class AuditLog:
    """Notes who tried what: numbers and codes, never words or names."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def note(self, person_id: int | None, action: str, subject: str = "") -> None:
        """One line, in the transaction at hand."""
        self._unit.session.add(
            Audit(at=self._unit.now, person_id=person_id, action=action, subject=subject)
        )
        self._unit.session.flush()


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
