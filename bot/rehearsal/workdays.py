"""When people work: the demo begins at such a moment, and its fairs are held on such days."""

from datetime import date, datetime, time, timedelta

from bot.domain.local_time import moment_of, wall_clock
from bot.region.model import Region
from bot.region.schooldays import Holidays

OPEN_FROM, OPEN_UNTIL = time(8), time(17)
"""Whoever starts the demo in these hours has some left before quiet time holds messages back."""

MORNING = time(10)
_DAY = timedelta(days=1)
_SATURDAY = 5


def is_free(day: date, holidays: Holidays) -> bool:
    """Whether the county stands still: a public holiday, or from Christmas Eve to New Year's."""
    return holidays.is_public_holiday(day) or (day.month == 12 and day.day >= 24)


def at_work(moment: datetime, region: Region) -> datetime:
    """The first moment from ``moment`` (aware) on at which offices are open.

    That is ``moment`` itself, or 10:00 of the next working day, in UTC.
    """
    here = wall_clock(moment, region.zone)
    day = here.date()
    if _is_workday(day, region.holidays) and OPEN_FROM <= here.time() < OPEN_UNTIL:
        return moment
    if here.time() >= OPEN_FROM:
        day += _DAY
    while not _is_workday(day, region.holidays):
        day += _DAY
    return moment_of(day, MORNING, region.zone)


def _is_workday(day: date, holidays: Holidays) -> bool:
    return day.weekday() < _SATURDAY and not is_free(day, holidays)
