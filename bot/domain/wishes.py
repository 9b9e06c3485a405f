"""What a pupil looks for: the answers of the interview, and nothing about the person."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.domain.people import Certificate
from bot.domain.vacancies import Condition, Kind

ANYWHERE_KM = 1000
"""The radius of a pupil for whom the way does not matter."""

RADII_KM = (5, 10, 20, 35, ANYWHERE_KM)
"""The radii offered as answers, in kilometres of estimated road."""

SOON = timedelta(days=92)


class StartWish(StrEnum):
    """When the pupil wants to begin; ``wishes_met`` says which dates that means."""

    NOW = "now"
    SUMMER = "summer"
    LATER = "later"
    INTERNSHIP_FIRST = "internship_first"


def next_summer(today: date) -> int:
    """The year of the summer that pupils mean: this year's until 1 September, then the next one's.

    Training years begin on 1 August or 1 September; so the summer lasts as long as one can begin.
    """
    return today.year if today <= date(today.year, 9, 1) else today.year + 1


def target_year(wish: StartWish | None, today: date) -> int | None:
    """The year in which the search is to end, told on ``today``; None for an open end."""
    return next_summer(today) if wish in {StartWish.NOW, StartWish.SUMMER} else None


def wishes_met(start: date, today: date) -> frozenset[StartWish]:
    """The start wishes that are met by beginning on ``start``, asked on the local day ``today``.

    Summer is 1 June to 31 October of the ``next_summer``, later is everything after it, now is
    everything before it and what begins within 92 days or has begun. So each date meets a wish.
    """
    year = next_summer(today)
    met = set()
    if start <= today + SOON or start < date(year, 6, 1):
        met.add(StartWish.NOW)
    if date(year, 6, 1) <= start <= date(year, 10, 31):
        met.add(StartWish.SUMMER)
    if start > date(year, 10, 31):
        met.add(StartWish.LATER)
    return frozenset(met)


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


class DayPart(StrEnum):
    """A part of the day for a talk, earliest first; ``availability.HOURS`` has the times."""

    NOON = "noon"
    AFTERNOON = "afternoon"
    EVENING = "evening"


@dataclass(frozen=True, slots=True)
class Slot:
    """A time of the week for a talk: weekday 0 (Monday) to 6, part of the day."""

    weekday: int
    part: DayPart


@dataclass(frozen=True, slots=True)
class Wishes:
    """The pupil's answers. ``None`` or empty means: not answered, so it neither helps nor hurts.

    ``fields`` and ``occupations`` are codes of the county pack, ``town`` a municipality key,
    ``radius_km`` kilometres of estimated road (``ANYWHERE_KM``: the way does not matter),
    ``internship`` the first and last possible day. Only these values reach the matching: no name,
    language, school or age. ``further`` are answers that no rule looks at: (question, answer).
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
    further: frozenset[tuple[str, str]] = frozenset()
