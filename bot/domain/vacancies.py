"""What is offered: a vacancy and the words that describe it."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.people import Certificate


class Kind(StrEnum):
    """Kind of offer. A one-day visit is the Berufsfelderkundung, EQ Einstiegsqualifizierung."""

    TRAINING = "training"
    DUAL_STUDY = "dual_study"
    INTERNSHIP = "internship"
    DAY_VISIT = "day_visit"
    EQ = "eq"


INTERNSHIPS = frozenset({Kind.INTERNSHIP, Kind.DAY_VISIT})
"""The kinds by which a pupil looks at an occupation before choosing it."""


class Condition(StrEnum):
    """What the work asks of a person; each can be one of a pupil's no-gos."""

    SHIFT = "shift_work"
    WEEKEND = "weekend_work"
    EARLY = "early_start"
    HEAVY = "heavy_work"
    OUTDOOR = "outdoor"
    LICENCE = "car_licence_helpful"


class VacancyState(StrEnum):
    """Life of a vacancy. Only an open one is shown to pupils."""

    OPEN = "open"
    RESERVED = "reserved"
    FILLED = "filled"
    EXPIRED = "expired"


@dataclass(frozen=True, slots=True)
class Vacancy:
    """One offer, as services hand it out. Without the contact person: that is for staff only."""

    id: int
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
    state: VacancyState
    fresh_since: date

    def is_shown(self, today: date) -> bool:
        """Whether pupils see it on the local day ``today``: open and still valid."""
        return is_shown(self.state, self.valid_until, today)


def is_shown(state: VacancyState, valid_until: date, today: date) -> bool:
    """Whether pupils see a vacancy on the local day ``today``: it is open and still valid."""
    return state is VacancyState.OPEN and valid_until >= today
