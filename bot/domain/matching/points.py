"""The published table of points: every rule that says something about a vacancy, and its weight.

``docs/matching.md`` is made from this table (see ``page``). What a rule is worth stands here and
nowhere else, so a county's council can read and change it without reading the program.
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum, auto

from bot.domain.wishes import Transport

NEAR_KM = 35
"""Up to here a way earns points, and counts as near for pupils who named no radius."""

FRESH = timedelta(days=14)
ENDS_SOON = timedelta(days=14)

REACH_KM = {
    Transport.BIKE: 8,
    Transport.MOPED: 20,
    Transport.PARENTS: 20,
    Transport.PUBLIC: 60,
    Transport.CAR: 60,
}
"""How far a means of transport is taken to carry every working day, in estimated road km."""


class Rule(StrEnum):
    """What can be said about a vacancy for a pupil, in the order in which it is told.

    Three reasons are told: what she asked for comes before what merely does not stand in the way.
    """

    OCCUPATION = "occupation"
    FIELD = "field"
    DISTANCE = "distance"
    INTERNSHIP_DATES = "internship_dates"
    INTERNSHIP = "internship"
    CERTIFICATE_ENOUGH = "certificate_enough"
    START = "start"
    KIND = "kind"
    REACHABLE = "reachable"
    FRESH = "fresh"
    BEGINS = "begins"
    PLACES = "places"
    CERTIFICATE_MISSING = "certificate_missing"
    NO_GO = "no_go"
    OTHER_DATES = "other_dates"
    FAR = "far"
    HARD_TO_REACH = "hard_to_reach"
    CERTIFICATE_WISHED = "certificate_wished"
    CONDITION = "condition"
    ENDS_SOON = "ends_soon"


class Use(StrEnum):
    """Where a rule is told: among "das passt", only to fill that up, or as "prüf noch"."""

    REASON = auto()
    FILLER = auto()
    CHECK = auto()


@dataclass(frozen=True, slots=True)
class Worth:
    """Points of a rule (of ``DISTANCE``: at the doorstep), and what the public reads about it."""

    points: int
    use: Use
    sentence: str


POINTS = {
    Rule.OCCUPATION: Worth(60, Use.REASON, "Es ist ein Beruf, den du suchst."),
    Rule.FIELD: Worth(40, Use.REASON, "Es ist ein Bereich, den du magst."),
    Rule.DISTANCE: Worth(
        NEAR_KM, Use.REASON, "Es liegt in deinem Umkreis. Je Kilometer geht ein Punkt ab."
    ),
    Rule.INTERNSHIP_DATES: Worth(10, Use.REASON, "Das Praktikum passt in deine Zeit."),
    Rule.INTERNSHIP: Worth(5, Use.REASON, "Du kannst vorher ein Praktikum machen."),
    Rule.CERTIFICATE_ENOUGH: Worth(10, Use.REASON, "Dein Abschluss reicht."),
    Rule.START: Worth(0, Use.REASON, "Es beginnt, wann du anfangen möchtest."),
    Rule.KIND: Worth(0, Use.REASON, "Es ist die Art von Stelle, die du suchst."),
    Rule.REACHABLE: Worth(5, Use.REASON, "Du kommst gut hin."),
    Rule.FRESH: Worth(
        5, Use.REASON, f"Die Stelle ist neu oder bestätigt, höchstens {FRESH.days} Tage alt."
    ),
    Rule.BEGINS: Worth(0, Use.FILLER, "Du erfährst, wann es beginnt."),
    Rule.PLACES: Worth(0, Use.FILLER, "Du erfährst, wie viele Plätze frei sind."),
    Rule.CERTIFICATE_MISSING: Worth(
        -20, Use.CHECK, "Der Betrieb wünscht sich einen höheren Abschluss als deinen."
    ),
    Rule.NO_GO: Worth(-25, Use.CHECK, "Etwas, das du nicht willst, gehört dazu (jedes zählt)."),
    Rule.OTHER_DATES: Worth(0, Use.CHECK, "Das Praktikum ist zu einer anderen Zeit."),
    Rule.FAR: Worth(
        0, Use.CHECK, f"Es ist weiter als {NEAR_KM} km, und du hast keinen Umkreis gewählt."
    ),
    Rule.HARD_TO_REACH: Worth(-10, Use.CHECK, "Der Weg ist weit für dein Verkehrsmittel."),
    Rule.CERTIFICATE_WISHED: Worth(
        0, Use.CHECK, "Der Betrieb wünscht sich einen Abschluss; deinen kennen wir nicht."
    ),
    Rule.CONDITION: Worth(0, Use.CHECK, "Das solltest du über die Arbeit wissen."),
    Rule.ENDS_SOON: Worth(
        0, Use.CHECK, f"Die Stelle ist höchstens noch {ENDS_SOON.days} Tage ausgeschrieben."
    ),
}


def points_of(rule: Rule, km: float | None) -> int:
    """What ``rule`` is worth; ``DISTANCE`` loses a point for each full kilometre, down to 0."""
    points = POINTS[rule].points
    return max(0, points - int(km or 0)) if rule is Rule.DISTANCE else points
