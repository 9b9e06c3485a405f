"""Days and moments of the demo data, told from today, so that the demo never goes stale.

``today`` · ``in 10 days`` · ``in 3 weeks on Saturday`` (the first one from then on) ·
``4 days ago`` · ``next 1 Aug`` (after today) · ``next 1 Aug + 1 year`` · ``start`` ·
``start - 5 days`` · and for moments a local time behind it: ``in 8 days at 14:00``.
"""

import re
from datetime import date, datetime, time, timedelta

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_IN = re.compile(rf"in (\d+) (day|week)s?(?: on ({'|'.join(_WEEKDAYS)}))?")
_AGO = re.compile(r"(\d+) days? ago")
_NEXT = re.compile(rf"next (\d{{1,2}}) ({'|'.join(_MONTHS)})(?: \+ (\d) years?)?")
_START = re.compile(r"start(?: ([+-]) (\d+) days?)?")
_MOMENT = re.compile(r"(.+) at (\d{1,2}):(\d{2})")


def day(text: str, today: date, start: date | None = None) -> date:
    """The day that ``text`` means. Raises ValueError with what to write instead."""
    if text == "today":
        return today
    if match := _IN.fullmatch(text):
        return _in(int(match[1]), match[2], match[3], today)
    if match := _AGO.fullmatch(text):
        return today - timedelta(days=int(match[1]))
    if match := _NEXT.fullmatch(text):
        return _next(int(match[1]), match[2], int(match[3] or 0), today)
    if start and (match := _START.fullmatch(text)):
        days = int(match[2] or 0)
        return start + timedelta(days=-days if match[1] == "-" else days)
    raise ValueError(f"{text!r} is no day; write it like 'in 3 weeks on Saturday' or 'next 1 Aug'")


def moment(text: str, today: date, start: date | None = None) -> datetime:
    """The local moment, without a zone, that ``text`` means. Raises ValueError like ``day``."""
    match = _MOMENT.fullmatch(text)
    if not match or int(match[2]) > 23 or int(match[3]) > 59:
        raise ValueError(f"{text!r} is no moment; write it like 'in 8 days at 14:00'")
    return datetime.combine(day(match[1], today, start), time(int(match[2]), int(match[3])))


def _in(number: int, unit: str, weekday: str | None, today: date) -> date:
    then = today + timedelta(**{f"{unit}s": number})
    if weekday is None:
        return then
    return then + timedelta(days=(_WEEKDAYS.index(weekday) - then.weekday()) % 7)


def _next(number: int, month: str, years: int, today: date) -> date:
    try:
        this_year = date(today.year, _MONTHS.index(month) + 1, number)
    except ValueError:
        raise ValueError(f"there is no {number} {month}; write a day of that month") from None
    return this_year.replace(year=today.year + years + (this_year <= today))
