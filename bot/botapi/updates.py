"""Updates as events: what Telegram tells, in the program's own neutral words.

Reads plain JSON, as lenient as the real world: unknown kinds and fields are ignored, a broken
update is no reason to stop.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from functools import partial
from typing import Any

from bot.botapi.limits import START_PAYLOAD
from bot.dialogue.event import Content, Event, EventKind

KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""What is asked for as ``allowed_updates``."""

_START = re.compile(r"/start(?:@\w+)?(?:\s+(.*))?", re.DOTALL)
_CODE = re.compile(rf"[A-Za-z0-9_-]{{1,{START_PAYLOAD}}}")
_COMMAND = re.compile(r"(/\w+)@\w+")
_CONTENTS = {
    "voice": Content.VOICE, "audio": Content.VOICE, "video_note": Content.VOICE,
    "animation": Content.PHOTO, "photo": Content.PHOTO, "video": Content.PHOTO,
    "live_photo": Content.PHOTO, "paid_media": Content.PHOTO, "story": Content.PHOTO,
    "sticker": Content.STICKER, "dice": Content.STICKER, "game": Content.STICKER,
    "contact": Content.CONTACT, "venue": Content.LOCATION, "location": Content.LOCATION,
    "poll": Content.DOCUMENT, "checklist": Content.DOCUMENT, "document": Content.DOCUMENT,
}  # fmt: skip
"""By the field of a message; the first counts (an animation is a document, too)."""


class Why(StrEnum):
    """Why an update is ignored; a closed list, fit for logs and figures."""

    GROUP = "group"  # the bot is in a group: it says where it works and leaves
    CHANNEL = "channel"  # the bot is in a channel: it leaves, where it would speak to everybody
    OUTSIDE = "outside"  # no longer in that group
    BOT = "bot"  # another bot, or a channel, speaks
    FORWARD = "forward"  # somebody else's words
    STRANGER = "stranger"  # a button in somebody else's chat
    NOTHING = "nothing"  # nothing to read: a pinned message, a changed title
    UNKNOWN = "unknown"  # a kind that was not asked for
    BROKEN = "broken"  # not as documented


@dataclass(frozen=True, slots=True)
class Ignored:
    """An update that nobody answers. ``chat`` is where it came from, 0 if that is unknown."""

    why: Why
    chat: int = 0


@dataclass(frozen=True, slots=True)
class _Reading:
    """The update while it is read."""

    channel: str
    id: str
    now: datetime

    def event(self, chat: int, kind: EventKind, sender: Mapping[str, Any], **what: Any) -> Event:
        known: dict[str, Any] = {"id": self.id, "at": self.now} | what
        language = str(sender.get("language_code") or "")
        return Event(
            channel=self.channel, address=str(chat), kind=kind, language=language, **known
        )


def update_id(update: Mapping[str, Any]) -> int | None:
    """The number by which an update is acknowledged; None if it has none."""
    number = update.get("update_id")
    return number if isinstance(number, int) and not isinstance(number, bool) else None


def chat_of(update: Mapping[str, Any]) -> int:
    """The chat an update belongs to, for keeping its order; 0 if it has none."""
    for kind in KINDS:
        body = update.get(kind)
        if isinstance(body, Mapping):
            holder = body.get("message") if kind == "callback_query" else body
            chat = holder.get("chat") if isinstance(holder, Mapping) else None
            found = chat.get("id") if isinstance(chat, Mapping) else 0
            return found if isinstance(found, int) else 0
    return 0


def tap_of(update: Mapping[str, Any]) -> str:
    """The id by which a tap is to be answered; empty if this is no tap."""
    query = update.get("callback_query")
    found = query.get("id") if isinstance(query, Mapping) else None
    return found if isinstance(found, str) else ""


def read_update(update: Mapping[str, Any], *, channel: str, now: datetime) -> Event | Ignored:
    """The event that an update tells of, or why nobody answers it. Never raises.

    ``now`` (aware, UTC) is the moment of a tap, which carries none itself.
    """
    number = update_id(update)
    if number is None:
        return Ignored(Why.BROKEN)
    for kind, read in _READERS.items():
        if kind in update:
            try:
                return read(_Reading(channel, str(number), now), update[kind])
            except (KeyError, TypeError, ValueError, AttributeError, OverflowError, OSError):
                return Ignored(Why.BROKEN, chat_of(update))
    return Ignored(Why.UNKNOWN)


