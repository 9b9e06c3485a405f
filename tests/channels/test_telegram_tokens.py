"""The token is part of every address that is called; it is written nowhere."""

import asyncio
import io
import logging
import traceback
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
import pytest_asyncio

from bot import logs
from bot.app.messengers import Messengers
from bot.botapi import channel as channel_module
from bot.botapi import line
from bot.botapi.fates import CallFailed
from bot.channels.telegram import TelegramSettings
from bot.config import Settings
from bot.dialogue.channel import Parcel
from bot.dialogue.screen import Message
from bot.domain.clock import SystemClock
from bot.i18n import Text
from tests.channels import telegram_office
from tests.channels.telegram_office import LIBRARIES, SECRET, Office, channel_at, eventually
from tests.conftest import log_plainly
from tests.telegram.double import TelegramDouble


@pytest.fixture(params=LIBRARIES, autouse=True)
def _library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever library the bot is built on."""
    monkeypatch.setattr(telegram_office, "TelegramChannel", request.param)


MODES = ["reset", "cut", "stall", "html", "garbled", "redirect", "flood", "answer"]


@pytest_asyncio.fixture
async def double() -> AsyncIterator[TelegramDouble]:
    async with TelegramDouble() as messenger:
        yield messenger


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    written = io.StringIO()
    logs.configure("DEBUG", json=True, stream=written)
    yield written
    root.handlers[:] = handlers
    root.setLevel(level)
    log_plainly()


def secret_of(token: str) -> str:
    """The part that is secret: the rest is the bot's public number."""
    return token.partition(":")[2]


async def said_of(double: TelegramDouble, **changes: Any) -> str:
    """All that can be read of one failing call, of a message and of some rounds of fetching."""
    channel = channel_at(double, **changes)
    said = [repr(channel), repr(channel.settings), repr(vars(channel))]
    try:
        await channel._line.call("getMe", {})
    except CallFailed as failed:
        logging.getLogger("anybody").exception("a call failed")
        said += [str(failed), repr(failed), repr(failed.__context__), repr(failed.__cause__)]
        said += traceback.format_exception(failed)
    said.append(repr(await channel.send(Parcel("77", 1, Message(Text.of("Hallo"))))))
    running = asyncio.gather(channel.run(Office().receive), return_exceptions=True)
    await asyncio.sleep(0.15)
    running.cancel()
    await asyncio.wait([running])
    said.append(channel.trouble)
    await channel.close()
    return "\n".join(said)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FIRST_PAUSE", "LONGEST_PAUSE", "SHUT_PAUSE"):
        monkeypatch.setattr(channel_module, name, 0.02)
    monkeypatch.setattr(line, "ANSWER_SECONDS", 0.3)
    monkeypatch.setattr(line, "CONNECT_SECONDS", 0.3)


@pytest.mark.parametrize("mode", MODES)
async def test_a_bad_network_does_not_give_it_away(
    double: TelegramDouble, log: io.StringIO, mode: str
) -> None:
    token = double.lotse.token
    double.fault(mode, times=99, seconds=1, code=400, description=f"Bad Request: /bot{token}/x")
    said = await said_of(double)
    assert "getMe" in said
    assert "CallFailed" in log.getvalue()
    assert secret_of(token) not in said + log.getvalue()


@pytest.mark.parametrize(
    "api", ["http://127.0.0.1:1", "http://no-such-host.invalid", "https://{here}", "http://["]
)
async def test_no_connection_does_not_give_it_away(
    double: TelegramDouble, log: io.StringIO, api: str
) -> None:
    said = await said_of(double, api=api.replace("{here}", double.url.removeprefix("http://")))
    assert "getMe" in said
    assert secret_of(double.lotse.token) not in said + log.getvalue()


async def test_a_refusal_does_not_give_it_away(double: TelegramDouble, log: io.StringIO) -> None:
    double.lotse.revoked = True
    said = await said_of(double)
    assert "token (401)" in said
    assert secret_of(double.lotse.token) not in said + log.getvalue()


async def test_nor_does_a_mistake_of_our_own(
    double: TelegramDouble, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    channel = channel_at(double)
    token = double.lotse.token

    async def mistaken(_: object) -> str:
        raise RuntimeError(f"{double.url}/bot{token}/getMe")

    double.person("Lena").says("Hallo")
    running = asyncio.gather(channel.run(mistaken), return_exceptions=True)
    await eventually(lambda: "update set aside" in log.getvalue())
    running.cancel()
    await asyncio.wait([running])
    await channel.close()
    assert secret_of(token) not in log.getvalue()


@pytest.mark.parametrize(
    "library", ["httpx", "aiogram", "aiogram.event", "telegram.ext", "asyncio"]
)
def test_what_libraries_log_is_blacked_out(library: str, log: io.StringIO) -> None:
    token = "1234567890:" + "AbCdEfGhIjKlMnOpQrStUvWxYz_12345678"
    logger = logging.getLogger(library)
    logger.error("HTTP Request: POST %s 200", f"https://api.telegram.org/bot{token}/getMe")
    logger.error("failed %r", {"url": f"https://api.telegram.org/bot{token.replace(':', '%3A')}"})
    logger.error(f"https://api.telegram.org/file/bot{token}/x")  # noqa: G004 - libraries do
    assert log.getvalue().count("redacted") == 3
    assert secret_of(token) not in log.getvalue()


def test_settings_do_not_show_it() -> None:
    token = "1234567890:" + "AbCdEfGhIjKlMnOpQrStUvWxYz_12345678"
    settings = TelegramSettings(token, webhook="https://lotse.example/x", secret=SECRET)
    both = Settings(_env_file=None, telegram_token=token, telegram_secret=SECRET)
    messengers = Messengers(both, SystemClock())
    said = repr(settings) + repr(both) + both.model_dump_json() + repr(vars(messengers))
    assert secret_of(token) not in said
    assert SECRET not in said
