"""The ranked list: filters, points, reasons, order."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matching import POINTS, Hit, Reason, Rule, rank
from bot.domain.matching.points import Use
from bot.domain.people import Certificate
from bot.domain.vacancies import Condition, Kind, Vacancy, VacancyState
from bot.domain.wishes import ANYWHERE_KM, StartWish, Transport, Wishes
from tests.domain.matching_world import ROAD, TODAY, TOWNS, distance, offers, vacancy, wishes

SUMMER = date(2027, 8, 1)


def shown(hers: Wishes, *vacancies: Vacancy) -> list[int]:
    return [hit.vacancy.id for hit in rank(hers, vacancies, distance, TODAY)]


def only(hers: Wishes, **changes: Any) -> Hit:
    (hit,) = rank(hers, [vacancy(**changes)], distance, TODAY)
    return hit


def rules(reasons: Iterable[Reason]) -> list[Rule]:
    return [reason.rule for reason in reasons]


def test_the_example_of_the_first_visit() -> None:
    hers = Wishes(
        fields=("wood",),
        town="Cestadt",
        certificate=Certificate.MSA,
        start=StartWish.SUMMER,
    )
    hit = only(hers, certificate=Certificate.ESA, conditions=frozenset({Condition.EARLY}))
    assert rules(hit.reasons) == [Rule.FIELD, Rule.DISTANCE, Rule.CERTIFICATE_ENOUGH]
    assert hit.reasons[1].km == pytest.approx(9.0)
    assert hit.check is not None
    assert (hit.check.rule, hit.check.condition) == (Rule.CONDITION, Condition.EARLY)
    assert hit.score == 40 + (35 - 9) + 10
    assert hit.promising


def test_a_pupil_who_answered_nothing_sees_all_that_is_open() -> None:
    kinds = [vacancy(n, kind=kind) for n, kind in enumerate(Kind, 1)]
    assert shown(Wishes(), *kinds) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize("state", [s for s in VacancyState if s is not VacancyState.OPEN])
def test_only_open_vacancies_are_shown(state: VacancyState) -> None:
    assert shown(Wishes(), vacancy(state=state)) == []


def test_the_last_valid_day_counts() -> None:
    assert shown(Wishes(), vacancy(valid_until=TODAY)) == [1]
    assert shown(Wishes(), vacancy(valid_until=TODAY - timedelta(days=1))) == []


@pytest.mark.parametrize(
    ("radius", "seen"),
    [(5, [1, 2]), (10, [1, 2, 3]), (35, [1, 2, 3, 4]), (ANYWHERE_KM, [1, 2, 3, 4, 5])],
)
def test_the_radius_hides_what_lies_farther(radius: int, seen: list[int]) -> None:
    everywhere = [vacancy(n, town=town) for n, town in enumerate(TOWNS, 1)]
    assert shown(Wishes(town="Aheim", radius_km=radius), *everywhere) == seen


def test_without_a_radius_far_places_are_shown_last_and_not_promising() -> None:
    near, far = vacancy(2), vacancy(1, town="Ehausen")
    hits = rank(Wishes(town="Aheim"), [far, near], distance, TODAY)
    assert [(hit.vacancy.id, hit.promising) for hit in hits] == [(2, True), (1, False)]
    assert hits[1].check is not None
    assert (hits[1].check.rule, hits[1].check.km) == (Rule.FAR, 48.0)


@pytest.mark.parametrize(
    ("wish", "start", "fits"),
    [
        (StartWish.SUMMER, SUMMER, True),
        (StartWish.SUMMER, date(2028, 8, 1), False),
        (StartWish.SUMMER, date(2027, 3, 1), False),
        (StartWish.NOW, date(2027, 3, 1), True),
        (StartWish.NOW, date(2026, 9, 1), True),
        (StartWish.NOW, SUMMER, False),
        (StartWish.LATER, date(2028, 8, 1), True),
        (StartWish.LATER, SUMMER, False),
    ],
)
def test_the_start_filter(wish: StartWish, start: date, fits: bool) -> None:
    assert bool(shown(Wishes(start=wish), vacancy(start=start))) is fits


def test_a_start_wish_alone_means_training_dual_study_or_eq() -> None:
    kinds = [vacancy(n, kind=kind) for n, kind in enumerate(Kind, 1)]
    assert shown(Wishes(start=StartWish.SUMMER), *kinds) == [1, 2, 5]


def test_internship_first_means_internships_visits_and_trainings_with_one() -> None:
    hers = Wishes(start=StartWish.INTERNSHIP_FIRST)
    kinds = [vacancy(n, kind=kind) for n, kind in enumerate(Kind, 1)]
    assert shown(hers, *kinds, vacancy(9, internship=True)) == [9, 3, 4]
    trainings = replace(hers, kinds=frozenset({Kind.TRAINING}))
    assert shown(trainings, *kinds, vacancy(9, internship=True)) == [9]


def test_who_wants_an_internship_is_told_of_the_one_before_the_training() -> None:
    hers = Wishes(
        fields=("wood",), town="Aheim", certificate=Certificate.MSA,
        start=StartWish.INTERNSHIP_FIRST,
    )  # fmt: skip
    told = [reason.rule for reason in only(hers, internship=True).reasons]
    assert told == [Rule.FIELD, Rule.DISTANCE, Rule.INTERNSHIP]


def test_a_training_with_internship_counts_as_internship_whenever_it_begins() -> None:
    hers = Wishes(kinds=frozenset({Kind.INTERNSHIP}), start=StartWish.SUMMER)
    later = date(2029, 8, 1)
    assert shown(hers, vacancy(1, internship=True, start=later), vacancy(2)) == [1]


def test_an_occupation_outweighs_its_field_and_both_do_not_add_up() -> None:
    both = Wishes(fields=("wood",), occupations=("joiner",))
    assert only(both).score == 60
    assert only(Wishes(fields=("wood",))).score == 40
    assert only(both, occupation="turner").score == 40
    assert not only(both, occupation="smith", field="metal").promising


def test_each_no_go_counts_and_the_first_is_told() -> None:
    hers = Wishes(no_gos=frozenset({Condition.HEAVY, Condition.SHIFT}))
    hit = only(hers, conditions=frozenset({Condition.HEAVY, Condition.SHIFT, Condition.EARLY}))
    assert hit.score == -50
    assert hit.check is not None
    assert (hit.check.rule, hit.check.condition) == (Rule.NO_GO, Condition.SHIFT)


def test_the_best_means_of_transport_counts() -> None:
    hers = Wishes(town="Aheim", transport=frozenset({Transport.BIKE}))
    far = only(hers, town="Cestadt")
    assert far.check is not None
    assert (far.check.rule, far.score) == (Rule.HARD_TO_REACH, 35 - 9 - 10)
    bus = replace(hers, transport=frozenset({Transport.BIKE, Transport.PUBLIC}))
    assert only(bus, town="Cestadt").score == 35 - 9 + 5


def test_who_has_a_car_is_not_asked_about_the_licence() -> None:
    licence = frozenset({Condition.LICENCE})
    asked = only(Wishes(), conditions=licence).check
    assert asked is not None
    assert asked.condition is Condition.LICENCE
    driver = Wishes(transport=frozenset({Transport.CAR}))
    assert only(driver, conditions=licence).check is None


@pytest.mark.parametrize(
    ("kind", "start", "rule"),
    [
        (Kind.INTERNSHIP, date(2027, 3, 1), Rule.INTERNSHIP_DATES),
        (Kind.INTERNSHIP, date(2027, 1, 1), Rule.INTERNSHIP_DATES),
        (Kind.INTERNSHIP, date(2027, 3, 20), Rule.OTHER_DATES),
        (Kind.DAY_VISIT, date(2027, 3, 1), Rule.INTERNSHIP_DATES),
        (Kind.DAY_VISIT, date(2027, 1, 1), Rule.OTHER_DATES),
    ],
)
def test_internship_dates(kind: Kind, start: date, rule: Rule) -> None:
    hers = Wishes(internship=(date(2027, 3, 1), date(2027, 3, 19)))
    hit = only(hers, kind=kind, start=start)
    told = [*hit.reasons, hit.check]
    assert [r.day for r in told if r is not None and r.rule is rule] == [start]
    assert hit.score == POINTS[rule].points


@pytest.mark.parametrize(("age", "points"), [(0, 5), (14, 5), (15, 0)])
def test_fresh_vacancies_score(age: int, points: int) -> None:
    assert only(Wishes(), fresh_since=TODAY - timedelta(days=age)).score == points


def test_an_unknown_certificate_neither_helps_nor_hurts_but_is_told() -> None:
    hit = only(Wishes(), certificate=Certificate.MSA)
    assert hit.score == 0
    assert hit.check is not None
    assert (hit.check.rule, hit.check.certificate) == (Rule.CERTIFICATE_WISHED, Certificate.MSA)


def test_a_vacancy_that_ends_soon_is_told() -> None:
    last = TODAY + timedelta(days=14)
    hit = only(Wishes(), valid_until=last)
    assert hit.check is not None
    assert (hit.check.rule, hit.check.day) == (Rule.ENDS_SOON, last)


def test_equal_points_are_ordered_by_way_and_then_by_id() -> None:
    hers = Wishes(town="Deburg", radius_km=ANYWHERE_KM)
    here = [vacancy(3, town="Ehausen"), vacancy(2, town="Deburg"), vacancy(1, town="Deburg")]
    assert shown(hers, *here) == [1, 2, 3]
    both_too_far_for_points = [vacancy(1, town="Aheim"), vacancy(2, town="Bedorf")]
    hits = rank(replace(hers, town="Ehausen"), both_too_far_for_points, distance, TODAY)
    assert [(hit.vacancy.id, hit.score) for hit in hits] == [(2, 0), (1, 0)]


@given(wishes, offers, st.randoms(use_true_random=False))
def test_the_order_of_vacancies_makes_no_difference(
    hers: Wishes, vacancies: list[Vacancy], chance: Random
) -> None:
    shuffled = list(vacancies)
    chance.shuffle(shuffled)
    assert rank(hers, shuffled, distance, TODAY) == rank(hers, vacancies, distance, TODAY)


@given(wishes, offers)
def test_other_vacancies_change_neither_score_nor_order(
    hers: Wishes, vacancies: list[Vacancy]
) -> None:
    everything = rank(hers, vacancies, distance, TODAY)
    without_first = [hit for hit in everything if hit.vacancy not in vacancies[:1]]
    assert rank(hers, vacancies[1:], distance, TODAY) == without_first


@given(wishes, offers, st.integers(0, 5))
def test_a_limit_cuts_the_same_list(hers: Wishes, vacancies: list[Vacancy], limit: int) -> None:
    assert (
        rank(hers, vacancies, distance, TODAY, limit)
        == (rank(hers, vacancies, distance, TODAY)[:limit])
    )


@given(wishes, offers, st.sampled_from(TOWNS), st.sampled_from(TOWNS))
def test_nearer_is_never_worse(
    hers: Wishes, vacancies: list[Vacancy], one: str, other: str
) -> None:
    hers = replace(hers, town="Aheim")
    near, far = sorted((one, other), key=ROAD.__getitem__)
    close = rank(hers, [replace(v, town=near) for v in vacancies], distance, TODAY)
    scores = {hit.vacancy.id: hit for hit in close}
    for hit in rank(hers, [replace(v, town=far) for v in vacancies], distance, TODAY):
        assert scores[hit.vacancy.id].score >= hit.score
        assert scores[hit.vacancy.id].promising >= hit.promising


@given(wishes, offers)
def test_points_order_reasons_and_checks_hold_together(
    hers: Wishes, vacancies: list[Vacancy]
) -> None:
    hits = rank(hers, vacancies, distance, TODAY)
    keys = [(-hit.score, hit.km or 0, hit.vacancy.id) for hit in hits]
    assert keys == sorted(keys)
    for hit in hits:
        assert 2 <= len(hit.reasons) <= 3
        assert len(set(rules(hit.reasons))) == len(hit.reasons)
        assert all(POINTS[reason.rule].use is not Use.CHECK for reason in hit.reasons)
        assert all(POINTS[reason.rule].points >= 0 for reason in hit.reasons)
        assert hit.check is None or POINTS[hit.check.rule].use is Use.CHECK


@given(wishes, offers)
def test_promising_means_field_or_occupation_place_and_start(
    hers: Wishes, vacancies: list[Vacancy]
) -> None:
    """Restated from the promise in words, not from the program."""
    for hit in rank(hers, vacancies, distance, TODAY):
        offer = hit.vacancy
        liked = offer.field in hers.fields or offer.occupation in hers.occupations
        asked = bool(hers.fields or hers.occupations)
        limit = 35 if hers.radius_km is None else hers.radius_km
        near = hers.town is None or distance(hers.town, offer.town) <= limit
        assert hit.promising == ((liked or not asked) and near)
