"""All promising pairs at once, for a county that counts by the million."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from bot.domain.matching.filters import Offered, Sought, fits_in_time
from bot.domain.matching.points import Rule
from bot.domain.matching.signatures import Reach, Signature
from bot.domain.matching.stock import Interest, Memo, Stock

Pile = list[int]
ByInterests = dict[tuple[Interest, ...], list[int]]
Near = Callable[[Reach], Mapping[str, bool]]
"""Which towns are near for a reach."""


class Pairs:
    """The pairs of a book as it stands; equal answers are worked out once, as one pile."""

    def __init__(self, stock: Stock, near: Near) -> None:
        """Pair with the vacancies of ``stock``."""
        self._stock = stock
        self._near = near
        self._boxes = Memo(self._boxes_of)
        self._fields = Memo(self._fields_of)

    def of(self, pupils: Mapping[int, Signature]) -> Iterator[tuple[list[int], list[Pile]]]:
        """Pupils with equal signatures, and disjoint piles of vacancies for each of them."""
        for sought, by_reach in _grouped(pupils).items():
            in_time = Memo(partial(self._in_time, sought))
            for reach, by_interests in by_reach.items():
                in_reach = Memo(partial(_in_reach, self._near(reach), in_time))
                for interests, group in by_interests.items():
                    yield group, self._disjoint(interests, in_reach)

    def _boxes_of(self, interest: Interest) -> list[tuple[str, Offered, Pile]]:
        """The boxes of an interest as piles: lists are read faster than sets."""
        return [
            (town, offered, list(ids))
            for town in self._stock.towns.under(interest)
            for offered, ids in self._stock.offers.under((interest, town)).items()
        ]

    def _fields_of(self, interest: Interest) -> set[str]:
        """The fields to which the vacancies of an occupation belong, mostly one."""
        boxes = self._stock.towns.under(interest).values()
        return {self._stock.vacancies[number].field for ids in boxes for number in ids}

    def _in_time(self, sought: Sought, interest: Interest) -> Mapping[str, Pile]:
        """The vacancies of an interest that pass kind and start, a pile for each town."""
        passes: Memo[Offered, bool] = Memo(partial(fits_in_time, sought))
        piles: defaultdict[str, Pile] = defaultdict(list)
        for town, offered, pile in self._boxes[interest]:
            if passes[offered]:
                piles[town] += pile
        return piles

    def _disjoint(
        self, interests: Iterable[Interest], found: Mapping[Interest, list[Pile]]
    ) -> list[Pile]:
        """What was found for the interests: only an occupation and its own field overlap."""
        liked = {code for rule, code in interests if rule is Rule.FIELD}
        piles: list[Pile] = []
        for interest in interests:
            overlap = interest[0] is Rule.OCCUPATION and liked & self._fields[interest]
            if not overlap:
                piles += found[interest]
            elif overlap != self._fields[interest]:
                piles += [self._outside(liked, pile) for pile in found[interest]]
        return piles

    def _outside(self, fields: set[str], pile: Pile) -> Pile:
        """The vacancies that belong to none of the fields."""
        return [number for number in pile if self._stock.vacancies[number].field not in fields]


def _in_reach(
    near: Mapping[str, bool], piles: Mapping[Interest, Mapping[str, Pile]], interest: Interest
) -> list[Pile]:
    """The piles of an interest that lie in near towns."""
    return [pile for town, pile in piles[interest].items() if near[town]]


def _grouped(pupils: Mapping[int, Signature]) -> dict[Sought, dict[Reach, ByInterests]]:
    """The pupils by the parts of their signatures."""
    groups: dict[Sought, dict[Reach, ByInterests]] = {}
    for pupil_id, (reach, sought, interests) in pupils.items():
        by_interests = groups.setdefault(sought, {}).setdefault(reach, {})
        by_interests.setdefault(interests, []).append(pupil_id)
    return groups
