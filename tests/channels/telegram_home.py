"""The whole program with the pupils' bot, in this process, at the double."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI
from pydantic import SecretStr

from bot.app import Lotse
from bot.app.messengers import Messengers
from bot.app.site import build_site
from bot.channels.web import WebChannel
from bot.config import Settings
from bot.domain.clock import SystemClock
from bot.rehearsal.seeding import seed
from bot.rehearsal.stage import rehearsal_settings
from tests.telegram.double import TelegramDouble

Home = tuple[Lotse, FastAPI]
"""The program and its site."""


def settings_at(double: TelegramDouble, database: str, **more: Any) -> Settings:
    """Settings for the double's bot."""
    token = SecretStr(double.lotse.token)
    return rehearsal_settings(database, telegram_token=token, telegram_api=double.url, **more)


@asynccontextmanager
async def served(settings: Settings, *, again: bool = False) -> AsyncIterator[Home]:
    """Both, running; ``again``: on a database that has seen it before."""
    clock = SystemClock()
    web, messengers = WebChannel(), Messengers(settings, clock)
    lotse = Lotse(settings, clock, [web, *messengers.channels])
    try:
        await lotse.open()
        if not again:
            await lotse.database.run(lambda session: seed(lotse.unit(session), staff=False))
        site = build_site(lotse, web, settings)
        messengers.furnish(site, lotse)
        lotse.serve()
        yield lotse, site
    finally:
        await lotse.close()
        await messengers.close()
