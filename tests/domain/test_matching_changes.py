"""Instead of an empty list: what a single other answer would bring."""

from dataclasses import fields, replace
from datetime import date

from hypothesis import given

from bot.domain.matching import Answer, rank, what_would_change
from bot.domain.vacancies import Kind, Vacancy
from bot.domain.wishes import StartWish, Wishes
from tests.domain.matching_world import TODAY, book_of, distance, offers, vacancy, wishes

MINE = Wishes(fields=("wood",), town="Aheim", radius_km=5, start=StartWish.SUMMER)


def promising(hers: Wishes, vacancies: list[Vacancy]) -> set[int]:
    return {hit.vacancy.id for hit in rank(hers, vacancies, distance, TODAY) if hit.promising}


def changes(hers: Wishes, *vacancies: Vacancy) -> list[tuple[Answer, int]]:
    found = what_would_change(hers, book_of(vacancies))
    return [(change.answer, change.more) for change in found]


def test_the_smallest_wider_radius_that_brings_any_is_proposed() -> None:
    away = [vacancy(n, town="Deburg") for n in (1, 2)] + [vacancy(3, town="Ehausen")]
    (change,) = what_would_change(MINE, book_of(away))
    assert (change.answer, change.radius_km, change.more) == (Answer.RADIUS, 35, 2)
    assert change.wishes == replace(MINE, radius_km=35)


def test_without_a_radius_farther_places_can_be_proposed() -> None:
    hers = replace(MINE, radius_km=None)
    (change,) = what_would_change(hers, book_of([vacancy(town="Ehausen")]))
    assert (change.radius_km, change.more) == (1000, 1)


def test_another_start_another_kind_another_field() -> None:
    later = [vacancy(n, start=date(2028, 8, 1)) for n in (1, 2, 3)]
    visit = [vacancy(n, kind=Kind.DAY_VISIT) for n in (4, 5)]
    metal = [vacancy(6, field="metal")]
    found = what_would_change(MINE, book_of(later + visit + metal))
    assert [(c.answer, c.more) for c in found] == [
        (Answer.START, 3),
        (Answer.KIND, 2),
        (Answer.FIELD, 1),
    ]
    assert (found[0].start, found[1].kind) == (StartWish.LATER, Kind.DAY_VISIT)
    assert found[1].wishes.kinds == {Kind.TRAINING, Kind.DUAL_STUDY, Kind.EQ, Kind.DAY_VISIT}
    assert (found[2].field, found[2].wishes.fields) == ("metal", ("wood", "metal"))


def test_nothing_helps_nothing_is_proposed() -> None:
    assert changes(MINE) == []
    assert changes(MINE, vacancy()) == []


def test_what_was_not_asked_is_not_changed() -> None:
    far = [vacancy(1, town="Ehausen", start=date(2028, 8, 1))]
    assert changes(Wishes(), *far) == []


@given(wishes, offers)
def test_the_numbers_are_true(hers: Wishes, vacancies: list[Vacancy]) -> None:
    now = promising(hers, vacancies)
    found = what_would_change(hers, book_of(vacancies))
    assert len(found) <= 3
    assert len({change.answer for change in found}) == len(found)
    assert [c.more for c in found] == sorted((c.more for c in found), reverse=True)
    for change in found:
        assert change.more == len(promising(change.wishes, vacancies) - now) > 0


@given(wishes, offers)
def test_a_change_is_a_change_of_one_answer_and_it_is_named(
    hers: Wishes, vacancies: list[Vacancy]
) -> None:
    names = {Answer.RADIUS: "radius_km", Answer.START: "start", Answer.KIND: "kinds"}
    for change in what_would_change(hers, book_of(vacancies)):
        differing = {
            f.name
            for f in fields(Wishes)
            if getattr(hers, f.name) != getattr(change.wishes, f.name)
        }
        assert differing == {names.get(change.answer, "fields")}
        values = (change.radius_km, change.start, change.kind, change.field)
        assert [value is not None for value in values] == [
            change.answer is answer for answer in Answer
        ]


@given(wishes, offers)
def test_a_start_that_would_bring_more_is_never_missed(
    hers: Wishes, vacancies: list[Vacancy]
) -> None:
    now = promising(hers, vacancies)
    gains = [
        len(promising(replace(hers, start=start), vacancies) - now)
        for start in StartWish
        if hers.start is not None
    ]
    found = what_would_change(hers, book_of(vacancies))
    proposed = [change.more for change in found if change.answer is Answer.START]
    if max(gains, default=0) > 0 and len(found) < 3:
        assert proposed == [max(gains)]
