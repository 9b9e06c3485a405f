"""What the demo's page needs from the program."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol


class Role(StrEnum):
    """Whose chat a pane shows."""

    PUPIL = "pupil"
    RECRUITER = "recruiter"
    COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class Pane:
    """One of the three chats. ``chat`` is its secret, ``name`` is who sits there in the demo."""

    role: Role
    name: str
    chat: str


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that is stored about the pupil, in words."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A row of the outbox: for whom, what, in which state (in words), and since or from when."""

    to: str
    what: str
    state: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Due:
    """Something that will happen by itself."""

    what: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What the inspector shows. Times are aware; ``panes`` are in the order of the page.

    ``stored`` is everything about the pupil of the present pane; ``outbox`` the newest rows first;
    ``due`` the next ones first. ``put_forward`` is the moment at which the demo began, when that
    was later than in reality.
    """

    now: datetime
    panes: tuple[Pane, ...]
    stored: tuple[Fact, ...] = ()
    outbox: tuple[Outgoing, ...] = ()
    due: tuple[Due, ...] = ()
    put_forward: datetime | None = None


class Inspector(Protocol):
    """Looks behind the demo and moves its time."""

    async def snapshot(self) -> Snapshot:
        """How things are at this moment, told in the language being spoken."""
        ...

    async def pass_time(self, hours: int) -> None:
        """Let so many hours pass; everything that falls due runs before this returns."""
        ...

    async def new_pupil(self) -> str:
        """Put another, new pupil into the pupil's pane; returns the secret of the chat."""
        ...

    async def wipe(self) -> None:
        """Delete everything and begin anew, with new chats in all panes."""
        ...
