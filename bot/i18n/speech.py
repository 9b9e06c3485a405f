"""Speaking with people: German sentences in, sentences of the reader's language out.

Every user text goes through ``say`` (rich text), ``words`` (plain) or ``label`` (buttons). The
language is that of the person being answered; the engine sets it with ``speaking`` around each
turn and each message. In a sentence ``**bold**`` and ``__italic__`` are markup, ``{name}`` is a
value: values are data and may be ``Text``.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_time
from babel.lists import format_list

from bot.i18n.catalogs import SOURCE_LANGUAGE, translations
from bot.i18n.text import Span, Text

Value = Text | str | int


@dataclass(frozen=True, slots=True)
class _Voice:
    language: str
    zone: ZoneInfo


LONGEST_LABEL = 20
_DEFAULT_VOICE = _Voice(SOURCE_LANGUAGE, ZoneInfo("Europe/Berlin"))
_voice: ContextVar[_Voice] = ContextVar("voice")
_PIECES = re.compile(r"(\*\*|__|\{\w+\})")


@contextmanager
def speaking(language: str, zone: ZoneInfo | None = None) -> Iterator[None]:
    """Within this block people are spoken to in ``language``; times are told in ``zone``."""
    token = _voice.set(_Voice(language, zone or _speaker().zone))
    try:
        yield
    finally:
        _voice.reset(token)


def _speaker() -> _Voice:
    return _voice.get(_DEFAULT_VOICE)


def language() -> str:
    """The language spoken now."""
    return _speaker().language


def later(sentence: str) -> str:
    """Mark a sentence in a table for the catalogs; it is translated where it is said."""
    return sentence


def say(sentence: str, **values: Value) -> Text:
    """The sentence in the reader's language, as rich text."""
    return _compose(_translated(language(), sentence), values)


def say_n(one: str, many: str, n: int, **values: Value) -> Text:
    """The sentence for ``n`` things; ``{n}`` is filled in."""
    said = _pieces(translations(language()).ngettext(one, many, n))
    return _compose(said, {"n": n, **values})


def words(sentence: str, **values: Value) -> str:
    """The sentence in the reader's language, without markup."""
    said = _translated(language(), sentence)
    # most are words on buttons, twenty of them in a turn: nothing to fill in, nothing to unmark
    return _compose(said, values).plain if len(said) > 1 else said[0]


def words_n(one: str, many: str, n: int, **values: Value) -> str:
    """Like ``say_n``, without markup."""
    return say_n(one, many, n, **values).plain


def label(text: str, **values: Value) -> str:
    """The words on a button: at most 20 characters, verb first."""
    return words(text, **values)


def shorten(text: str, room: int = LONGEST_LABEL) -> str:
    """As much of a text as a button holds, cut at the end of a word where that leaves enough."""
    if len(text) <= room:
        return text
    cut = text[: room - 1]
    words_end = cut.rfind(" ") if text[room - 1] != " " else len(cut)
    return cut[: words_end if words_end > room // 2 else None].rstrip(" ,-–/(·") + "…"


@cache
def _translated(language: str, sentence: str) -> list[str]:
    """A sentence of the catalog in another language, in pieces: there are only so many."""
    return _pieces(translations(language).gettext(sentence))


def _pieces(sentence: str) -> list[str]:
    """Plain words, markup and places for values, one after another."""
    return _PIECES.split(sentence)


def _compose(pieces: list[str], values: dict[str, Value]) -> Text:
    """Read the markup, and fill in the values as data."""
    if len(pieces) == 1:
        return Text.of(pieces[0])
    spans: list[Span] = []
    bold = italic = False
    for piece in pieces:
        if piece == "**":
            bold = not bold
        elif piece == "__":
            italic = not italic
        elif piece.startswith("{") and piece[1:-1] in values:
            value = values[piece[1:-1]]
            inner = value.spans if isinstance(value, Text) else (Span(str(value)),)
            spans += [
                Span(s.text, bold or s.bold, italic or s.italic, s.link) for s in inner if s.text
            ]
        elif piece:
            spans.append(Span(piece, bold, italic))
    return Text(tuple(spans))


def listing(items: Sequence[str] | Iterable[str]) -> str:
    """The items as one phrase, as in "a, b und c"."""
    return str(format_list(list(items), locale=language()))


def day(value: date) -> str:
    """A date with its weekday: "Montag, 1. Februar 2027"."""
    return str(format_date(value, format="full", locale=language()))


def short_day(value: date) -> str:
    """A short date with its weekday: "Mo., 01.02.2027"."""
    locale = Locale.parse(language())
    weekday = format_date(value, "EEE", locale=locale)
    return f"{weekday}, {format_date(value, 'medium', locale=locale)}"


def hour(value: time | datetime) -> str:
    """A time of day, 24-hour clock: "17:00". A moment is told in the region's zone."""
    if isinstance(value, datetime) and value.tzinfo is not None:
        value = value.astimezone(_speaker().zone)
    return str(
        format_time(
            value.time() if isinstance(value, datetime) else value, "HH:mm", locale=language()
        )
    )


def moment(value: datetime) -> str:
    """A moment in the region's zone: "Mo., 01.02.2027, 17:00"."""
    local = value.astimezone(_speaker().zone)
    return f"{short_day(local.date())}, {hour(local)}"
