from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.local_time import moment_of, wall_clock
from bot.domain.quiet import NIGHT, QuietTime, is_quiet, next_allowed, talk_is_running

BERLIN = ZoneInfo("Europe/Berlin")
MOMENTS = st.datetimes(
    datetime.fromisoformat("2026-01-01"),
    datetime.fromisoformat("2030-12-31"),
    timezones=st.just(UTC),
)
WINDOWS = st.builds(QuietTime, start=st.times(), end=st.times())


def at(text: str) -> datetime:
    """A moment told by the wall clock of Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


@pytest.mark.parametrize(
    ("asked", "allowed"),
    [
        ("2027-02-01T19:59:59", "2027-02-01T19:59:59"),
        ("2027-02-01T20:00", "2027-02-02T07:30"),
        ("2027-02-01T23:10", "2027-02-02T07:30"),
        ("2027-02-02T00:00", "2027-02-02T07:30"),
        ("2027-02-02T07:29:59", "2027-02-02T07:30"),
        ("2027-02-02T07:30", "2027-02-02T07:30"),
        ("2027-03-27T23:00", "2027-03-28T07:30"),  # the night that is an hour shorter
        ("2027-10-30T23:00", "2027-10-31T07:30"),  # the night that is an hour longer
    ],
)
def test_night_holds_until_half_past_seven(asked: str, allowed: str) -> None:
    assert next_allowed(at(asked), BERLIN) == at(allowed)
    assert is_quiet(at(asked), BERLIN) == (asked != allowed)


def test_the_short_and_the_long_night_differ_by_two_hours() -> None:
    spring = next_allowed(at("2027-03-27T20:00"), BERLIN) - at("2027-03-27T20:00")
    autumn = next_allowed(at("2027-10-30T20:00"), BERLIN) - at("2027-10-30T20:00")
    assert (spring, autumn) == (timedelta(hours=10.5), timedelta(hours=12.5))


def test_a_window_within_one_day_and_no_window() -> None:
    lessons = QuietTime(time(8), time(13))
    assert next_allowed(at("2027-02-01T09:00"), BERLIN, lessons) == at("2027-02-01T13:00")
    assert not is_quiet(at("2027-02-01T13:00"), BERLIN, lessons)
    never = QuietTime(time(8), time(8))
    assert not is_quiet(at("2027-02-01T08:00"), BERLIN, never)


def test_an_end_that_comes_twice_ends_the_quiet_the_first_time() -> None:
    window = QuietTime(time(1), time(2, 30))
    first = at("2027-10-31T02:30")
    assert next_allowed(first - timedelta(minutes=1), BERLIN, window) == first
    assert not is_quiet(first + timedelta(minutes=45), BERLIN, window)  # 02:15 again


def test_an_end_that_does_not_exist_is_the_later_hour() -> None:
    window = QuietTime(time(1), time(2, 30))
    asked = at("2027-03-28T01:30")
    assert wall_clock(next_allowed(asked, BERLIN, window), BERLIN).time() == time(3, 30)


@given(MOMENTS, WINDOWS)
def test_the_next_allowed_moment_is_allowed_and_within_a_day(
    moment: datetime, window: QuietTime
) -> None:
    allowed = next_allowed(moment, BERLIN, window)
    assert moment <= allowed <= moment + timedelta(hours=26)
    assert not is_quiet(allowed, BERLIN, window) or window.start == window.end
    assert is_quiet(moment, BERLIN, window) == (allowed > moment)


@given(MOMENTS)
def test_nobody_is_woken(moment: datetime) -> None:
    told = wall_clock(next_allowed(moment, BERLIN), BERLIN).time()
    assert NIGHT.end <= told < NIGHT.start


@given(st.dates(date(2026, 1, 1), date(2030, 12, 31)), st.times())
def test_the_wall_clock_comes_back_or_springs_forward_an_hour(day: date, hour: time) -> None:
    shown = wall_clock(moment_of(day, hour, BERLIN), BERLIN)
    asked = datetime.combine(day, hour)
    assert shown - asked in (timedelta(), timedelta(hours=1))


@pytest.mark.parametrize(
    ("minutes", "running"), [(0, True), (1, True), (15, True), (16, False), (-1, False)]
)
def test_a_talk_runs_for_a_quarter_of_an_hour(minutes: int, running: bool) -> None:
    now = at("2027-02-01T23:10")
    assert talk_is_running(now - timedelta(minutes=minutes), now) is running


def test_who_never_wrote_is_in_no_talk() -> None:
    assert not talk_is_running(None, at("2027-02-01T23:10"))
    assert talk_is_running(at("2027-02-01T22:50"), at("2027-02-01T23:10"), timedelta(hours=1))
