"""Putting typos right in words that matter, without any dictionary of the language."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

from bot.domain.phrases import squeeze

LONGEST = 30
"""Letters; nobody mistypes a longer word into one of ours."""


class Spelling:
    """Knows a few words, folded, and recognises them with one typo.

    From four letters on two swapped neighbours are put right, from five on a letter left out, from
    seven on any one letter. ``misspelt``: typo → word, for what is shorter. ``known``: real words
    that stand as they are although they are near to ours.
    """

    def __init__(
        self, words: Collection[str], misspelt: Mapping[str, str], known: Collection[str]
    ) -> None:
        self._known = frozenset(known) | frozenset(words)
        self._slips = {squeeze(slip): word for word in words for slip in _slips(word)}
        self._slips.update(misspelt)
        self._remains: dict[str, list[str]] = defaultdict(list)
        for word in words:
            if len(word) >= 7:
                for rest in (word, *_left_out(word)):
                    self._remains[rest].append(word)

    def corrected(self, word: str) -> str:
        """The word that this one is but for a typo, or the word itself."""
        if word in self._known:
            return word
        if word in self._slips:
            return self._slips[word]
        if 6 <= len(word) <= LONGEST:
            for rest in (word, *_left_out(word)):
                for near in self._remains.get(rest, ()):
                    if is_one_typo(word, near):
                        return near
        return word


def is_one_typo(typed: str, meant: str) -> bool:
    """Whether one letter changed, left out, added or swapped with its neighbour is enough."""
    while typed and meant and typed[0] == meant[0]:
        typed, meant = typed[1:], meant[1:]
    while typed and meant and typed[-1] == meant[-1]:
        typed, meant = typed[:-1], meant[:-1]
    return max(len(typed), len(meant)) < 2 or (len(typed) == 2 and typed == meant[::-1])


def _left_out(word: str) -> Iterator[str]:
    """The word without one of its letters."""
    return (word[:at] + word[at + 1 :] for at in range(len(word)))


def _slips(word: str) -> Iterator[str]:
    """What quick fingers make of it: neighbours swapped, a letter (not the first) left out."""
    if len(word) >= 4:
        for at in range(len(word) - 1):
            yield word[:at] + word[at + 1] + word[at] + word[at + 2 :]
    if len(word) >= 5:
        for at in range(1, len(word)):
            yield word[:at] + word[at + 1 :]
