from datetime import date, datetime

import pytest

from bot.rehearsal.seed import when

TODAY = date(2027, 2, 1)  # a Monday
START = date(2027, 3, 6)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("today", "2027-02-01"),
        ("in 1 day", "2027-02-02"),
        ("in 10 days", "2027-02-11"),
        ("in 3 weeks", "2027-02-22"),
        ("in 3 weeks on Monday", "2027-02-22"),
        ("in 3 weeks on Saturday", "2027-02-27"),
        ("in 0 days on Sunday", "2027-02-07"),
        ("4 days ago", "2027-01-28"),
        ("next 1 Aug", "2027-08-01"),
        ("next 1 Feb", "2028-02-01"),
        ("next 15 Jan", "2028-01-15"),
        ("next 1 Aug + 1 year", "2028-08-01"),
        ("start", "2027-03-06"),
        ("start - 5 days", "2027-03-01"),
        ("start + 2 days", "2027-03-08"),
    ],
)
def test_days(text: str, meant: str) -> None:
    assert when.day(text, TODAY, START) == date.fromisoformat(meant)


def test_moments() -> None:
    assert when.moment("in 8 days at 9:05", TODAY) == datetime.fromisoformat("2027-02-09T09:05")
    assert when.moment("start at 17:00", TODAY, START) == datetime.fromisoformat(
        "2027-03-06T17:00"
    )


@pytest.mark.parametrize("text", ["", "soon", "start", "in 3 weeks on Samstag", "next 31 Feb"])
def test_what_is_no_day_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="write"):
        when.day(text, TODAY)


@pytest.mark.parametrize("text", ["in 8 days", "today at 24:00", "today at 9:60", "soon at 9:00"])
def test_what_is_no_moment_is_told(text: str) -> None:
    with pytest.raises(ValueError, match="write"):
        when.moment(text, TODAY)
