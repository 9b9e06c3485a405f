"""What a messenger must be able to do, and what it may declare about itself."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeAlias

from bot.dialogue.event import Event
from bot.dialogue.screen import Message


class Audience(StrEnum):
    """For whom a bot is."""

    ALL = "all"
    PUPILS = "pupils"  # the staff have another bot
    STAFF = "staff"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can show. Numbers are the messenger's own limits."""

    edits: bool = True
    buttons: int = 100
    label_length: int = 64
    text_length: int = 4096
    documents: bool = True
    toasts: bool = False
    push: bool = True  # reaches a person who is not looking
    repeatable: bool = False  # recognises a repeated send by its key: repeating is harmless
    audience: Audience = Audience.ALL
    firm: str = ""  # who runs the messenger and sees what is written there; empty: we do
    minimum_age: int = 0  # below it the firm does not allow people to use the messenger
    per_second: int | None = None  # messages to all chats together in any second; None: no limit
    fetches: bool = False  # asks for what is new: of several programs only one may
    per_chat: int | None = None  # of these, news to one chat; answers to its person are not held


class Outcome(StrEnum):
    """What a channel can truthfully say after trying to send."""

    SENT = "sent"  # the messenger has taken it
    READY = "ready"  # waits on the channel's own shelf until the person's page fetches it
    REFUSED = "refused"  # for good; ``reason`` is one of the closed list below
    NOT_SENT = (
        "not_sent"  # surely not: no connection, 429; try again after ``retry_after`` seconds
    )
    SHUT_OUT = "shut_out"  # surely not: the messenger refuses our own token (401)
    UNCLEAR = "unclear"  # may have arrived: read timeout, cut, 5xx


class Reason(StrEnum):
    """Closed list of reasons why a message did not arrive, shown to its writer in words."""

    BLOCKED = "blocked"
    GONE = "gone"  # account deleted
    REJECTED = "rejected"  # the messenger does not accept this message
    STOPPED = "stopped"  # the person said stop
    NO_CONSENT = "no_consent"
    EXPIRED = "expired"
    UNREADABLE = "unreadable"  # what is stored of it cannot be read any more
    LOST = "lost"  # nobody knows: the connection broke while sending


BETWEEN_PARTS = ","


@dataclass(frozen=True, slots=True)
class Fate:
    """What became of one parcel. ``message_id`` is the messenger's id for edits and quotes.

    A message that had to be sent in several parts has all their ids, with ``BETWEEN_PARTS``.
    """

    outcome: Outcome
    message_id: str = ""
    reason: Reason | None = None
    retry_after: float = 0.0


@dataclass(frozen=True, slots=True)
class Parcel:
    """One message for one address.

    ``key`` never changes for one message, so repeats are recognisable.

    ``edits`` is the messenger's id of the message to replace, or empty. ``silent`` asks for no
    sound.
    """

    address: str
    key: int
    message: Message
    edits: str = ""
    silent: bool = False


Receive: TypeAlias = Callable[[Event], Awaitable[str]]
"""Hands an event to the program; returns after the commit that stored or handled it.

What comes back is a short word to be shown on a tap where the messenger can; mostly empty.
"""


class Channel(Protocol):
    """A messenger."""

    name: str
    capabilities: Capabilities

    @property
    def trouble(self) -> str:
        """What keeps it from working, as one word for operators; empty when nothing does."""
        ...

    @property
    def link(self) -> str:
        """Where people open it in their messenger; empty while that is unknown, or in trouble."""
        ...

    async def send(self, parcel: Parcel) -> Fate:
        """Try to deliver once; never raises for what a network can do."""
        ...

    async def run(self, receive: Receive) -> None:
        """Fetch events and hand them on until cancelled.

        A channel that is only called returns at once.
        """
        ...
