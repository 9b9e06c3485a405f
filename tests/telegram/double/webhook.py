"""The delivery of updates to a webhook: in order for each chat, again and again until it works."""

import asyncio
from collections.abc import Callable
from typing import Any

import aiohttp

from tests.telegram.double.account import Account, Webhook
from tests.telegram.double.chats import JsonObject

SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
_PATIENCE_SECONDS = 30.0
_LONGEST_PAUSE = 60.0
_MOST_BODY = 65_536


class Courier:
    """Delivers one bot's updates. ``perform`` does what an answer's body asks for.

    ``pause_seconds`` is the pause before the first repeat; it doubles with every further one.
    """

    def __init__(
        self,
        bot: Account,
        perform: Callable[[Account, str, dict[str, Any]], object],
        pause_seconds: float = 0.05,
    ) -> None:
        self.pause_seconds = pause_seconds
        self.delivered = 0
        self._bot = bot
        self._perform = perform
        self._busy: set[int] = set()

    async def run(self) -> None:
        """Deliver until cancelled."""
        timeout = aiohttp.ClientTimeout(total=_PATIENCE_SECONDS)
        async with (
            aiohttp.ClientSession(timeout=timeout) as http,
            asyncio.TaskGroup() as group,
        ):
            while True:
                await self._bot.arrived.wait()
                if self._bot.webhook.url:
                    self._bot.arrived.clear()
                    for line, update in self._next():
                        self._busy.add(line)
                        group.create_task(self._deliver(http, line, update))
                await asyncio.sleep(0.001)

    def _next(self) -> list[tuple[int, JsonObject]]:
        """The first waiting update of each chat that has none on its way."""
        free = self._bot.webhook.connections - len(self._busy)
        found: dict[int, JsonObject] = {}
        for number, chat, update in self._bot.updates:
            line = chat.id if chat else -number
            if line not in self._busy and line not in found and len(found) < free:
                found[line] = update
        return list(found.items())

    async def _deliver(self, http: aiohttp.ClientSession, line: int, update: JsonObject) -> None:
        pause, hook = self.pause_seconds, self._bot.webhook
        try:
            while self._bot.webhook is hook:
                wait = await self._try(http, hook, update)
                if wait is None:
                    self._is_delivered(update)
                    return
                await asyncio.sleep(wait or pause)
                pause = min(pause * 2, _LONGEST_PAUSE)
        finally:
            self._busy.discard(line)
            self._bot.arrived.set()

    def _is_delivered(self, update: JsonObject) -> None:
        self.delivered += 1
        for waiting in self._bot.updates:
            if waiting[2] is update:
                self._bot.updates.remove(waiting)
                return

    async def _try(
        self, http: aiohttp.ClientSession, hook: Webhook, update: JsonObject
    ) -> float | None:
        """None when it was taken, else the seconds that the other side asks for, or 0."""
        headers = {SECRET_HEADER: hook.secret} if hook.secret else {}
        try:
            async with http.post(
                hook.url, json=update, headers=headers, allow_redirects=False
            ) as answer:
                if 200 <= answer.status < 300:
                    await self._obey(answer)
                    return None
                self._failed(f"Wrong response from the webhook: {answer.status} {answer.reason}")
                return float(answer.headers.get("Retry-After", 0))
        except (aiohttp.ClientError, TimeoutError) as error:
            self._failed(type(error).__name__)
            return 0.0

    async def _obey(self, answer: aiohttp.ClientResponse) -> None:
        """The answer may be a call itself; nobody hears what became of it."""
        if answer.content_type != "application/json" or not answer.content_length:
            return
        if answer.content_length <= _MOST_BODY:
            call = await answer.json()
            if isinstance(call, dict) and "method" in call:
                self._perform(self._bot, call.pop("method"), call)

    def _failed(self, why: str) -> None:
        self._bot.webhook.last_error = why
        self._bot.webhook.last_error_at = self._bot.now()
