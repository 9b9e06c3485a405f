"""Text as safe spans: values that people typed are always data, never markup.

Every messenger renders the same spans in its own way (HTML nodes, entities, plain characters), so
a name like ``<b>&_*`` can break nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

FIRST_STRONG_ISOLATE = "\N{FIRST STRONG ISOLATE}"
POP_ISOLATE = "\N{POP DIRECTIONAL ISOLATE}"


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text with one look. ``link`` is an absolute https address."""

    text: str
    bold: bool = False
    italic: bool = False
    link: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """A sequence of spans. Texts are joined with ``+``; an empty text is false."""

    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, plain: str) -> "Text":
        """A text of plain characters, without any markup."""
        return cls((Span(plain),)) if plain else cls()

    @property
    def plain(self) -> str:
        """The characters alone."""
        return "".join(span.text for span in self.spans)

    def __add__(self, other: "Text | str") -> "Text":
        """Join two texts; a ``str`` is taken as plain characters."""
        return Text(self.spans + (Text.of(other) if isinstance(other, str) else other).spans)

    def __bool__(self) -> bool:
        """Whether there is anything to read."""
        return any(span.text for span in self.spans)

    def __iter__(self) -> Iterator[Span]:
        """The spans in order."""
        return iter(self.spans)


def join(parts: list[Text], between: str = "\n") -> Text:
    """Join texts with ``between``; empty ones are left out."""
    spans: list[Span] = []
    for part in filter(None, parts):
        if spans:
            spans.append(Span(between))
        spans.extend(part.spans)
    return Text(tuple(spans))
