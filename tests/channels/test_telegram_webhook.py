"""The webhook: who may bring updates, what is answered, and that nothing is lost or overtaken."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from bot.botapi import channel as channel_module
from bot.botapi import reception
from bot.channels.telegram import (
    WEBHOOK_PATH,
    TelegramChannel,
    TelegramSettings,
    webhook,
    webhook_router,
)
from bot.channels.web import WebChannel, open_port, serve
from tests.channels.telegram_office import SECRET, Office, eventually, opened
from tests.telegram.double import TelegramDouble

HEADER = webhook.SECRET_HEADER


@pytest.fixture
def office() -> Office:
    return Office()


@asynccontextmanager
async def brought(double: TelegramDouble, office: Office) -> AsyncIterator[TelegramChannel]:
    """The channel behind a real server, and the double told where that is."""
    listening = open_port("127.0.0.1", 0)
    address = f"http://127.0.0.1:{listening.getsockname()[1]}{WEBHOOK_PATH}"
    async with (
        opened(double, webhook=address, secret=SECRET) as channel,
        asyncio.TaskGroup() as group,
    ):
        app = FastAPI()
        app.include_router(webhook_router(channel, office.receive))
        running = [
            group.create_task(serve(app, WebChannel(), listening)),
            group.create_task(channel.run(office.receive)),
        ]
        try:
            await eventually(lambda: double.lotse.webhook.url)
            yield channel
        finally:
            for task in running:
                task.cancel()
            await asyncio.wait(running)


@asynccontextmanager
async def knocking(double: TelegramDouble, office: Office) -> AsyncIterator[httpx.AsyncClient]:
    """Calls to the webhook without a network."""
    async with opened(double, webhook="https://lotse.example/x", secret=SECRET) as channel:
        app = FastAPI()
        app.include_router(webhook_router(channel, office.receive))
        transport = httpx.ASGITransport(app)
        async with httpx.AsyncClient(transport=transport, base_url="http://lotse.test") as client:
            yield client


def said(text: str = "Hallo", number: int = 1) -> dict[str, Any]:
    chat = {"id": 77, "type": "private", "first_name": "Lena"}
    message = {"message_id": 1, "date": 1_800_000_000, "chat": chat, "from": {**chat}}
    return {"update_id": number, "message": {**message, "text": text}}


async def test_many_updates_in_flight_and_each_chat_in_order(
    double: TelegramDouble, office: Office
) -> None:
    office.seconds = 0.02
    people = [double.person(f"P{number}") for number in range(20)]
    for number in range(10):
        for person in people:
            person.says(str(number))
    async with brought(double, office):
        await eventually(lambda: not double.lotse.updates, 15)
    for person in people:
        said = [event.text for event in office.taken if event.address == str(person.id)]
        assert said == [str(number) for number in range(10)]
    assert double.lotse.webhook.connections == 100
    assert double.lotse.webhook.secret == SECRET


async def test_the_database_is_away_so_it_is_brought_again(
    double: TelegramDouble, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhook, "AGAIN_SECONDS", "0")
    office.away = 2
    lena = double.person("Lena")
    lena.says("eins")
    lena.says("zwei")
    async with brought(double, office):
        await eventually(lambda: not double.lotse.updates)
    assert office.texts() == ["eins", "zwei"]


async def test_away_is_told_with_503_and_when_to_come_back(
    double: TelegramDouble, office: Office
) -> None:
    office.away = 1
    async with knocking(double, office) as client:
        answer = await client.post(WEBHOOK_PATH, json=said(), headers={HEADER: SECRET})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")


async def test_nobody_types_on_behind_an_update_that_was_not_kept(
    double: TelegramDouble, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reception, "TYPING_AFTER", 0.05)
    office.away = 1
    double.person("Lena", user_id=77).starts()
    async with knocking(double, office) as client:
        answer = await client.post(WEBHOOK_PATH, json=said(), headers={HEADER: SECRET})
        await asyncio.sleep(0.2)
    assert answer.status_code == 503
    assert double.lotse.calls["sendChatAction"] == 0


async def test_a_poisoned_update_is_answered_well_so_the_chat_goes_on(
    double: TelegramDouble, office: Office
) -> None:
    office.poison = "Gift"
    lena = double.person("Lena")
    for text in ("eins", "Gift", "zwei"):
        lena.says(text)
    async with brought(double, office):
        await eventually(lambda: not double.lotse.updates)
    assert office.texts() == ["eins", "zwei"]
    assert len(office.began) == 3


@pytest.mark.parametrize("shown", [None, "", "s" * 39, "s" * 41, "S" * 40, "ß" * 40])
async def test_without_the_secret_nothing_is_read(
    double: TelegramDouble, office: Office, shown: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def must_not_be_read(_: object) -> bytes:
        raise AssertionError("the body was read")

    monkeypatch.setattr(webhook, "_read", must_not_be_read)
    headers = {} if shown is None else {HEADER: shown.encode()}
    async with knocking(double, office) as client:
        answer = await client.post(WEBHOOK_PATH, json=said(), headers=headers)
    assert answer.status_code == 403
    assert office.began == []


async def test_the_secret_is_compared_in_constant_time(
    double: TelegramDouble, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared = []

    def compare(one: bytes, other: bytes) -> bool:
        compared.append((one, other))
        return False

    monkeypatch.setattr(webhook, "compare_digest", compare)
    async with knocking(double, office) as client:
        answer = await client.post(WEBHOOK_PATH, json=said(), headers={HEADER: SECRET})
    assert answer.status_code == 403, "nothing else lets anybody in"
    assert compared == [(SECRET.encode(), SECRET.encode())]


async def test_a_body_has_a_limit(double: TelegramDouble, office: Office) -> None:
    async with knocking(double, office) as client:
        large = said("a" * webhook.BODY_LIMIT)
        answer = await client.post(WEBHOOK_PATH, json=large, headers={HEADER: SECRET})
        assert (answer.status_code, office.began) == (413, [])


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b"\xff", b"{}", b'{"update_id":1,"message":7}', b"[" * 99_999],
)
async def test_what_cannot_be_read_is_not_brought_again(
    double: TelegramDouble, office: Office, body: bytes
) -> None:
    async with knocking(double, office) as client:
        answer = await client.post(WEBHOOK_PATH, content=body, headers={HEADER: SECRET})
    assert (answer.status_code, office.began) == (200, [])


@pytest.mark.parametrize("secret", ["", "kurz", "ä" * 40, "a b" * 20, "a" * 257])
def test_a_webhook_without_a_good_secret_is_refused_at_start(secret: str) -> None:
    with pytest.raises(ValueError, match="secret"):
        TelegramSettings("1:x", webhook="https://lotse.example/x", secret=secret)


async def test_what_telegram_could_not_bring_is_noticed(
    double: TelegramDouble,
    office: Office,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(channel_module, "HEARTBEAT_SECONDS", 0.05)
    async with brought(double, office):
        double.lotse.webhook.last_error_at = double.lotse.now()
        await eventually(lambda: "could not bring updates" in capsys.readouterr().out)
