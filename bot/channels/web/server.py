"""Puts the site together and runs it."""

import asyncio
import socket
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

import uvicorn
from fastapi import FastAPI, HTTPException, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from bot.channels.web.api import Api
from bot.channels.web.channel import WebChannel
from bot.channels.web.doors import Doors
from bot.channels.web.guard import SafeHeaders, safe_headers
from bot.channels.web.house import House
from bot.channels.web.pages import KeptFiles, Pages, paragraphs
from bot.channels.web.ports import AwayError, Ports
from bot.channels.web.rooms import Rooms
from bot.channels.web.settings import WebSettings

STOP_WITHIN = 5  # seconds for answers under way; streams end at once


def build_web(ports: Ports, channel: WebChannel, settings: WebSettings) -> FastAPI:
    """The whole site. ``channel`` is the one that the postman sends through."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    pages = Pages(Path(__file__).parent, settings.base, "/static")
    pages.say(name=settings.name, publisher=settings.publisher, paragraphs=paragraphs)
    rooms = Rooms(ports.doorman, settings)
    app.include_router(House(ports, rooms, pages, settings).router())
    app.include_router(Doors(ports.doorman, rooms, pages, settings).router())
    app.include_router(Api(ports, channel, rooms, settings).router())
    app.mount("/static", KeptFiles(directory=pages.static))
    # in the demo the three chats sit in one page of the same site
    ancestors = ("'self'",) if settings.demo else settings.frame_ancestors
    app.add_middleware(SafeHeaders, headers=safe_headers(ancestors, https=settings.https))
    app.exception_handler(HTTPException)(_refused)
    app.exception_handler(RequestValidationError)(_not_understood)
    app.exception_handler(AwayError)(_not_now)
    return app


async def _refused(_: Request, error: HTTPException) -> Response:
    return JSONResponse({"error": error.detail}, error.status_code, error.headers)


async def _not_understood(_: Request, __: RequestValidationError) -> Response:
    # the framework's own answer would repeat what was sent
    return JSONResponse({"error": "not understood"}, 422)


async def _not_now(_: Request, error: AwayError) -> Response:
    again = {"Retry-After": f"{error.retry_after:.0f}"}
    return JSONResponse({"error": "not now"}, 503, again)


async def serve(
    app: FastAPI,
    channel: WebChannel,
    host: str,
    port: int,
    *,
    stop: asyncio.Event,
    started: Callable[[int], None] = lambda _: None,
) -> None:
    """Serve in the running loop until ``stop`` is set; ``started`` hears the port (0 picks one).

    Answers under way are finished. Raises OSError when the port is taken. Signals and logging
    stay with the program.
    """
    config = uvicorn.Config(
        app,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,  # it would hold return links
        server_header=False,
        timeout_graceful_shutdown=STOP_WITHIN,
    )
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.create_server((host, port), family=family) as listening:
        taken = listening.getsockname()[1]
        await _Server(config, channel, stop, lambda: started(taken)).serve([listening])


class _Server(uvicorn.Server):
    """Stops when the program says so, and lets the streams end first: they would never finish."""

    def __init__(
        self,
        config: uvicorn.Config,
        channel: WebChannel,
        stop: asyncio.Event,
        started: Callable[[], None],
    ) -> None:
        super().__init__(config)
        self._channel, self._stop, self._tell = channel, stop, started

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self._tell()

    async def on_tick(self, counter: int) -> bool:
        return await super().on_tick(counter) or self._stop.is_set()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._channel.close()
        await super().shutdown(sockets)

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield
