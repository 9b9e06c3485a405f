"""The demo's page and its few calls, added to the web channel's site."""

from datetime import datetime
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

from fastapi import APIRouter, Depends, FastAPI, Request, Response
from fastapi.responses import PlainTextResponse
from pydantic import BaseModel, ConfigDict
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.channels import web
from bot.channels.web import WebSettings
from bot.channels.web.guard import check_mark, check_origin, content_policy, read
from bot.channels.web.pages import KeptFiles, Pages
from bot.channels.web.speech import LANG, direction, reader
from bot.i18n import moment, speaking, words
from bot.rehearsal.demo_page.ports import Inspector, Role, Snapshot

_BODY_LIMIT = 1024


def add_demo(app: FastAPI, inspector: Inspector, settings: WebSettings) -> None:
    """Put the demo's page at ``/demo`` of a site that was built with ``demo=True``.

    From now on the whole site answers the loopback only. Raises ValueError for other settings.
    """
    if not settings.demo:
        raise ValueError("the demo's chats are named in addresses: build the site with demo=True")
    demo = _Demo(inspector, settings)
    app.include_router(demo.router())
    app.mount("/demo/static", KeptFiles(directory=demo.pages.static))
    app.add_middleware(LoopbackOnly)


class LoopbackOnly:
    """Answers only this machine, and only under its own names.

    A foreign page can let its own name lead to this machine (DNS rebinding); the Host betrays it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what comes from here, refuse (403) all else."""
        if scope["type"] != "http" or _from_here(scope):
            await self._app(scope, receive, send)
        else:
            await PlainTextResponse("this machine only", 403)(scope, receive, send)


def _from_here(scope: Scope) -> bool:
    client = scope["client"][0] if scope.get("client") else ""
    try:
        host = urlsplit(f"//{Headers(scope=scope).get('host', '')}").hostname or ""
        return ip_address(client).is_loopback and (
            host == "localhost" or ip_address(host).is_loopback
        )
    except ValueError:
        return False


class _Time(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)

    hours: Literal[1, 24]


class _Demo:
    def __init__(self, inspector: Inspector, settings: WebSettings) -> None:
        self._inspector, self._settings = inspector, settings
        self.pages = Pages(Path(__file__).parent, settings.base, "/demo/static")
        look = Pages(Path(web.__file__).parent, settings.base, "/static").address
        self.pages.say(look=look, name=settings.name)

    def router(self) -> APIRouter:
        router = APIRouter(prefix="/demo")
        router.add_api_route("", self.page)
        router.add_api_route("/api/snapshot", self.snapshot)
        own = APIRouter(dependencies=[Depends(self._own_page)])
        own.add_api_route("/api/time", self.pass_time, methods=["POST"])
        own.add_api_route("/api/pupil", self.new_pupil, methods=["POST"])
        own.add_api_route("/api/wipe", self.wipe, methods=["POST"])
        router.include_router(own)
        return router

    async def _own_page(self, request: Request) -> None:
        check_mark(request)
        check_origin(request, self._settings.public_url)

    async def page(self, request: Request) -> Response:
        """The three chats and the inspector."""
        language = reader(request, demo=True)
        with speaking(language):
            response = self.pages.html(
                "demo.html",
                speech={"language": language, "direction": direction(language), **_speech()},
                panes=_panes(),
            )
        policy = content_policy("'none'", frame_src="'self'")
        response.headers["Content-Security-Policy"] = policy
        if LANG in request.query_params:  # the chats inside the page speak it, too
            response.set_cookie(LANG, language, httponly=True, samesite="strict")
        return response

    async def snapshot(self, request: Request) -> dict[str, Any]:
        """How things are, with times in words."""
        language = reader(request, demo=True)
        with speaking(language, self._settings.zone):
            return _told(await self._inspector.snapshot())

    async def pass_time(self, request: Request) -> dict[str, Any]:
        """Let one hour or one day pass."""
        wish = await read(request, _Time, _BODY_LIMIT)
        await self._inspector.pass_time(wish.hours)
        return await self.snapshot(request)

    async def new_pupil(self, request: Request) -> dict[str, Any]:
        """Another person takes the pupil's seat."""
        await self._inspector.new_pupil()
        return await self.snapshot(request)

    async def wipe(self, request: Request) -> dict[str, Any]:
        """Begin anew."""
        await self._inspector.wipe()
        return await self.snapshot(request)


def _told(seen: Snapshot) -> dict[str, Any]:
    return {
        "now": moment(seen.now),
        "put_forward": _put_forward(seen.put_forward),
        "panes": [
            {"role": each.role, "name": each.name, "chat": each.chat} for each in seen.panes
        ],
        "stored": [[fact.label, fact.value] for fact in seen.stored],
        "outbox": [[row.to, row.what, f"{row.state} · {moment(row.at)}"] for row in seen.outbox],
        "due": [[moment(row.at), row.what] for row in seen.due],
    }


def _put_forward(began: datetime | None) -> str:
    if began is None:
        return ""
    return words(
        "Draußen ist gerade Feierabend. Die Demo begann darum am {moment}.", moment=moment(began)
    )


def _panes() -> dict[Role, str]:
    return {
        Role.PUPIL: words("Jugendliche"),
        Role.RECRUITER: words("Akquise"),
        Role.COORDINATOR: words("Koordination"),
    }


def _speech() -> dict[str, str]:
    return {
        "banner": words("Demo – nichts ist echt"),
        "explained": words("Alle Personen, Betriebe und Messen sind erfunden."),
        "inspector": words("Einblick"),
        "clock": words("Uhr der Demo"),
        "hour": words("+1 Stunde"),
        "day": words("+1 Tag"),
        "pupil": words("Neue Person"),
        "wipe": words("Alles löschen"),
        "stored": words("Über diese Person gespeichert"),
        "outbox": words("Postausgang"),
        "due": words("Als Nächstes fällig"),
        "nothing": words("Nichts."),
        "news": words("neu"),
        "cut": words("Die Demo antwortet nicht. Läuft das Programm noch?"),
    }
