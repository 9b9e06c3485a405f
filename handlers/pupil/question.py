"""What a question of the interview is.

A question is one file in ``questions`` and one entry in its list. What it does not say itself is
said here: taps and typed labels are understood, and an answer that no rule of the matching looks
at is kept under the question's key.
"""

from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from rapidfuzz import fuzz, process

from bot.domain.wishes import Wishes
from bot.i18n import Text
from bot.region.finder import Finder
from bot.region.german import fold
from bot.region.model import Region

BETWEEN = " · "
"""Between several answers; some have a comma inside."""

_TYPO_SCORE = 84
_READ_CHARACTERS = 300


@dataclass(frozen=True, slots=True)
class Asking:
    """What a question may look at.

    ``home`` is the town of the school whose poster brought the pupil here. ``among`` are the codes
    that are still possible, when a typed answer left it open.
    """

    wishes: Wishes
    region: Region
    finder: Finder
    today: date
    home: str | None = None
    among: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """An answer to tap. With ``opens`` it shows these options instead of being one."""

    code: str
    label: str
    opens: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What a typed answer means: its codes, or the codes to choose among, or neither.

    ``reply`` is said about it: what should be known, or why it cannot be used.
    """

    codes: tuple[str, ...] = ()
    among: tuple[str, ...] = ()
    reply: Text | None = None


class Question(ABC):
    """One question: ``title`` names it in the summary, ``hint`` is for who is not understood."""

    key: ClassVar[str]
    title: ClassVar[str]
    hint: ClassVar[str]
    most: ClassVar[int] = 1
    """How many answers it takes; with one, a tap answers and goes on."""
    optional: ClassVar[bool] = True
    """Whether it is asked after the first result only, if the pupil wants to say more."""
    numbered: ClassVar[bool] = True
    """Whether a typed number means the answer in that place; not where it is an answer itself."""
    listens: ClassVar[Mapping[str, str]] = {}
    """Phrases that people type besides the labels, each with the code it means."""

    def applies(self, wishes: Wishes) -> bool:
        """Whether the question makes sense after the answers so far."""
        return True

    @abstractmethod
    def ask(self, asking: Asking) -> Text:
        """The question."""

    @abstractmethod
    def options(self, asking: Asking) -> Sequence[Option]:
        """The answers to tap, at most ten."""

    def understand(self, asking: Asking, said: str) -> Heard:
        """What a typed answer means."""
        labels = {option.label: option.code for option in self.options(asking)}
        return Heard(spotted(said, {**self.listens, **labels})[: self.most])

    def toggled(self, asking: Asking, chosen: tuple[str, ...], code: str) -> tuple[str, ...]:
        """The chosen codes after a tap on ``code``."""
        if code in chosen:
            return tuple(each for each in chosen if each != code)
        return (*chosen, code)

    def is_full(self, chosen: tuple[str, ...]) -> bool:
        """Whether more is chosen than the question takes."""
        return len(chosen) > self.most

    def codes(self, wishes: Wishes) -> tuple[str, ...]:
        """The present answer, empty without one."""
        return tuple(sorted(answer for key, answer in wishes.further if key == self.key))

    def keep(self, wishes: Wishes, codes: tuple[str, ...]) -> Wishes:
        """The wishes with this answer; without codes the question is unanswered."""
        others = frozenset(pair for pair in wishes.further if pair[0] != self.key)
        return replace(wishes, further=others | {(self.key, code) for code in codes})

    def show(self, asking: Asking) -> str:
        """The present answer in words, for the summary; empty without one."""
        codes = self.codes(asking.wishes)
        return BETWEEN.join(o.label for o in self.options(asking) if o.code in codes)


def spotted(said: str, phrases: Mapping[str, str]) -> tuple[str, ...]:
    """The codes of the phrases that stand in the text, longer phrases first; forgives a typo."""
    folded = {_folded(phrase): code for phrase, code in phrases.items()}
    text = f" {_folded(said[:_READ_CHARACTERS])} "
    found: list[str] = []
    for phrase in sorted(filter(None, folded), key=len, reverse=True):
        if f" {phrase} " in text:
            text = text.replace(f" {phrase} ", " | ")
            found.append(folded[phrase])
    if not found and len(text) > 5:
        near = process.extractOne(
            text.strip(), folded.keys(), scorer=fuzz.ratio, score_cutoff=_TYPO_SCORE
        )
        found = [folded[near[0]]] if near else []
    return tuple(dict.fromkeys(found))


def _folded(text: str) -> str:
    """Words alone: no case, accents, emoji and punctuation."""
    return " ".join("".join(c if c.isalnum() else " " for c in fold(text)).split())
