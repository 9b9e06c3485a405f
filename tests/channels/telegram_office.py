"""A bot at the double: a channel, and an office that takes its events."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from bot.botapi.channel import BotChannel
from bot.channels.telegram import TelegramChannel, TelegramSettings
from bot.channels.telegram_staff import StaffChannel
from bot.dialogue.event import Event
from bot.domain.clock import SystemClock
from bot.domain.errors import DatabaseAway
from tests.telegram.double import TelegramDouble

SECRET = "s" * 40
LIBRARIES = (TelegramChannel, StaffChannel)


def channel_at(double: TelegramDouble, **changes: Any) -> BotChannel:
    """The channel for the double's bot."""
    settings = {"token": double.lotse.token, "api": double.url} | changes
    return TelegramChannel(TelegramSettings(**settings), SystemClock())


@asynccontextmanager
async def opened(double: TelegramDouble, **changes: Any) -> AsyncIterator[BotChannel]:
    """The channel, closed at the end."""
    channel = channel_at(double, **changes)
    try:
        yield channel
    finally:
        await channel.close()


class Office:
    """Takes events; may be slow, or its database away for some of them."""

    def __init__(self) -> None:
        self.taken: list[Event] = []
        self.began: list[Event] = []
        self.seconds = 0.0
        self.away = 0
        self.word = ""
        self.poison = ""

    async def receive(self, event: Event) -> str:
        """As the program does: returns after the commit."""
        self.began.append(event)
        if self.seconds:
            await asyncio.sleep(self.seconds)
        if self.away:
            self.away -= 1
            raise DatabaseAway("the test says so")
        if self.poison and self.poison in event.text:
            raise RuntimeError("poisoned")
        self.taken.append(event)
        return self.word

    def texts(self) -> list[str]:
        """What was said, in the order of the commits."""
        return [event.text for event in self.taken]


@asynccontextmanager
async def fetching(
    double: TelegramDouble, office: Office, **changes: Any
) -> AsyncIterator[BotChannel]:
    """The channel while it fetches."""
    async with opened(double, **changes) as channel, asyncio.TaskGroup() as group:
        running = group.create_task(channel.run(office.receive))
        try:
            yield channel
        finally:
            running.cancel()
            await asyncio.wait([running])


async def eventually(holds: Callable[[], object], seconds: float = 30) -> None:
    """Wait until something has come true elsewhere in this loop."""
    for _ in range(int(seconds * 200)):
        if holds():
            return
        await asyncio.sleep(0.005)
    raise AssertionError("it never came true")
