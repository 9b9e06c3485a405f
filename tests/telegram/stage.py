"""The stage with the real Telegram channel on it, and the double at its other end.

What people do becomes updates that the channel fetches over HTTP; what the program sends them is
read from their chats at the double.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from bot.dialogue.event import Event
from bot.rehearsal.recording import RecordingChannel
from bot.rehearsal.stage import Actor, Stage
from tests.telegram.double import Person, TelegramDouble
from tests.telegram.through import NAME, ThroughTelegram


class TelegramStage(Stage):
    """``Stage`` with another channel for Telegram; everything else is as it was."""

    def __init__(
        self,
        double: TelegramDouble,
        database: str,
        start: datetime,
        *,
        updates: str = "polling",
        **others: Any,
    ) -> None:
        """``updates`` are fetched by "polling" or brought to a "webhook"."""
        self._double, self._updates = double, updates
        super().__init__(database, start, **others)

    def _messengers(self) -> dict[str, RecordingChannel]:
        self.telegram = ThroughTelegram(self._double, self.clock, self._updates)
        return {**super()._messengers(), NAME: self.telegram}

    async def open(self) -> "TelegramStage":
        """Raise the curtain, and take updates."""
        await super().open()
        await self.telegram.take_updates(partial(Stage._receive, self))
        return self

    async def close(self) -> None:
        """Let it fall."""
        await self.telegram.close()
        await super().close()

    def at_the_double(self, actor: Actor) -> Person:
        """The same person at the messenger: she can do more there than on any other."""
        return self.telegram.person(actor.address)

    async def after(self, *deeds: Callable[[], object]) -> None:
        """People at the messenger do these things; then everything due is delivered."""
        for deed in deeds:
            deed()
        await self.telegram.is_acknowledged()
        await self.settle()

    async def _receive(self, event: Event) -> str:
        if event.channel != NAME:
            return await super()._receive(event)
        await self.telegram.act(event)
        return ""
