"""What an operator meets: a refused token, a webhook, a file that stays, a word on a tap."""

import asyncio
import subprocess
import sys
from datetime import timedelta
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from pydantic import SecretStr

from bot.botapi import channel as channel_module
from bot.channels.telegram import WEBHOOK_PATH
from bot.jobs import pace
from bot.services import ledger
from bot.services.dispatch import Dispatcher
from tests.channels.telegram_home import served, settings_at
from tests.channels.telegram_office import SECRET, eventually
from tests.house.source import ROOT
from tests.telegram.double import TelegramDouble

HEADER = "X-Telegram-Bot-Api-Secret-Token"


def knocking(site: FastAPI) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(site), base_url="http://lotse.test")


async def health(site: FastAPI) -> tuple[int, dict[str, Any]]:
    async with knocking(site) as client:
        answer = await client.get("/healthz")
    return answer.status_code, answer.json()


async def turns(site: FastAPI, wanted: int) -> dict[str, Any]:
    """Wait until the health has this status; returns what it tells then."""
    for _ in range(200):
        status, told = await health(site)
        if status == wanted:
            return told
        await asyncio.sleep(0.05)
    raise AssertionError(f"it stays {status}: {told}")


async def test_a_refused_token_turns_health_red_and_keeps_what_waits(
    double: TelegramDouble, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "SHUT", 0.2)
    monkeypatch.setattr(ledger, "SHUT", timedelta(seconds=0.2))
    monkeypatch.setattr(channel_module, "SHUT_PAUSE", 0.2)
    async with served(settings_at(double, sqlite_url)) as (_, site):
        lena = double.person("Lena")
        lena.starts()
        await lena.gets("Los geht's")
        double.lotse.revoked = True
        double.fault("answer", "getUpdates", code=401, description="Unauthorized")
        lena.taps("Los geht's")
        assert (await turns(site, 503))["telegram"] == "token"
        double.lotse.revoked = False
        await lena.gets("Frage 1 von 4")
        await turns(site, 200)


async def test_updates_that_are_brought_reach_the_program(
    double: TelegramDouble, sqlite_url: str
) -> None:
    settings = settings_at(
        double, sqlite_url, base_url="https://lotse.example",
        telegram_updates="webhook", telegram_secret=SecretStr(SECRET),
    )  # fmt: skip
    async with served(settings) as (_, site), knocking(site) as client:
        await eventually(lambda: double.lotse.webhook.url)
        assert double.lotse.webhook.url == "https://lotse.example" + WEBHOOK_PATH
        lena = double.person("Lena")
        lena.starts()
        _, _, update = double.lotse.updates[0]
        stranger = await client.post(WEBHOOK_PATH, json=update)
        assert (stranger.status_code, lena.messages) == (403, [])
        for _ in range(2):  # a repeat changes nothing
            brought = await client.post(WEBHOOK_PATH, json=update, headers={HEADER: SECRET})
            assert brought.status_code == 200
        await lena.gets("Los geht's")
        assert len(lena.messages) == 1


async def test_without_webhook_there_is_no_such_door(
    double: TelegramDouble, sqlite_url: str
) -> None:
    async with served(settings_at(double, sqlite_url)) as (_, site), knocking(site) as client:
        answer = await client.post(WEBHOOK_PATH, json={}, headers={HEADER: ""})
        assert answer.status_code in {404, 405}


async def test_a_file_stays_where_it_is(double: TelegramDouble, sqlite_url: str) -> None:
    async with served(settings_at(double, sqlite_url)):
        lena = double.person("Lena")
        lena.starts()
        await lena.gets("Los geht's")
        lena.says("/datenschutz")
        await lena.gets("Daten mitnehmen")
        lena.taps("Daten mitnehmen")
        await lena.gets("Das sind alle deine Daten")
        file = lena.find("Das sind alle deine Daten")
        lena.taps("Zurück")
        await lena.gets("Daten mitnehmen")
        assert file in lena.messages
        assert lena.messages[-1] is not file


async def test_the_word_of_a_turn_is_shown_on_the_tap(
    double: TelegramDouble, sqlite_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = Dispatcher.answer

    def with_a_word(self: Dispatcher, turn: Any, *given: Any, **more: Any) -> Any:
        turn.toast = "Übernommen"
        return answer(self, turn, *given, **more)

    monkeypatch.setattr(Dispatcher, "answer", with_a_word)
    async with served(settings_at(double, sqlite_url)):
        lena = double.person("Lena")
        lena.starts()
        await lena.gets("Los geht's")
        lena.taps("Los geht's")
        await eventually(lambda: lena.chat.toasts == ["Übernommen"])


def test_a_missing_library_is_named_with_what_to_do() -> None:
    """In a process of its own: here the libraries are loaded already."""
    script = (
        "import sys\n"
        "sys.modules['aiogram'] = None\n"
        "from bot.app.messengers import Messengers\n"
        "from bot.commands.mishaps import mishap_of\n"
        "from bot.config import Settings\n"
        "from bot.domain.clock import SystemClock\n"
        "try:\n"
        "    Messengers(Settings(_env_file=None, telegram_token='1:x'), SystemClock())\n"
        "except ModuleNotFoundError as error:\n"
        "    sys.exit(mishap_of(error).sentence)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert "pip install 'lotse[telegram]'" in run.stderr
