"""The match book answers what going through everything would answer, whatever happened to it."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from bot.domain.matching import Hit, MatchBook, rank
from bot.domain.vacancies import Vacancy
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


def test_an_emptied_book_keeps_no_boxes() -> None:
    book = MatchBook(distance, TODAY)
    for number in (1, 2):
        book.put_vacancy(vacancy(number))
        book.put_pupil(number, Wishes(fields=("wood",)))
    assert book._offers._boxes
    for number in (1, 2):
        book.drop_vacancy(number)
        book.drop_pupil(number)
    shelves = (book._offers, book._terms, book._questions)
    assert [len(shelf._boxes) for shelf in shelves] == [0, 0, 0]
