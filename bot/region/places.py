"""Finds towns in what people type: names, villages, parts of names, postal codes, typos."""

import re
from collections import defaultdict
from collections.abc import Iterator

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.region.fillers import AROUND_PLACES
from bot.region.german import fold
from bot.region.model import Municipality, Region

READ_CHARACTERS = 200
_CODE = re.compile(r"(?<!\d)\d{5}(?!\d)")
_WORD = re.compile(r"[a-z]+")
_FILLERS = frozenset(map(fold, AROUND_PLACES))
_LONGEST_NAME = 3


class PlaceFinder:
    """The names of one region's places, prepared once; safe to share between threads."""

    def __init__(self, region: Region) -> None:
        """Prepare the names of towns, neighbours and their parts."""
        self._region = region
        self._order = {town.key: n for n, town in enumerate((*region.towns, *region.neighbours))}
        self._names: dict[str, set[str]] = defaultdict(set)
        self._words: dict[str, tuple[str, ...]] = {}
        for town in (*region.towns, *region.neighbours):
            self._words[town.key] = tuple(_WORD.findall(fold(town.name)))
            for name in (town.name, *town.parts):
                self._names["".join(_WORD.findall(fold(name)))].add(town.key)

    def towns(self, text: str) -> tuple[Municipality, ...]:
        """The towns that the text names; those of the county first, empty when there is none."""
        read = text[:READ_CHARACTERS]
        by_code = [
            town.key
            for code in _CODE.findall(read)
            for town in self._region.town_by_postal_code(code)
        ]
        words = _WORD.findall(fold(read))
        named = self._named(words)
        if by_code:
            # "33154 Salzkotten": the name settles which town of the postal code is meant.
            keys = [key for key in by_code if key in named] or by_code
            return tuple(self._region.town(key) for key in dict.fromkeys(keys))
        found = named or self._misspelt(words) or self._begun(words)
        return tuple(self._region.town(key) for key in sorted(found, key=self._order.__getitem__))

    def _named(self, words: list[str]) -> set[str]:
        """Towns whose name stands in the text; a longer name hides the shorter ones inside it."""
        keys: set[str] = set()
        taken: set[int] = set()
        for places, name in _runs(words):
            if name in self._names and not taken & set(places):
                taken |= set(places)
                keys |= self._names[name]
        return keys

    def _misspelt(self, words: list[str]) -> set[str]:
        """Towns whose name is one slip away (from six letters on), or two (from eight)."""
        meant = [word for word in words if word not in _FILLERS]
        for _, name in _runs(meant):
            slips = 2 if len(name) >= 8 else 1 if len(name) >= 6 else 0
            near = [known for known in self._names if known[0] == name[0] and len(known) > 4]
            hit = process.extractOne(name, sorted(near), scorer=OSA.distance, score_cutoff=slips)
            if hit and slips:
                return self._names[hit[0]]
        return set()

    def _begun(self, words: list[str]) -> set[str]:
        """Towns whose name begins as typed ("pader", "bad wünn"); only for a short answer."""
        meant = [word for word in words if word not in _FILLERS]
        if not 0 < len(meant) <= 2 or min(map(len, meant)) < 3:
            return set()
        return {
            key
            for key, name in self._words.items()
            if all(any(part.startswith(word) for part in name) for word in meant)
        }


def _runs(words: list[str]) -> Iterator[tuple[range, str]]:
    """Neighbouring words joined to one name, the longest runs first."""
    for length in range(_LONGEST_NAME, 0, -1):
        for start in range(len(words) - length + 1):
            places = range(start, start + length)
            yield places, "".join(words[place] for place in places)
