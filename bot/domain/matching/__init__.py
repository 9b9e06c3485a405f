"""Matching: explainable points, never a black box. ``docs/matching.md`` tells the public how."""

from bot.domain.matching.book import MatchBook
from bot.domain.matching.changes import (
    Answer,
    Change,
    what_would_change,
)
from bot.domain.matching.filters import Distances, Map, promising_ids
from bot.domain.matching.points import POINTS, Rule
from bot.domain.matching.ranking import Hit, Reason, hit_for, rank

__all__ = [
    "POINTS",
    "Answer",
    "Change",
    "Distances",
    "Hit",
    "Map",
    "MatchBook",
    "Reason",
    "Rule",
    "hit_for",
    "promising_ids",
    "rank",
    "what_would_change",
]
