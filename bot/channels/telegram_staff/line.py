"""The line to the Bot API: python-telegram-bot's typed methods, our own reading of answers.

The library merges what was surely not sent with what is unclear, its exceptions carry addresses
with the token, and it writes updates it cannot read into the log. Here a call ends in the
answer's JSON or in ``CallFailed``, which holds none of that. Its rate limiter is left out: the
outbox paces.
"""

import asyncio
import re
from collections.abc import Callable, Mapping
from contextvars import ContextVar
from typing import Any

import httpx
import telegram
from telegram.request import HTTPXRequest, RequestData

from bot.botapi import line
from bot.botapi.fates import UNCLEAR, UNREACHED, CallFailed, Failure, Trouble, read_answer
from bot.botapi.line import Fields, unusable
from bot.botapi.settings import TelegramSettings
from bot.dialogue.screen import Document

IN_FLIGHT = 16  # more at once make the library slower, not faster
_FETCHING = "getUpdates"
_NEVER_LEFT = (
    httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError,
    httpx.UnsupportedProtocol,
)  # fmt: skip

_heard: ContextVar[list[Any]] = ContextVar("heard")
"""Where the request of the present call puts the answer's result, before the library reads it."""


class _Request(HTTPXRequest):
    """The library's connections; an answer is read by our own rules."""

    async def do_request(
        self, url: str, method: str, request_data: RequestData | None = None, *_: Any, **__: Any
    ) -> tuple[int, bytes]:
        """The answer as the library wants it. Raises CallFailed."""
        name = url.rpartition("/")[2]
        try:
            answer = await self._client.request(
                method,
                url,
                files=request_data.multipart_data if request_data else None,
                data=request_data.json_parameters if request_data else None,
            )
        except (*_NEVER_LEFT, httpx.InvalidURL):
            failure = UNREACHED
        except (httpx.HTTPError, OSError):
            failure = UNCLEAR
        else:
            _heard.get().append(read_answer(name, answer.status_code, answer.content))
            # updates are read by our own rules alone
            return 200, b'{"ok":true,"result":[]}' if name == _FETCHING else answer.content
        # outside of the except clauses, so that no address hangs on as its context
        raise CallFailed(name, failure)


class PtbLine:
    """Calls methods of one bot (``bot.botapi.line.Line``)."""

    def __init__(self, settings: TelegramSettings) -> None:
        base = settings.api.rstrip("/") + "/bot"
        self._bot = telegram.Bot(
            settings.token,
            base_url=f"{base}{{token}}/test" if settings.test_server else base,
            request=_request(IN_FLIGHT),
            get_updates_request=_request(1),
        )
        self._places = asyncio.Semaphore(IN_FLIGHT)
        self.shut = False

    async def call(self, method: str, fields: Fields, seconds: float | None = None) -> Any:
        """The JSON result of a call, after at most ``seconds``. Raises CallFailed."""
        if method == _FETCHING:  # it has a connection of its own
            return await self._judged(method, fields, seconds)
        async with self._places:
            return await self._judged(method, fields, seconds)

    async def _judged(self, method: str, fields: Fields, seconds: float | None) -> Any:
        failure: Failure | None = None
        heard: list[Any] = []
        _heard.set(heard)
        try:
            async with asyncio.timeout(seconds or line.ANSWER_SECONDS):
                await getattr(self._bot, _snake(method))(**_typed(fields))
        except telegram.error.TelegramError as error:
            failure = _failure(error)
        except TimeoutError:
            failure = UNCLEAR
        except (KeyError, TypeError, ValueError, AttributeError):
            failure = None if heard else UNCLEAR  # the library did not get on with a good answer
        self.shut = failure is not None and failure.trouble is Trouble.TOKEN
        if failure is not None:
            # outside of the except clauses, so that no address hangs on as its context
            raise CallFailed(method, failure)
        return heard[-1] if heard else unusable(method)

    async def close(self) -> None:
        """Let go of all connections; nothing may be on its way any more."""
        for request in self._bot._request:  # noqa: SLF001 - ``shutdown`` wants a login first
            await request.shutdown()


def _request(places: int) -> _Request:
    """Connections that wait as long as ``PtbLine.call`` lets them."""
    return _Request(
        connection_pool_size=places, connect_timeout=line.CONNECT_SECONDS, read_timeout=None,
        write_timeout=None, pool_timeout=None,
    )  # fmt: skip


def _failure(error: telegram.error.TelegramError) -> Failure:
    """What our own reading found: the library hides it behind an error of its own."""
    return error.__cause__.failure if isinstance(error.__cause__, CallFailed) else UNCLEAR


def _snake(method: str) -> str:
    return re.sub("[A-Z]", lambda letter: f"_{letter[0].lower()}", method)


def _typed(fields: Fields) -> dict[str, Any]:
    """The fields as the library's methods take them."""
    return {name: _TYPED.get(name, _plain)(value) for name, value in fields.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Document):
        return telegram.InputFile(value.content, value.name)
    return value


def _entities(values: list[dict[str, Any]]) -> list[telegram.MessageEntity]:
    return [telegram.MessageEntity.de_json(value) for value in values]


_TYPED: Mapping[str, Callable[[Any], Any]] = {
    "entities": _entities,
    "caption_entities": _entities,
    "reply_markup": telegram.InlineKeyboardMarkup.de_json,
    "link_preview_options": telegram.LinkPreviewOptions.de_json,
    "scope": telegram.BotCommandScope.de_json,
    "commands": lambda values: [telegram.BotCommand.de_json(value) for value in values],
}
