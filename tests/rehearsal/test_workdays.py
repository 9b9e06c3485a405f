"""The demo begins when people work, whatever the real time is."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.quiet import is_quiet
from bot.region.loader import load_region
from bot.rehearsal.workdays import at_work

REGION = load_region()


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=REGION.zone)


@pytest.mark.parametrize(
    ("now", "begins"),
    [
        ("2026-11-23T07:59", "2026-11-23T10:00"),
        ("2026-11-23T20:30", "2026-11-24T10:00"),
        ("2026-11-22T20:46", "2026-11-23T10:00"),  # a Sunday
        ("2026-11-20T17:00", "2026-11-23T10:00"),  # a Friday evening
        ("2026-11-21T22:00", "2026-11-23T10:00"),
        ("2027-03-26T11:00", "2027-03-30T10:00"),  # Good Friday: until after Easter Monday
        ("2026-12-24T09:00", "2027-01-04T10:00"),
        ("2026-12-28T11:00", "2027-01-04T10:00"),
        ("2026-12-31T23:50", "2027-01-04T10:00"),
        ("2027-03-28T01:30", "2027-03-30T10:00"),  # the clocks go forward, on Easter Sunday
        ("2027-10-31T02:30", "2027-11-02T10:00"),  # they go back, before All Saints' Day
        ("2026-10-25T02:30", "2026-10-26T10:00"),
    ],
)
def test_after_hours_the_demo_begins_on_the_next_working_morning(now: str, begins: str) -> None:
    assert at_work(local(now), REGION) == local(begins)


@pytest.mark.parametrize("now", ["2026-11-23T08:00", "2026-11-23T13:42", "2027-03-30T16:59"])
def test_in_working_hours_the_real_time_is_right(now: str) -> None:
    assert at_work(local(now), REGION) == local(now)


@given(st.integers(0, 10 * 366 * 24 * 60))
def test_there_is_always_time_before_the_next_quiet_hour(minutes: int) -> None:
    now = local("2026-01-01T00:00") + timedelta(minutes=minutes)
    begins = at_work(now, REGION)
    assert now <= begins <= now + timedelta(days=14)
    hours = range(4)
    assert not any(is_quiet(begins + timedelta(hours=n), REGION.zone) for n in hours)
