"""What a bot shows of itself: name, descriptions and the list of commands."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from bot.botapi.limits import DESCRIPTION, NAME, SHORT_DESCRIPTION

MOST_COMMANDS = 5
"""Our own limit: a longer list is not read."""


@dataclass(frozen=True, slots=True)
class Commands:
    """Commands (name without slash, what it does), at most five.

    For readers of ``language`` (ISO 639-1, "" for all others), or for one ``chat`` alone. Raises
    ValueError for more.
    """

    listed: tuple[tuple[str, str], ...]
    language: str = ""
    chat: int = 0

    def __post_init__(self) -> None:
        """Refuse what the messenger would refuse."""
        if len(self.listed) > MOST_COMMANDS:
            raise ValueError(f"at most {MOST_COMMANDS} commands are listed")


@dataclass(frozen=True, slots=True)
class Profile:
    """What readers of ``language`` ("" for all others) see before they press start.

    Raises ValueError for what is too long.
    """

    name: str
    description: str
    short_description: str
    language: str = ""

    def __post_init__(self) -> None:
        """Refuse what the messenger would refuse."""
        said = (self.name, self.description, self.short_description)
        limits = (NAME, DESCRIPTION, SHORT_DESCRIPTION)
        if any(len(words) > limit for words, limit in zip(said, limits, strict=True)):
            raise ValueError("a bot's name or description is too long")


Introduction: TypeAlias = Callable[[], Awaitable[Sequence[Profile | Commands]]]
"""Tells how the bot is to introduce itself now: asked again and again."""


async def nothing_to_say() -> Sequence[Profile | Commands]:
    """An introduction that leaves everything as it is."""
    return ()