def _message(reading: _Reading, message: Mapping[str, Any], *, edited: bool) -> Event | Ignored:
    chat = int(message["chat"]["id"])
    why = _objection(message)
    if why is not None:
        return Ignored(why, chat)
    number, text = str(int(message["message_id"])), message.get("text")
    caption = str(message.get("caption") or "")
    tell = partial(
        reading.event, chat, sender=message["from"],
        at=_moment(message["edit_date" if edited else "date"]), quoted=_quoted(message),
    )  # fmt: skip
    if edited:
        # a shared place that moves is an edit, too: only words are worth an answer
        said = str(text or caption)
        return tell(kind=EventKind.EDITED, text=said, edited=number) if said else _nothing(chat)
    if text is not None:
        return _said(partial(tell, message=number), str(text))
    return _sent(tell, message, caption) or _nothing(chat)


def _objection(message: Mapping[str, Any]) -> Why | None:
    """Why nobody answers a message, if so."""
    if message["chat"]["type"] != "private":
        return Why.OUTSIDE if "left_chat_member" in message else _outside(message["chat"])
    if "sender_chat" in message or message["from"].get("is_bot"):
        return Why.BOT
    if "forward_origin" in message or "forward_date" in message:
        return Why.FORWARD
    return None


def _outside(chat: Mapping[str, Any]) -> Why:
    return Why.CHANNEL if chat["type"] == "channel" else Why.GROUP


def _said(tell: Callable[..., Event], text: str) -> Event:
    if start := _START.fullmatch(text.strip()):
        code = (start[1] or "").strip()
        known = code if _CODE.fullmatch(code) else ""  # junk starts normally
        return tell(kind=EventKind.JOINED, code=known)
    command = _COMMAND.match(text)
    words = command[1] + text[command.end() :] if command else text
    return tell(kind=EventKind.SAID, text=words)


def _sent(tell: Callable[..., Event], message: Mapping[str, Any], caption: str) -> Event | None:
    """Content; the words below it are told too, because they may be a cry for help."""
    content = next((kind for field, kind in _CONTENTS.items() if field in message), None)
    if content is None:
        return None
    album = message.get("media_group_id")
    # ten pictures at once are one thing that was sent: as one id, they get one answer
    once = {"id": f"album-{album}"} if album and not caption else {}
    return tell(kind=EventKind.SENT, content=content, text=caption, **once)


def _tap(reading: _Reading, query: Mapping[str, Any]) -> Event | Ignored:
    message = query.get("message")
    if message is None:
        return Ignored(Why.UNKNOWN)  # below an inline message, which this bot never sends
    chat = message["chat"]
    if chat["type"] != "private" or query["from"]["id"] != chat["id"]:
        return Ignored(Why.STRANGER, int(chat["id"]))
    token = str(query.get("data") or "")
    return reading.event(int(chat["id"]), EventKind.TAPPED, query["from"], choice=token)


def _membership(reading: _Reading, change: Mapping[str, Any]) -> Event | Ignored:
    chat, status = change["chat"], change["new_chat_member"]["status"]
    number = int(chat["id"])
    there = status not in {"kicked", "left"}
    if chat["type"] != "private":
        return Ignored(_outside(chat) if there else Why.OUTSIDE, number)
    kind = EventKind.RETURNED if there else EventKind.LEFT
    return reading.event(number, kind, change["from"], at=_moment(change["date"]))


def _quoted(message: Mapping[str, Any]) -> str:
    quoted = message.get("reply_to_message")
    return str(int(quoted["message_id"])) if quoted else ""


def _moment(seconds: object) -> datetime:
    if not isinstance(seconds, int):
        raise TypeError("a moment is a number of seconds")
    return datetime.fromtimestamp(seconds, UTC)


def _nothing(chat: int) -> Ignored:
    return Ignored(Why.NOTHING, chat)


_READERS: dict[str, Callable[[_Reading, Any], Event | Ignored]] = {
    "message": partial(_message, edited=False),
    "edited_message": partial(_message, edited=True),
    "callback_query": _tap,
    "my_chat_member": _membership,
}
