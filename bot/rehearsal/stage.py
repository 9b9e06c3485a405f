"""The stage: the real program on a database, with recording channels and the clock in hand.

Stories, the demo's tests and handler tests act on it: people start, tap, say, quote; ``settle``
delivers all that is due at this moment.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta
from itertools import count
from random import Random
from typing import Any, TypeVar

from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.app import Lotse
from bot.config import Settings
from bot.dialogue.event import Event
from bot.domain.clock import MovableClock
from bot.rehearsal.actor import Actor, words_of
from bot.rehearsal.fuse import Crashed, Fuse
from bot.rehearsal.passing import pass_until
from bot.rehearsal.recording import CAPABILITIES, RecordingChannel
from bot.services.doors import Doors
from bot.services.unit import Unit

__all__ = ["Actor", "Stage", "rehearsal_settings", "words_of"]

Result = TypeVar("Result")
_MOST_ROUNDS = 1000


def rehearsal_settings(database: str, **others: Any) -> Settings:
    """Settings with keys of their own: what is rehearsed is never readable with real keys."""
    secrets = {
        "keys": (SecretStr(Fernet.generate_key().decode()),),
        "pepper": SecretStr(Fernet.generate_key().decode()),
    }
    return Settings(database=database, **{**secrets, **others})


class Stage:
    """The program, its recording channels and the people."""

    def __init__(
        self,
        database: str,
        start: datetime,
        *,
        seed: int = 1,
        adapt: Callable[[Lotse], None] = lambda _program: None,
        **settings: Any,
    ) -> None:
        """``database`` is a URL; ``start`` the aware moment at which the clock stands.

        ``adapt`` may change each program that is built, for example switch something off;
        ``settings`` are those of ``bot.config`` that differ from the defaults.
        """
        self.settings = rehearsal_settings(database, **settings)
        self.clock = MovableClock(start)
        self.channels = self._messengers()
        for channel in self.channels.values():
            channel.delivered = self._delivered
        self._adapt = adapt
        self._held: list[Event] | None = None
        self._reviving = asyncio.Lock()
        self._random = Random(seed)  # noqa: S311 - a rehearsal repeats itself
        self.lotse = self._build()
        self.people: dict[str, Actor] = {}
        self._ids = count(1)

    def _messengers(self) -> dict[str, RecordingChannel]:
        """The channels by name: each records what the person at its other end sees."""
        return {name: RecordingChannel(name, self.clock) for name in CAPABILITIES}

    def _build(self) -> Lotse:
        program = Lotse(self.settings, self.clock, self.channels.values(), self._random)
        self._adapt(program)
        self.fuse = Fuse()
        self.fuse.watch(program.database.engine)
        return program

    async def restart(self, down: timedelta = timedelta()) -> None:
        """The program ends and is built anew on the same database; the messengers go on.

        It stands still for the time ``down``; then what fell due meanwhile is looked at.
        """
        await self._revive(self.lotse, down)
        await self.lotse.tick()
        await self.settle()

    async def _revive(self, dead: Lotse, down: timedelta = timedelta()) -> None:
        """Build the program anew, once, on what the dead one has committed.

        Closing it does no more than the kernel does with a killed one: connections and the lock
        go. What was in flight stays unfinished.
        """
        async with self._reviving:
            if self.lotse is dead:
                await dead.close()
                self.clock.move(down)
                self.lotse = self._build()
                await self.lotse.open()
                await self._reconnect()

    async def _reconnect(self) -> None:
        """Pages fetch what lies ready for them: nobody may have been left to wake them."""
        doors = Doors(self.lotse.database, self.lotse.house, self.clock)
        for channel in self._pages():
            for address in list(channel.chats):
                after = 0
                while lying := await doors.fetch(address, after):
                    after = lying[-1].position
                    for each in lying:
                        if each.message is not None:
                            channel.fetch(address, each.key, each.message)

    def _pages(self) -> list[RecordingChannel]:
        """The channels that cannot push: their messages wait until a page shows them."""
        return [each for each in self.channels.values() if not each.capabilities.push]

    async def open(self) -> "Stage":
        """Raise the curtain."""
        await self.lotse.open()
        return self

    async def close(self) -> None:
        """Let it fall."""
        await self.lotse.close()

    def person(self, name: str, on: str = "web", language: str = "de") -> Actor:
        """A person at a messenger, not yet known to the program."""
        channel = self.channels[on]
        actor = Actor(self, name, channel, channel.address_of(name), language)
        self.people[name] = actor
        return actor

    async def backstage(self, work: Callable[[Unit], Result]) -> Result:
        """Do something in one transaction that no conversation does."""
        program = self.lotse
        return await program.database.run(lambda session: work(program.unit(session)))

    async def send(self, event: Event) -> None:
        """An event arrives, and everything due at this moment is delivered."""
        if self._held is not None:
            self._held.append(event)
            return
        await self._receive(event)
        await self.settle()

    async def together(self, acts: Sequence[Callable[[], Awaitable[None]]]) -> None:
        """Several acts within the same instant: their events arrive before any is answered."""
        held: list[Event] = []
        self._held = held
        try:
            for act in acts:
                await act()
        finally:
            self._held = None
        await asyncio.gather(*map(self._receive, held))
        await self.settle()

    async def _receive(self, event: Event) -> str:
        """A messenger repeats an event that was not acknowledged. The word that a tap shows."""
        program = self.lotse
        self.fuse.event_comes()
        try:
            word = await program.receive(event)
            self.fuse.event_is_handled()
        except Crashed:
            await self._revive(program)
            word = await self.lotse.receive(event)
        return word

    async def settle(self) -> None:
        """Deliver until nothing is due; pages acknowledge what they show."""
        for _ in range(_MOST_ROUNDS):
            program = self.lotse
            try:
                if not await program.postman.deliver_due():
                    break
            except Crashed:
                await self._revive(program)
            await self._acknowledge()

    async def _acknowledge(self) -> None:
        for channel in self._pages():
            for address in channel.read():
                await self.lotse.acknowledge_all(channel.name, address)

    async def passes(self, time: timedelta) -> None:
        """Time passes; everything due on the way happens in its order."""
        await self.until(self.clock.now() + time)

    async def until(self, moment: datetime) -> None:
        """Time passes until ``moment`` (aware)."""
        await pass_until(self, self.clock, moment, self.settle)

    async def tick(self) -> None:
        """Do what is due by now."""
        await self.lotse.tick()

    async def next_due(self) -> datetime | None:
        """The next moment at which something planned is due; aware, None when nothing is."""
        return await self.lotse.next_due()

    def _delivered(self) -> None:
        self.fuse.delivered()

    def next_id(self) -> str:
        """A messenger's id for the next event."""
        return f"event-{next(self._ids)}"
