"""The pages a person can open: the chat and the privacy page; and what other machines ask for."""

from fastapi import APIRouter, HTTPException, Request, Response
from fastapi.responses import JSONResponse

from bot.channels.web.notice import notice
from bot.channels.web.pages import Pages
from bot.channels.web.ports import Ports
from bot.channels.web.rooms import Room, Rooms
from bot.channels.web.settings import WebSettings
from bot.channels.web.speech import page_speech, reader
from bot.i18n import offered, speaking, words


class House:
    """All pages that need no link."""

    def __init__(self, ports: Ports, rooms: Rooms, pages: Pages, settings: WebSettings) -> None:
        self._ports, self._rooms, self._pages, self._settings = ports, rooms, pages, settings

    def router(self) -> APIRouter:
        """All pages."""
        router = APIRouter()
        router.add_api_route("/", self.home)
        router.add_api_route("/chat", self.chat)
        router.add_api_route("/datenschutz", self.privacy)
        router.add_api_route("/embed.js", self.embed)
        router.add_api_route("/healthz", self.health)
        return router

    async def home(self, request: Request) -> Response:
        """The chat of anybody who comes; who has none yet gets one from the page's script.

        So opening the page changes nothing: messengers and search engines open it too.
        """
        return self._chat(request, await self._rooms.find(request))

    async def chat(self, request: Request) -> Response:
        """The chat of somebody who has one."""
        room = await self._rooms.find(request)
        return self._chat(request, room) if room else self._no_chat(request)

    def _chat(self, request: Request, room: Room | None) -> Response:
        staff = bool(room and room.session.staff)
        speech = page_speech(self._language(request, room), staff=staff)
        response = self._pages.html(
            "chat.html",
            speech=speech,
            room=room.tag if room else "",
            chat=self._rooms.secret(request) if self._settings.demo else "",
            staff=staff,
            doors=() if staff else self._ports.doors(),
        )
        if room and not self._settings.demo:
            embedded = request.headers.get("sec-fetch-dest") == "iframe"
            self._rooms.let_in(response, room.secret, embedded=embedded)  # remembered from today
        return response

    def _no_chat(self, request: Request) -> Response:
        language = self._language(request, None)
        with speaking(language):
            return notice(
                self._pages,
                language,
                words("Hier ist kein Chat offen"),
                words("Bitte öffnen Sie den Chat mit dem Link, den Sie bekommen haben."),
                staff=True,
                status=401,
            )

    async def missing(self, request: Request, error: HTTPException) -> Response:
        """An address that leads nowhere: people are shown the way to the chat."""
        if "text/html" not in request.headers.get("accept", ""):
            return JSONResponse({"error": error.detail}, error.status_code)
        language = self._language(request, None)
        with speaking(language):
            return notice(
                self._pages,
                language,
                words("Diese Seite gibt es nicht"),
                words("Vielleicht ist die Adresse falsch geschrieben."),
                staff=False,
                status=404,
            )

    async def privacy(self, request: Request) -> Response:
        """What is kept, why, and for how long."""
        room = await self._rooms.find(request)
        language = self._language(request, room)
        with speaking(offered(language)):
            return self._pages.html(
                "privacy.html",
                speech=page_speech(language, staff=bool(room and room.session.staff)),
                articles=self._ports.privacy(),
                back=words("Zum Chat"),
            )

    async def embed(self, request: Request) -> Response:
        """The script that puts a button with the chat into another site."""
        with speaking(self._language(request, None)):
            sentences = {"open": words("Ausbildung finden"), "close": words("Chat schließen")}
        script = self._pages.text(
            "embed.js",
            sentences=sentences,
        )
        headers = {
            "Cache-Control": "public, max-age=600",
            "Cross-Origin-Resource-Policy": "cross-origin",
            "Vary": "Accept-Language",
        }
        return Response(script, media_type="text/javascript", headers=headers)

    async def health(self) -> Response:
        """200 if the program works, else 503."""
        report = await self._ports.health()
        return JSONResponse({"well": report.well, **report.details}, 200 if report.well else 503)

    def _language(self, request: Request, room: Room | None) -> str:
        return (room and room.session.language) or reader(request, demo=self._settings.demo)
