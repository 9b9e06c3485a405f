"""Which rules hold for a pupil's wishes and a vacancy; the score is the sum of their points.

The functions get only the values they judge, so it can be read off what a score depends on.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from bot.domain.matching.filters import is_near, sought_by
from bot.domain.matching.points import ENDS_SOON, FRESH, REACH_KM, Rule, points_of
from bot.domain.people import Certificate
from bot.domain.vacancies import INTERNSHIPS, Condition, Kind, Vacancy
from bot.domain.wishes import StartWish, Transport, Wishes, wishes_met

RANK = {certificate: certificate.rank for certificate in Certificate}


class Terms(NamedTuple):
    """The conditions of a vacancy. ``fresh``: new or confirmed not long ago."""

    certificate: Certificate
    conditions: frozenset[Condition]
    fresh: bool


class Trial(NamedTuple):
    """The chance to try the work: an internship or visit on ``day``, or one before a training."""

    kind: Kind
    internship: bool
    day: date | None


PERFECT_TERMS = Terms(Certificate.NONE, frozenset(), fresh=True)
"""No vacancy's terms earn more points."""


def terms_of(vacancy: Vacancy, today: date) -> Terms:
    """The terms of a vacancy on the local day ``today``."""
    fresh = today - vacancy.fresh_since <= FRESH
    return Terms(vacancy.certificate, vacancy.conditions, fresh)


def trial_of(vacancy: Vacancy) -> Trial:
    """The chance to try the work of a vacancy."""
    day = vacancy.start if vacancy.kind in INTERNSHIPS else None
    return Trial(vacancy.kind, vacancy.internship, day)


def perfect_trials(wishes: Wishes) -> list[Trial]:
    """No vacancy that passes the filters earns more points for a trial than one of these."""
    day = wishes.internship[0] if wishes.internship else None
    kinds = sought_by(wishes).kinds | {Kind.TRAINING}
    return [Trial(kind, True, day if kind in INTERNSHIPS else None) for kind in kinds]


def interest_rules(wishes: Wishes, field: str, occupation: str) -> Iterator[Rule]:
    """What the pupil likes: an occupation outweighs its field, they do not add up."""
    if occupation in wishes.occupations:
        yield Rule.OCCUPATION
    elif field in wishes.fields:
        yield Rule.FIELD


def place_rules(wishes: Wishes, km: float | None) -> Iterator[Rule]:
    """The way and the means of transport; nothing without a town."""
    if km is None:
        return
    yield Rule.DISTANCE if is_near(wishes.radius_km, km) else Rule.FAR
    if wishes.transport:
        reach = max(REACH_KM[means] for means in wishes.transport)
        yield Rule.REACHABLE if km <= reach else Rule.HARD_TO_REACH


def terms_rules(
    certificate: Certificate | None, no_gos: frozenset[Condition], terms: Terms
) -> Iterator[Rule]:
    """The pupil's certificate and no-gos against the terms, and freshness."""
    yield from _certificate_rules(certificate, terms.certificate)
    yield from [Rule.NO_GO for _ in no_gos & terms.conditions]
    if terms.fresh:
        yield Rule.FRESH


def _certificate_rules(own: Certificate | None, wished: Certificate) -> Iterator[Rule]:
    """A certificate is the firm's wish: for most dual occupations no law demands one."""
    if own is not None:
        enough = RANK[own] >= RANK[wished]
        yield Rule.CERTIFICATE_ENOUGH if enough else Rule.CERTIFICATE_MISSING
    elif wished is not Certificate.NONE:
        yield Rule.CERTIFICATE_WISHED


def trial_rules(wishes: Wishes, trial: Trial) -> Iterator[Rule]:
    """The dates of an internship, or the chance of one before a training."""
    if trial.kind in INTERNSHIPS:
        if trial.day is not None and wishes.internship is not None:
            first, last = wishes.internship
            # Internships are offered from a day on, a visit is on that day.
            begun = trial.kind is Kind.INTERNSHIP or trial.day >= first
            yield Rule.INTERNSHIP_DATES if begun and trial.day <= last else Rule.OTHER_DATES
    elif trial.internship and _wants_internship(wishes):
        yield Rule.INTERNSHIP


def _wants_internship(wishes: Wishes) -> bool:
    """Whether one of the answers asks for an internship."""
    return (
        wishes.internship is not None
        or wishes.start is StartWish.INTERNSHIP_FIRST
        or Kind.INTERNSHIP in wishes.kinds
    )


def notes(wishes: Wishes, vacancy: Vacancy, today: date) -> Iterator[Rule]:
    """What is worth telling and not worth points."""
    lasting = wishes.start is not None and vacancy.kind not in INTERNSHIPS
    met = lasting and wishes.start in wishes_met(vacancy.start, today)
    yield Rule.START if met else Rule.BEGINS
    if vacancy.kind in wishes.kinds:
        yield Rule.KIND
    yield Rule.PLACES
    if worth_knowing(wishes, vacancy.conditions):
        yield Rule.CONDITION
    if vacancy.valid_until - today <= ENDS_SOON:
        yield Rule.ENDS_SOON


def no_gos_met(wishes: Wishes, conditions: frozenset[Condition]) -> frozenset[Condition]:
    """The no-gos that the work asks for."""
    return wishes.no_gos & conditions


def worth_knowing(wishes: Wishes, conditions: frozenset[Condition]) -> frozenset[Condition]:
    """Conditions that are no no-gos; who has a car needs no word about the licence."""
    others = conditions - wishes.no_gos
    return others - {Condition.LICENCE} if Transport.CAR in wishes.transport else others


def scoring_rules(wishes: Wishes, vacancy: Vacancy, km: float | None, today: date) -> list[Rule]:
    """All rules that hold and may have points; a rule stands there as often as it counts."""
    return [
        *interest_rules(wishes, vacancy.field, vacancy.occupation),
        *place_rules(wishes, km),
        *terms_rules(wishes.certificate, wishes.no_gos, terms_of(vacancy, today)),
        *trial_rules(wishes, trial_of(vacancy)),
    ]


def total(rules: Iterable[Rule], km: float | None = None) -> int:
    """The score of these rules, the way being ``km`` long."""
    return sum(points_of(rule, km) for rule in rules)
