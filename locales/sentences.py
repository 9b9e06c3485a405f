"""Finds what people are told: calls of ``bot.i18n`` in code and pages, columns of county packs."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from babel.messages.extract import extract

ROOT = Path(__file__).resolve().parent.parent

SENTENCES: Mapping[str, tuple[int, ...] | None] = {
    "say": None,
    "words": None,
    "later": None,
    "say_n": (1, 2),
    "words_n": (1, 2),
}
LABELS: Mapping[str, tuple[int, ...] | None] = {"label": None}
LABEL_COLUMNS = ("label", "activity")
SENTENCE_COLUMNS = ("plain", "sentence")
CODE = (("handlers", "*.py", "python"), ("bot", "*.py", "python"), ("bot", "*.html", "jinja2"))
PACKS = "bot/region/packs"

Found = tuple[int, str | tuple[str, ...], bool]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A msgid in its forms (a second one is the plural), and the file it stands in."""

    forms: tuple[str, ...]
    file: str
    is_label: bool


def sentences(root: Path = ROOT) -> Iterator[Sentence]:
    """All sentences below ``root``, file by file in the order of the text."""
    for folder, pattern, method in CODE:
        for path in sorted((root / folder).rglob(pattern)):
            yield from _sorted(root, path, _in_code(path, method))
    for path in sorted((root / PACKS).rglob("*.csv")):
        yield from _sorted(root, path, _in_table(path))


def _sorted(root: Path, path: Path, found: Iterator[Found]) -> Iterator[Sentence]:
    for _, message, is_label in sorted(found, key=lambda each: each[0]):
        forms = (message,) if isinstance(message, str) else message
        yield Sentence(forms, path.relative_to(root).as_posix(), is_label)


def _in_code(path: Path, method: str) -> Iterator[Found]:
    for calls in (SENTENCES, LABELS):
        with path.open("rb") as source:
            for line, message, _, _ in extract(method, source, calls, options={"silent": "no"}):
                yield line, message, calls is LABELS


def _in_table(path: Path) -> Iterator[Found]:
    with path.open(encoding="utf-8", newline="") as table:
        rows = csv.DictReader(table)
        for row in rows:
            for column in (*LABEL_COLUMNS, *SENTENCE_COLUMNS):
                if row.get(column):
                    yield rows.line_num, row[column], column in LABEL_COLUMNS
