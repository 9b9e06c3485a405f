"""Searching: the matching rules on what is offered today, with the county's distances."""

from collections.abc import Collection, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import cast

from bot.domain.errors import NotFound
from bot.domain.matching import Change, Hit, Map, MatchBook, hit_for, what_would_change
from bot.domain.vacancies import Vacancy
from bot.domain.wishes import Wishes
from bot.services.stock import value_of
from bot.services.unit import Unit
from storage.queries.search import some_vacancies
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

    def hits(
        self, wishes: Wishes, limit: int | None = None, *, but: Collection[int] = ()
    ) -> list[Hit]:
        """The promising vacancies, best first: field or occupation, place and start fit.

        ``but``: without these. At most ``limit``: each hit costs its time.
        """
        with self._book() as book:
            found = book.best_for(wishes, None if limit is None else limit + len(but))
        return [hit for hit in found if hit.vacancy.id not in but][:limit]

    def count(self, wishes: Wishes) -> int:
        """How many hits there are."""
        with self._book() as book:
            return len(book.promising_for(wishes))

    def ranked(self, wishes: Wishes) -> list[Vacancy]:
        """The vacancies of all hits, in their order."""
        with self._book() as book:
            return list(book.ranked_for(wishes))

    def page(self, wishes: Wishes, at: int) -> Page | None:
        """The hit at this place of the list or the nearest there is; None without any hit."""
        with self._book() as book:
            number = len(book.promising_for(wishes))
            if not number:
                return None
            at = min(max(at, 1), number)
            (hit,) = book.best_for(wishes, 1, skip=at - 1)
        return Page(hit, at, number)

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
        with self._book() as book:
            return what_would_change(wishes, book, self._alike(wishes))

    def similar(self, wishes: Wishes, vacancy: Vacancy, most: int) -> list[Hit]:
        """Open vacancies of the same field, nearest to the pupil's town or else to this one."""
        like_it = Wishes(fields=(vacancy.field,), town=wishes.town or vacancy.town)
        return self.hits(like_it, most, but=[vacancy.id])

    def _alike(self, wishes: Wishes) -> frozenset[str]:
        """The fields that resemble those that the pupil likes, by the county pack."""
        region = self._unit.region
        liked = {*wishes.fields, *(region.occupation(job).field for job in wishes.occupations)}
        return frozenset(liked.union(*(region.field(field).related for field in liked)))

    def _book(self) -> AbstractContextManager[MatchBook]:
        return self._unit.house.stock.book(self._unit.session, self._unit.today)


def _values(rows: Iterable[object]) -> list[Vacancy]:
    """The rows as values; they have the columns of a ``VacancyRow`` that pupils may see."""
    return [value_of(cast("VacancyRow", row)) for row in rows]
