"""What the page's script calls: events in, messages out, and the small things around them."""

from io import BytesIO
from typing import Any
from urllib.parse import quote

import segno
from fastapi import APIRouter, Depends, HTTPException, Request, Response
from fastapi.responses import JSONResponse

from bot.channels.web.channel import NAME, WebChannel
from bot.channels.web.guard import check_mark, check_origin, read
from bot.channels.web.ports import Ports
from bot.channels.web.rooms import Room, Rooms, tag
from bot.channels.web.settings import WebSettings, return_path
from bot.channels.web.speech import asked_for
from bot.channels.web.stream import Delivery, EventStream
from bot.channels.web.wire import Incoming, Position, Seen, Visit
from bot.dialogue.event import Event, EventKind
from bot.i18n import day, hour, offered, speaking


class Api:
    """The calls of the page's script. Each reaches the chat of its cookie and no other."""

    def __init__(
        self, ports: Ports, channel: WebChannel, rooms: Rooms, settings: WebSettings
    ) -> None:
        self._ports, self._channel = ports, channel
        self._rooms, self._settings = rooms, settings
        self._delivery = Delivery(ports.shelf, ports.doorman, channel, settings)

    def router(self) -> APIRouter:
        """All calls; those that change something are refused to other sites."""
        own = APIRouter(dependencies=[Depends(self._own_page)])
        own.add_api_route("/api/visit", self.visit, methods=["POST"])
        own.add_api_route("/api/events", self.event, methods=["POST"])
        own.add_api_route("/api/seen", self.seen, methods=["POST"])
        own.add_api_route("/api/leave", self.leave, methods=["POST"])
        reading = APIRouter()
        reading.add_api_route("/api/stream", self.stream)
        reading.add_api_route("/api/messages", self.messages)
        reading.add_api_route("/api/file/{key}", self.file)
        reading.add_api_route("/api/link", self.link)
        reading.add_api_route("/qr.svg", self.qr)
        both = APIRouter(default_response_class=JSONResponse)
        both.include_router(own)
        both.include_router(reading)
        return both

    async def _own_page(self, request: Request) -> None:
        check_mark(request)
        check_origin(request, self._settings.public_url)

    async def visit(self, request: Request) -> Response:
        """Give this browser a chat, unless it has one already."""
        self._rooms.knock(request)
        wish = await read(request, Visit, self._settings.body_limit)
        if room := await self._rooms.find(request):
            return JSONResponse({"room": room.tag})
        secret = await self._ports.doorman.new_visitor()
        response = JSONResponse({"room": tag(secret)}, 201)
        self._rooms.let_in(response, secret, embedded=wish.embedded)
        return response

    async def event(self, request: Request) -> Response:
        """Hand one event on; the answer comes after the commit and tells the time of it."""
        room = await self._rooms.enter(request)
        said = await read(request, Incoming, self._settings.body_limit)
        now = self._ports.clock.now()
        await self._ports.receive(
            Event(
                channel=NAME,
                address=room.session.address,
                id=str(said.id),
                at=now,
                kind=EventKind(said.kind),
                text=said.text,
                choice=said.choice,
                code=said.code,
                quoted=said.quoted,
                language=asked_for(request, demo=self._settings.demo),
            )
        )
        with speaking(offered(room.session.language), self._settings.zone):
            taken = {"time": hour(now), "day": day(now.astimezone(self._settings.zone))}
        return JSONResponse(taken, 202)

    async def seen(self, request: Request) -> Response:
        """The page has shown messages: they are delivered now."""
        room = await self._rooms.enter(request)
        seen = await read(request, Seen, self._settings.body_limit)
        await self._ports.shelf.acknowledge(room.session.address, seen.positions)
        return Response(status_code=204)

    async def leave(self) -> Response:
        """Take the chat from this browser; the chat itself stays."""
        response = Response(status_code=204)
        self._rooms.let_out(response)
        return response

    async def stream(
        self, request: Request, after: Position = 0, language: str = ""
    ) -> EventStream:
        """Messages as they come. A browser that reconnects by itself names its last position."""
        room = await self._rooms.enter(request)
        if self._channel.listeners(room.session.address) >= self._settings.streams:
            raise HTTPException(429, "too many pages", {"Retry-After": "5"})
        last = request.headers.get("last-event-id", "")
        if last.isascii() and last.isdigit() and len(last) < 10:
            after = max(after, int(last))
        return self._delivery.stream(room, after, language)

    async def messages(
        self, request: Request, after: Position = 0, language: str = ""
    ) -> dict[str, Any]:
        """What lies behind ``after``, at once."""
        room = await self._rooms.enter(request)
        return await self._delivery.batch(room, after, language)

    async def file(self, request: Request, key: int) -> Response:
        """The file of one of the chat's own messages, to be kept, never shown inside the page."""
        room = await self._rooms.enter(request)
        document = await self._ports.shelf.document(room.session.address, key)
        if document is None:
            raise HTTPException(404, "no such file")
        name = quote(document.name, safe="")
        return Response(
            document.content,
            media_type=document.media_type,
            headers={"Content-Disposition": f"attachment; filename*=UTF-8''{name}"},
        )

    async def link(self, request: Request) -> dict[str, str]:
        """The pupil's own way back."""
        return {"link": await self._return_link(request)}

    async def qr(self, request: Request) -> Response:
        """The same as a QR code: dark on light, whatever the page looks like."""
        picture = BytesIO()
        code = segno.make_qr(await self._return_link(request), error="m")
        code.save(picture, kind="svg", scale=6, border=3, dark="#0b2b33", light="#ffffff")
        return Response(picture.getvalue(), media_type="image/svg+xml")

    async def _return_link(self, request: Request) -> str:
        room: Room = await self._rooms.enter(request)
        token = await self._ports.doorman.return_link(room.session.address)
        if token is None:
            raise HTTPException(404, "no link")
        home = self._settings.public_url or str(request.base_url).rstrip("/")
        return home + return_path(token)
