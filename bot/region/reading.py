"""Reads the tables of packs and demo data; collects all mistakes with file and line.

Tables are CSV as spreadsheet programs save them: UTF-8 with or without BOM, ``,`` or ``;``.
Several values in one cell are separated by ``|``.
"""

import csv
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from bot.domain.errors import BadPack

Kind = TypeVar("Kind", bound=StrEnum)


@dataclass(slots=True)
class Mistakes:
    """What is wrong in the files of one folder."""

    found: list[str] = field(default_factory=list)

    def add(self, path: Path, line: int, sentence: str) -> None:
        """Remember a mistake; ``sentence`` says what is wrong and what to write instead."""
        self.found.append(f"{path.parent.name}/{path.name}, line {line}: {sentence}")

    def stop_if_any(self) -> None:
        """Raise BadPack with every mistake found so far, one a line."""
        if self.found:
            raise BadPack("\n".join(self.found))


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. A cell that makes no sense is noted and gives some harmless value."""

    path: Path
    line: int
    cells: dict[str, str]
    mistakes: Mistakes

    def wrong(self, sentence: str) -> None:
        """Note a mistake of this line."""
        self.mistakes.add(self.path, self.line, sentence)

    def text(self, column: str, limit: int = 400) -> str:
        """The cell as a text of 1 to ``limit`` characters."""
        value = self.cells[column]
        if not value:
            self.wrong(f"{column} is empty; write something here")
        if len(value) > limit:
            self.wrong(f"{column} {value!r} has {len(value)} characters; write at most {limit}")
        if any(mark in value for mark in ("{", "}", "**", "__")):
            self.wrong(f"{column} {value!r} holds markup; leave out {{ }} ** __")
        return value

    def optional(self, column: str) -> str:
        """The cell as a text that may be empty."""
        return self.text(column) if self.cells[column] else ""

    def many(self, column: str) -> tuple[str, ...]:
        """The values of the cell, without empty ones."""
        return tuple(part.strip() for part in self.cells[column].split("|") if part.strip())

    def number(self, column: str, low: float, high: float) -> float:
        """The cell as a number between ``low`` and ``high``, written with a point."""
        value = self.cells[column]
        try:
            number = float(value)
        except ValueError:
            self.wrong(f"{column} {value!r} is no number; write it like 51.7191")
            return low
        if not low <= number <= high:
            self.wrong(f"{column} {value} is out of range; write {low} to {high}")
        return number

    def yes(self, column: str) -> bool:
        """The cell as yes or no."""
        return self.one_of(column, ("yes", "no")) == "yes"

    def one_of(self, column: str, known: Collection[str]) -> str:
        """The cell as one of the known values."""
        return self._known(column, self.cells[column], known)

    def some_of(self, column: str, known: Collection[str]) -> tuple[str, ...]:
        """The values of the cell, each of them known."""
        return tuple(self._known(column, value, known) for value in self.many(column))

    def member(self, column: str, kind: type[Kind]) -> Kind:
        """The cell as a member of an enumeration."""
        values = [member.value for member in kind]
        value = self.one_of(column, values)
        return kind(value if value in values else values[0])

    def members(self, column: str, kind: type[Kind]) -> tuple[Kind, ...]:
        """The values of the cell as members of an enumeration."""
        values = [member.value for member in kind]
        return tuple(kind(value) for value in self.some_of(column, values) if value in values)

    def _known(self, column: str, value: str, known: Collection[str]) -> str:
        # Nothing is known when the other table could not be read: that mistake is enough.
        if known and value not in known:
            self.wrong(f"{column} {value!r} is unknown; {_instead(value, known)}")
        return value


def _instead(value: str, known: Collection[str]) -> str:
    near = get_close_matches(value, list(known), n=1)
    if near:
        return f"did you mean {near[0]!r}?"
    shown = list(known)[:20]
    return f"write one of {', '.join(shown)}{' …' if len(known) > len(shown) else ''}"


def read_table(
    path: Path, columns: Iterable[str], mistakes: Mistakes, *, may_be_empty: bool = False
) -> list[Row]:
    """The rows of a table that must have exactly these columns, in any order."""
    text = read_text(path, mistakes)
    if text is None:
        return []
    wanted = list(columns)
    lines = text.splitlines(keepends=True)
    first = lines[0] if lines else ""
    reader = csv.reader(lines, delimiter=";" if first.count(";") > first.count(",") else ",")
    header = [name.strip() for name in next(reader, [])]
    if not _header_fits(path, header, wanted, mistakes):
        return []
    ends = [(reader.line_num, cells) for cells in reader]
    rows = list(_rows(path, header, ends, mistakes))
    if not rows and not may_be_empty:
        mistakes.add(path, 2, "there is no line below the header; add one")
    return rows


def read_text(path: Path, mistakes: Mistakes) -> str | None:
    """The text of a file, None (and a mistake) if it is missing or not UTF-8."""
    try:
        raw = path.read_bytes()
    except OSError:
        mistakes.add(path, 1, "the file is missing; copy it from another folder and fill it in")
        return None
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        mistakes.add(path, line, 'a letter is not UTF-8; save the file as "CSV UTF-8"')
        return None


def unique(rows: Iterable[Row], column: str) -> None:
    """Note every row whose cell stands in an earlier row already."""
    first: dict[str, int] = {}
    for row in rows:
        value = row.cells[column]
        if value in first:
            row.wrong(f"{column} {value!r} stands in line {first[value]} already; keep one")
        first.setdefault(value, row.line)


def _header_fits(path: Path, header: list[str], wanted: list[str], mistakes: Mistakes) -> bool:
    before = len(mistakes.found)
    for name in wanted:
        if name not in header:
            mistakes.add(path, 1, f"column {name!r} is missing; write {','.join(wanted)}")
    for name in header:
        if name not in wanted:
            mistakes.add(path, 1, f"column {name!r} is unknown; {_instead(name, wanted)}")
        elif header.count(name) > 1:
            mistakes.add(path, 1, f"column {name!r} stands there twice; keep one")
    return len(mistakes.found) == before


def _rows(
    path: Path, header: list[str], ends: list[tuple[int, list[str]]], mistakes: Mistakes
) -> Iterator[Row]:
    # csv tells the last line of a record; a cell with line breaks is found by its first one.
    line = 1
    for end, cells in ends:
        line, start = end, line + 1
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) == len(header):
            values = {name: cell.strip() for name, cell in zip(header, cells, strict=True)}
            yield Row(path, start, values, mistakes)
        else:
            mistakes.add(
                path,
                start,
                f"{len(cells)} cells for {len(header)} columns; put a text with a comma "
                'into "quotes", and let an empty cell stand',
            )
