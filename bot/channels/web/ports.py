"""What the web channel needs from the program.

A *secret* is what a browser's cookie holds: unguessable (at least 128 random bits), characters
``A–Z a–z 0–9 _ -``. An *address* is what events and messages are bound to; the program may use
one value for both. The channel keeps neither.
"""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol, TypeAlias

from bot.dialogue.channel import Receive
from bot.dialogue.screen import Document, Message
from bot.domain.clock import Clock
from bot.i18n import Text


class AwayError(Exception):
    """The database is away or full: nothing was kept.

    Every port and ``receive`` may raise it; the page asks again in ``retry_after`` seconds.
    """

    def __init__(self, retry_after: float = 2.0) -> None:
        super().__init__(f"away, try again in {retry_after:g} s")
        self.retry_after = retry_after


@dataclass(frozen=True, slots=True)
class WebMessage:
    """One message as it lies on the shelf.

    ``key`` names the bubble: it stays when the message is edited, it is what a quote names
    (``Event.quoted``), and bubbles stand in the order of their keys. ``revision`` grows with each
    edit. ``position`` is the place on the shelf: an edit lies at a new one. ``message`` is None
    once it was withdrawn. ``at`` is aware. ``seen`` tells whether a page has acknowledged this
    position before. ``quotable`` tells whether quoting it leads anywhere (``Screen.about``).
    """

    position: int
    key: int
    revision: int
    message: Message | None
    at: datetime
    seen: bool = False
    quotable: bool = False


class Shelf(Protocol):
    """The outgoing messages of an address, waiting until its page has shown them."""

    async def fetch(self, address: str, after: int) -> Sequence[WebMessage]:
        """What lies behind position ``after``, in order; empty if nothing does.

        May return a part: the page asks again from the last position until nothing comes.
        Positions of one address grow in the order in which they become visible, so nothing ever
        appears before a position that was handed out. Versions that a later one has replaced may
        be left out.
        """
        ...

    async def acknowledge(self, address: str, positions: Sequence[int]) -> None:
        """The page has shown these positions: only now are they delivered.

        Positions of other addresses, unknown and repeated ones change nothing.
        """
        ...

    async def document(self, address: str, key: int) -> Document | None:
        """The file of the address's own message ``key``; None if there is none."""
        ...


@dataclass(frozen=True, slots=True)
class Session:
    """Who sits at the page.

    ``language`` ("de", "ar") may change any time; it is empty until the person has done something.
    """

    address: str
    language: str = ""
    staff: bool = False


class Doorman(Protocol):
    """Lets browsers in."""

    async def new_visitor(self) -> str:
        """The secret of a new, empty chat."""
        ...

    async def session(self, secret: str) -> Session | None:
        """Whose chat it is; None for an unknown, deleted or revoked secret.

        Asked before every answer and every message, so a revoked phone falls silent at once.
        """
        ...

    async def by_link(self, token: str) -> str | None:
        """The secret behind a pupil's return link, or a staff link, which is used up by this.

        None for an unknown, expired or used one; of two at the same moment one wins.
        """
        ...

    async def return_link(self, address: str) -> str | None:
        """The token of this pupil's return link, always the same; None for staff."""
        ...


@dataclass(frozen=True, slots=True)
class HealthReport:
    """Whether the program works, with a few figures (never anything personal)."""

    well: bool
    details: Mapping[str, str | int | float | bool] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Article:
    """A section of the privacy page. Blank lines in ``body`` divide paragraphs."""

    heading: str
    body: Text


@dataclass(frozen=True, slots=True)
class Door:
    """A messenger in which the same program answers. ``minimum_age`` 0: none."""

    firm: str
    link: str
    minimum_age: int = 0


Doors: TypeAlias = Callable[[], Sequence[Door]]
Health: TypeAlias = Callable[[], Awaitable[HealthReport]]
Privacy: TypeAlias = Callable[[], Sequence[Article]]
"""The privacy page, told while ``bot.i18n.speaking`` the reader's language."""


@dataclass(frozen=True, slots=True)
class Ports:
    """Everything the site is built on."""

    receive: Receive
    shelf: Shelf
    doorman: Doorman
    health: Health
    privacy: Privacy
    doors: Doors
    clock: Clock
