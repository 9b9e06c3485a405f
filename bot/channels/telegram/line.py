"""The line to the Bot API: aiogram's methods and connections, our own reading of answers.

aiogram merges what was surely not sent with what is unclear, and its exceptions carry addresses
with the token. Here a call ends in the answer's JSON or in ``CallFailed``, which holds neither.
"""

from typing import Any, cast

from aiogram import Bot, methods
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiogram.types import BufferedInputFile, InputFile
from aiohttp import ClientConnectorError, ClientError, ClientTimeout, ConnectionTimeoutError

from bot.botapi import line
from bot.botapi.fates import UNCLEAR, UNREACHED, CallFailed, Trouble, read_answer
from bot.botapi.line import Fields
from bot.botapi.settings import TelegramSettings
from bot.dialogue.screen import Document

_JSON = {"Content-Type": "application/json"}


class _Session(AiohttpSession):
    """aiogram's connections; an answer is read by our own rules and stays JSON."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[TelegramType],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's own signature
    ) -> TelegramType:
        name = method.__api_method__
        http = await self.create_session()
        limits = ClientTimeout(
            total=timeout or line.ANSWER_SECONDS, sock_connect=line.CONNECT_SECONDS
        )
        try:
            async with http.post(
                self.api.api_url(bot.token, name),
                **self._body(bot, method),
                timeout=limits,
                allow_redirects=False,  # nobody is followed with a token in the address
            ) as answer:
                body = await answer.read()
        except (ClientConnectorError, ConnectionTimeoutError):
            failure = UNREACHED
        except (ClientError, OSError):  # a timeout is an OSError, too
            failure = UNCLEAR
        else:
            return cast("TelegramType", read_answer(name, answer.status, body))
        # outside of the except clauses, so that no address hangs on as its context
        raise CallFailed(name, failure)

    def _body(self, bot: Bot, method: TelegramMethod[Any]) -> dict[str, Any]:
        """JSON, which pydantic writes in a tenth of a form's time; a form where a file goes along.

        Only what was set: the rest are the library's own defaults, which nobody has changed.
        """
        if any(isinstance(value, InputFile) for _, value in method):
            return {"data": self.build_form_data(bot, method)}
        said = method.model_dump_json(exclude_unset=True, exclude_none=True)
        return {"data": said.encode(), "headers": _JSON}


class AiogramLine:
    """Calls methods of one bot (``bot.botapi.line.Line``)."""

    def __init__(self, settings: TelegramSettings) -> None:
        path = "/bot{token}/test/{method}" if settings.test_server else "/bot{token}/{method}"
        server = TelegramAPIServer(base=settings.api.rstrip("/") + path, file="")
        self._bot = Bot(settings.token, _Session(api=server))
        self.shut = False

    async def call(self, method: str, fields: Fields, seconds: float | None = None) -> Any:
        """The JSON result of a call, after at most ``seconds``. Raises CallFailed."""
        typed = _typed(method, fields)
        try:
            result = await self._bot(typed, request_timeout=cast("int | None", seconds))
        except CallFailed as failed:
            if failed.failure.trouble is Trouble.TOKEN:
                self.shut = True
            raise
        self.shut = False
        return result

    async def close(self) -> None:
        """Let go of all connections; nothing may be on its way any more."""
        await self._bot.session.close()


def _typed(method: str, fields: Fields) -> TelegramMethod[Any]:
    """Aiogram's own method, whose fields pydantic checks."""
    kind = getattr(methods, method[0].upper() + method[1:])
    typed: TelegramMethod[Any] = kind(**{name: _file(value) for name, value in fields.items()})
    return typed


def _file(value: Any) -> Any:
    return BufferedInputFile(value.content, value.name) if isinstance(value, Document) else value
