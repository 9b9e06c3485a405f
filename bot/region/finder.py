"""Finds fields, occupations and towns in what people type: forgives typos, hardly ever guesses.

A phrase of the pack ("haare schneiden") is found when each of its words stands in the text, in
any form and order. A word that is no known form is read as a compound of known words
("Autoschrauber"), else as a misspelt one. The most specific phrase wins: "Autos verkaufen" is
car sales, not "Autos" and "verkaufen".
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from rapidfuzz import process
from rapidfuzz.distance import OSA

from bot.region import german
from bot.region.model import Municipality, Region
from bot.region.places import PlaceFinder

MOST_FIELDS = 3
MOST_OCCUPATIONS = 5
READ_CHARACTERS = 300
"""An answer is short; what comes after this many characters is not read."""

LONGEST_WORD = 60

EXACT, COMPOUND, TYPO = 1.0, 0.8, 0.7
_LINKS = ("", "s", "n", "en", "es")
_TAILS = frozenset(
    german.lemma(word)
    for word in ("arbeit", "beruf", "job", "bereich", "firma", "laden", "branche", "sachen")
)


@dataclass(frozen=True, slots=True)
class Found:
    """What a text speaks of, best first; both empty when it says nothing of use."""

    fields: tuple[str, ...] = ()
    occupations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Phrase:
    words: frozenset[str]
    field: str
    occupation: str | None


class Finder:
    """The phrases and names of one region, prepared once; safe to share between threads."""

    def __init__(self, region: Region) -> None:
        """Prepare the phrases of the region's fields and occupations."""
        self._places = PlaceFinder(region)
        codes = [field.code for field in region.fields]
        slugs = [job.slug for job in region.occupations]
        self._order = {name: place for place, name in enumerate(codes + slugs)}
        self._phrases: dict[str, list[_Phrase]] = defaultdict(list)
        self._spellings: dict[str, dict[str, str]] = defaultdict(dict)
        for field in region.fields:
            for text in field.words:
                self._learn(text, field.code, None)
        for job in region.occupations:
            for text in (job.name, *job.synonyms):
                self._learn(text, job.field, job.slug)

    def interests(self, text: str) -> Found:
        """What the text wishes for; what it refuses ("kein Büro") is left out."""
        read = self._read(german.words(german.wished(text[:READ_CHARACTERS])))
        phrases = _most_specific(self._said(read))
        fields: dict[str, set[str]] = defaultdict(set)
        occupations: dict[str, set[str]] = defaultdict(set)
        for phrase in phrases:
            fields[phrase.field] |= phrase.words
            if phrase.occupation:
                occupations[phrase.occupation] |= phrase.words
        return Found(
            _best(fields, read, self._order, MOST_FIELDS),
            _best(occupations, read, self._order, MOST_OCCUPATIONS),
        )

    def towns(self, text: str) -> tuple[Municipality, ...]:
        """The towns that the text names: by name, part of one, village, postal code, with typos.

        Several when it is open which one is meant ("bad", "33154"): ask. The county's come first.
        """
        return self._places.towns(text)

    def _learn(self, text: str, field: str, occupation: str | None) -> None:
        phrase = _Phrase(german.lemmas(text), field, occupation)
        for word in german.words(text):
            key = german.lemma(word)
            if key not in phrase.words:
                continue
            if phrase not in self._phrases[key]:
                self._phrases[key].append(phrase)
            for spelling in filter(None, (word, occupation and german.female(word))):
                self._spellings[spelling[0]].setdefault(spelling, key)

    def _read(self, words: Iterable[str]) -> dict[str, float]:
        """The known words that were typed, with how surely each was meant."""
        sure: dict[str, float] = {}
        for word in dict.fromkeys(words):
            for key, how in self._meanings(word[:LONGEST_WORD]):
                sure[key] = max(how, sure.get(key, 0))
        return sure

    def _meanings(self, word: str) -> list[tuple[str, float]]:
        key = german.lemma(word)
        if key in self._phrases:
            return [(key, EXACT)]
        if parts := self._parts(word):
            return [(part, COMPOUND) for part in parts]
        near = self._nearest(word)
        return [(near, TYPO)] if near else []

    def _parts(self, word: str) -> list[str]:
        """Two known words that the word is made of and that mean one thing together."""
        for cut in range(len(word) - 3, 2, -1):
            tail = german.lemma(word[cut:])
            if tail not in self._phrases and tail not in _TAILS:
                continue  # a stem costs more than all the rest
            heads = [word[:cut].removesuffix(link) for link in _LINKS if word[:cut].endswith(link)]
            for head in map(german.lemma, heads):
                if head in self._phrases and tail in _TAILS:
                    return [head]
                if self._agree(head, tail):
                    return [head, tail]
        return []

    def _agree(self, head: str, tail: str) -> bool:
        """Whether two words belong to one field: "Autoschrauber" yes, "Bahnhof" no."""
        heads, tails = self._phrases.get(head, []), self._phrases.get(tail, [])
        together = any(phrase.words == {head, tail} for phrase in heads)
        fields = {phrase.field for phrase in heads if len(phrase.words) == 1}
        return together or any(
            phrase.field in fields for phrase in tails if len(phrase.words) == 1
        )

    def _nearest(self, word: str) -> str | None:
        """The known word that was probably misspelt; it begins with the same letter.

        A short word may only have its letters swapped or doubled; one slip is forgiven from
        seven letters on, two from eleven. With less care real words would become other words.
        """
        if len(word) < 5 or word in german.LOOKALIKES:
            return None
        spellings = self._spellings.get(word[0], {})
        slips = 2 if len(word) >= 11 else 1
        hits = process.extract(
            word, spellings.keys(), scorer=OSA.distance, score_cutoff=slips, limit=10
        )
        fitting = sorted(
            (distance, spelling)
            for spelling, distance, _ in hits
            if len(word) >= 7 or (len(spelling) >= 4 and _letters(word) == _letters(spelling))
        )
        return spellings[fitting[0][1]] if fitting else None

    def _said(self, read: dict[str, float]) -> Iterator[_Phrase]:
        seen: set[_Phrase] = set()
        for key in read:
            for phrase in self._phrases[key]:
                if phrase not in seen and phrase.words <= read.keys():
                    seen.add(phrase)
                    yield phrase


def _letters(word: str) -> list[str]:
    """The letters of a word, doubled ones once."""
    return sorted(letter for letter, _ in groupby(word))


def _most_specific(phrases: Iterable[_Phrase]) -> list[_Phrase]:
    said = list(phrases)
    return [one for one in said if not any(one.words < other.words for other in said)]


def _best(
    found: dict[str, set[str]], read: dict[str, float], order: dict[str, int], most: int
) -> tuple[str, ...]:
    """The surest first; equally sure ones in the order of the text, then of the pack."""
    places = {word: place for place, word in enumerate(read)}

    def rank(name: str) -> tuple[float, int, int]:
        said = found[name]
        return -sum(map(read.__getitem__, said)), min(map(places.__getitem__, said)), order[name]

    return tuple(sorted(found, key=rank)[:most])
