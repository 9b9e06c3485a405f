"""The floor of whole turns: aiogram's bare echo of the same machine in the same run.

A text comes in as Telegram writes it and the same text goes out; no network, no storage, no words.
"""

from collections.abc import AsyncGenerator
from time import perf_counter
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.methods import TelegramMethod
from aiogram.types import Message, Update

REFERENCE = 5_500
"""Echoes a second on the machine for which the goals of whole turns were set."""

_PERSON = {"id": 7, "is_bot": False, "first_name": "Lena", "language_code": "de"}
_CHAT = {"id": 7, "type": "private", "first_name": "Lena"}


class _Silent(BaseSession):
    """Takes every call and answers at once, as Telegram would."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ARG002, ASYNC109 - as aiogram asks for it
    ) -> Any:
        told = _said(1, getattr(method, "text", ""))
        return Message.model_validate(told, context={"bot": bot})

    async def stream_content(self, *_: Any, **__: Any) -> AsyncGenerator[bytes, None]:
        yield b""

    async def close(self) -> None:
        """Nothing was opened."""


def _said(number: int, text: str) -> dict[str, Any]:
    return {"message_id": number, "date": 1_800_000_000, "chat": _CHAT, "from": _PERSON,
            "text": text}  # fmt: skip


async def echoes(number: int) -> float:
    """Echoes a second, one after another, from the raw update to the answered call."""
    bot, dispatcher = Bot("7:" + "x" * 35, session=_Silent()), Dispatcher()

    @dispatcher.message()
    async def echo(message: Message) -> None:
        await message.answer(message.text or "")

    begun = perf_counter()
    for n in range(1, number + 1):
        raw = {"update_id": n, "message": _said(n, "Ich mag Holz")}
        await dispatcher.feed_update(bot, Update.model_validate(raw, context={"bot": bot}))
    return number / (perf_counter() - begun)
