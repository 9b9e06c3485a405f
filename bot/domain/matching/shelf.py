"""The parts of the match book: what equals have in common, and the boxes they lie in."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Generic, NamedTuple, TypeVar

from bot.domain.matching.filters import Offered, Sought, sought_by
from bot.domain.matching.points import POINTS, Rule
from bot.domain.vacancies import Vacancy
from bot.domain.wishes import Wishes

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


class Reach(NamedTuple):
    """Where a pupil looks."""

    town: str | None
    radius_km: int | None


class Signature(NamedTuple):
    """The answers that decide what is promising. Interests are sorted, to be equal."""

    reach: Reach
    sought: Sought
    interests: tuple[Interest, ...]

    @property
    def question(self) -> tuple[Reach, Sought]:
        """All besides the interests."""
        return self.reach, self.sought


class Offer(NamedTuple):
    """What the filters look at in a vacancy, besides its interests."""

    town: str
    offered: Offered


def signature_of(wishes: Wishes) -> Signature:
    """The signature of a pupil's wishes."""
    liked: set[Interest] = {(Rule.OCCUPATION, code) for code in wishes.occupations}
    liked.update((Rule.FIELD, code) for code in wishes.fields)
    reach = Reach(wishes.town, wishes.radius_km)
    return Signature(reach, sought_by(wishes), tuple(sorted(liked)) or (ANYTHING,))


def interests_of(vacancy: Vacancy) -> tuple[Interest, ...]:
    """The interests under which a vacancy can be found."""
    return (Rule.OCCUPATION, vacancy.occupation), (Rule.FIELD, vacancy.field), ANYTHING


def points_for(interest: Interest) -> int:
    """What it is worth to share an interest."""
    rule, _ = interest
    return POINTS[rule].points if rule else 0


class Shelf(Generic[Key, Label]):
    """Numbers in labelled boxes that stand under keys. Empty ones are cleared away."""

    def __init__(self) -> None:
        """An empty shelf."""
        self._boxes: dict[Key, dict[Label, set[int]]] = {}

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

    def under(self, key: Key) -> Mapping[Label, set[int]]:
        """The boxes under a key, by label."""
        return self._boxes.get(key, MappingProxyType({}))
