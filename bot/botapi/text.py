"""Text with entities: safe spans in, Telegram's offsets out, split where it is too long.

``parse_mode`` is never used: what people typed stays data, whatever signs it holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from bot.botapi.limits import ENTITIES, TEXT
from bot.i18n import Span, Text

_CLUSTER = regex.compile(r"\X")  # what a reader takes for one character: a family, a flag
_BORDERS = ("\n\n", "\n", " ")  # where to cut, the best first


@dataclass(frozen=True, slots=True)
class Entity:
    """A look of a part of a text. ``offset`` and ``length`` are in UTF-16 units."""

    type: str  # bold | italic | text_link
    offset: int
    length: int
    url: str = ""

    def as_json(self) -> dict[str, str | int]:
        """As the API takes it."""
        known: dict[str, str | int] = {
            "type": self.type,
            "offset": self.offset,
            "length": self.length,
        }
        return {**known, "url": self.url} if self.url else known


@dataclass(frozen=True, slots=True)
class Piece:
    """A text that fits into one message."""

    text: str
    entities: tuple[Entity, ...] = ()


@dataclass(frozen=True, slots=True)
class _Run:
    """A look between two places of the whole text, in code points."""

    type: str
    start: int
    end: int
    url: str = ""


def units(text: str) -> int:
    """Length as Telegram counts: UTF-16 units, so an emoji is two or more."""
    return len(text) + sum(char > "\uffff" for char in text)


def pieces(text: Text, *, first: int = TEXT, later: int = TEXT) -> list[Piece]:
    """The text in pieces of at most ``first``, then ``later`` UTF-16 units.

    Cut between paragraphs, else lines, else words, if that can be outside of entities; never
    within what a reader takes for one character, unless that alone is too long. White space at
    the ends of a piece is left out, as Telegram does. Empty when there is nothing to read.
    """
    plain, runs = _flat(text)
    cut = (_piece(plain, runs, *ends) for ends in _cuts(plain, runs, first, later))
    return [piece for piece in cut if piece.text]


def _flat(text: Text) -> tuple[str, list[_Run]]:
    plain, runs = "", list[_Run]()
    for span in text:
        words = _whole(span.text)
        for kind, url in _looks(span):
            _lengthen(runs, _Run(kind, len(plain), len(plain) + len(words), url))
        plain += words
    return plain, runs


def _whole(words: str) -> str:
    """Without halves of characters, which cannot be sent."""
    if words.isascii():
        return words
    return words.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _looks(span: Span) -> Iterator[tuple[str, str]]:
    if span.bold:
        yield "bold", ""
    if span.italic:
        yield "italic", ""
    if span.link:
        yield "text_link", span.link


def _lengthen(runs: list[_Run], new: _Run) -> None:
    """Add a run; one that goes on where the same look ended becomes one with it."""
    for place, run in enumerate(runs):
        if (run.type, run.url, run.end) == (new.type, new.url, new.start):
            runs[place] = _Run(run.type, run.start, new.end, run.url)
            return
    runs.append(new)


def _cuts(plain: str, runs: list[_Run], first: int, later: int) -> Iterator[tuple[int, int]]:
    start, limit = _behind_blanks(plain, 0), first
    while start < len(plain):
        end = _end(plain, runs, start, limit)
        yield start, end
        start, limit = _behind_blanks(plain, end), later


def _behind_blanks(plain: str, start: int) -> int:
    return len(plain) - len(plain[start:].lstrip())


def _end(plain: str, runs: list[_Run], start: int, limit: int) -> int:
    """Where a piece that begins at ``start`` ends."""
    if units(plain[start : start + limit + 1]) <= limit:
        return len(plain)
    ends, room = list[int](), limit
    for cluster in _CLUSTER.finditer(plain, start):
        room -= units(cluster[0])
        if room < 0:
            break
        ends.append(cluster.end())
    if not ends:  # one character of a thousand accents: nothing is left but to cut it
        fitting = limit
        while units(plain[start : start + fitting]) > limit:
            fitting -= 1
        return start + fitting
    return _best(plain, runs, ends)


def _best(plain: str, runs: list[_Run], ends: list[int]) -> int:
    """The last good place to cut in the second half of what fits."""
    late = ends[len(ends) // 2 :]
    for whole in (True, False):
        for border in _BORDERS:
            for end in reversed(late):
                if plain.startswith(border, end) and not (whole and _within(runs, end)):
                    return end
    return ends[-1]


def _within(runs: list[_Run], place: int) -> bool:
    return any(run.start < place < run.end for run in runs)


def _piece(plain: str, runs: list[_Run], start: int, end: int) -> Piece:
    text = plain[start:end].strip()
    start += len(plain[start:end]) - len(plain[start:end].lstrip())
    end = start + len(text)
    entities = []
    for run in runs:
        begin, stop = max(run.start, start), min(run.end, end)
        if begin < stop and not plain[begin:stop].isspace():
            offset = units(plain[start:begin])
            entities.append(Entity(run.type, offset, units(plain[begin:stop]), run.url))
    return Piece(text, tuple(entities[:ENTITIES]))
