"""Whose field an enquiry is, by when it is answered, and what a nickname may be."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.enquiries import (
    Specialism,
    answer_by,
    looks_like_full_name,
    nickname_of,
    specialism_for,
)
from bot.domain.people import Grade
from bot.domain.vacancies import Kind
from bot.domain.wishes import StartWish

BERLIN = ZoneInfo("Europe/Berlin")
JANUARY = datetime(2026, 1, 1, tzinfo=UTC)
EASTER_MONDAY = date(2027, 3, 29)


@pytest.mark.parametrize(
    ("grade", "start", "kind", "specialism"),
    [
        (Grade.G10, StartWish.SUMMER, None, Specialism.TRAINING),
        (Grade.G10, StartWish.INTERNSHIP_FIRST, None, Specialism.INTERNSHIP),
        (Grade.G10, StartWish.INTERNSHIP_FIRST, Kind.TRAINING, Specialism.TRAINING),
        (Grade.G10, StartWish.SUMMER, Kind.INTERNSHIP, Specialism.INTERNSHIP),
        (Grade.G9, None, Kind.DAY_VISIT, Specialism.INTERNSHIP),
        (Grade.IFK, StartWish.INTERNSHIP_FIRST, Kind.INTERNSHIP, Specialism.INTERNATIONAL),
        (None, None, None, Specialism.TRAINING),
    ],
)
def test_whose_field(
    grade: Grade | None, start: StartWish | None, kind: Kind | None, specialism: Specialism
) -> None:
    assert specialism_for(grade, start, kind) is specialism


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (datetime(2027, 2, 1, 12, 42, tzinfo=UTC), datetime(2027, 2, 2, 17, tzinfo=UTC)),
        (datetime(2027, 2, 5, 12, tzinfo=UTC), datetime(2027, 2, 8, 17, tzinfo=UTC)),
        (datetime(2027, 2, 6, 12, tzinfo=UTC), datetime(2027, 2, 8, 17, tzinfo=UTC)),
        (datetime(2027, 2, 1, 23, 30, tzinfo=UTC), datetime(2027, 2, 3, 17, tzinfo=UTC)),
        (datetime(2027, 3, 26, 12, tzinfo=UTC), datetime(2027, 3, 30, 16, tzinfo=UTC)),
    ],
    ids=["Monday", "Friday", "Saturday", "after midnight", "Easter and summer time"],
)
def test_the_end_of_the_next_working_day(received: datetime, due: datetime) -> None:
    assert answer_by(received, BERLIN, lambda day: day == EASTER_MONDAY) == due


@given(st.integers(0, 2 * 365 * 24 * 60).map(lambda n: JANUARY + timedelta(minutes=n)))
def test_an_answer_is_always_due_on_a_later_working_day_at_six(received: datetime) -> None:
    local = answer_by(received, BERLIN, lambda _: False).astimezone(BERLIN)
    assert local.date() > received.astimezone(BERLIN).date()
    assert (local.hour, local.minute) == (18, 0)
    assert local.weekday() < 5


@pytest.mark.parametrize(
    ("typed", "nickname"),
    [
        ("  Lena \n", "Lena"),
        ("Lena\nMarie", "Lena Marie"),
        ("L\u202eena\u200b", "Lena"),
        ("👩‍👩‍👧", "👩‍👩‍👧"),
        ("\u200b\u2066", ""),
        ("مريم", "مريم"),
    ],
)
def test_a_nickname_is_one_visible_line(typed: str, nickname: str) -> None:
    assert nickname_of(typed) == nickname


@pytest.mark.parametrize("name", ["Lena Müller", "Anna-Lena Groß", "Олена Іваненко"])
def test_whole_names_are_noticed(name: str) -> None:
    assert looks_like_full_name(name)


@pytest.mark.parametrize("name", ["Lena", "lena müller", "Lena M.", "Lena 🦊", "مريم علي", "L K"])
def test_nicknames_are_not(name: str) -> None:
    assert not looks_like_full_name(name)
