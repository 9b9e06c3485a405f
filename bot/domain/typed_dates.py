"""Dates and times as coordinators type them, in German.

Understood: "20.02.2027" · "20.2." (the next one) · "20. Februar 2027" · "Sa 20.2.27" ·
"2027-02-20" · "morgen" · "Samstag" (the next one) · "23.–25.9.2027" · "10-14 Uhr" ·
"10:00–14:00" · "von 10 bis 14".
What cannot be used raises ``Mistyped``, whose ``mistake`` tells which sentence helps.
"""

import re
import unicodedata
from datetime import date, time, timedelta
from difflib import get_close_matches
from enum import StrEnum

from bot.domain.errors import NotUnderstood


class Mistake(StrEnum):
    """What is wrong with a typed date or time: the closed list of hints."""

    NOT_A_DAY = "not_a_day"
    NO_SUCH_DAY = "no_such_day"
    WRONG_WEEKDAY = "wrong_weekday"
    NOT_TIMES = "not_times"
    NO_SUCH_TIME = "no_such_time"
    END_MISSING = "end_missing"
    END_FIRST = "end_first"


class Mistyped(NotUnderstood):
    """A typed date or time that cannot be used; ``mistake`` says why."""

    def __init__(self, mistake: Mistake) -> None:
        """Keep the kind of the mistake, never the typed text."""
        super().__init__(mistake.value)
        self.mistake = mistake


_MONTHS = (
    "januar", "februar", "maerz", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "dezember",
)  # fmt: skip
_WEEKDAYS = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
_DAYS_AHEAD = {"heute": 0, "morgen": 1, "uebermorgen": 2}

_WEEKDAY = re.compile(rf"(?:am |den |der )?({'|'.join(_WEEKDAYS)}|mo|di|mi|do|fr|sa|so)\b[., ]*")
_NUMBERS = re.compile(r"(\d{1,2}) ?[./ -] ?(\d{1,2})(?: ?[./ -] ?(\d{4}|\d{2})?)?")
_NAMED = re.compile(r"(\d{1,2})\.? ?([a-z]+)\.? ?(\d{4}|\d{2})?")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_BETWEEN = re.compile(r" ?(?:\bbis(?: zum)?\b|-) ?")
_CLOCK = r"(\d{1,2})(?: ?(?:uhr|h|[:.])? ?(\d{2}))? ?(?:uhr|h)?"
_TIMES = re.compile(rf"(?:von )?{_CLOCK} ?(?:-|bis) ?{_CLOCK}")
_ONE_TIME = re.compile(rf"(?:von |ab |um )?{_CLOCK}")


def parse_day(text: str, today: date) -> date:
    """The day that is meant; a date without a year is the next one from ``today`` on.

    Raises Mistyped: NOT_A_DAY, NO_SUCH_DAY ("30.02.2027") or WRONG_WEEKDAY ("Montag, 20.02.2027").
    """
    said = _fold(text)
    weekday, said = _take_weekday(said)
    if weekday is not None and not said:
        return today + timedelta(days=(weekday - today.weekday() - 1) % 7 + 1)
    day = _parse_date(said, today)
    if weekday is not None and day.weekday() != weekday:
        raise Mistyped(Mistake.WRONG_WEEKDAY)
    return day


def parse_days(text: str, today: date) -> tuple[date, date]:
    """The first and the last day: "23.–25.9.2027", or one day twice.

    Raises Mistyped as ``parse_day`` does, and END_FIRST when the last day is before the first.
    """
    said = _fold(text)
    try:
        day = parse_day(said, today)
    except Mistyped as whole:
        return _parse_range(said, today, whole)
    return day, day


