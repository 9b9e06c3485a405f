"""A small world for matching: towns on a road, three fields, all kinds of wishes and vacancies."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from hypothesis import strategies as st

from bot.domain.matching import MatchBook
from bot.domain.people import Certificate
from bot.domain.vacancies import Condition, Kind, Vacancy, VacancyState
from bot.domain.wishes import RADII_KM, DayPart, Slot, StartWish, Strength, Transport, Wishes

TODAY = date(2027, 2, 1)

T = TypeVar("T")

ROAD = {"Aheim": 0.0, "Bedorf": 4.6, "Cestadt": 9.0, "Deburg": 30.0, "Ehausen": 48.0}
TOWNS = list(ROAD)
FIELDS = ["wood", "metal", "care"]
OCCUPATIONS = ["joiner", "smith", "nurse", "cook"]

PLAIN = Vacancy(
    id=1,
    source="county",
    reference="1",
    kind=Kind.TRAINING,
    occupation="joiner",
    title="Tischler (m/w/d)",
    field="wood",
    company="Beispiel GmbH",
    town="Aheim",
    start=date(2027, 8, 1),
    certificate=Certificate.NONE,
    places=2,
    internship=False,
    conditions=frozenset(),
    german_level="A2",
    valid_until=date(2027, 8, 1),
    state=VacancyState.OPEN,
    fresh_since=date(2026, 12, 1),
)


def distance(one: str, other: str) -> float:
    return abs(ROAD[one] - ROAD[other])


def vacancy(number: int = 1, **changes: Any) -> Vacancy:
    return replace(PLAIN, id=number, **changes)


def book_of(vacancies: Iterable[Vacancy]) -> MatchBook:
    book = MatchBook(distance, TODAY)
    for each in vacancies:
        book.put_vacancy(each)
    return book


def some(values: Iterable[T], most: int | None = None) -> st.SearchStrategy[frozenset[T]]:
    return st.frozensets(st.sampled_from(list(values)), max_size=most)


days = st.dates(TODAY - timedelta(days=200), TODAY + timedelta(days=800))
close_days = st.dates(TODAY - timedelta(days=30), TODAY + timedelta(days=60))
starts = st.sampled_from([date(2027, 8, 1), date(2027, 9, 1), date(2028, 8, 1)]) | days

vacancies = st.builds(
    Vacancy,
    id=st.integers(1, 10_000),
    source=st.sampled_from(["county", "ba"]),
    reference=st.text(max_size=3),
    kind=st.sampled_from(Kind),
    occupation=st.sampled_from(OCCUPATIONS),
    title=st.text(max_size=3),
    field=st.sampled_from(FIELDS),
    company=st.text(max_size=3),
    town=st.sampled_from(TOWNS),
    start=starts,
    certificate=st.sampled_from(Certificate),
    places=st.integers(1, 4),
    internship=st.booleans(),
    conditions=some(Condition, 3),
    german_level=st.sampled_from(["", "A2", "B1", "C1"]),
    valid_until=close_days,
    state=st.sampled_from([VacancyState.OPEN] * 4 + list(VacancyState)),
    fresh_since=st.dates(TODAY - timedelta(days=60), TODAY),
)

offers = st.lists(vacancies, max_size=14, unique_by=lambda each: each.id)

wishes = st.builds(
    Wishes,
    fields=st.lists(st.sampled_from(FIELDS), max_size=2).map(tuple),
    occupations=st.lists(st.sampled_from(OCCUPATIONS), max_size=2).map(tuple),
    town=st.none() | st.sampled_from(TOWNS),
    certificate=st.none() | st.sampled_from(Certificate),
    start=st.none() | st.sampled_from(StartWish),
    kinds=st.just(frozenset()) | some(Kind, 3),
    radius_km=st.none() | st.sampled_from(RADII_KM),
    transport=some(Transport, 2),
    strengths=some(Strength, 2),
    no_gos=some(Condition, 2),
    internship=st.none()
    | st.tuples(days, st.integers(0, 100)).map(
        lambda pair: (pair[0], pair[0] + timedelta(days=pair[1]))
    ),
    slots=st.frozensets(st.builds(Slot, st.integers(0, 6), st.sampled_from(DayPart)), max_size=2),
    further=some([("hobby", "chess"), ("language", "uk"), ("school", "Beispielschule")], 2),
)
