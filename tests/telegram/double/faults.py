"""What a network, a proxy or the messenger itself may do to a call."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from aiohttp import web

from tests.telegram.double.refusals import Refusal, too_many

KINDS = ("reset", "stall", "cut", "html", "garbled", "redirect", "flood", "answer")


@dataclass(slots=True)
class Fault:
    """One mishap, for calls of ``method`` (empty: any) to ``chat`` (None: any).

    ``skip`` calls go well before, then it happens ``times`` times. With ``delivers`` the
    messenger has done what it was asked to before the mishap: the reply is lost.

    ``reset``     the connection breaks without any answer
    ``stall``     no answer for ``seconds``, then the connection breaks
    ``cut``       the connection breaks in the middle of the answer
    ``html``      a proxy's page with 502, the address of the call in it
    ``garbled``   200 with half a JSON object
    ``redirect``  302 to somewhere else
    ``flood``     429 with retry_after ``seconds``
    ``answer``    an error of ``code`` and ``description``
    """

    kind: str
    method: str = ""
    chat: int | None = None
    skip: int = 0
    times: int = 1
    delivers: bool = False
    seconds: float = 1.0
    code: int = 500
    description: str = "Internal Server Error"
    happened: int = 0

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"no fault {self.kind!r}, only {', '.join(KINDS)}")

    def strikes(self, method: str, chat: int | None) -> bool:
        """Whether it happens to this call; counts it."""
        if self.happened >= self.times or self.method not in {"", method}:
            return False
        if self.chat is not None and self.chat != chat:
            return False
        if self.skip:
            self.skip -= 1
            return False
        self.happened += 1
        return True


async def strike(fault: Fault, request: web.BaseRequest, body: bytes) -> web.StreamResponse:
    """Answer ``request`` the wrong way; ``body`` is what would have been said."""
    return await _WAYS[fault.kind](fault, request, body)


async def _reset(_fault: Fault, request: web.BaseRequest, _body: bytes) -> web.StreamResponse:
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=500)  # nobody reads it


async def _stall(fault: Fault, request: web.BaseRequest, body: bytes) -> web.StreamResponse:
    await asyncio.sleep(fault.seconds)
    return await _reset(fault, request, body)


async def _cut(fault: Fault, request: web.BaseRequest, body: bytes) -> web.StreamResponse:
    answer = web.StreamResponse(headers={"Content-Type": "application/json"})
    answer.content_length = len(body)
    await answer.prepare(request)
    await answer.write(body[: len(body) // 2])
    return await _reset(fault, request, body)


async def _html(_fault: Fault, request: web.BaseRequest, _body: bytes) -> web.StreamResponse:
    page = f"<html><h1>502 Bad Gateway</h1><p>{request.path}</p></html>"
    return web.Response(status=502, text=page, content_type="text/html")


async def _garbled(_fault: Fault, _request: web.BaseRequest, body: bytes) -> web.StreamResponse:
    return web.Response(body=body[: len(body) // 2], content_type="application/json")


async def _redirect(_fault: Fault, request: web.BaseRequest, _body: bytes) -> web.StreamResponse:
    return web.Response(status=302, headers={"Location": f"http://127.0.0.1:9{request.path}"})


async def _flood(fault: Fault, _request: web.BaseRequest, _body: bytes) -> web.StreamResponse:
    return refusal(too_many(int(fault.seconds)))


async def _answer(fault: Fault, _request: web.BaseRequest, _body: bytes) -> web.StreamResponse:
    return refusal(Refusal(fault.code, fault.description))


def refusal(refused: Refusal) -> web.Response:
    """An error as the Bot API answers it."""
    return web.Response(
        status=refused.code, body=json.dumps(refused.body).encode(),
        content_type="application/json",
    )  # fmt: skip


_WAYS: dict[str, Callable[[Fault, web.BaseRequest, bytes], Awaitable[web.StreamResponse]]] = {
    "reset": _reset, "stall": _stall, "cut": _cut, "html": _html, "garbled": _garbled,
    "redirect": _redirect, "flood": _flood, "answer": _answer,
}  # fmt: skip