def parse_times(text: str) -> tuple[time, time]:
    """From when to when, as wall-clock times.

    Raises Mistyped: NOT_TIMES, NO_SUCH_TIME ("25 Uhr"), END_MISSING ("10 Uhr") or END_FIRST
    ("14-10").
    """
    said = _fold(text)
    if not (match := _TIMES.fullmatch(said)):
        lonely = _ONE_TIME.fullmatch(said)
        raise Mistyped(Mistake.END_MISSING if lonely else Mistake.NOT_TIMES)
    start, end = _time(match[1], match[2]), _time(match[3], match[4])
    if end <= start:
        raise Mistyped(Mistake.END_FIRST)
    return start, end


def _fold(text: str) -> str:
    """Small letters without umlauts, one kind of dash, single spaces."""
    text = unicodedata.normalize("NFKC", text).casefold()
    text = text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue")
    return " ".join(re.sub(r"[‐‑‒–—−]", "-", text).split()).rstrip("!?")


def _take_weekday(said: str) -> tuple[int | None, str]:
    """The weekday that the text begins with (Monday 0), and the rest."""
    if not (match := _WEEKDAY.match(said)):
        return None, said.removeprefix("am ").removeprefix("den ")
    weekday = next(n for n, name in enumerate(_WEEKDAYS) if name.startswith(match[1]))
    return weekday, said[match.end() :].removeprefix("den ")


def _parse_date(said: str, today: date) -> date:
    if said in _DAYS_AHEAD:
        return today + timedelta(days=_DAYS_AHEAD[said])
    if match := _ISO.fullmatch(said):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _NUMBERS.fullmatch(said):
        return _in_year(match[3], int(match[2]), int(match[1]), today)
    if (match := _NAMED.fullmatch(said)) and (month := _month(match[2])):
        return _in_year(match[3], month, int(match[1]), today)
    raise Mistyped(Mistake.NOT_A_DAY)


def _parse_range(said: str, today: date, told: Mistyped) -> tuple[date, date]:
    """Both ends of a range, split at the first dash that gives two days; otherwise ``told``."""
    for between in _BETWEEN.finditer(said):
        try:
            last = parse_day(said[between.end() :], today)
            first = _before(said[: between.start()], last)
        except Mistyped as half:
            if half.mistake is not Mistake.NOT_A_DAY:  # else the dash belongs to a date
                told = half
            continue
        if last < first:
            raise Mistyped(Mistake.END_FIRST)
        return first, last
    raise told


def _before(said: str, last: date) -> date:
    """The first day of a range, which borrows month and year from the last: "23." or "23.9."."""
    weekday, said = _take_weekday(said)
    if match := re.fullmatch(r"(\d{1,2})\.?", said):
        day = _day(last.year, last.month, int(match[1]))
    else:
        day = _parse_date(said, date(last.year, 1, 1))
    if weekday not in (None, day.weekday()):
        raise Mistyped(Mistake.WRONG_WEEKDAY)
    return day


def _month(word: str) -> int | None:
    """The month by its name, its beginning ("feb") or nearly its name ("febuar")."""
    begun = [n for n, name in enumerate(_MONTHS, 1) if len(word) > 2 and name.startswith(word)]
    near = begun or [_MONTHS.index(name) + 1 for name in get_close_matches(word, _MONTHS, 1, 0.75)]
    return near[0] if near else None


def _in_year(year: str | None, month: int, day: int, today: date) -> date:
    """The day in the year typed ("27" is 2027); without one the next such day from today on."""
    if year:
        return _day(int(year) + (2000 if len(year) == 2 else 0), month, day)
    for nearest in (today.year, today.year + 1):
        try:
            found = date(nearest, month, day)
        except ValueError:
            continue
        if found >= today:
            return found
    raise Mistyped(Mistake.NO_SUCH_DAY)


def _day(year: int, month: int, day: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Mistyped(Mistake.NO_SUCH_DAY) from None


def _time(hour: str, minute: str | None) -> time:
    try:
        return time(int(hour), int(minute or 0))
    except ValueError:
        raise Mistyped(Mistake.NO_SUCH_TIME) from None
