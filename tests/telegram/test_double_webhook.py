"""How a bot hears of what people do: at its webhook."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any

import pytest
import pytest_asyncio
from aiohttp import web

from tests.telegram.client import Client
from tests.telegram.double import Person, TelegramDouble
from tests.telegram.double.patience import until

HEADER = "X-Telegram-Bot-Api-Secret-Token"


@dataclass
class Hook:
    """Somebody's webhook: what came, and what is answered."""

    url: str = ""
    came: list[tuple[str, str]] = field(default_factory=list)
    answers: list[web.Response] = field(default_factory=list)

    async def take(self, request: web.BaseRequest) -> web.Response:
        update = await request.json()
        self.came.append((update["message"]["text"], request.headers.get(HEADER, "")))
        answer = self.answers.pop(0) if self.answers else web.Response()
        await asyncio.sleep(0.005)
        return answer

    def texts(self) -> list[str]:
        return [text for text, _ in self.came]


@pytest_asyncio.fixture
async def hook() -> AsyncIterator[Hook]:
    hook = Hook()
    runner = web.ServerRunner(web.Server(hook.take), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    yield hook
    await runner.cleanup()


async def test_updates_are_delivered_with_the_secret(
    call: Client, lena: Person, hook: Hook
) -> None:
    await call("setWebhook", url=hook.url, secret_token="abc_DEF-123")  # noqa: S106 - of a test
    lena.says("Hallo")
    await until(lambda: len(hook.came) == 2)
    assert hook.came == [("/start", "abc_DEF-123"), ("Hallo", "abc_DEF-123")]
    await until(lambda: not call.bot.updates)
    info = await call("getWebhookInfo")
    assert (info["url"], info["pending_update_count"]) == (hook.url, 0)


async def test_the_order_of_a_chat_is_kept_and_others_do_not_wait(
    call: Client, lena: Person, hook: Hook, double: TelegramDouble
) -> None:
    await call("setWebhook", url=hook.url)
    await until(lambda: not call.bot.updates)
    hook.came.clear()
    hook.answers += [web.Response(status=500), web.Response(status=302)]
    double.couriers["lotse_bot"].pause_seconds = 0.5
    ben = double.person("Ben")
    for number in range(3):
        lena.says(f"Lena {number}")
    await until(lambda: len(hook.came) == 1)
    hook.answers.insert(0, web.Response())
    ben.says("Ben")
    await until(lambda: not call.bot.updates)
    assert hook.texts() == ["Lena 0", "Ben", "Lena 0", "Lena 0", "Lena 1", "Lena 2"]
    assert double.couriers["lotse_bot"].delivered == 5
    info = await call("getWebhookInfo")
    assert info["last_error_message"].startswith("Wrong response from the webhook: 302")


async def test_a_webhook_may_ask_for_patience(call: Client, lena: Person, hook: Hook) -> None:
    hook.answers.append(web.Response(status=503, headers={"Retry-After": "1"}))
    began = asyncio.get_running_loop().time()
    await call("setWebhook", url=hook.url)
    await until(lambda: not call.bot.updates)
    assert asyncio.get_running_loop().time() - began >= 1
    assert hook.texts() == ["/start", "/start"]


async def test_nobody_there_is_tried_again(call: Client, lena: Person, hook: Hook) -> None:
    await call("setWebhook", url="http://127.0.0.1:9/hook")
    await until(lambda: call.bot.webhook.last_error_at is not None)
    assert len(call.bot.updates) == 1
    await call("setWebhook", url=hook.url)
    await until(lambda: not call.bot.updates)
    assert hook.texts() == ["/start"]


async def test_an_answer_may_be_a_call(call: Client, lena: Person, hook: Hook) -> None:
    answer = {"method": "sendMessage", "chat_id": lena.id, "text": "Gleich hier"}
    wrong = {**answer, "text": ""}
    hook.answers += [web.json_response(answer), web.json_response(wrong)]
    await call("setWebhook", url=hook.url)
    lena.says("Hallo")
    await until(lambda: not call.bot.updates)
    assert [each.text for each in lena.messages] == ["Gleich hier"]
    assert [each.description for each in call.double.refused] == [
        "Bad Request: message text is empty"
    ]


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"url": "http://lotse.example.org"}, "400 bad webhook: An HTTPS URL must be provided"),
        ({"url": "https://lotse.example.org:8080"}, "400 bad webhook: Webhook can be set up only"),
        ({"secret_token": "ä"}, "400 secret token contains unallowed characters"),
        ({"secret_token": "x" * 257}, "400 the double takes no such call"),
        ({"max_connections": 101}, "400 the double takes no such call"),
    ],
)
async def test_webhooks_that_are_refused(
    call: Client, fields: dict[str, Any], refused: str
) -> None:
    answer = await call("setWebhook", **{"url": "https://lotse.example.org/x", **fields})
    assert str(answer).startswith(refused)
    assert call.bot.webhook.url == ""


async def test_pending_updates_can_be_dropped(call: Client, lena: Person) -> None:
    await call("deleteWebhook", drop_pending_updates=True)
    assert await call("getUpdates") == []
