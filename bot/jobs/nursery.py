"""The nursery: the only place that starts tasks, and it looks after them."""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from typing import Any, TypeVar

import structlog

Result = TypeVar("Result")
_log = structlog.get_logger(__name__)
_FIRST_PAUSE, _LONGEST_PAUSE = 0.5, 30.0


class Nursery:
    """Tasks that live as long as the program.

    One that fails is logged and started again, with growing pauses.
    """

    def __init__(self) -> None:
        self._tasks: list[asyncio.Task[None]] = []

    def look_after(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        """Keep ``work`` running until ``close``; work that returns is done."""
        self._tasks.append(asyncio.create_task(self._supervise(name, work), name=name))

    async def _supervise(self, name: str, work: Callable[[], Awaitable[None]]) -> None:
        pause = _FIRST_PAUSE
        while True:
            try:
                await work()
            except Exception as error:  # noqa: BLE001 - a supervisor outlives whatever its work does
                _log.error("task failed", task=name, reason=type(error).__name__, exc_info=error)
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
            else:
                return

    async def close(self) -> None:
        """Cancel everything and wait until it has ended."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()


class Errands:
    """Short tasks of one job: each is started and left to itself, at the end all are awaited.

    An errand sees to its own failures; one that is not foreseen is logged.
    """

    def __init__(self) -> None:
        self._running: set[asyncio.Task[None]] = set()

    def start(self, errand: Coroutine[Any, Any, None]) -> None:
        """Begin at once."""
        task = asyncio.create_task(errand)
        self._running.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._running.discard(task)
        failure = None if task.cancelled() else task.exception()
        if failure is not None:
            _log.error("errand failed", reason=type(failure).__name__, exc_info=failure)

    async def finish(self, patience: float) -> None:
        """Wait for all; what takes longer than ``patience`` seconds is cancelled."""
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=patience)
            for task in late:
                task.cancel()
            if late:
                await asyncio.wait(late)


async def to_the_end(work: Coroutine[Any, Any, Result]) -> Result:
    """Await ``work`` even while being cancelled.

    What was begun is finished, then the task ends.
    """
    task = asyncio.ensure_future(work)
    try:
        return await asyncio.shield(task)
    except asyncio.CancelledError:
        await asyncio.wait([task])
        raise


async def until(stop: asyncio.Event, work: Coroutine[Any, Any, None]) -> None:
    """Do ``work`` until ``stop`` is set, then let it end in good order; raises what it raises."""
    task = asyncio.ensure_future(work)
    waiting = asyncio.ensure_future(stop.wait())
    await asyncio.wait({task, waiting}, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    task.cancel()
    with suppress(asyncio.CancelledError):
        await task


async def as_long_as(
    still: Callable[[], Awaitable[bool]], work: Coroutine[Any, Any, None], seconds: float
) -> bool:
    """Do ``work``, asking every few ``seconds`` whether to go on.

    Returns whether it has come to an end by itself.
    """
    async with asyncio.TaskGroup() as group:
        task = group.create_task(work)
        while not task.done() and await still():
            await asyncio.wait({task}, timeout=seconds)
        is_over = task.done()
        task.cancel()
    return is_over
