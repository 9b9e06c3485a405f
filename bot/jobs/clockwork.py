"""Clockwork.

One APScheduler tick that asks the database what is due; the schedule is data, never jobs.
"""

from collections.abc import Awaitable, Callable

from apscheduler.schedulers.asyncio import AsyncIOScheduler

TICK_SECONDS = 5


class Clockwork:
    """Calls ``tick`` every few seconds.

    A late tick counts: none is ever dropped, several become one.
    """

    def __init__(self, tick: Callable[[], Awaitable[None]]) -> None:
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._scheduler.add_job(
            tick, "interval", seconds=TICK_SECONDS,
            coalesce=True, max_instances=1, misfire_grace_time=None,
        )  # fmt: skip

    def start(self) -> None:
        """Begin ticking in the running event loop."""
        self._scheduler.start()

    def stop(self) -> None:
        """No further tick."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)
