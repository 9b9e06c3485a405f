"""An invented county and its neighbours, of any size, the same for the same seed."""

from collections.abc import Sequence
from datetime import date, timedelta
from math import hypot
from random import Random
from typing import TypeVar

from bot.domain.people import Certificate
from bot.domain.vacancies import INTERNSHIPS, Condition, Kind, Vacancy, VacancyState
from bot.domain.wishes import RADII_KM, StartWish, Transport, Wishes

TODAY = date(2027, 2, 1)
STARTS = [date(2027, 8, 1), date(2027, 9, 1), date(2028, 8, 1), date(2027, 2, 15)]
PEOPLE = [155, 33, 25, 22, 17, 17, 14, 12, 11, 9] + [6] * 12

T = TypeVar("T")


class InventedCounty:
    """10 towns of very different size and 12 places around them, 18 fields, 108 occupations."""

    def __init__(self, seed: int = 7) -> None:
        self.dice = Random(seed)  # noqa: S311 - dice, not secrets
        self.towns = [f"town {n:02}" for n in range(len(PEOPLE))]
        self.places = {
            town: (self.dice.uniform(0, 40), self.dice.uniform(0, 40)) for town in self.towns
        }
        self.fields = [f"field {n:02}" for n in range(18)]
        self.occupations = [(f"occupation {n:03}", self.fields[n % 18]) for n in range(108)]
        self.usual = {
            code: (self.dice.choice(list(Certificate)[:6]), self.few(list(Condition), 2))
            for code, _ in self.occupations
        }

    def distance(self, one: str, other: str) -> float:
        """Road kilometres: 1.3 times the straight line."""
        (x1, y1), (x2, y2) = self.places[one], self.places[other]
        return 1.3 * hypot(x1 - x2, y1 - y2)

    def vacancy(self, number: int) -> Vacancy:
        """One in five differs from what is usual for its occupation; a quarter is short."""
        dice = self.dice
        occupation, field = dice.choice(self.occupations)
        certificate, conditions = self.usual[occupation]
        if dice.random() < 0.2:
            certificate = dice.choice(list(Certificate))
        if dice.random() < 0.2:
            conditions ^= {dice.choice(list(Condition))}
        kind = self.one(list(Kind), [70, 5, 18, 4, 3])
        return Vacancy(
            id=number,
            source="county",
            reference=str(number),
            kind=kind,
            occupation=occupation,
            title=occupation,
            field=field,
            company="Beispiel GmbH",
            town=self.one(self.towns, PEOPLE),
            start=self.day(200) if kind in INTERNSHIPS else self.one(STARTS, [6, 3, 1, 1]),
            certificate=certificate,
            places=dice.randint(1, 4),
            internship=dice.random() < 0.6,
            conditions=conditions,
            german_level="B1",
            valid_until=self.day(300),
            state=VacancyState.OPEN,
            fresh_since=TODAY - timedelta(days=dice.randrange(90)),
        )

    def wishes(self) -> Wishes:
        """1 pupil in 20 names no field, 1 in 50 no town; 3 in 10 answer all questions."""
        dice = self.dice
        fields = set() if dice.random() < 0.05 else {self.popular_field() for _ in "abc"}
        more = dice.random() < 0.3
        window = self.day(200)
        return Wishes(
            fields=tuple(sorted(fields)),
            occupations=(dice.choice(self.occupations)[0],) if dice.random() < 0.15 else (),
            town=self.one(self.towns, PEOPLE) if dice.random() < 0.98 else None,
            certificate=dice.choice([*Certificate, None]),
            start=self.one([*StartWish, None], [2, 6, 1, 2, 1]),
            radius_km=dice.choice(RADII_KM) if more else None,
            kinds=self.few(list(Kind), 3) if more else frozenset(),
            transport=self.few(list(Transport), 2) if more else frozenset(),
            no_gos=self.few(list(Condition), 2) if more else frozenset(),
            internship=(window, window + timedelta(days=18)) if more else None,
        )

    def popular_field(self) -> str:
        """Some fields are liked by many, others by few."""
        return self.one(self.fields, [1 / (n + 3) for n in range(len(self.fields))])

    def day(self, days: int) -> date:
        """A day from today on."""
        return TODAY + timedelta(days=self.dice.randrange(days))

    def one(self, values: Sequence[T], weights: Sequence[float]) -> T:
        return self.dice.choices(values, weights)[0]

    def few(self, values: Sequence[T], most: int) -> frozenset[T]:
        return frozenset(self.dice.sample(values, self.dice.randint(0, most)))
