"""What decides whether a pupil sees a vacancy, and whether it is promising.

Nothing else filters. A missing certificate and no-gos only lower the place in the list.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import NamedTuple

from bot.domain.matching.points import NEAR_KM
from bot.domain.vacancies import INTERNSHIPS, Kind, Vacancy
from bot.domain.wishes import StartWish, Wishes, wishes_met

Distances = Callable[[str, str], float]
"""Estimated road kilometres between two places, by key; 0 within one, never infinite."""

ALL_KINDS = frozenset(Kind)
LASTING = ALL_KINDS - INTERNSHIPS


class Sought(NamedTuple):
    """The kinds and the start that a pupil looks for."""

    kinds: frozenset[Kind]
    start: StartWish | None


class Offered(NamedTuple):
    """What kind and start filters look at. ``begins``: the start wishes met."""

    kind: Kind
    internship: bool
    begins: frozenset[StartWish]


def sought_by(wishes: Wishes) -> Sought:
    """What the pupil looks for. Kinds that were not asked follow from the start wish.

    "Erst ein Praktikum" means internships and one-day visits, any other start means training, dual
    study and EQ, no start at all means everything.
    """
    if wishes.kinds:
        return Sought(wishes.kinds, wishes.start)
    if wishes.start is None:
        return Sought(ALL_KINDS, None)
    first = wishes.start is StartWish.INTERNSHIP_FIRST
    return Sought(INTERNSHIPS if first else LASTING, wishes.start)


def offered_by(vacancy: Vacancy, today: date) -> Offered:
    """What the vacancy offers, seen on the local day ``today``."""
    return Offered(vacancy.kind, vacancy.internship, wishes_met(vacancy.start, today))


def fits_in_time(sought: Sought, offered: Offered) -> bool:
    """Kind and start filter.

    The start wish speaks of training, dual study and EQ; internships and visits come before it.
    What offers an internship also counts as one, whenever the training begins.
    """
    if Kind.INTERNSHIP in sought.kinds and offered.internship:
        return True
    if offered.kind not in sought.kinds:
        return False
    if offered.kind in INTERNSHIPS or sought.start is None:
        return True
    if sought.start is StartWish.INTERNSHIP_FIRST:
        return offered.internship
    return sought.start in offered.begins


def in_radius(wishes: Wishes, km: float | None) -> bool:
    """Radius filter. Without a town or a radius nothing is hidden."""
    return km is None or wishes.radius_km is None or km <= wishes.radius_km


def is_near(radius_km: int | None, km: float | None) -> bool:
    """Place fit: within the radius, or within ``NEAR_KM`` for those who named none."""
    return km is None or km <= (NEAR_KM if radius_km is None else radius_km)


def is_liked(wishes: Wishes, vacancy: Vacancy) -> bool:
    """Field or occupation fit; fits too if the pupil named neither."""
    if not wishes.fields and not wishes.occupations:
        return True
    return vacancy.field in wishes.fields or vacancy.occupation in wishes.occupations


class Map:
    """The ways from one town, each measured once. Without a town there are no ways (``None``)."""

    def __init__(self, town: str | None, distances: Distances) -> None:
        """Measure from ``town`` with ``distances``."""
        self._town = town
        self._distances = distances
        self._known: dict[str, float] = {}

    def km_to(self, town: str) -> float | None:
        """Estimated road kilometres to ``town``."""
        if self._town is None:
            return None
        if town not in self._known:
            self._known[town] = self._distances(self._town, town)
        return self._known[town]


def promising_ids(
    wishes: Wishes, shown: Iterable[Vacancy], ways: Map, today: date
) -> frozenset[int]:
    """Ids of the promising among the ``shown``; ``ways`` lead from the pupil's town."""
    sought = sought_by(wishes)
    return frozenset(
        vacancy.id
        for vacancy in shown
        if is_liked(wishes, vacancy)
        and is_near(wishes.radius_km, ways.km_to(vacancy.town))
        and fits_in_time(sought, offered_by(vacancy, today))
    )
