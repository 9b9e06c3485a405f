"""The way out: messages from the shelf to an open page, as a stream or in one go."""

import json
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing
from typing import Any

from fastapi.responses import StreamingResponse
from fastapi.sse import format_sse_event
from starlette.types import Send

from bot.channels.web.channel import Bell, WebChannel
from bot.channels.web.ports import AwayError, Doorman, Session, Shelf
from bot.channels.web.rooms import Room
from bot.channels.web.settings import WebSettings
from bot.channels.web.speech import page_speech
from bot.channels.web.wire import outgoing
from bot.i18n import offered, speaking


class EventStream(StreamingResponse):
    """Server-sent events. When the page goes, the generator is closed at once, not some day."""

    media_type = "text/event-stream"

    def __init__(self, events: AsyncGenerator[bytes, None]) -> None:
        super().__init__(events, headers={"X-Accel-Buffering": "no"})
        self._events = events

    async def stream_response(self, send: Send) -> None:
        """Send until the generator ends or the page has gone."""
        async with aclosing(self._events):
            await super().stream_response(send)


class Delivery:
    """Brings what lies on the shelf to the page, each position once and in order."""

    def __init__(
        self, shelf: Shelf, doorman: Doorman, channel: WebChannel, settings: WebSettings
    ) -> None:
        self._shelf, self._doorman = shelf, doorman
        self._channel, self._settings = channel, settings

    def stream(self, room: Room, after: int, language: str) -> EventStream:
        """All that lies behind ``after``, then whatever comes.

        Events: ``row`` a message · ``now`` the page has caught up · ``speech`` the language has
        changed · ``beat`` nothing new · ``gone`` the chat does not exist any more.
        """
        return EventStream(self._events(room, after, language))

    async def batch(self, room: Room, after: int, language: str) -> dict[str, Any]:
        """The same in one go, for pages that cannot be streamed to or are not looked at."""
        return {
            "rows": [row async for row in self._rows(room.session, after)],
            "speech": _changed(room.session, language),
        }

    async def _events(self, room: Room, after: int, language: str) -> AsyncGenerator[bytes, None]:
        with self._channel.listening(room.session.address) as bell:
            try:
                async for event in self._news(room, after, language, bell):
                    yield event
            except AwayError:
                return  # the page comes back by itself, a little later each time

    async def _news(
        self, room: Room, after: int, language: str, bell: Bell
    ) -> AsyncIterator[bytes]:
        word = "now"
        while not bell.closed:
            bell.quiet()
            session = await self._doorman.session(room.secret)
            if session is None:
                yield _event("gone", {})
                return
            if speech := _changed(session, language):
                language = session.language
                yield _event("speech", speech)
            async for row in self._rows(session, after):
                after = row["position"]
                yield _event("row", row)
            if word:
                yield _event(word, {})
            word = "" if await bell.rings(self._settings.beat) else "beat"

    async def _rows(self, session: Session, after: int) -> AsyncIterator[dict[str, Any]]:
        while rows := await self._shelf.fetch(session.address, after):
            for row in rows:
                with speaking(offered(session.language), self._settings.zone):
                    shown = outgoing(row)
                yield shown
            after = rows[-1].position


def _changed(session: Session, language: str) -> dict[str, str] | None:
    """The page's words anew if it speaks another language than the person."""
    if session.language in {"", language}:
        return None
    return page_speech(session.language, staff=session.staff)


def _event(name: str, data: dict[str, Any]) -> bytes:
    position = data.get("position")
    return format_sse_event(
        event=name,
        data_str=json.dumps(data, ensure_ascii=False),
        id=str(position) if position is not None else None,
    )
