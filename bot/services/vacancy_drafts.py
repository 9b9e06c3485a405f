"""Drafts: a vacancy as somebody enters it, bit by bit."""

from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from bot.domain.people import Certificate
from bot.domain.vacancies import Condition, Kind, Vacancy

_CODES = {"certificate": Certificate, "kind": Kind}
_DAYS = ("start", "valid_until")


@dataclass(frozen=True, slots=True)
class Draft:
    """What is offered, as far as it has been said; the first six are needed.

    ``occupation`` and ``town`` are keys of the county pack; ``valid_until`` None is the usual
    end; ``contact`` is for staff only.
    """

    occupation: str = ""
    company: str = ""
    town: str = ""
    start: date | None = None
    certificate: Certificate | None = None
    places: int = 0
    kind: Kind = Kind.TRAINING
    internship: bool = False
    conditions: frozenset[Condition] = frozenset()
    german_level: str = ""
    contact: str = ""
    valid_until: date | None = None

    @classmethod
    def of(cls, vacancy: Vacancy, contact: str) -> "Draft":
        """The vacancy as it stands."""
        return cls(
            occupation=vacancy.occupation,
            company=vacancy.company,
            town=vacancy.town,
            start=vacancy.start,
            certificate=vacancy.certificate,
            places=vacancy.places,
            kind=vacancy.kind,
            internship=vacancy.internship,
            conditions=vacancy.conditions,
            german_level=vacancy.german_level,
            contact=contact,
            valid_until=vacancy.valid_until,
        )

    @property
    def is_complete(self) -> bool:
        """Whether it can be offered."""
        said = (self.occupation, self.company, self.town, self.start, self.certificate)
        return all(said) and self.places > 0


def columns_of(draft: Draft) -> dict[str, Any]:
    """The values as they are stored."""
    return {**asdict(draft), "conditions": " ".join(sorted(draft.conditions))}


def draft_to_json(draft: Draft) -> dict[str, Any]:
    """As JSON values; what is not said is left out."""
    stored = columns_of(draft)
    stored |= {day: stored[day].isoformat() for day in _DAYS if stored[day]}
    return {name: value for name, value in stored.items() if value}


def draft_from_json(stored: dict[str, Any]) -> Draft:
    """The draft that ``draft_to_json`` stored; an empty dict gives an empty one."""
    said: dict[str, Any] = dict(stored)
    said |= {name: code(said[name]) for name, code in _CODES.items() if name in said}
    said |= {day: date.fromisoformat(said[day]) for day in _DAYS if day in said}
    said["conditions"] = frozenset(map(Condition, said.get("conditions", "").split()))
    return Draft(**said)
