from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest_asyncio

from bot.botapi.channel import BotChannel
from bot.botapi.settings import TelegramSettings
from bot.channels.telegram_staff import StaffChannel
from bot.domain.clock import SystemClock
from tests.channels.contract import ChannelContract
from tests.channels.telegram_office import opened
from tests.telegram.double import Person, TelegramDouble


@dataclass
class TelegramWindow:
    channel: BotChannel
    person: Person

    @property
    def address(self) -> str:
        return str(self.person.id)

    async def seen(self) -> list[str]:
        return [posted.words() for posted in self.person.messages]


class TestTelegram(ChannelContract):
    @pytest_asyncio.fixture
    async def window(self) -> AsyncIterator[TelegramWindow]:
        async with TelegramDouble() as double, opened(double) as channel:
            person = double.person("Lena")
            person.starts()
            yield TelegramWindow(channel, person)
            assert double.violations == []


class TestTelegramStaff(ChannelContract):
    @pytest_asyncio.fixture
    async def window(self) -> AsyncIterator[TelegramWindow]:
        async with TelegramDouble() as double:
            settings = TelegramSettings(token=double.lotse.token, api=double.url)
            channel = StaffChannel(settings, SystemClock())
            person = double.person("Petra")
            person.starts()
            yield TelegramWindow(channel, person)
            await channel.close()
            assert double.violations == []
