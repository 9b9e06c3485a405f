"""A running site for tests: the real server on the loopback, over the office in memory."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import uuid4

import httpx
from fastapi import FastAPI

from bot.channels.web import WebSettings, build_web, open_port, serve
from tests.channels.web_fakes import Drawer, Office

MARK = {"X-Lotse": "1"}

Furnish = Callable[[FastAPI, WebSettings], None]


class Site:
    """The server, which can be stopped and started again on the same port."""

    def __init__(
        self, office: Office, furnish: Furnish, settings: WebSettings, group: asyncio.TaskGroup
    ) -> None:
        self.office, self._furnish = office, furnish
        self._settings, self._group = settings, group
        self._running: asyncio.Task[None] | None = None
        self.port = 0

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        app = build_web(self.office.ports, self.office.channel, self._settings)
        self._furnish(app, self._settings)
        self._listening = open_port("127.0.0.1", self.port)
        self.port = self._listening.getsockname()[1]
        self._running = self._group.create_task(serve(app, self.office.channel, self._listening))

    async def stop(self) -> None:
        if self._running:
            self._running.cancel()
            await asyncio.wait([self._running])
            self._listening.close()  # a task that was cancelled before it began closes nothing


@asynccontextmanager
async def running(
    office: Office, furnish: Furnish = lambda *_: None, **settings: object
) -> AsyncIterator[Site]:
    async with asyncio.TaskGroup() as group:
        site = Site(office, furnish, WebSettings(**settings), group)  # type: ignore[arg-type]
        site.start()
        try:
            yield site
        finally:
            await site.stop()


@asynccontextmanager
async def calling(
    office: Office, drawer: Drawer | None = None, **settings: object
) -> AsyncIterator[httpx.AsyncClient]:
    """Calls without a network, with the cookie of ``drawer``."""
    app = build_web(office.ports, office.channel, WebSettings(**settings))  # type: ignore[arg-type]
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(
        transport=transport, base_url="http://chat.test", headers=MARK
    ) as client:
        if drawer:
            client.cookies.set("lotse", drawer.secret)
        yield client


def said(text: str = "Hallo", **more: str) -> dict[str, str]:
    """The body of an event."""
    return {"id": str(uuid4()), "kind": "said", "text": text, **more}


@dataclass(frozen=True, slots=True)
class Heard:
    """One server-sent event."""

    name: str
    data: str
    id: str = ""


async def listen(answer: httpx.Response) -> AsyncIterator[Heard]:
    """The events of a stream as they come."""
    fields: dict[str, str] = {}
    async for line in answer.aiter_lines():
        if line:
            name, _, value = line.partition(": ")
            fields[name] = value
        elif fields:
            yield Heard(fields.get("event", ""), fields.get("data", ""), fields.get("id", ""))
            fields = {}


async def eventually(holds: Callable[[], object], seconds: float = 30) -> None:
    """Wait until something has come true elsewhere in this loop."""
    for _ in range(int(seconds * 100)):
        if holds():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it never came true")
