"""Hears words of distress in what people type, before anything of it is kept.

Every incoming text passes here, in any of the languages of the bot, so it must be fast and must
not stumble. It is a plain list of phrases, one book a language, found in spite of a typo, and it
errs on the side of answering: "ich will mich nicht umbringen" gets the caring answer too. What is
common exaggeration ("ich sterbe vor Hunger") does not. No text is stored, logged or scored here.

A new phrase: a line in its language's book and a sentence in tests/domain/test_safety.py.
A new language: a book beside the others and its name in ``BOOKS``.
"""

import re
from enum import StrEnum

from bot.domain.phrases import compile_phrases, fold, words_of
from bot.domain.safety import arabic, cyrillic, english, german, turkish
from bot.domain.typos import Spelling

BOOKS = (german.BOOK, english.BOOK, cyrillic.BOOK, turkish.BOOK, arabic.BOOK)
LONGEST = 2000


class SafetyKind(StrEnum):
    """What was heard, the most urgent first; each has its own caring text and contacts."""

    DANGER = "danger"  # thoughts of suicide: the emergency number belongs into the answer
    ABUSE = "abuse"  # is beaten, threatened, abused, bullied
    DISTRESS = "distress"  # self-harm, despair, running away


def recognise(text: str) -> SafetyKind | None:
    """The most urgent kind that the first 2,000 characters speak of, None for everyday text."""
    said = _EVERYDAY.sub(" .", _canonical(text[:LONGEST]))
    for kind, phrases in _PHRASES.items():
        if phrases.search(said):
            return None if kind is SafetyKind.DISTRESS and _LAUGHS.search(text) else kind
    return None


def _canonical(text: str) -> str:
    """The folded text with typos of our own words put right, a space around every word."""
    said = f" {' '.join(map(_SPELLING.corrected, fold(text).split()))} "
    for written, meant in _SPLIT.items():
        said = said.replace(f" {written} ", f" {meant} ")
    return said


_TABLES = {
    SafetyKind.DANGER: [book.danger for book in BOOKS],
    SafetyKind.ABUSE: [book.abuse for book in BOOKS],
    SafetyKind.DISTRESS: [book.distress for book in BOOKS],
}
_PHRASES = {kind: compile_phrases(*tables) for kind, tables in _TABLES.items()}
_EVERYDAY = compile_phrases(*(book.everyday for book in BOOKS))
_LAUGHS = re.compile(r"[😂🤣😆😹]|\b(?:haha\w*|hihi\w*|lol|xd)\b", re.IGNORECASE)
_SPLIT = {split: word for book in BOOKS for split, word in book.split.items()}
_SPELLING = Spelling(
    words=words_of(*(table for tables in _TABLES.values() for table in tables)),
    misspelt={
        fold(typo): fold(word)
        for book in BOOKS
        for word, typos in book.misspelt.items()
        for typo in typos.split()
    },
    known=words_of(*(f"{book.everyday} {book.lookalikes}" for book in BOOKS)),
)
