"""Where the vacancies of the match book lie: by what they have in common."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from types import MappingProxyType
from typing import Generic, TypeVar

from bot.domain.matching.filters import Offered, offered_by
from bot.domain.matching.points import POINTS, Rule
from bot.domain.matching.rules import Terms, terms_of
from bot.domain.vacancies import Vacancy

Key = TypeVar("Key")
Label = TypeVar("Label")
Value = TypeVar("Value")


class Memo(dict[Key, Value]):
    """Works each value out once."""

    def __init__(self, work: Callable[[Key], Value]) -> None:
        """Fill up with what ``work`` makes of a key."""
        super().__init__()
        self._work = work

    def __missing__(self, key: Key) -> Value:
        """Work it out and remember it."""
        self[key] = value = self._work(key)
        return value


Interest = tuple[Rule | None, str]
"""What a pupil and a vacancy can share: an occupation or a field by its code, or anything."""

ANYTHING: Interest = (None, "")

Spot = tuple[Interest, str]
"""An interest in a town, by the town's key."""


def points_for(interest: Interest) -> int:
    """What it is worth to share an interest."""
    rule, _ = interest
    return POINTS[rule].points if rule else 0


def interests_of(vacancy: Vacancy) -> tuple[Interest, ...]:
    """The interests under which a vacancy can be found."""
    return (Rule.OCCUPATION, vacancy.occupation), (Rule.FIELD, vacancy.field), ANYTHING


class Shelf(Generic[Key, Label]):
    """Numbers in labelled boxes that stand under keys. Empty ones are cleared away."""

    def __init__(self) -> None:
        """An empty shelf."""
        self._boxes: dict[Key, dict[Label, set[int]]] = {}
        self._nothing: Mapping[Label, set[int]] = MappingProxyType({})

    def put(self, number: int, keys: Iterable[Key], label: Label) -> None:
        """Lay ``number`` into the box ``label`` under each of the keys."""
        for key in keys:
            self._boxes.setdefault(key, {}).setdefault(label, set()).add(number)

    def take(self, number: int, keys: Iterable[Key], label: Label) -> None:
        """Take ``number`` away from where ``put`` has laid it with the same arguments."""
        for key in keys:
            boxes = self._boxes[key]
            boxes[label].discard(number)
            if not boxes[label]:
                del boxes[label]
            if not boxes:
                del self._boxes[key]

    def used(self) -> Iterable[Key]:
        """Under what something lies."""
        return self._boxes.keys()

    def under(self, key: Key) -> Mapping[Label, set[int]]:
        """The boxes under a key, by label."""
        return self._boxes.get(key, self._nothing)


class Stock:
    """The vacancies of one local day: towns by interest, offers by spot, terms by offer."""

    def __init__(self, today: date) -> None:
        """An empty stock for the region's local day ``today``."""
        self.today = today
        self.vacancies: dict[int, Vacancy] = {}
        self.towns: Shelf[Interest, str] = Shelf()
        self.offers: Shelf[Spot, Offered] = Shelf()
        self.terms: Shelf[tuple[Spot, Offered], Terms] = Shelf()

    def put(self, vacancy: Vacancy) -> None:
        """Enter a vacancy, or what became of it. One that is not shown waits unseen."""
        self.drop(vacancy.id)
        self.vacancies[vacancy.id] = vacancy
        self._lay(vacancy, Shelf.put)

    def drop(self, vacancy_id: int) -> None:
        """Forget a vacancy; an unknown one is no error."""
        vacancy = self.vacancies.pop(vacancy_id, None)
        if vacancy:
            self._lay(vacancy, Shelf.take)

    def _lay(self, vacancy: Vacancy, move: Callable[..., None]) -> None:
        """Put the vacancy where it belongs, or take it from there."""
        if not vacancy.is_shown(self.today):
            return
        interests = interests_of(vacancy)
        spots = [(interest, vacancy.town) for interest in interests]
        offered = offered_by(vacancy, self.today)
        move(self.towns, vacancy.id, interests, vacancy.town)
        move(self.offers, vacancy.id, spots, offered)
        terms = terms_of(vacancy, self.today)
        move(self.terms, vacancy.id, [(spot, offered) for spot in spots], terms)
