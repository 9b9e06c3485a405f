"""The clock: the only door through which time enters the program.

Services and domain rules get a ``Clock``; nobody else calls ``datetime.now``. So stories and tests
can move time.
"""

from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """Tells the present moment."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


class MovableClock:
    """A clock that runs on from any moment and can be moved forward.

    For the demo, stories and tests.
    """

    def __init__(self, start: datetime, ticking: Clock | None = None) -> None:
        """Start at ``start`` (aware).

        With ``ticking`` the clock runs on with that one, without it stands still.
        """
        if start.tzinfo is None:
            raise ValueError("a clock needs an aware start")
        self._start = start.astimezone(UTC)
        self._ticking = ticking
        self._origin = ticking.now() if ticking else self._start
        self._moved = timedelta()

    def now(self) -> datetime:
        """The present moment of this clock, aware, in UTC."""
        run = self._ticking.now() - self._origin if self._ticking else timedelta()
        return self._start + run + self._moved

    def move(self, by: timedelta) -> None:
        """Move forward by ``by``; a clock for people never runs backwards (ValueError)."""
        if by < timedelta():
            raise ValueError("this clock only moves forward")
        self._moved += by
