"""German words as people type them: folded spelling, one key for all forms of a word.

"Tischler*in" and "TISCHLERINNEN" become the same key; "bauen" and "Bauer" stay apart.
"""

import re
import unicodedata

import snowballstemmer  # type: ignore[import-untyped]  # ships no types

from bot.region.fillers import AROUND_INTERESTS, REAL_WORDS

_STEMMER = snowballstemmer.stemmer("german")

_GENDER_MARK = re.compile(r"(?<=\w)(?:[*:_/·'’.]-?|-)(?:innen|in|frau|r|n)\b", re.IGNORECASE)
_INNER_CAPITAL = re.compile(r"(?<=[a-zäöüß])In(?:nen)?\b")
_BRACKETED = re.compile(r"\((?:m|w|d|x|in|innen|gn)(?:[/|,]\s?\w{1,2})*\)", re.IGNORECASE)
_PERSON = re.compile(r"(?<!isch)(?<!angestellt)er[ns]?$")
_FOREIGN_PLURAL = re.compile(r"(?<=\w\w[ioy])s$")
_WORD = re.compile(r"[a-z0-9]+")
_SPLIT = re.compile(r"[.,;:!?\n]+|\b(?:aber|sondern|dafür|dafuer|lieber|sonst|dann)\b")
_IDIOMS = re.compile(
    r"\b(?:wei(?:ss|ß)|wusste|weis)\b[^.,;!?]{0,20}?\bnicht\b"
    r"|\bnicht (?:nur|so schlecht)\b|\bkeine? ahnung\b|\b(?:in der|die) nähe\b"
)
_NO = re.compile(
    r"\b(?:nicht|nich|nix|nie|niemals|kein(?:e[nmrs]?)?|ohne|ungern|hasse|ausser|außer)\b"
)


def fold(text: str) -> str:
    """Lower case without accents and umlauts; "ä", "ae" and "a" become the same letter."""
    plain = unicodedata.normalize("NFKD", text.casefold())
    plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
    # "ue" after a, e and q is no umlaut: bauen, feuer, quelle.
    return re.sub(r"(?<![aeq])ue", "u", plain.replace("ae", "a").replace("oe", "o"))


_FILLERS = frozenset(map(fold, AROUND_INTERESTS))
LOOKALIKES = frozenset(map(fold, REAL_WORDS))


def words(text: str) -> list[str]:
    """The words that carry meaning, folded, without marks of gender."""
    text = _INNER_CAPITAL.sub("", _BRACKETED.sub("", text))
    text = fold(_GENDER_MARK.sub("", text))
    return [word for word in _WORD.findall(text) if word not in _FILLERS and not word.isdigit()]


def lemma(word: str) -> str:
    """One key for all forms of a folded word: singular and plural, female and male.

    Persons in -er keep a mark, so that "Bauer" is not "bauen" and "Maler" not "malen".
    """
    male = _male(word)
    person = "er" if len(male) > 4 and _PERSON.search(male) else ""
    return f"{_STEMMER.stemWord(_FOREIGN_PLURAL.sub('', male))}{person}"


def lemmas(text: str) -> frozenset[str]:
    """The keys of the words of a phrase; empty if it holds only filling words."""
    return frozenset(lemma(word) for word in words(text) if len(word) > 1)


def female(word: str) -> str | None:
    """The female form of a folded word for a person, None if it is none."""
    if word.endswith("mann"):
        return word.removesuffix("mann") + "frau"
    if len(word) > 4 and word.endswith(
        ("er", "or", "eur", "ist", "ent", "ant", "at", "eut", "wirt")
    ):
        return word + "in"
    return None


def wished(text: str) -> str:
    """The text without what it refuses: "nicht im Büro, sondern draußen" → "draußen"."""
    clauses = _SPLIT.split(_IDIOMS.sub(" ", text.casefold()))
    return " , ".join(clause for clause in clauses if not _NO.search(clause))


def _male(word: str) -> str:
    for ending in ("frauen", "frau", "leuten", "leute", "manner"):
        if word.endswith(ending) and len(word) > len(ending) + 2:
            return word.removesuffix(ending) + "mann"
    for ending in ("innen", "inen", "in"):
        if word.endswith(ending) and len(word) >= len(ending) + 4:
            return word.removesuffix(ending)
    return word
