"""What is shown to a person: a Screen with Choices that are Doors to functions.

A handler says ``Choice(label("Weiter"), to(town.ask))``. What the messenger gets is a ``Message``
whose buttons carry short tokens; the doors stay in the conversation's encrypted state, so nothing
can be forged.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any, TypeAlias

from bot.i18n.text import Text

JsonValue: TypeAlias = str | int | bool | list[Any] | dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Door:
    """A named way to a screen or an action, with its arguments (JSON values only)."""

    name: str
    args: Mapping[str, JsonValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Card:
    """A door that works weeks later.

    An action on a thing in a known version, outside any screen. ``owner`` is the pupil it was
    sent to: siblings share a phone, and old messages stand there side by side.
    """

    action: str
    subject: int
    version: int
    owner: int | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """A button.

    ``label`` ≤ 20 characters; ``chosen`` marks a toggle's state (None: not a toggle).
    """

    label: str
    door: Door | Card
    chosen: bool | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file for the person, for example a calendar entry. ``name`` is what the person sees."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Screen:
    """What a handler answers with.

    ``rows`` are rows of choices; ``answer`` is the door that typed text goes to (as argument
    ``said``), None when only choices are expected. ``back`` and ``menu`` let the engine add
    its own two navigation choices. ``about`` names what the message belongs to ("enquiry",
    17), so that quoting it finds the way back. ``fresh`` asks for a new message where
    navigation would edit the last one. ``ends``: what led here is finished, so that Back does not
    lead into it again. ``numbered``: a typed number means the choice in that
    place; not where numbers are answers themselves.
    """

    text: Text
    rows: tuple[tuple[Choice, ...], ...] = ()
    answer: Door | None = None
    document: Document | None = None
    back: bool = True
    menu: bool = True
    about: tuple[str, int] | None = None
    fresh: bool = False
    ends: bool = False
    numbered: bool = True
    here: Door | None = None  # set by the engine: how to draw this screen again

    @property
    def choices(self) -> tuple[Choice, ...]:
        """All choices in reading order; typed numbers count them from 1."""
        return tuple(choice for row in self.rows for choice in row)

    def below(self, note: Text) -> "Screen":
        """The same screen with a note on top; an empty note changes nothing."""
        return replace(self, text=note + "\n\n" + self.text) if note else self


@dataclass(frozen=True, slots=True)
class Present:
    """A handler's answer that says something and stays where the person is.

    The present screen is shown again below ``text``, in one message.
    """

    text: Text


Shown: TypeAlias = Screen | Present | Door | None
"""What a handler may answer with: a door leads on to its screen, None shows nothing more."""


@dataclass(frozen=True, slots=True)
class Button:
    """A choice on its way to a messenger: the label and a token (≤ 64 bytes, Telegram's limit)."""

    label: str
    token: str
    chosen: bool | None = None


@dataclass(frozen=True, slots=True)
class Message:
    """A screen on its way to a messenger: nothing but what is shown."""

    text: Text
    rows: tuple[tuple[Button, ...], ...] = ()
    document: Document | None = None
    typing: bool = False  # whether a typed answer is welcome
    numbered: bool = True  # whether a typed number means the button in that place

    @property
    def buttons(self) -> Iterator[Button]:
        """All buttons in reading order."""
        return chain.from_iterable(self.rows)


def to(function: Callable[..., Any], **args: JsonValue) -> Door:
    """The door to a function marked with ``@screen`` or ``@action``."""
    return Door(str(function.__door__), args)  # type: ignore[attr-defined]


def column(*choices: Choice) -> tuple[tuple[Choice, ...], ...]:
    """One choice a row."""
    return tuple((choice,) for choice in choices)


def grid(choices: list[Choice], width: int = 2) -> tuple[tuple[Choice, ...], ...]:
    """Choices in rows of ``width``."""
    return tuple(tuple(choices[at : at + width]) for at in range(0, len(choices), width))
