"""The tables of a county pack: one function a file, each from checked rows to frozen facts."""

import re
from collections.abc import Collection, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from bot.domain.people import Certificate, Grade
from bot.region.german import lemmas
from bot.region.model import (
    CertificateTerm,
    FieldOfWork,
    FollowUp,
    GradeTerm,
    Municipality,
    Occupation,
    Office,
    School,
    Way,
)
from bot.region.reading import Mistakes, Row, read_table, unique

LABEL = 20
"""Characters on a button, in every messenger."""

_LATITUDES, _LONGITUDES = (47.0, 55.1), (5.8, 15.1)
_KEY = re.compile(r"\d{8}")
_POSTAL_CODE = re.compile(r"\d{5}")
_START_CODE = re.compile(r"s_[a-z0-9]{4,12}")

Member = TypeVar("Member", bound=StrEnum)


def towns(path: Path, mistakes: Mistakes, county: str) -> tuple[Municipality, ...]:
    """The county's municipalities, in the order in which people see them."""
    rows = _places(path, mistakes)
    for row in rows:
        if not row.cells["key"].startswith(county):
            row.wrong(f"key {row.cells['key']!r} is of another county; begin it with {county}")
    return tuple(map(_municipality, rows))


def neighbours(path: Path, mistakes: Mistakes, county: str) -> tuple[Municipality, ...]:
    """Municipalities over the border where people of the county live or work."""
    rows = _places(path, mistakes, may_be_empty=True)
    for row in rows:
        if county and row.cells["key"].startswith(county):
            row.wrong(f"key {row.cells['key']!r} is the county's own; write it to the other file")
    return tuple(map(_municipality, rows))


def _places(path: Path, mistakes: Mistakes, *, may_be_empty: bool = False) -> list[Row]:
    columns = ("key", "name", "lat", "lon", "parts")
    rows = read_table(path, columns, mistakes, may_be_empty=may_be_empty)
    unique(rows, "key")
    unique(rows, "name")
    for row in rows:
        if not _KEY.fullmatch(row.cells["key"]):
            row.wrong(f"key {row.cells['key']!r} is no municipality key; write eight digits")
    return rows


def _municipality(row: Row) -> Municipality:
    return Municipality(
        row.text("key"),
        row.text("name"),
        row.number("lat", *_LATITUDES),
        row.number("lon", *_LONGITUDES),
        row.many("parts"),
    )


def postal_codes(
    path: Path, mistakes: Mistakes, known: Collection[str]
) -> dict[str, tuple[str, ...]]:
    """Postal codes with the towns they reach, the likeliest first."""
    rows = read_table(path, ("code", "municipalities"), mistakes)
    unique(rows, "code")
    for row in rows:
        if not _POSTAL_CODE.fullmatch(row.cells["code"]):
            row.wrong(f"code {row.cells['code']!r} is no postal code; write five digits")
        row.text("municipalities")
    return {row.text("code"): row.some_of("municipalities", known) for row in rows}


def schools(
    path: Path, mistakes: Mistakes, known: Collection[str], forms: Collection[str]
) -> tuple[School, ...]:
    """Schools with their start codes."""
    columns = ("start_code", "number", "name", "form", "municipality", "lat", "lon")
    rows = read_table(path, columns, mistakes)
    unique(rows, "start_code")
    unique(rows, "number")
    for row in rows:
        if not _START_CODE.fullmatch(row.cells["start_code"]):
            row.wrong(f"start_code {row.cells['start_code']!r} is wrong; write it like s_7k2f")
    return tuple(
        School(
            row.text("start_code"),
            row.text("number"),
            row.text("name"),
            row.one_of("form", forms),
            row.one_of("municipality", known),
            row.number("lat", *_LATITUDES),
            row.number("lon", *_LONGITUDES),
        )
        for row in rows
    )


