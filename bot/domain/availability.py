"""When a pupil has time: slots of the week for a talk, and the days of an internship."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum

from bot.domain.wishes import DayPart, Slot

HOURS = {
    DayPart.NOON: (time(12), time(14)),
    DayPart.AFTERNOON: (time(14), time(17)),
    DayPart.EVENING: (time(17), time(20)),
}
"""Local begin and end of each part of the day; the evening ends when the quiet time begins."""

AFTER_SCHOOL = frozenset(
    Slot(weekday, part) for weekday in range(5) for part in (DayPart.AFTERNOON, DayPart.EVENING)
)
AT_THE_WEEKEND = frozenset(Slot(weekday, part) for weekday in (5, 6) for part in DayPart)

MOST_DAYS = 183
"""Longest internship window, in days: half a year."""

Period = tuple[date, date]
"""First and last day, both included."""

_PARTS = list(DayPart)


def in_order(slots: Collection[Slot]) -> tuple[Slot, ...]:
    """The slots as a week runs: Monday noon first."""
    return tuple(sorted(slots, key=lambda slot: (slot.weekday, _PARTS.index(slot.part))))


class WindowProblem(StrEnum):
    """Why an internship window cannot be kept."""

    ENDS_BEFORE_START = "ends_before_start"
    STARTS_IN_PAST = "starts_in_past"
    TOO_LONG = "too_long"


class WindowNote(StrEnum):
    """What the pupil should know about a window that can be kept."""

    IN_HOLIDAYS = "in_holidays"
    TOUCHES_HOLIDAYS = "touches_holidays"
    IN_SCHOOL_TIME = "in_school_time"


@dataclass(frozen=True, slots=True)
class WindowCheck:
    """Either a problem, or a note with the school holidays that it speaks of."""

    problem: WindowProblem | None = None
    note: WindowNote | None = None
    holidays: tuple[Period, ...] = ()


def check_window(window: Period, today: date, holidays: Sequence[Period]) -> WindowCheck:
    """Whether an internship from the first to the last day of ``window`` can be meant.

    ``today`` is the region's local day. School holidays are no problem, as many firms take interns
    then; but the school's own internship (KAoA, grades 9 and 10) lies in school time: a note.
    """
    first, last = window
    if last < first:
        return WindowCheck(WindowProblem.ENDS_BEFORE_START)
    if first < today:
        return WindowCheck(WindowProblem.STARTS_IN_PAST)
    if (last - first).days >= MOST_DAYS:
        return WindowCheck(WindowProblem.TOO_LONG)
    touched = tuple(sorted(h for h in holidays if h[0] <= last and first <= h[1]))
    if not touched:
        return WindowCheck(note=WindowNote.IN_SCHOOL_TIME)
    inside = any(h[0] <= first and last <= h[1] for h in touched)
    note = WindowNote.IN_HOLIDAYS if inside else WindowNote.TOUCHES_HOLIDAYS
    return WindowCheck(note=note, holidays=touched)


def school_time(today: date, until: date, holidays: Sequence[Period]) -> tuple[Period, ...]:
    """The stretches of school time between ``today`` and ``until``, bounded by the holidays.

    Days at both ends included; stretches of fewer than five days are left out, as no school sends
    its pupils away for so short a time.
    """
    stretches = []
    first = today
    for begin, end in sorted(holidays):
        stretches.append((first, min(begin - timedelta(days=1), until)))
        first = max(first, end + timedelta(days=1))
    stretches.append((first, until))
    return tuple((a, b) for a, b in stretches if (b - a).days >= 4)
