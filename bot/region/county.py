"""Reads a pack's ``county.toml``: what is not a table."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from bot.region.model import CrisisContact, Source
from bot.region.reading import Mistakes, read_text
from bot.region.schooldays import Holidays

_LISTS = {"crisis": ("name", "phone", "text"), "source": ("what", "name", "licence")}
_TEXTS = ("name", "key", "time_zone", "state", "coordinator_office")
_TABLES = ("languages", "school_forms")


@dataclass(frozen=True, slots=True)
class County:
    """The checked settings of a county."""

    key: str
    name: str
    zone: ZoneInfo
    holidays: Holidays
    coordinator_office: str
    road_factor: float
    languages: Mapping[str, str]
    school_forms: Mapping[str, str]
    crisis: tuple[CrisisContact, ...]
    sources: tuple[Source, ...]


UNREADABLE = County("", "", ZoneInfo("UTC"), Holidays("NW"), "", 1.0, {}, {}, (), ())
"""Stands in for a county that could not be read, until all mistakes of the pack are told."""


def read_county(path: Path, mistakes: Mistakes) -> County | None:
    """The settings in ``path``, None when mistakes were found and noted."""
    text = read_text(path, mistakes)
    if text is None:
        return None
    try:
        values = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"at line (\d+)", str(error))
        last = text.count("\n") + 1
        mistakes.add(path, int(line[1]) if line else last, f"this is no TOML: {error}")
        return None
    before = len(mistakes.found)
    _Check(path, text, values, mistakes).everything()
    return _county(values) if len(mistakes.found) == before else None


def _county(values: dict[str, Any]) -> County:
    return County(
        key=values["key"],
        name=values["name"],
        zone=ZoneInfo(values["time_zone"]),
        holidays=Holidays(values["state"]),
        coordinator_office=values["coordinator_office"],
        road_factor=float(values["road_factor"]),
        languages=values["languages"],
        school_forms=values["school_forms"],
        crisis=tuple(CrisisContact(**contact) for contact in values["crisis"]),
        sources=tuple(Source(**source) for source in values["source"]),
    )


@dataclass(frozen=True, slots=True)
class _Check:
    """Checks that every setting is there and makes sense."""

    path: Path
    text: str
    values: dict[str, Any]
    mistakes: Mistakes

    def everything(self) -> None:
        known = (*_TEXTS, "road_factor", *_TABLES, *_LISTS)
        for name in self.values:
            if name not in known:
                self._wrong(name, f"is unknown; write one of {', '.join(known)}")
        for name in _TEXTS:
            if not _is_text(self.values.get(name)):
                self._wrong(name, f'is missing or empty; write {name} = "…"')
        for name in _TABLES:
            self._table(name)
        for name, columns in _LISTS.items():
            self._list(name, columns)
        self._meaning()

    def _table(self, name: str) -> None:
        table = self.values.get(name)
        if not (isinstance(table, dict) and table and all(map(_is_text, table.values()))):
            self._wrong(name, f'is missing or not a table of texts; write [{name}] with key = "…"')

    def _list(self, name: str, columns: tuple[str, ...]) -> None:
        entries = self.values.get(name)
        fits = isinstance(entries, list) and all(
            isinstance(entry, dict)
            and set(entry) == set(columns)
            and all(map(_is_text, entry.values()))
            for entry in entries
        )
        if not (fits and entries):
            self._wrong(
                name, f"is missing or not complete; write [[{name}]] with {', '.join(columns)}"
            )

    def _meaning(self) -> None:
        if not re.fullmatch(r"\d{5}", str(self.values.get("key", "00000"))):
            self._wrong("key", "is no county key; write its five digits in quotes")
        factor = self.values.get("road_factor")
        if not (isinstance(factor, int | float) and 1 <= factor <= 2):
            self._wrong(
                "road_factor", "is missing or not between 1 and 2; write road_factor = 1.3"
            )
        for name, make in (("time_zone", ZoneInfo), ("state", Holidays)):
            try:
                make(str(self.values.get(name)))
            except (ValueError, KeyError, OSError):
                self._wrong(name, "is unknown; write it like Europe/Berlin and NW")

    def _wrong(self, name: str, sentence: str) -> None:
        place = re.search(rf"^\s*\[*{re.escape(name)}\b", self.text, re.MULTILINE)
        line = self.text[: place.end()].count("\n") + 1 if place else 1
        self.mistakes.add(self.path, line, f"{name} {sentence}")


def _is_text(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())
