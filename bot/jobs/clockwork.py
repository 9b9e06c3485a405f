"""Clockwork.

One APScheduler tick that asks the database what is due; the schedule is data, never jobs.
"""

import asyncio
from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

TICK_SECONDS = 5.0
PATIENCE = 3  # ticks that may be missed
STANDS_STILL = 12  # ticks that must be missed before it is told


class Clockwork:
    """Calls ``tick`` every few seconds.

    A late tick counts: none is ever dropped, several become one.
    """

    def __init__(self, tick: Callable[[], Awaitable[None]], seconds: float = TICK_SECONDS) -> None:
        self._tick = tick
        self._seconds = seconds
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._job = self._scheduler.add_job(
            self._turn, "interval", seconds=seconds,
            coalesce=True, max_instances=1, misfire_grace_time=None,
        )  # fmt: skip
        self._watch: asyncio.TimerHandle | None = None
        self._begun_at = self._done_at = 0.0

    @property
    def stands_still(self) -> bool:
        """Whether no tick has come to a good end for a minute, although it has been started."""
        if self._watch is None:
            return False
        return _now() - self._done_at > STANDS_STILL * self._seconds

    def start(self) -> None:
        """Begin ticking in the running event loop."""
        self._begun_at = self._done_at = _now()
        self._scheduler.start()
        self._look()

    def stop(self) -> None:
        """No further tick."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
        if self._watch is not None:
            self._watch.cancel()
            self._watch = None

    async def _turn(self) -> None:
        self._begun_at = _now()
        await self._tick()
        self._done_at = _now()

    def _look(self) -> None:
        """Set the machine's clock back, and the scheduler would wait until it is as late again."""
        if _now() - self._begun_at > PATIENCE * self._seconds:
            self._begun_at = _now()
            self._job.reschedule("interval", seconds=self._seconds)
        self._watch = asyncio.get_running_loop().call_later(self._seconds, self._look)


def _now() -> float:
    """Seconds on the loop's clock, which nobody sets."""
    return asyncio.get_running_loop().time()
