"""The best of many: the list of one pupil, worked out only as far as somebody reads."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from heapq import heappop, heappush
from math import inf
from operator import itemgetter

from bot.domain.matching.filters import Map, Offered
from bot.domain.matching.rules import (
    PERFECT_TERMS,
    Terms,
    Trial,
    perfect_trial,
    place_rules,
    terms_rules,
    total,
    trial_of,
    trial_rules,
)
from bot.domain.matching.shelf import Interest, Memo, Offer, Shelf, points_for
from bot.domain.vacancies import INTERNSHIPS, Vacancy
from bot.domain.wishes import Wishes

Place = tuple[float, float]
"""A place in the list: minus the points, then the way in kilometres."""


Group = tuple[Interest, Offer]
"""Vacancies that share an interest and an offer; they lie in boxes by their terms."""


class BestFirst:
    """The list for one pupil; each part of a score is worked out once."""

    def __init__(
        self,
        wishes: Wishes,
        ways: Map,
        boxes: Shelf[Group, Terms],
        vacancies: Mapping[int, Vacancy],
    ) -> None:
        """Look into ``boxes``, for dates at ``vacancies``; ``ways`` lead from the pupil's town."""
        self._boxes = boxes
        self._vacancies = vacancies
        self._dates_matter = wishes.internship is not None
        self._way: Memo[str, Place] = Memo(lambda town: _way(wishes, ways.km_to(town)))
        self._terms: Memo[Terms, int] = Memo(lambda terms: total(terms_rules(wishes, terms)))
        self._trial: Memo[Trial, int] = Memo(lambda trial: total(trial_rules(wishes, trial)))
        self._hoped: Memo[Offered, int] = Memo(
            lambda offered: (
                self._terms[PERFECT_TERMS]
                + self._trial[perfect_trial(wishes, offered.kind, offered.internship)]
            )
        )

    def ids(self, groups: Iterable[Group]) -> Iterator[int]:
        """Ids in the order of ``rank``, each once, at the better one if it has two places.

        A group is opened only when the list has come to its best possible place: whoever reads
        ten entries pays for few of many thousand.
        """
        unopened = sorted(((self._hope(group), group) for group in groups), key=itemgetter(0))
        opened: defaultdict[Place, list[Iterable[int]]] = defaultdict(list)
        queue: list[Place] = []
        told: set[int] = set()
        for hope, group in [*unopened, ((inf, inf), None)]:
            while queue and queue[0] < hope:
                here = set().union(*opened.pop(heappop(queue))) - told
                told |= here
                yield from sorted(here)
            for place, ids in self._open(group) if group else ():
                if place not in opened:
                    heappush(queue, place)
                opened[place].append(ids)

    def _hope(self, group: Group) -> Place:
        """No vacancy of the group has a better place."""
        interest, offer = group
        points, km = self._way[offer.town]
        return points - points_for(interest) - self._hoped[offer.offered], km

    def _open(self, group: Group) -> Iterator[tuple[Place, Iterable[int]]]:
        """The vacancies of a group with their places."""
        interest, (town, (kind, internship, _)) = group
        points, km = self._way[town]
        points -= points_for(interest)
        dated = self._dates_matter and kind in INTERNSHIPS
        trial = self._trial[Trial(kind, internship, None)]
        for terms, ids in self._boxes.under(group).items():
            before = points - self._terms[terms]
            if dated:
                for number in ids:
                    trial = self._trial[trial_of(self._vacancies[number])]
                    yield (before - trial, km), (number,)
            else:
                yield (before - trial, km), ids


def _way(wishes: Wishes, km: float | None) -> Place:
    """What a way of this length does to the place in the list."""
    return -total(place_rules(wishes, km), km), km or 0.0
