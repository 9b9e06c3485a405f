"""What a language contributes to ``bot.domain.safety``."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Book:
    """Tables of phrases (how to write one: ``bot.domain.phrases``).

    ``everyday``: what only sounds alike; it is taken out before the others are searched.
    ``misspelt``: word → typos, for words too short for counting letters. ``split``: what people
    write in two words → one. ``lookalikes``: real words one letter away from ours.
    """

    danger: str
    abuse: str
    distress: str
    everyday: str = ""
    misspelt: Mapping[str, str] = field(default_factory=dict)
    split: Mapping[str, str] = field(default_factory=dict)
    lookalikes: str = ""
