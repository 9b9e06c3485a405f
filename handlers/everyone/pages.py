"""Long lists in pages: a few at a time, numbered through."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.dialogue.screen import Choice, to
from bot.i18n import label

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Page ``number`` of ``of``: some things, each with its number in the whole list, from 1."""

    items: list[tuple[int, T]]
    number: int
    of: int

    def turning(self, screen: Callable[..., Any]) -> tuple[tuple[Choice, ...], ...]:
        """A row with the ways to the pages beside it (``screen`` takes ``page``), if any."""
        ways = (label("◀️ Vorige"), self.number - 1), (label("Nächste ▶️"), self.number + 1)
        row = [Choice(name, to(screen, page=n)) for name, n in ways if 1 <= n <= self.of]
        return (tuple(row),) if row else ()


def page_of(things: Sequence[T], number: int, size: int) -> Page[T]:
    """A page of a list; where it has become shorter meanwhile, the last one there is."""
    of = max(1, -(-len(things) // size))
    number = min(max(number, 1), of)
    first = (number - 1) * size
    return Page(list(enumerate(things[first : first + size], start=first + 1)), number, of)
