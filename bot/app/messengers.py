"""The messengers that the settings ask for.

Their libraries are heavy (aiogram: 130 MB, seconds), so each is imported only with its token.
"""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from fastapi import FastAPI

from bot.app import Lotse
from bot.config import Settings
from bot.dialogue.channel import Audience, Channel
from bot.domain.clock import Clock

if TYPE_CHECKING:
    from bot.botapi.profile import Commands, Profile
    from bot.channels.telegram import TelegramChannel
    from bot.channels.telegram_staff import StaffChannel


class Messengers:
    """Channels to other people's networks, beside the web page."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        """Raises ModuleNotFoundError when a library is missing that a token asks for."""
        self.channels: list[Channel] = []
        self._closing: list[Callable[[], Awaitable[None]]] = []
        self._telegram = _telegram(settings, clock)
        found = (self._telegram, _telegram_staff(settings, clock))
        self._bots = [bot for bot in found if bot is not None]
        self.channels.extend(self._bots)
        self._closing.extend(bot.close for bot in self._bots)

    def furnish(self, site: FastAPI, lotse: Lotse) -> None:
        """Open the doors through which messengers bring what was said; say who the bots are."""
        for bot in self._bots:
            bot.introduction = partial(_introduction, lotse, bot.name)
        if self._telegram is not None and self._telegram.settings.webhook:
            from bot.channels.telegram import webhook_router  # noqa: PLC0415 - loaded already

            site.include_router(webhook_router(self._telegram, lotse.receive))

    async def close(self) -> None:
        """Let go of all connections, when nothing is on its way any more."""
        for close in self._closing:
            await close()


async def _introduction(lotse: Lotse, channel: str) -> "Sequence[Profile | Commands]":
    from bot.app.introductions import introductions  # noqa: PLC0415 - only with a token

    return await lotse.database.read(lambda session: introductions(lotse.unit(session), channel))


def _telegram(settings: Settings, clock: Clock) -> "TelegramChannel | None":
    token = settings.telegram_token.get_secret_value()
    if not token:
        return None
    from bot.channels import telegram  # noqa: PLC0415 - heavy, only with a token

    brought = settings.telegram_updates == "webhook"
    return telegram.TelegramChannel(
        telegram.TelegramSettings(
            token=token,
            api=settings.telegram_api,
            test_server=settings.telegram_test_server,
            webhook=settings.base_url + telegram.WEBHOOK_PATH if brought else "",
            secret=settings.telegram_secret.get_secret_value(),
            per_second=settings.telegram_per_second,
            audience=Audience.PUPILS if _has_staff_bot(settings) else Audience.ALL,
        ),
        clock,
    )


def _has_staff_bot(settings: Settings) -> bool:
    return bool(settings.telegram_staff_token.get_secret_value())


def _telegram_staff(settings: Settings, clock: Clock) -> "StaffChannel | None":
    if not _has_staff_bot(settings):
        return None
    from bot.botapi.settings import TelegramSettings  # noqa: PLC0415 - only with a token
    from bot.channels import telegram_staff  # noqa: PLC0415 - another library, only with a token

    return telegram_staff.StaffChannel(
        TelegramSettings(
            token=settings.telegram_staff_token.get_secret_value(),
            api=settings.telegram_api,
            test_server=settings.telegram_test_server,
            audience=Audience.STAFF,
        ),
        clock,
    )
