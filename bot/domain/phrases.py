"""Listening for phrases in typed text: one plain spelling for everything, and tables of phrases.

One phrase a line, written as people say it; case, umlauts, doubled letters and leetspeak do not
matter. ``a/b`` either word · ``a?`` perhaps (not the first) · ``a~`` any word that begins so ·
``…`` up to three words · ``#`` a number · ``^`` and ``$`` the beginning and the end of the text.
"""

import re
import unicodedata
from collections import defaultdict
from typing import NamedTuple

_UNSEEN = "\u00ad\u061c\u0640\u200b\u200c\u200d\u200e\u200f\u2060\u2066\u2067\u2068\u2069\ufeff"
_DROPPED = f"*'’‘`´ʼ{_UNSEEN}"
_LETTERS = str.maketrans({"_": " ", "ı": "i", "ى": "ي", "ة": "ه", **dict.fromkeys(_DROPPED)})
_MARKS = re.compile("[\u0300-\u036f\u064b-\u065f\u0670]+")
_LEET = str.maketrans("01345@$", "oieasas")
_LEET_SIGN = re.compile(r"[013-5@$]")
_WORD = re.compile(r"\S+")
_BREAK = re.compile(r"[^\w@$]+")
_DOUBLED = re.compile(r"([^\W\d])\1+")
_UMLAUT = re.compile(r"([aou])e")
_SPELT_OUT = re.compile(r"(?<!\S)(?:\w ){3,11}\w(?!\S)")


def fold(text: str) -> str:
    """Words in one plain spelling, one space between: no case, marks, doubled letters, leetspeak.

    "ä" and "ae" both become "a", so that nobody's keyboard decides.
    """
    text = unicodedata.normalize("NFKD", text).casefold().translate(_LETTERS)
    text = _BREAK.sub(" ", _MARKS.sub("", text))
    if _LEET_SIGN.search(text):
        text = _WORD.sub(_without_leet, text)
    text = _SPELT_OUT.sub(lambda letters: letters[0].replace(" ", ""), text)
    return squeeze(text).strip()


def squeeze(text: str) -> str:
    """The last step of folding: doubled letters become one, "ae" becomes "a"."""
    return _UMLAUT.sub(r"\1", _DOUBLED.sub(r"\1", text))


def _without_leet(word: re.Match[str]) -> str:
    """As in "su1z1d" → "suizid"; numbers stay numbers."""
    plain = word[0].translate(_LEET)
    return plain if plain.isalpha() and not word[0].isdecimal() else word[0]


def compile_phrases(*tables: str) -> re.Pattern[str]:
    """One pattern for all phrases of the tables, to be searched in " folded words ".

    The phrases are sorted by their first letter behind the space, so that most words of everyday
    text are left after one look: more than three times as fast as a plain list.
    """
    by_letter: dict[str, list[str]] = defaultdict(list)
    for table in tables:
        for phrase in map(_phrase, table.strip().splitlines()):
            for letter in sorted({word[0] for word in phrase.first}):
                words = [word[1:] for word in phrase.first if word[0] == letter]
                by_letter[letter].append(f"(?:{'|'.join(words)}){phrase.rest}")
    letters = (f"{letter}(?:{'|'.join(phrases)})" for letter, phrases in by_letter.items())
    return re.compile(f" (?:{'|'.join(letters)})(?= )")


def words_of(*tables: str) -> frozenset[str]:
    """All words of the tables, folded."""
    words = (word.rstrip("~?") for table in tables for word in re.split(r"[\s/]+", table))
    return frozenset(fold(word) for word in words if word and word not in _SIGNS)


_SIGNS = {"…": r"(?: \S+){0,3}?", "#": r" \d\S*", "^": "", "$": "(?= $)"}


class _Phrase(NamedTuple):
    """A phrase on its way to a pattern: what it may begin with, and the rest."""

    first: list[str]
    rest: str


def _phrase(line: str) -> _Phrase:
    start, elements = "", line.split()
    if elements[0] == "^":
        start, elements = r"(?<=^ \S)", elements[1:]
    first, *others = elements
    words = [f"{word[0]}{start}{word[1:]}" for word in map(_word, first.split("/"))]
    return _Phrase(words, "".join(map(_element, others)))


def _element(element: str) -> str:
    if element in _SIGNS:
        return _SIGNS[element]
    words = "|".join(map(_word, element.removesuffix("?").split("/")))
    return f"(?: (?:{words}))?" if element.endswith("?") else f" (?:{words})"


def _word(word: str) -> str:
    return fold(word.removesuffix("~")) + (r"\S*" if word.endswith("~") else "(?= )")
