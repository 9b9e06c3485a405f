"""Who a pupil is never counts; what a firm wishes for never hides anything."""

from dataclasses import dataclass, fields, replace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.domain.matching import Hit, MatchBook, Rule, rank, what_would_change
from bot.domain.matching.points import POINTS
from bot.domain.people import AgeBand, Certificate
from bot.domain.vacancies import Condition, Vacancy
from bot.domain.wishes import Wishes
from tests.domain.matching_world import TODAY, book_of, distance, offers, vacancy, wishes

ANSWERS = {
    "fields", "occupations", "town", "certificate", "start", "kinds", "radius_km",
    "transport", "strengths", "no_gos", "internship", "slots", "further",
}  # fmt: skip
READ = ANSWERS - {"strengths", "slots", "further"}


@dataclass(frozen=True)
class Person:
    """A pupil as a service might know one: the wishes among things that must not count."""

    name: str
    language: str
    school: str
    age_band: AgeBand
    wishes: Wishes


people = st.builds(Person, st.text(), st.sampled_from(["de", "ar", "uk"]), st.text())


class Watched(Wishes):
    """Wishes of a person of whom there is more to read; what is read is noted."""

    def __init__(self, person: Person) -> None:
        super().__init__()
        object.__setattr__(self, "person", person)
        object.__setattr__(self, "read", set())

    def __getattribute__(self, name: str) -> Any:
        if name in {"person", "read"}:
            return object.__getattribute__(self, name)
        self.read.add(name)
        return getattr(self.person.wishes if name in ANSWERS else self.person, name)


def scores(hits: list[Hit]) -> dict[int, int]:
    return {hit.vacancy.id: hit.score for hit in hits}


def test_wishes_hold_answers_and_nothing_about_the_person() -> None:
    assert {field.name for field in fields(Wishes)} == ANSWERS


@given(people, people, wishes, offers)
def test_name_language_school_and_age_never_change_a_rank(
    one: Person, other: Person, same: Wishes, vacancies: list[Vacancy]
) -> None:
    one, other = replace(one, wishes=same), replace(other, wishes=same)
    assert rank(one.wishes, vacancies, distance, TODAY) == rank(
        other.wishes, vacancies, distance, TODAY
    )


@given(people, wishes, offers)
def test_matching_reads_nothing_but_answers(
    person: Person, hers: Wishes, vacancies: list[Vacancy]
) -> None:
    watched = Watched(replace(person, wishes=hers))
    plain = rank(hers, vacancies, distance, TODAY)
    assert rank(watched, vacancies, distance, TODAY) == plain
    book = MatchBook(distance, TODAY)
    for each in vacancies:
        book.put_vacancy(each)
    book.put_pupil(1, watched)
    assert {hit.vacancy.id for hit in plain if hit.promising} == book.promising_for(watched)
    book.best_for(watched, 5)
    assert watched.read <= READ


@given(wishes, offers, st.text(), st.sampled_from(["", "A1", "C2"]))
def test_firm_title_source_and_german_level_never_change_a_rank(
    hers: Wishes, vacancies: list[Vacancy], text: str, level: str
) -> None:
    renamed = [
        replace(v, company=text, title=text, source=text, reference=text, german_level=level)
        for v in vacancies
    ]
    before = [(hit.vacancy.id, hit.score) for hit in rank(hers, vacancies, distance, TODAY)]
    after = [(hit.vacancy.id, hit.score) for hit in rank(hers, renamed, distance, TODAY)]
    assert before == after


@given(wishes, wishes, offers)
def test_strengths_times_and_further_answers_never_change_a_rank(
    hers: Wishes, other: Wishes, vacancies: list[Vacancy]
) -> None:
    changed = replace(hers, strengths=other.strengths, slots=other.slots, further=other.further)
    assert rank(hers, vacancies, distance, TODAY) == rank(changed, vacancies, distance, TODAY)


@given(wishes, offers, st.sampled_from(Certificate), st.sampled_from(Certificate))
def test_a_missing_certificate_demotes_and_never_removes(
    hers: Wishes, vacancies: list[Vacancy], own: Certificate, wished: Certificate
) -> None:
    hers = replace(hers, certificate=own)
    with_wish = [replace(v, certificate=wished) for v in vacancies]
    without = [replace(v, certificate=Certificate.NONE) for v in vacancies]
    demoted = scores(rank(hers, with_wish, distance, TODAY))
    plain = scores(rank(hers, without, distance, TODAY))
    costs = POINTS[Rule.CERTIFICATE_ENOUGH].points - POINTS[Rule.CERTIFICATE_MISSING].points
    cost = costs if own.rank < wished.rank else 0
    assert costs > 0
    assert demoted == {number: score - cost for number, score in plain.items()}


@given(wishes, offers)
def test_a_missing_certificate_is_told(hers: Wishes, vacancies: list[Vacancy]) -> None:
    hers = replace(hers, certificate=Certificate.ESA)
    wanted = [replace(v, certificate=Certificate.ABITUR) for v in vacancies]
    for hit in rank(hers, wanted, distance, TODAY):
        assert hit.check is not None
        assert (hit.check.rule, hit.check.certificate) == (
            Rule.CERTIFICATE_MISSING,
            Certificate.ABITUR,
        )


@given(wishes, offers, st.frozensets(st.sampled_from(Condition)))
def test_no_gos_demote_by_what_they_meet_and_never_remove(
    hers: Wishes, vacancies: list[Vacancy], no_gos: frozenset[Condition]
) -> None:
    plain = scores(rank(replace(hers, no_gos=frozenset()), vacancies, distance, TODAY))
    demoted = scores(rank(replace(hers, no_gos=no_gos), vacancies, distance, TODAY))
    conditions = {v.id: v.conditions for v in vacancies}
    cost = POINTS[Rule.NO_GO].points
    assert cost < 0
    assert demoted == {n: s + cost * len(no_gos & conditions[n]) for n, s in plain.items()}


@given(wishes, offers)
def test_neither_certificates_nor_no_gos_change_what_is_promising(
    hers: Wishes, vacancies: list[Vacancy]
) -> None:
    bare = replace(hers, certificate=None, no_gos=frozenset())
    assert {h.vacancy.id for h in rank(hers, vacancies, distance, TODAY) if h.promising} == {
        h.vacancy.id for h in rank(bare, vacancies, distance, TODAY) if h.promising
    }


def test_no_change_of_certificate_is_ever_proposed() -> None:
    hers = Wishes(certificate=Certificate.NONE, fields=("wood",), town="Aheim")
    wanting = [vacancy(certificate=Certificate.ABITUR, town="Ehausen")]
    for change in what_would_change(hers, book_of(wanting)):
        assert change.wishes.certificate is Certificate.NONE
