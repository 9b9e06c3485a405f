"""Slots of the week, and internship windows among school holidays."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.availability import (
    AFTER_SCHOOL,
    AT_THE_WEEKEND,
    HOURS,
    Period,
    WindowNote,
    WindowProblem,
    check_window,
    in_order,
    school_time,
)
from bot.domain.wishes import DayPart, Slot

TODAY = date(2027, 2, 1)
EASTER = (date(2027, 3, 22), date(2027, 4, 3))
SUMMER = (date(2027, 7, 19), date(2027, 8, 31))
HOLIDAYS = [SUMMER, EASTER]


def test_a_week_runs_from_monday_noon_to_sunday_evening() -> None:
    week = [Slot(weekday, part) for weekday in range(7) for part in DayPart]
    assert in_order(set(week)) == tuple(week)


def test_parts_of_the_day_follow_each_other() -> None:
    times = [HOURS[part] for part in DayPart]
    assert all(begin < end for begin, end in times)
    assert [end for _, end in times[:-1]] == [begin for begin, _ in times[1:]]


def test_after_school_and_the_weekend_have_nothing_in_common() -> None:
    assert not set(AFTER_SCHOOL) & set(AT_THE_WEEKEND)
    assert Slot(0, DayPart.NOON) not in AFTER_SCHOOL
    assert Slot(5, DayPart.NOON) in AT_THE_WEEKEND


@pytest.mark.parametrize(
    ("first", "last", "problem"),
    [
        (date(2027, 3, 5), date(2027, 3, 1), WindowProblem.ENDS_BEFORE_START),
        (date(2027, 1, 5), date(2027, 1, 1), WindowProblem.ENDS_BEFORE_START),
        (date(2027, 1, 31), date(2027, 3, 1), WindowProblem.STARTS_IN_PAST),
        (TODAY, TODAY + timedelta(days=183), WindowProblem.TOO_LONG),
        (TODAY, TODAY + timedelta(days=182), None),
        (TODAY, TODAY, None),
    ],
)
def test_impossible_windows_are_named(
    first: date, last: date, problem: WindowProblem | None
) -> None:
    assert check_window((first, last), TODAY, []).problem is problem


@pytest.mark.parametrize(
    ("first", "last", "note", "holidays"),
    [
        (date(2027, 3, 1), date(2027, 3, 21), WindowNote.IN_SCHOOL_TIME, ()),
        (date(2027, 3, 1), date(2027, 3, 22), WindowNote.TOUCHES_HOLIDAYS, (EASTER,)),
        (*EASTER, WindowNote.IN_HOLIDAYS, (EASTER,)),
        (date(2027, 4, 3), date(2027, 7, 19), WindowNote.TOUCHES_HOLIDAYS, (EASTER, SUMMER)),
        (date(2027, 4, 4), date(2027, 7, 18), WindowNote.IN_SCHOOL_TIME, ()),
    ],
)
def test_holidays_are_noted(
    first: date, last: date, note: WindowNote, holidays: Sequence[Period]
) -> None:
    check = check_window((first, last), TODAY, HOLIDAYS)
    assert (check.problem, check.note, check.holidays) == (None, note, holidays)


def test_school_time_is_bounded_by_holidays() -> None:
    assert school_time(TODAY, date(2027, 9, 30), HOLIDAYS) == (
        (TODAY, date(2027, 3, 21)),
        (date(2027, 4, 4), date(2027, 7, 18)),
        (date(2027, 9, 1), date(2027, 9, 30)),
    )


def test_a_few_days_between_holidays_are_no_time_for_an_internship() -> None:
    assert school_time(date(2027, 3, 18), date(2027, 4, 7), HOLIDAYS) == ()
    assert school_time(date(2027, 3, 17), date(2027, 3, 31), HOLIDAYS) == (
        (date(2027, 3, 17), date(2027, 3, 21)),
    )


def test_in_the_middle_of_holidays_school_time_begins_after_them() -> None:
    assert school_time(date(2027, 3, 25), date(2027, 5, 1), HOLIDAYS) == (
        (date(2027, 4, 4), date(2027, 5, 1)),
    )


@given(st.dates(TODAY, date(2027, 12, 31)), st.integers(0, 300), st.sampled_from([[], HOLIDAYS]))
def test_school_time_never_touches_holidays(
    first: date, length: int, holidays: Sequence[Period]
) -> None:
    for stretch in school_time(first, first + timedelta(days=length), holidays):
        assert first <= stretch[0] <= stretch[1] <= first + timedelta(days=length)
        if stretch[1] - stretch[0] < timedelta(days=183):
            assert check_window(stretch, TODAY, holidays).note is WindowNote.IN_SCHOOL_TIME
