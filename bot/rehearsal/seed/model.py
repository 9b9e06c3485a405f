"""Demo data as plain frozen values."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.people import Certificate, Grade
from bot.domain.vacancies import Condition, Kind


@dataclass(frozen=True, slots=True)
class SeedRecruiter:
    """A fictional recruiter. ``towns`` are municipality keys, ``languages`` tags of the region."""

    name: str
    towns: tuple[str, ...]
    specialisms: tuple[str, ...]
    languages: tuple[str, ...]
    office_hours: str


@dataclass(frozen=True, slots=True)
class SeedVacancy:
    """A fictional vacancy: as ``domain.vacancies.Vacancy``, and its contact (for staff only)."""

    source: str
    reference: str
    kind: Kind
    occupation: str
    title: str
    field: str
    company: str
    town: str
    start: date
    certificate: Certificate
    places: int
    internship: bool
    conditions: frozenset[Condition]
    german_level: str
    valid_until: date
    fresh_since: date
    contact: str


@dataclass(frozen=True, slots=True)
class SeedFair:
    """A fictional fair. ``start`` and ``end`` are local times of the region, without a zone."""

    title: str
    start: datetime
    end: datetime
    place: str
    stop: str
    town: str
    grades: tuple[Grade, ...]
    deadline: date | None
    registration: str
    what: str
    bring: str
    cost: str
    accessibility: str
    parents_welcome: bool


@dataclass(frozen=True, slots=True)
class Seed:
    """All demo data of one day."""

    recruiters: tuple[SeedRecruiter, ...]
    vacancies: tuple[SeedVacancy, ...]
    fairs: tuple[SeedFair, ...]
