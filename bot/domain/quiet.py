"""Quiet time: when nothing may make a phone buzz, and when a message may go out again.

A reply within a running talk is the one exception: who wrote a minute ago is awake.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.local_time import moment_of, wall_clock

RUNNING_TALK = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class QuietTime:
    """Local times of day; ``start`` is quiet, ``end`` is not. Equal times mean: never quiet.

    ``end`` before ``start`` reaches into the next morning.
    """

    start: time = time(20, 0)
    end: time = time(7, 30)


NIGHT = QuietTime()
"""The promise to pupils and staff: 20:00 to 07:30."""


def is_quiet(moment: datetime, zone: ZoneInfo, window: QuietTime = NIGHT) -> bool:
    """Whether ``moment`` (aware) lies in the quiet time of ``zone``."""
    return _end_of_quiet(moment, zone, window) is not None


def next_allowed(moment: datetime, zone: ZoneInfo, window: QuietTime = NIGHT) -> datetime:
    """The first moment from ``moment`` (aware) on that is not quiet, in UTC if it had to wait.

    Right over both clock changes: the window begins and ends when the wall clock says so, once.
    """
    return _end_of_quiet(moment, zone, window) or moment


def talk_is_running(
    last_heard: datetime | None, now: datetime, within: timedelta = RUNNING_TALK
) -> bool:
    """Whether the other person wrote so lately that an answer is expected, even at night.

    Both moments are aware; ``None`` means that the person has never written.
    """
    return last_heard is not None and timedelta() <= now - last_heard <= within


def _end_of_quiet(moment: datetime, zone: ZoneInfo, window: QuietTime) -> datetime | None:
    """The end of the quiet window that holds ``moment``, None outside.

    Compared as moments, not as wall-clock times: in autumn the wall clock shows one hour twice.
    """
    if window.start == window.end:
        return None
    today = wall_clock(moment, zone).date()
    over_midnight = timedelta(days=window.end < window.start)
    for day in (today - over_midnight, today):
        start = moment_of(day, window.start, zone)
        end = moment_of(day + over_midnight, window.end, zone)
        if start <= moment < end:
            return end
    return None
