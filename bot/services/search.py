"""Searching: the matching rules on what is offered today, with the county's distances."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import cast

from bot.domain.errors import NotFound
from bot.domain.matching import Change, Hit, rank, what_would_change
from bot.domain.matching.changes import promising_ids
from bot.domain.matching.filters import Map
from bot.domain.matching.ranking import hit_for
from bot.domain.vacancies import Vacancy
from bot.domain.wishes import Wishes
from bot.services.unit import Unit
from bot.services.vacancies import value_of
from storage.queries.search import open_vacancies, some_vacancies
from storage.tables import VacancyRow


@dataclass(frozen=True, slots=True)
class Page:
    """One hit, its place in the list from 1, and how many there are."""

    hit: Hit
    at: int
    of: int


class Search:
    """What fits a pupil's wishes. Reads only, and never whose wishes they are."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def hits(self, wishes: Wishes, limit: int | None = None) -> list[Hit]:
        """The promising vacancies, best first: field or occupation, place and start fit."""
        return self._best(wishes, self._promising(wishes), limit)

    def count(self, wishes: Wishes) -> int:
        """How many hits there are."""
        return len(self._promising(wishes))

    def page(self, wishes: Wishes, at: int) -> Page | None:
        """The hit at this place of the list or the nearest there is; None without any hit."""
        found = self._promising(wishes)
        if not found:
            return None
        at = min(max(at, 1), len(found))
        return Page(self._best(wishes, found, at)[-1], at, len(found))

    def hit(self, wishes: Wishes, vacancy_id: int) -> Hit:
        """One vacancy in any state, seen with these wishes. Raises NotFound."""
        found = self.some(wishes, [vacancy_id])
        if not found:
            raise NotFound(f"vacancy {vacancy_id}")
        return found[0]

    def some(self, wishes: Wishes, vacancy_ids: Iterable[int]) -> list[Hit]:
        """These vacancies in any state and in this order; those that are gone are left out."""
        ids = list(vacancy_ids)
        found = _values(some_vacancies(self._unit.session, ids))
        ways = Map(wishes.town, self._unit.region.distance_km)
        return [
            hit_for(wishes, vacancy, ways, self._unit.today)
            for vacancy in sorted(found, key=lambda vacancy: ids.index(vacancy.id))
        ]

    def changes(self, wishes: Wishes) -> tuple[Change, ...]:
        """At most three single changed answers that bring more, the most fruitful first."""
        return what_would_change(
            wishes, self._open(), self._unit.region.distance_km, self._unit.today
        )

    def _promising(self, wishes: Wishes) -> list[Vacancy]:
        # a vacancy's field is that of its occupation, so the fields are enough to look it up by
        jobs = [self._unit.region.occupation(slug).field for slug in wishes.occupations]
        offered = self._open({*wishes.fields, *jobs})
        ways = Map(wishes.town, self._unit.region.distance_km)
        ids = promising_ids(wishes, offered, ways, self._unit.today)
        return [vacancy for vacancy in offered if vacancy.id in ids]

    def _best(self, wishes: Wishes, found: list[Vacancy], limit: int | None) -> list[Hit]:
        return rank(wishes, found, self._unit.region.distance_km, self._unit.today, limit)

    def _open(self, fields: Iterable[str] = ()) -> list[Vacancy]:
        return _values(open_vacancies(self._unit.session, self._unit.today, sorted(fields)))


def _values(rows: Iterable[object]) -> list[Vacancy]:
    """The rows as values; they have the columns of a ``VacancyRow`` that pupils may see."""
    return [value_of(cast("VacancyRow", row)) for row in rows]
