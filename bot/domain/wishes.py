"""What a pupil looks for: the answers of the interview, and nothing about the person."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.people import Certificate
from bot.domain.vacancies import Condition, Kind


class StartWish(StrEnum):
    """When the pupil wants to begin."""

    NOW = "now"
    SUMMER = "summer"
    LATER = "later"
    INTERNSHIP_FIRST = "internship_first"


class Transport(StrEnum):
    """How the pupil gets around."""

    PUBLIC = "bus_train"
    BIKE = "bike"
    MOPED = "moped"
    CAR = "car"
    PARENTS = "parents"


class Strength(StrEnum):
    """The eight strengths pupils know from the KAoA Stärken-Kompass of grade 8."""

    DILIGENCE = "effort"
    CARE = "care"
    ORGANISATION = "organisation"
    PROBLEM_SOLVING = "problem_solving"
    TEAMWORK = "teamwork"
    COMMUNICATION = "communication"
    CRAFT = "craft"
    TECHNOLOGY = "technology"


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A time of the week for a talk: weekday 0 (Monday) to 6, part of the day."""

    weekday: int
    part: str  # "noon" | "afternoon" | "evening"


@dataclass(frozen=True, slots=True)
class Wishes:
    """The pupil's answers. ``None`` or empty means: not answered, so it neither helps nor hurts.

    ``fields`` and ``occupations`` are codes of the county pack, ``town`` a municipality key,
    ``radius_km`` kilometres of estimated road. Only these values reach the matching: no name, language,
    school or age.
    """

    fields: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()
    town: str | None = None
    certificate: Certificate | None = None
    start: StartWish | None = None
    kinds: frozenset[Kind] = frozenset()
    radius_km: int | None = None
    transport: frozenset[Transport] = frozenset()
    strengths: frozenset[Strength] = frozenset()
    no_gos: frozenset[Condition] = frozenset()
    internship: tuple[date, date] | None = None
    slots: frozenset[Slot] = frozenset()
