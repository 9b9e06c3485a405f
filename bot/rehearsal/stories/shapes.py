"""What a value in a story may look like, and how it is read."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.rehearsal.stories.text import Row, StoryError, Table, Thing, Words

_UNITS = {"w": "weeks", "d": "days", "h": "hours", "m": "minutes", "s": "seconds"}
_FIRST_YEAR, _LAST_YEAR = 2000, 2200
_LONGEST = timedelta(days=3_650)
_SPAN = re.compile(r"(\d+)([wdhms])")


@dataclass(frozen=True, slots=True)
class Shape:
    """A kind of value: its name in the documentation, and what reads it."""

    name: str
    read: Callable[[Thing], Any]


@dataclass(frozen=True, slots=True)
class Key:
    """A key of a section: what it holds, what it means, whether it must be there."""

    shape: Shape
    meaning: str
    required: bool = False


Section = Mapping[str, Key]


def read_section(section: Section, thing: Thing) -> dict[str, Any]:
    """The values of a mapping, read as its section demands. Raises StoryError."""
    if not isinstance(thing, Table):
        raise StoryError(thing.place, f"expected a mapping with {_listed(section)}")
    for name, cell in thing.cells.items():
        if name not in section:
            raise StoryError(cell.place, f"{name!r} is not known here, only {_listed(section)}")
    for name, key in section.items():
        if key.required and name not in thing.cells:
            raise StoryError(thing.place, f"{name!r} is missing")
    return {name: section[name].shape.read(cell) for name, cell in thing.cells.items()}


def _listed(section: Section) -> str:
    return ", ".join(section)


def _text(thing: Thing) -> str:
    if not isinstance(thing, Words):
        raise StoryError(thing.place, "expected a text")
    return thing.text


def _texts(thing: Thing) -> tuple[str, ...]:
    return tuple(map(_text, thing.items)) if isinstance(thing, Row) else (_text(thing),)


def _number(thing: Thing) -> int:
    text = _text(thing)
    if not text.isdecimal():
        raise StoryError(thing.place, f"expected a number instead of {text!r}")
    return int(text)


def _yes_or_no(thing: Thing) -> bool:
    text = _text(thing)
    if text not in {"yes", "no"}:
        raise StoryError(thing.place, f"expected yes or no instead of {text!r}")
    return text == "yes"


def _moment(thing: Thing) -> datetime:
    text = _text(thing)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        moment = None
    whole = moment is not None and moment.tzinfo is None and len(text) >= len("2027-02-01T15:10")
    if moment is None or not whole or not _FIRST_YEAR <= moment.year <= _LAST_YEAR:
        raise StoryError(thing.place, f"expected a local time like 2027-02-01T15:10, not {text!r}")
    return moment


def _span(thing: Thing) -> timedelta:
    text = _text(thing)
    parts = [_SPAN.fullmatch(part) for part in text.split()]
    if not parts or not all(parts):
        raise StoryError(thing.place, f"expected a length of time like 1d 2h 30m, not {text!r}")
    try:
        span = sum(
            (timedelta(**{_UNITS[part[2]]: int(part[1])}) for part in parts if part), timedelta()
        )
    except OverflowError:
        span = timedelta.max
    if span > _LONGEST:
        raise StoryError(thing.place, f"{text!r} is too long: a story lasts {_LONGEST.days} days")
    return span


TEXT = Shape("text", _text)
TEXTS = Shape("text or list", _texts)
NUMBER = Shape("number", _number)
YES_NO = Shape("yes or no", _yes_or_no)
MOMENT = Shape("local time", _moment)
SPAN = Shape("length of time", _span)


def one_of(*words: str) -> Shape:
    """One of these words."""

    def read(thing: Thing) -> str:
        text = _text(thing)
        if text not in words:
            raise StoryError(thing.place, f"expected {' or '.join(words)} instead of {text!r}")
        return text

    return Shape(" · ".join(words), read)


def some_of(*words: str) -> Shape:
    """One or several of these words."""
    single = one_of(*words)

    def read(thing: Thing) -> tuple[str, ...]:
        items = thing.items if isinstance(thing, Row) else (thing,)
        return tuple(single.read(item) for item in items)

    return Shape(f"list of {single.name}", read)


def table(name: str, section: Section) -> Shape:
    """A mapping with a section of its own."""
    return Shape(f"{name}, below", lambda thing: read_section(section, thing))


def word_or(word: Shape, name: str, section: Section) -> Shape:
    """A word, or a mapping with a section of its own."""

    def read(thing: Thing) -> Any:
        return read_section(section, thing) if isinstance(thing, Table) else word.read(thing)

    return Shape(f"{word.name}, or {name} below", read)
