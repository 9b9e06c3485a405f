"""Puts the site together and runs it."""

import asyncio
import resource
import socket
from collections.abc import Generator
from contextlib import contextmanager, suppress
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
SPARE_FILES = 100  # for the database, messengers, the log, and those who are told to come later
ENOUGH_FILES = 65_536


def build_web(ports: Ports, channel: WebChannel, settings: WebSettings) -> FastAPI:
    """The whole site. ``channel`` is the one that the postman sends through."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    pages = Pages(Path(__file__).parent, settings.base, "/static")
    pages.say(name=settings.name, publisher=settings.publisher, paragraphs=paragraphs)
    rooms = Rooms(ports.doorman, settings)
    house = House(ports, rooms, pages, settings)
    app.include_router(house.router())
    app.include_router(Doors(ports.doorman, rooms, pages, settings).router())
    app.include_router(Api(ports, channel, rooms, settings).router())
    app.mount("/static", KeptFiles(directory=pages.static))
    # in the demo the three chats sit in one page of the same site
    ancestors = ("'self'",) if settings.demo else settings.frame_ancestors
    app.add_middleware(SafeHeaders, headers=safe_headers(ancestors, https=settings.https))
    app.exception_handler(HTTPException)(_refused)
    app.exception_handler(404)(house.missing)
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


def open_port(host: str, port: int) -> socket.socket:
    """A listening port; 0 picks a free one. Raises OSError when it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return socket.create_server((host, port), family=family)


async def serve(app: FastAPI, channel: WebChannel, listening: socket.socket) -> None:
    """Serve in the running loop until cancelled; then answers under way are finished.

    Signals and logging stay with the program.
    """
    config = uvicorn.Config(
        app,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,  # it would hold return links
        server_header=False,
        proxy_headers=True,  # of the proxy on this machine, or those in FORWARDED_ALLOW_IPS
        limit_concurrency=most_connections(),  # beyond it 503; without it nobody gets in at all
        timeout_graceful_shutdown=STOP_WITHIN,
    )
    with listening:
        await _Server(config, channel).serve([listening])


def most_connections() -> int:
    """How many pages may be open at once: as many files as the system lets this process open.

    Every open page holds one, and the usual 1,024 are a third of a school year.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH_FILES if hard == resource.RLIM_INFINITY else min(hard, ENOUGH_FILES)
    if soft < wanted:
        with suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    return max(soft - SPARE_FILES, SPARE_FILES)


class _Server(uvicorn.Server):
    """Ends in good order when it is cancelled, and leaves signals alone."""

    def __init__(self, config: uvicorn.Config, channel: WebChannel) -> None:
        super().__init__(config)
        self._channel = channel

    async def main_loop(self) -> None:
        try:
            await super().main_loop()
        except asyncio.CancelledError:
            self._channel.close()  # streams would never end by themselves
            await self.shutdown()
            raise

    @contextmanager
    def capture_signals(self) -> Generator[None, None, None]:
        yield
