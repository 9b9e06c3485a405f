"""What arrives from a person, free of any messenger."""

import re
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.domain.safety import SafetyKind

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # all but tab and line feed


class EventKind(StrEnum):
    """What happened on the person's side."""

    SAID = "said"  # typed text
    TAPPED = "tapped"  # a button; ``choice`` holds its token
    SENT = "sent"  # content the program does not read; ``content`` names it
    EDITED = "edited"  # changed an earlier message; ``edited`` names it
    JOINED = "joined"  # pressed start, perhaps with a start code
    LEFT = "left"  # blocked the program or deleted the chat
    RETURNED = "returned"  # came back after leaving
    DISTRESS = "distress"  # safety words were recognised: the words themselves are gone


class Content(StrEnum):
    """Kinds of content the program answers kindly but never downloads from pupils."""

    VOICE = "voice"
    PHOTO = "photo"
    STICKER = "sticker"
    DOCUMENT = "document"
    CONTACT = "contact"
    LOCATION = "location"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing a person did.

    ``id`` is the messenger's own id of the event, unique per channel: a second event with the
    same id is a duplicate and changes nothing. ``at`` is aware, in UTC. ``quoted`` is the
    messenger's id of the message that this one replies to. ``message`` is the id of what was
    typed, where the messenger has another one for it than for the event: a later ``edited`` names
    that (``message_id``). ``safety`` tells of a distress event what kind of words were recognised.
    """

    channel: str
    address: str
    id: str
    at: datetime
    kind: EventKind
    text: str = ""
    choice: str = ""
    code: str = ""
    content: Content | None = None
    quoted: str = ""
    message: str = ""
    edited: str = ""
    language: str = ""
    safety: SafetyKind | None = None

    @property
    def message_id(self) -> str:
        """What a later event calls the message of this one when it was edited."""
        return self.message or self.id


def readable(event: Event) -> Event:
    """The event without control characters: terminals obey them, and PostgreSQL refuses one."""
    if not _CONTROL.search(f"{event.text}{event.choice}{event.code}"):
        return event
    return replace(
        event,
        text=_CONTROL.sub("", event.text),
        choice=_CONTROL.sub("", event.choice),
        code=_CONTROL.sub("", event.code),
    )
