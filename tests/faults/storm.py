"""A storm: pupils write while something strikes the program again and again."""

import asyncio
import signal
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from random import Random
from time import monotonic

from tests.faults.books import compare
from tests.faults.holding import cut_connections
from tests.faults.processes import Place, Served, Stable
from tests.faults.pupils import Pupil, at_their_pages

Blow = Callable[[Served], Awaitable[None]]


async def kill(served: Served) -> None:
    """kill -9."""
    await served.end(signal.SIGKILL)
    served.start()


async def stop(served: Served) -> None:
    """SIGTERM; fails if it takes longer than an operating system waits."""
    await served.end(signal.SIGTERM)
    served.start()


async def cut(served: Served) -> None:
    """All connections to PostgreSQL end."""
    await asyncio.to_thread(cut_connections, served.place)


@dataclass(frozen=True, slots=True)
class Weather:
    """What a storm was: how many different events, how often something was said again."""

    events: int
    repeats: int
    seconds: float


async def storm(
    stable: Stable, place: Place, blow: Blow, blows: int, *, pupils: int = 20, acts: int = 30
) -> Weather:
    """Strike so often while each pupil does at least so much; then the books must agree."""
    began, served, raging = monotonic(), Served(stable, place), True

    async def writes(pupil: Pupil) -> None:
        await pupil.arrives()
        while raging or len(pupil.sent) < acts:
            await pupil.acts()
        await pupil.catches_up()

    async with at_their_pages(place.url, pupils) as people:
        try:
            served.start()
            async with asyncio.TaskGroup() as group:
                for pupil in people:
                    group.create_task(writes(pupil))
                await _strike(served, blow, blows)
                raging = False
            await served.end(signal.SIGTERM)
        finally:
            served.close()
        compare(place, people)
        return Weather(
            sum(len(pupil.sent) for pupil in people),
            sum(pupil.repeats for pupil in people),
            monotonic() - began,
        )


async def _strike(served: Served, blow: Blow, blows: int) -> None:
    dice = Random(blows)  # noqa: S311 - dice, not secrets
    for _ in range(blows):
        if dice.random() < 0.8:  # else perhaps while it is starting
            await asyncio.to_thread(served.place.is_up)
        await asyncio.sleep(dice.uniform(0, 0.5))
        await blow(served)
