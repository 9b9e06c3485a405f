"""Enquiries: whose field an enquiry is, by when it is to be answered, how it may end."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.local_time import moment_of, wall_clock
from bot.domain.people import Grade
from bot.domain.vacancies import INTERNSHIPS, Kind
from bot.domain.wishes import StartWish

ANSWER_UNTIL = time(18)
"""Local time of the next working day by which a pupil is promised an answer."""

_SATURDAY = 5
LONGEST_NICKNAME = 30
_JOINS = "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}"  # in emoji, in Persian
_NAME = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]{2,})?")


class Specialism(StrEnum):
    """What a recruiter looks after, beside towns; one person may have several."""

    TRAINING = "training"
    INTERNSHIP = "internship"
    INTERNATIONAL = "international"


class EnquiryState(StrEnum):
    """Life of an enquiry. A closed one is taken up again when one of the two writes."""

    OPEN = "open"
    TAKEN = "taken"
    CLOSED = "closed"


class Misfit(StrEnum):
    """Why a recruiter says that it does not fit; the pupil reads a kind sentence for each."""

    GONE = "gone"  # the place is filled
    TERMS = "terms"  # what the firm asks for is not there yet
    ELSEWHERE = "elsewhere"  # somebody else is the better address


def specialism_for(
    grade: Grade | None, start: StartWish | None, kind: Kind | None = None
) -> Specialism:
    """Whose field an enquiry is: international classes first, as language decides who can help.

    ``kind`` is that of the vacancy asked about, None when the pupil just wants to talk.
    """
    if grade is Grade.IFK:
        return Specialism.INTERNATIONAL
    if kind in INTERNSHIPS or (kind is None and start is StartWish.INTERNSHIP_FIRST):
        return Specialism.INTERNSHIP
    return Specialism.TRAINING


def answer_by(received: datetime, zone: ZoneInfo, is_free: Callable[[date], bool]) -> datetime:
    """The end of the next working day in ``zone`` after ``received`` (aware); in UTC.

    ``is_free`` says which local days are public holidays; Saturdays and Sundays always are.
    """
    day = wall_clock(received, zone).date() + timedelta(days=1)
    while day.weekday() >= _SATURDAY or is_free(day):
        day += timedelta(days=1)
    return moment_of(day, ANSWER_UNTIL, zone)


def nickname_of(typed: str) -> str:
    """A typed nickname on one line, without characters that nobody sees or that turn the text."""
    line = " ".join(typed.split())
    seen = (c for c in line if unicodedata.category(c) not in {"Cc", "Cf"} or c in _JOINS)
    return "".join(seen).strip()


def looks_like_full_name(nickname: str) -> bool:
    """Whether it may be a first and a last name: two or more words that begin with capitals."""
    words = nickname.split()
    return len(words) > 1 and all(_NAME.fullmatch(word) and word[0].isupper() for word in words)
