"""The stage with the real Telegram channels on it, and the double at their other end.

What people do becomes updates that a channel fetches over HTTP; what the program sends them is
read from their chats at the double.
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import Any

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_staff import StaffChannel
from bot.dialogue.event import Event
from bot.rehearsal.recording import RecordingChannel
from bot.rehearsal.stage import Actor, Stage
from tests.furnished import FurnishedStage
from tests.telegram.double import Person, TelegramDouble
from tests.telegram.through import ThroughTelegram


class TelegramStage(FurnishedStage):
    """``Stage`` with both bots; everything else is as it was."""

    def __init__(
        self,
        double: TelegramDouble,
        database: str,
        start: datetime,
        *,
        updates: str = "polling",
        **others: Any,
    ) -> None:
        """Updates of the pupils' bot are fetched by "polling" or brought to a "webhook"."""
        self._double, self._updates = double, updates
        super().__init__(database, start, **others)

    def _messengers(self) -> dict[str, RecordingChannel]:
        self.telegram = ThroughTelegram(self._double, self.clock, TelegramChannel, self._updates)
        staff = ThroughTelegram(self._double, self.clock, StaffChannel)
        self._bots = {bot.name: bot for bot in (self.telegram, staff)}
        return {**super()._messengers(), **self._bots}

    async def open(self) -> "TelegramStage":
        """Raise the curtain, and take updates."""
        await super().open()
        for bot in self._bots.values():
            await bot.take_updates(partial(Stage._receive, self))
        return self

    async def close(self) -> None:
        """Let it fall."""
        for bot in self._bots.values():
            await bot.close()
        await super().close()

    def at_the_double(self, actor: Actor) -> Person:
        """The same person at the messenger: she can do more there than on any other."""
        return self._bots[actor.channel.name].person(actor.address)

    async def after(self, *deeds: Callable[[], object]) -> None:
        """People at the messenger do these things; then everything due is delivered."""
        for deed in deeds:
            deed()
        for bot in self._bots.values():
            await bot.is_acknowledged()
        await self.settle()

    async def _receive(self, event: Event) -> str:
        bot = self._bots.get(event.channel)
        if bot is None:
            return await super()._receive(event)
        await bot.act(event)
        return ""
