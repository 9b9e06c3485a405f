"""Messages and events as JSON values, for the encrypted outbox and inbox."""

from base64 import b64decode, b64encode
from dataclasses import asdict
from datetime import datetime
from typing import Any

from bot.dialogue.event import Content, Event, EventKind
from bot.dialogue.screen import Button, Document, Message
from bot.domain.safety import SafetyKind
from bot.i18n import Span, Text


def pack(message: Message) -> dict[str, Any]:
    """As JSON values."""
    packed: dict[str, Any] = {
        "text": [[s.text, s.bold, s.italic, s.link] for s in message.text],
        "rows": [[[b.label, b.token, b.chosen] for b in row] for row in message.rows],
        "typing": message.typing,
    }
    if not message.numbered:
        packed["numbered"] = False
    if message.document:
        file = message.document
        packed["document"] = [file.name, file.media_type, b64encode(file.content).decode()]
    return packed


def unpack(packed: dict[str, Any]) -> Message:
    """The message that ``pack`` packed."""
    file = packed.get("document")
    return Message(
        Text(tuple(Span(*span) for span in packed["text"])),
        tuple(tuple(Button(*button) for button in row) for row in packed["rows"]),
        Document(file[0], file[1], b64decode(file[2])) if file else None,
        packed["typing"],
        packed.get("numbered", True),
    )


def event_to_json(event: Event) -> dict[str, Any]:
    """As JSON values."""
    return {**asdict(event), "at": event.at.isoformat()}


def event_from_json(stored: dict[str, Any]) -> Event:
    """The event that ``event_to_json`` stored."""
    content, safety = stored["content"], stored["safety"]
    return Event(
        **{
            **stored,
            "at": datetime.fromisoformat(stored["at"]),
            "kind": EventKind(stored["kind"]),
            "content": Content(content) if content else None,
            "safety": SafetyKind(safety) if safety else None,
        }
    )