def fields(path: Path, words: Path, mistakes: Mistakes) -> tuple[FieldOfWork, ...]:
    """Fields of work, with the everyday words from their own file."""
    columns = ("code", "name", "plain", "emoji", "activity", "sentence", "related")
    rows = read_table(path, columns, mistakes)
    unique(rows, "code")
    unique(rows, "activity")
    codes = [row.cells["code"] for row in rows]
    said = _everyday_words(words, mistakes, codes)
    made = []
    for row in rows:
        field = FieldOfWork(
            row.text("code"),
            row.text("name"),
            row.text("plain"),
            row.text("emoji"),
            row.text("activity", LABEL),
            row.text("sentence"),
            said.get(row.cells["code"], ()),
            row.some_of("related", codes),
        )
        if len(field.button) > LABEL:
            row.wrong(
                f"button {field.button!r} has {len(field.button)} characters; "
                f"write at most {LABEL}, emoji and blank included"
            )
        made.append(field)
    return tuple(made)


def occupations(path: Path, mistakes: Mistakes, known: Collection[str]) -> tuple[Occupation, ...]:
    """Occupations with their synonyms."""
    columns = ("slug", "name", "plain", "field", "way", "certificate", "synonyms")
    rows = read_table(path, columns, mistakes)
    unique(rows, "slug")
    unique(rows, "name")
    return tuple(
        Occupation(
            row.text("slug"),
            row.text("name"),
            row.text("plain"),
            row.one_of("field", known),
            row.member("way", Way),
            row.member("certificate", Certificate),
            _phrases(row, "synonyms"),
        )
        for row in rows
    )


def offices(path: Path, mistakes: Mistakes, known: Collection[str]) -> tuple[Office, ...]:
    """One office for each town, and one without a town: the county's own pool."""
    rows = read_table(path, ("municipality", "name", "hours", "phone"), mistakes)
    unique(rows, "municipality")
    places = ["", *known] if known else []
    _complete(path, mistakes, rows, "municipality", places)
    return tuple(
        Office(
            row.one_of("municipality", places) or None,
            row.text("name"),
            row.text("hours"),
            row.optional("phone"),
        )
        for row in rows
    )


def follow_ups(path: Path, mistakes: Mistakes) -> tuple[FollowUp, ...]:
    """What can come after school, the closed list for outcomes."""
    rows = read_table(path, ("code", "label", "often", "text"), mistakes)
    unique(rows, "code")
    unique(rows, "label")
    return tuple(
        FollowUp(row.text("code"), row.text("label", LABEL), row.text("text"), row.yes("often"))
        for row in rows
    )


def certificates(path: Path, mistakes: Mistakes) -> tuple[CertificateTerm, ...]:
    """Every certificate the program knows, with its words."""
    return tuple(
        CertificateTerm(member, label, plain)
        for member, label, plain in _terms(path, mistakes, Certificate)
    )


def grades(path: Path, mistakes: Mistakes) -> tuple[GradeTerm, ...]:
    """Every class the program knows, with its words."""
    return tuple(
        GradeTerm(member, label, plain) for member, label, plain in _terms(path, mistakes, Grade)
    )


def _terms(path: Path, mistakes: Mistakes, kind: type[Member]) -> list[tuple[Member, str, str]]:
    rows = read_table(path, ("key", "label", "plain"), mistakes)
    unique(rows, "key")
    unique(rows, "label")
    _complete(path, mistakes, rows, "key", [member.value for member in kind])
    return [(row.member("key", kind), row.text("label", LABEL), row.text("plain")) for row in rows]


def _everyday_words(
    path: Path, mistakes: Mistakes, known: Collection[str]
) -> Mapping[str, tuple[str, ...]]:
    rows = read_table(path, ("field", "words"), mistakes)
    unique(rows, "field")
    _complete(path, mistakes, rows, "field", known)
    return {row.one_of("field", known): _phrases(row, "words") for row in rows}


def _phrases(row: Row, column: str) -> tuple[str, ...]:
    """Phrases by which pupils are understood; one of filling words alone would never be found."""
    phrases = row.many(column)
    for phrase in phrases:
        if not lemmas(phrase):
            row.wrong(f"{column} {phrase!r} holds only filling words; write a word with a meaning")
        elif phrases.count(phrase) > 1:
            row.wrong(f"{column} {phrase!r} stands there twice; keep one")
    return phrases


def _complete(
    path: Path, mistakes: Mistakes, rows: list[Row], column: str, needed: Iterable[str]
) -> None:
    there = {row.cells[column] for row in rows}
    for value in needed:
        if rows and value not in there:
            mistakes.add(path, 1, f"no line has {column} {value!r}; add one")
