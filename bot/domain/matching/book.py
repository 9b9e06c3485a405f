"""The match book: who could go where, for many pupils and many vacancies at once.

What makes a pair promising depends on few answers, so equals share one box: pupils lie under
(interest, question), vacancies under (interest, town, offer). Both sides meet in an interest: a
field, an occupation, or ``ANYTHING`` for pupils who named neither. A look-up walks the boxes of a
few interests, never pupils or vacancies one by one. Its answers equal those of ``rank``; tests
compare them.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from itertools import islice

from bot.domain.matching.best import BestFirst, nothing_remembered
from bot.domain.matching.filters import (
    Distances,
    Map,
    Offered,
    Sought,
    fits_in_time,
    is_near,
    offered_by,
)
from bot.domain.matching.pairs import Pairs, Pile
from bot.domain.matching.points import Rule
from bot.domain.matching.ranking import Hit, hit_for
from bot.domain.matching.signatures import Reach, Signature, signature_of
from bot.domain.matching.stock import Interest, Memo, Shelf, Spot, Stock, interests_of
from bot.domain.vacancies import Vacancy
from bot.domain.wishes import Wishes


class MatchBook:
    """Pupils and vacancies of one local day, by id. Not for several threads at once."""

    def __init__(self, distances: Distances, today: date) -> None:
        """An empty book for the region's local day ``today``; ``distances`` must not change."""
        self._ways: Memo[str | None, Map] = Memo(lambda town: Map(town, distances))
        self._remembered = nothing_remembered()
        self._stock = Stock(today)
        self._pupils: dict[int, Signature] = {}
        self._questions: Shelf[Interest, tuple[Reach, Sought]] = Shelf()
        # Equal signatures are kept once: a million pupils have far fewer.
        self._signatures: Memo[Signature, Signature] = Memo(lambda signature: signature)

    def put_vacancy(self, vacancy: Vacancy) -> None:
        """Enter a vacancy, or what became of it. One that is not shown waits unseen."""
        self._stock.put(vacancy)

    def drop_vacancy(self, vacancy_id: int) -> None:
        """Forget a vacancy; an unknown one is no error."""
        self._stock.drop(vacancy_id)

    def put_pupil(self, pupil_id: int, wishes: Wishes) -> None:
        """Enter a pupil's wishes, or what became of them."""
        self.drop_pupil(pupil_id)
        signature = self._signatures[signature_of(wishes)]
        self._pupils[pupil_id] = signature
        self._questions.put(pupil_id, signature.interests, signature.question)

    def drop_pupil(self, pupil_id: int) -> None:
        """Forget a pupil; an unknown one is no error."""
        signature = self._pupils.pop(pupil_id, None)
        if signature:
            self._questions.take(pupil_id, signature.interests, signature.question)

    def turn_to(self, today: date) -> None:
        """A new local day: freshness, start wishes and what is still shown are judged anew."""
        vacancies = self._stock.vacancies.values()
        self._stock = Stock(today)
        for vacancy in vacancies:
            self._stock.put(vacancy)

    def promising_for(self, wishes: Wishes) -> set[int]:
        """Ids of all vacancies that are promising for these wishes."""
        signature = signature_of(wishes)
        in_time: Memo[Offered, bool] = Memo(partial(fits_in_time, signature.sought))
        boxes = (
            ids
            for spot in self._near_spots(signature)
            for offered, ids in self._stock.offers.under(spot).items()
            if in_time[offered]
        )
        return set().union(*boxes)

    def best_for(self, wishes: Wishes, limit: int | None = None, skip: int = 0) -> list[Hit]:
        """The best promising hits, the same and as ordered as by ``rank``.

        At most ``limit``, without the first ``skip`` of them: each hit costs its time.
        """
        ways, today = self._ways[wishes.town], self._stock.today
        end = None if limit is None else skip + limit
        return [
            hit_for(wishes, vacancy, ways, today)
            for vacancy in islice(self.ranked_for(wishes), skip, end)
        ]

    def ranked_for(self, wishes: Wishes) -> Iterator[Vacancy]:
        """All promising vacancies, best first, each worked out only when it is asked for."""
        return map(self._stock.vacancies.__getitem__, self._ranked(wishes))

    def fields(self) -> set[str]:
        """The fields in which something is offered today."""
        return {code for rule, code in self._stock.towns.used() if rule is Rule.FIELD}

    def pupils_for(self, vacancy: Vacancy) -> set[int]:
        """Ids of all pupils for whom the vacancy is promising; it need not be in the book."""
        if not vacancy.is_shown(self._stock.today):
            return set()
        offered = offered_by(vacancy, self._stock.today)
        near: Memo[Reach, bool] = Memo(
            lambda reach: is_near(reach.radius_km, self._ways[reach.town].km_to(vacancy.town))
        )
        in_time: Memo[Sought, bool] = Memo(lambda sought: fits_in_time(sought, offered))
        pupils: set[int] = set()
        for interest in interests_of(vacancy):
            for (reach, sought), ids in self._questions.under(interest).items():
                if near[reach] and in_time[sought]:
                    pupils |= ids
        return pupils

    def everyone(self) -> Iterator[tuple[list[int], list[Pile]]]:
        """All promising pairs: pupils with equal signatures, and piles of vacancies for them.

        Each pupil comes once, also with no vacancy, and no vacancy lies in two of the piles. Piles
        are shared between signatures: read them only, and let the book be meanwhile.
        """
        return Pairs(self._stock, self._near).of(self._pupils)

    def _ranked(self, wishes: Wishes) -> Iterator[int]:
        list_of_hers = BestFirst(wishes, self._ways[wishes.town], self._stock, self._remembered)
        return list_of_hers.ids(self._near_spots(signature_of(wishes)))

    def _near(self, reach: Reach) -> Mapping[str, bool]:
        """Which towns are near for a reach."""
        ways = self._ways[reach.town]
        return Memo(lambda town: is_near(reach.radius_km, ways.km_to(town)))

    def _near_spots(self, signature: Signature) -> Iterator[Spot]:
        """The spots that are liked and near."""
        near = self._near(signature.reach)
        for interest in signature.interests:
            for town in self._stock.towns.under(interest):
                if near[town]:
                    yield interest, town
