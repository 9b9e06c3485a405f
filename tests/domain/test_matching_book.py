"""The match book answers what going through everything would answer, whatever happened to it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.domain.matching import Hit, MatchBook, rank
from bot.domain.vacancies import Kind, Vacancy
from bot.domain.wishes import Wishes
from tests.domain.matching_world import TODAY, distance, offers, vacancies, vacancy, wishes

ids = st.integers(1, 6)


class AnyHistory(RuleBasedStateMachine):
    """A book beside plain lists: pupils and vacancies come, change and go, days pass."""

    def __init__(self) -> None:
        super().__init__()
        self.today = TODAY
        self.book = MatchBook(distance, TODAY)
        self.pupils: dict[int, Wishes] = {}
        self.vacancies: dict[int, Vacancy] = {}

    def hits(self, hers: Wishes) -> list[Hit]:
        hits = rank(hers, self.vacancies.values(), distance, self.today)
        return [hit for hit in hits if hit.promising]

    def promising(self, hers: Wishes) -> set[int]:
        return {hit.vacancy.id for hit in self.hits(hers)}

    @rule(number=ids, offer=vacancies)
    def enter_vacancy(self, number: int, offer: Vacancy) -> None:
        self.vacancies[number] = replace(offer, id=number)
        self.book.put_vacancy(self.vacancies[number])

    @rule(number=ids)
    def drop_vacancy(self, number: int) -> None:
        self.vacancies.pop(number, None)
        self.book.drop_vacancy(number)

    @rule(number=ids, hers=wishes)
    def enter_pupil(self, number: int, hers: Wishes) -> None:
        self.pupils[number] = hers
        self.book.put_pupil(number, hers)

    @rule(number=ids)
    def drop_pupil(self, number: int) -> None:
        self.pupils.pop(number, None)
        self.book.drop_pupil(number)

    @rule(days=st.sampled_from([1, 10, 40, 220]))
    def days_pass(self, days: int) -> None:
        self.today += timedelta(days=days)
        self.book.turn_to(self.today)

    @rule(hers=wishes, limit=st.integers(0, 7))
    def ask_for_a_pupil(self, hers: Wishes, limit: int) -> None:
        assert self.book.promising_for(hers) == self.promising(hers)
        assert self.book.best_for(hers, limit) == self.hits(hers)[:limit]

    @rule(offer=vacancies)
    def ask_for_a_vacancy(self, offer: Vacancy) -> None:
        pupils = {
            number
            for number, hers in self.pupils.items()
            if any(hit.promising for hit in rank(hers, [offer], distance, self.today))
        }
        assert self.book.pupils_for(offer) == pupils

    @invariant()
    def everyone_has_what_is_promising(self) -> None:
        told: dict[int, set[int]] = {}
        for group, piles in self.book.everyone():
            numbers = [number for pile in piles for number in pile]
            assert len(numbers) == len(set(numbers))
            assert not told.keys() & set(group)
            told |= {pupil: set(numbers) for pupil in group}
        assert told == {number: self.promising(hers) for number, hers in self.pupils.items()}


AnyHistory.TestCase.settings = settings(max_examples=60, stateful_step_count=30, deadline=None)
TestAnyHistory = AnyHistory.TestCase


@given(wishes, offers, st.integers(0, 15))
def test_the_best_are_the_first_of_the_ranked(
    hers: Wishes, vacancies: list[Vacancy], limit: int
) -> None:
    book = MatchBook(distance, TODAY)
    for each in vacancies:
        book.put_vacancy(each)
    hits = [hit for hit in rank(hers, vacancies, distance, TODAY) if hit.promising]
    assert book.best_for(hers, limit) == hits[:limit]


@pytest.mark.parametrize("town", ["Aheim", "Cestadt"])
def test_dates_of_internships_outweigh_a_short_way(town: str) -> None:
    hers = Wishes(town="Aheim", internship=(date(2027, 3, 1), date(2027, 3, 19)))
    short = replace(vacancy(1), kind=Kind.INTERNSHIP, fresh_since=TODAY)
    book = MatchBook(distance, TODAY)
    book.put_vacancy(replace(short, start=date(2027, 5, 1)))
    book.put_vacancy(replace(short, id=2, start=date(2027, 3, 1), town=town))
    assert [hit.vacancy.id for hit in book.best_for(hers, 2)] == [2, 1]


def test_an_internship_before_a_training_outweighs_a_short_way() -> None:
    hers = Wishes(town="Aheim", kinds=frozenset({Kind.TRAINING, Kind.INTERNSHIP}))
    book = MatchBook(distance, TODAY)
    book.put_vacancy(vacancy(1, fresh_since=TODAY))
    book.put_vacancy(vacancy(2, fresh_since=TODAY, internship=True, town="Bedorf"))
    assert [hit.vacancy.id for hit in book.best_for(hers, 2)] == [2, 1]


def test_an_occupation_in_a_liked_and_in_another_field_counts_once() -> None:
    book = MatchBook(distance, TODAY)
    book.put_pupil(7, Wishes(fields=("wood",), occupations=("joiner",)))
    for number, field in enumerate(["wood", "metal"], 1):
        book.put_vacancy(vacancy(number, field=field))
    book.put_vacancy(vacancy(3, occupation="turner"))
    ((pupils, piles),) = book.everyone()
    assert pupils == [7]
    assert sorted(number for pile in piles for number in pile) == [1, 2, 3]


def test_an_emptied_book_keeps_no_boxes() -> None:
    book = MatchBook(distance, TODAY)
    for number in (1, 2):
        book.put_vacancy(vacancy(number))
        book.put_pupil(number, Wishes(fields=("wood",)))
    assert book._stock.terms._boxes
    for number in (1, 2):
        book.drop_vacancy(number)
        book.drop_pupil(number)
    shelves = (book._stock.towns, book._stock.offers, book._stock.terms, book._questions)
    assert [len(shelf._boxes) for shelf in shelves] == [0, 0, 0, 0]
