"""Words for what pupils look for and firms offer, as short as a button and the same for all.

The tables hold German words for the catalogs; the functions say them in the reader's language.
"""

from collections.abc import Iterable
from datetime import date

from bot.domain.availability import AFTER_SCHOOL, AT_THE_WEEKEND, in_order
from bot.domain.people import AgeBand
from bot.domain.vacancies import Condition, Kind
from bot.domain.wishes import (
    ANYWHERE_KM,
    DayPart,
    Slot,
    StartWish,
    Strength,
    Transport,
    next_summer,
)
from bot.i18n import label, later, listing, words

KINDS = {
    Kind.TRAINING: later("Ausbildung"),
    Kind.DUAL_STUDY: later("Duales Studium"),
    Kind.INTERNSHIP: later("Praktikum"),
    Kind.DAY_VISIT: later("Schnuppertag"),
    Kind.EQ: later("Einstiegsjahr (EQ)"),
}
"""A one-day visit is the Berufsfelderkundung, EQ the Einstiegsqualifizierung."""

CONDITIONS = {
    Condition.SHIFT: later("Schichtarbeit"),
    Condition.WEEKEND: later("Am Wochenende"),
    Condition.EARLY: later("Früh anfangen"),
    Condition.HEAVY: later("Schwer heben"),
    Condition.OUTDOOR: later("Draußen arbeiten"),
    Condition.LICENCE: later("Führerschein"),
}

TRANSPORTS = {
    Transport.PUBLIC: later("Bus und Bahn"),
    Transport.BIKE: later("Fahrrad"),
    Transport.MOPED: later("Roller oder Moped"),
    Transport.CAR: later("Auto"),
    Transport.PARENTS: later("Eltern fahren mich"),
}

STRENGTHS = {
    Strength.DILIGENCE: later("Ich strenge mich an"),
    Strength.CARE: later("Ich arbeite genau"),
    Strength.ORGANISATION: later("Ich plane gut"),
    Strength.PROBLEM_SOLVING: later("Ich finde Lösungen"),
    Strength.TEAMWORK: later("Ich bin im Team gut"),
    Strength.COMMUNICATION: later("Ich kann gut reden"),
    Strength.CRAFT: later("Ich bin geschickt"),
    Strength.TECHNOLOGY: later("Ich mag Technik"),
}
"""The pupil's words for the eight strengths of the Stärken-Kompass."""

AGE_BANDS = {
    AgeBand.UNDER_14: later("unter 14"),
    AgeBand.FROM_14: later("14–15"),
    AgeBand.FROM_16: later("16–17"),
    AgeBand.ADULT: later("18 oder älter"),
}

WEEKDAYS = (
    later("Montag"), later("Dienstag"), later("Mittwoch"), later("Donnerstag"),
    later("Freitag"), later("Samstag"), later("Sonntag"),
)  # fmt: skip

DAY_PARTS = {
    DayPart.NOON: later("mittags"),
    DayPart.AFTERNOON: later("nachmittags"),
    DayPart.EVENING: later("abends"),
}

_STARTS = {
    StartWish.NOW: later("Sofort"),
    StartWish.LATER: later("Später"),
    StartWish.INTERNSHIP_FIRST: later("Erst ein Praktikum"),
}


def start_wish(wish: StartWish, today: date) -> str:
    """When the pupil wants to begin, as seen on ``today``: "Sommer 2027"."""
    if wish is StartWish.SUMMER:
        return label("Sommer {year}", year=next_summer(today))
    return label(_STARTS[wish])


def radius(km: int) -> str:
    """How far the pupil would go: "bis 10 km"."""
    return label("egal wie weit") if km >= ANYWHERE_KM else label("bis {km} km", km=km)


def slots(times: Iterable[Slot]) -> str:
    """Times for a talk, as a week runs: "nach der Schule, Samstag mittags und abends"."""
    left, told = frozenset(times), []
    for known, name in (
        (AFTER_SCHOOL, words("nach der Schule")),
        (AT_THE_WEEKEND, words("am Wochenende")),
    ):
        if known <= left:
            told.append(name)
            left -= known
    by_day: dict[int, list[str]] = {}
    for slot in in_order(left):
        by_day.setdefault(slot.weekday, []).append(words(DAY_PARTS[slot.part]))
    told += [f"{words(WEEKDAYS[day])} {listing(parts)}" for day, parts in by_day.items()]
    return ", ".join(told)
