"""What "now", "summer" and "later" mean on which day."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.wishes import StartWish, next_summer, wishes_met

days = st.dates(date(2025, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("today", "year"),
    [
        (date(2027, 1, 1), 2027),
        (date(2027, 8, 15), 2027),
        (date(2027, 9, 1), 2027),
        (date(2027, 9, 2), 2028),
        (date(2027, 12, 31), 2028),
    ],
)
def test_the_summer_meant_lasts_until_one_can_no_longer_begin(today: date, year: int) -> None:
    assert next_summer(today) == year


@pytest.mark.parametrize(
    ("start", "met"),
    [
        (date(2026, 9, 1), {StartWish.NOW}),
        (date(2027, 5, 31), {StartWish.NOW}),
        (date(2027, 6, 1), {StartWish.SUMMER}),
        (date(2027, 8, 1), {StartWish.SUMMER}),
        (date(2027, 10, 31), {StartWish.SUMMER}),
        (date(2027, 11, 1), {StartWish.LATER}),
        (date(2028, 8, 1), {StartWish.LATER}),
    ],
)
def test_start_wishes_in_february(start: date, met: set[StartWish]) -> None:
    assert wishes_met(start, date(2027, 2, 1)) == met


def test_in_june_the_summer_is_soon() -> None:
    both = {StartWish.NOW, StartWish.SUMMER}
    assert wishes_met(date(2027, 8, 1), date(2027, 6, 15)) == both
    assert wishes_met(date(2027, 9, 15), date(2027, 6, 15)) == both
    assert wishes_met(date(2027, 9, 16), date(2027, 6, 15)) == {StartWish.SUMMER}


def test_in_autumn_late_placements_are_now() -> None:
    assert wishes_met(date(2027, 10, 1), date(2027, 9, 20)) == {StartWish.NOW}


@given(days, days)
def test_every_date_meets_a_wish_and_none_is_an_internship(start: date, today: date) -> None:
    met = wishes_met(start, today)
    assert met
    assert StartWish.INTERNSHIP_FIRST not in met
