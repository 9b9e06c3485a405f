"""The best of many: the list of one pupil, worked out only as far as somebody reads."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from heapq import heappop, heappush
from math import inf

from bot.domain.matching.filters import Map, Offered, fits_in_time, sought_by
from bot.domain.matching.rules import (
    PERFECT_TERMS,
    Terms,
    Trial,
    perfect_trials,
    place_rules,
    terms_rules,
    total,
    trial_rules,
)
from bot.domain.matching.stock import Memo, Spot, Stock, points_for
from bot.domain.people import Certificate
from bot.domain.vacancies import INTERNSHIPS, Condition, Kind
from bot.domain.wishes import Wishes

Position = tuple[float, float]
"""A position in the list: minus the points, then the way in kilometres."""


Remembered = Memo[tuple[Certificate | None, frozenset[Condition]], Memo[Terms, int]]
"""Points of terms for pupils with equal certificates and no-gos."""


def nothing_remembered() -> Remembered:
    """A memory for many lists; it grows with the different answers and terms, not with people."""
    return Memo(lambda answers: Memo(lambda terms: total(terms_rules(*answers, terms))))


class BestFirst:
    """The list of one pupil; each part of a score is worked out once."""

    def __init__(self, wishes: Wishes, ways: Map, stock: Stock, remembered: Remembered) -> None:
        """Look into ``stock``; ``ways`` lead from the pupil's town."""
        self._stock = stock
        self._dates_matter = wishes.internship is not None
        self._in_time: Memo[Offered, bool] = Memo(partial(fits_in_time, sought_by(wishes)))
        self._way: Memo[str, Position] = Memo(lambda town: _way(wishes, ways.km_to(town)))
        self._terms = remembered[wishes.certificate, wishes.no_gos]
        self._trial: Memo[Trial, int] = Memo(lambda trial: total(trial_rules(wishes, trial)))
        self._undated: Memo[Offered, int] = Memo(
            lambda offered: self._trial[Trial(offered.kind, offered.internship, None)]
        )
        self._dated: Memo[Kind, Memo[date, int]] = Memo(
            lambda kind: Memo(lambda day: self._trial[Trial(kind, internship=False, day=day)])
        )
        best_trial = max(self._trial[trial] for trial in perfect_trials(wishes))
        self._most = self._terms[PERFECT_TERMS] + best_trial

    def ids(self, spots: Iterable[Spot]) -> Iterator[int]:
        """Ids in the order of ``rank``, each once, at the better one if it has two positions.

        A spot is opened only when the list has come to the best position it can have: whoever
        reads ten entries pays for few of many thousand.
        """
        unopened = sorted((self._best_position(spot), spot) for spot in spots)
        opened: defaultdict[Position, list[Iterable[int]]] = defaultdict(list)
        queue: list[Position] = []
        told: set[int] = set()
        for best_position, spot in [*unopened, ((inf, inf), None)]:
            while queue and queue[0] < best_position:
                here = set().union(*opened.pop(heappop(queue))) - told
                told |= here
                yield from sorted(here)
            for position, ids in self._open(spot) if spot else ():
                if position not in opened:
                    heappush(queue, position)
                opened[position].append(ids)

    def _best_position(self, spot: Spot) -> Position:
        """No vacancy of the spot has a better one."""
        points, km = self._start(spot)
        return points - self._most, km

    def _start(self, spot: Spot) -> Position:
        """What all vacancies of the spot have in common."""
        interest, town = spot
        points, km = self._way[town]
        return points - points_for(interest), km

    def _open(self, spot: Spot) -> Iterator[tuple[Position, Iterable[int]]]:
        """The vacancies of a spot that pass the kind and start filter, with their positions."""
        start, km = self._start(spot)
        for offered in filter(self._in_time.__getitem__, self._stock.offers.under(spot)):
            boxes = self._stock.terms.under((spot, offered)).items()
            if self._dates_matter and offered.kind in INTERNSHIPS:
                for terms, ids in boxes:
                    for trial, some in self._by_dates(offered.kind, ids).items():
                        yield (start - self._terms[terms] - trial, km), some
            else:
                trial = self._undated[offered]
                for terms, ids in boxes:
                    yield (start - self._terms[terms] - trial, km), ids

    def _by_dates(self, kind: Kind, ids: Iterable[int]) -> Mapping[int, Iterable[int]]:
        """Internships or visits by the points for their dates."""
        points_on = self._dated[kind]
        by_points: defaultdict[int, list[int]] = defaultdict(list)
        for number in ids:
            by_points[points_on[self._stock.vacancies[number].start]].append(number)
        return by_points


def _way(wishes: Wishes, km: float | None) -> Position:
    """What a way of this length does to the position in the list."""
    return -total(place_rules(wishes, km), km), km or 0.0
