"""What travels between page and server: JSON, both ways."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from bot.channels.web.ports import WebMessage
from bot.dialogue.screen import Button, Document, Message
from bot.i18n import Span, day, hour

Position = Annotated[int, Field(ge=0, le=2**31 - 1)]
"""Of a message: as far as the database counts."""

TOKEN_LENGTH = 64  # characters; tokens, start codes and quotes are never longer


class Incoming(BaseModel):
    """What a page may say. It keeps ``id`` until the answer, so a repeat is known."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: UUID
    kind: Literal["said", "tapped", "joined"]
    text: str = ""
    choice: str = Field(default="", max_length=TOKEN_LENGTH)
    code: str = Field(default="", max_length=TOKEN_LENGTH)
    quoted: str = Field(default="", pattern=r"^\d{0,19}$")


class Seen(BaseModel):
    """Positions that the page has shown."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    positions: list[Position] = Field(max_length=1000)


class Visit(BaseModel):
    """A browser asks for a new chat. ``embedded`` says that the page sits in another site."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    embedded: bool = False


def outgoing(row: WebMessage) -> dict[str, Any]:
    """A message for the page; its time is told in the language and zone being spoken."""
    known: dict[str, Any] = {
        "position": row.position,
        "key": row.key,
        "revision": row.revision,
        "at": row.at.isoformat(),
        "time": hour(row.at),
        "day": day(row.at),
        "seen": row.seen,
    }
    if row.message is None:
        return {**known, "withdrawn": True}
    return {**known, **_shown(row.message), "quotable": row.quotable}


def _shown(message: Message) -> dict[str, Any]:
    return {
        "text": [_span(span) for span in message.text if span.text],
        "rows": [[_button(button) for button in row] for row in message.rows],
        "file": _file(message.document),
        "typing": message.typing,
    }


def _span(span: Span) -> dict[str, Any]:
    looks = {"bold": span.bold, "italic": span.italic, "link": _safe(span.link)}
    return {"text": span.text, **{look: value for look, value in looks.items() if value}}


def _safe(link: str) -> str:
    """Only https leads out of the page: no script, no data, no plain http."""
    return link if link.startswith("https://") else ""


def _button(button: Button) -> dict[str, Any]:
    return {"label": button.label, "token": button.token, "chosen": button.chosen}


def _file(document: Document | None) -> dict[str, Any] | None:
    return {"name": document.name, "bytes": len(document.content)} if document else None
