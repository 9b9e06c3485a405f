"""The line to the Bot API: aiogram's methods and connections, our own reading of answers.

aiogram merges what was surely not sent with what is unclear, and its exceptions carry addresses
with the token. Here a call ends in the answer's JSON or in ``CallFailed``, which holds neither.
"""

from typing import Any, Never, cast

from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import TelegramMethod
from aiogram.methods.base import TelegramType
from aiohttp import ClientConnectorError, ClientError, ClientTimeout, ConnectionTimeoutError

from bot.botapi.fates import UNCLEAR, UNREACHED, CallFailed, Failure, Trouble, read_answer
from bot.channels.telegram.settings import TelegramSettings

ANSWER_SECONDS = 20.0
CONNECT_SECONDS = 5.0


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
        limits = ClientTimeout(total=timeout or ANSWER_SECONDS, sock_connect=CONNECT_SECONDS)
        try:
            async with http.post(
                self.api.api_url(bot.token, name),
                data=self.build_form_data(bot, method),
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


class Line:
    """Calls methods of one bot.

    ``shut`` tells that the messenger refuses the token, as far as the last call knows.
    """

    def __init__(self, settings: TelegramSettings) -> None:
        path = "/bot{token}/test/{method}" if settings.test_server else "/bot{token}/{method}"
        server = TelegramAPIServer(base=settings.api.rstrip("/") + path, file="")
        self._bot = Bot(settings.token, _Session(api=server))
        self.shut = False

    async def call(self, method: TelegramMethod[Any], seconds: float | None = None) -> Any:
        """The JSON result of a call, after at most ``seconds`` (``ANSWER_SECONDS``).

        Raises CallFailed, and nothing else that a network can do.
        """
        try:
            result = await self._bot(method, request_timeout=cast("int | None", seconds))
        except CallFailed as failed:
            if failed.failure.trouble is Trouble.TOKEN:
                self.shut = True
            raise
        self.shut = False
        return result

    async def close(self) -> None:
        """Let go of all connections; nothing may be on its way any more."""
        await self._bot.session.close()


def unusable(method: str) -> Never:
    """Raises CallFailed: an answer said well, but not what was asked."""
    raise CallFailed(method, Failure(Trouble.UNCLEAR, 200))
