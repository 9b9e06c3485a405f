"""Chats with the whole program, at speed: events in, commits out, no network between."""

import asyncio
import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count
from time import perf_counter

from bot.app import Lotse
from bot.channels.web import WebChannel
from bot.dialogue.event import Event, EventKind
from bot.domain.clock import SystemClock
from bot.rehearsal.stage import rehearsal_settings

ACTIVITIES = 18


class Chats:
    """Pupils in the first question, the largest screen: each event switches an activity."""

    def __init__(self, database: str, chats: int) -> None:
        self.program = Lotse(rehearsal_settings(database), SystemClock(), [WebChannel()])
        self.chats = [f"{number:032x}" for number in range(chats)]
        self._numbers = count()

    async def come(self) -> None:
        await self.program.open()
        for chat in self.chats:
            await self._tell(chat, EventKind.JOINED)
            await self._tell(chat, EventKind.SAID, "1")
        for _ in range(5):
            await self.at_once(1)
        gc.collect()
        gc.freeze()

    async def turn(self, chat: str) -> None:
        """One event in, and its commit."""
        await self._tell(chat, EventKind.SAID, f"{next(self._numbers) % ACTIVITIES + 1}")

    async def _tell(self, chat: str, kind: EventKind, text: str = "") -> None:
        number, now = next(self._numbers), self.program.clock.now()
        await self.program.receive(Event("web", chat, f"event {number}", now, kind, text=text))

    async def one_after_another(self, turns: int) -> float:
        """Turns per second when each waits for the one before."""
        began = perf_counter()
        for number in range(turns):
            await self.turn(self.chats[number % len(self.chats)])
        return turns / (perf_counter() - began)

    async def at_once(self, each: int) -> float:
        """Turns per second when all chats write at once, each one after another."""

        async def writes(chat: str) -> None:
            for _ in range(each):
                await self.turn(chat)

        began = perf_counter()
        await asyncio.gather(*map(writes, self.chats))
        return each * len(self.chats) / (perf_counter() - began)

    async def offered(self, rate: float, seconds: float) -> list[float]:
        """How long each turn took, in milliseconds, sorted, when they come at this rate.

        Counted from when it should have begun, so a jam does not hide itself.
        """
        began, took = perf_counter(), []

        async def arrives(number: int) -> None:
            due = began + number / rate
            await asyncio.sleep(max(0.0, due - perf_counter()))
            await self.turn(self.chats[number % len(self.chats)])
            took.append((perf_counter() - due) * 1_000)

        await asyncio.gather(*(arrives(number) for number in range(int(rate * seconds))))
        return sorted(took)


@asynccontextmanager
async def chatting(database: str, chats: int = 50) -> AsyncIterator[Chats]:
    """So many pupils who have just come to the first question."""
    people = Chats(database, chats)
    try:
        await people.come()
        yield people
    finally:
        await people.program.close()


def p99(sorted_times: list[float]) -> float:
    """The 99th percentile."""
    return sorted_times[len(sorted_times) * 99 // 100]
