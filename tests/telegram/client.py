"""A client of the Bot API without any library between: what is said is what is heard."""

from typing import Any

import aiohttp

from tests.telegram.double import Account, TelegramDouble


class Client:
    """Calls methods of one bot."""

    def __init__(self, double: TelegramDouble, http: aiohttp.ClientSession) -> None:
        self.double = double
        self.http = http
        self.bot: Account = double.lotse

    async def __call__(self, method: str, **fields: Any) -> Any:
        """The result, or an error's code and what it says behind its kind."""
        answer = await self.answer(method, **fields)
        return answer["result"] if answer["ok"] else _error(answer)

    async def answer(self, method: str, **fields: Any) -> dict[str, Any]:
        """The whole answer."""
        async with self.http.post(self.address(method), json=fields) as answer:
            body: dict[str, Any] = await answer.json()
            assert answer.status == body.get("error_code", 200)
            return body

    def address(self, method: str, token: str = "") -> str:
        """Where a method is called."""
        return f"{self.double.url}/bot{token or self.bot.token}/{method}"


def _error(answer: dict[str, Any]) -> str:
    return f"{answer['error_code']} {answer['description'].split(': ', 1)[-1]}"
