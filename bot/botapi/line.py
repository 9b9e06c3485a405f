"""The line to the Bot API, as each client library lays its own."""

from collections.abc import Mapping
from typing import Any, Never, Protocol

from bot.botapi.fates import CallFailed, Failure, Trouble

ANSWER_SECONDS = 20.0
CONNECT_SECONDS = 5.0

Fields = Mapping[str, Any]
"""The fields of a call as JSON values, and a ``Document`` where a file is sent."""


class Line(Protocol):
    """Calls methods of one bot.

    ``shut`` tells that the messenger refuses the token, as far as the last call knows.
    """

    shut: bool

    async def call(self, method: str, fields: Fields, seconds: float | None = None) -> Any:
        """The JSON result of a call, after at most ``seconds`` (``ANSWER_SECONDS``).

        Raises CallFailed, and nothing else that a network can do.
        """
        ...

    async def close(self) -> None:
        """Let go of all connections; nothing may be on its way any more."""
        ...


def unusable(method: str) -> Never:
    """Raises CallFailed: an answer said well, but not what was asked."""
    raise CallFailed(method, Failure(Trouble.UNCLEAR, 200))
