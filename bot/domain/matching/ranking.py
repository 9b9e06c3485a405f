"""The ranked list: hits with their reasons, in a stable order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from bot.domain.matching.filters import (
    Distances,
    Map,
    fits_in_time,
    in_radius,
    is_liked,
    is_near,
    offered_by,
    sought_by,
)
from bot.domain.matching.points import POINTS, Rule, Use
from bot.domain.matching.rules import no_gos_met, notes, scoring_rules, total, worth_knowing
from bot.domain.people import Certificate
from bot.domain.vacancies import Condition, Vacancy
from bot.domain.wishes import Wishes

MOST_REASONS = 3
FEWEST_REASONS = 2
TELLING_ORDER = {rule: place for place, rule in enumerate(Rule)}


class Reason(NamedTuple):
    """A rule that holds, with what is needed to say it; handlers find the words.

    ``km`` comes with DISTANCE, FAR, REACHABLE and HARD_TO_REACH; ``certificate`` (the wished one)
    with the three CERTIFICATE rules; ``condition`` with NO_GO and CONDITION; ``day`` with START,
    BEGINS, INTERNSHIP_DATES and OTHER_DATES (its first day) and with ENDS_SOON (the last day of
    the advertisement); ``places`` with PLACES. Field and occupation are those of the vacancy.
    """

    rule: Rule
    km: float | None = None
    certificate: Certificate | None = None
    condition: Condition | None = None
    day: date | None = None
    places: int | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A vacancy for a pupil: two or three ``reasons``, at most one thing to ``check``.

    ``promising``: field or occupation, place and start fit. ``km``: the way, if a town is known.
    """

    vacancy: Vacancy
    score: int
    reasons: tuple[Reason, ...]
    check: Reason | None
    promising: bool
    km: float | None


def rank(
    wishes: Wishes,
    vacancies: Iterable[Vacancy],
    distances: Distances,
    today: date,
    limit: int | None = None,
) -> list[Hit]:
    """The vacancies that pass the kind, start and radius filters, best first, at most ``limit``.

    ``today`` is the region's local day. Order: points, then the shorter way, then the older id; it
    does not depend on the order of ``vacancies``.
    """
    ways = Map(wishes.town, distances)
    sought = sought_by(wishes)
    found = []
    for vacancy in vacancies:
        km = ways.km_to(vacancy.town)
        if (
            vacancy.is_shown(today)
            and in_radius(wishes, km)
            and fits_in_time(sought, offered_by(vacancy, today))
        ):
            score = total(scoring_rules(wishes, vacancy, km, today), km)
            found.append((-score, km or 0.0, vacancy.id, vacancy))
    found.sort(key=lambda entry: entry[:3])
    return [hit_for(wishes, entry[3], ways, today) for entry in found[:limit]]


def hit_for(wishes: Wishes, vacancy: Vacancy, ways: Map, today: date) -> Hit:
    """The hit for a vacancy that has passed the filters; ``ways`` lead from the pupil's town."""
    km = ways.km_to(vacancy.town)
    scoring = scoring_rules(wishes, vacancy, km, today)
    rules = sorted({*scoring, *notes(wishes, vacancy, today)}, key=TELLING_ORDER.__getitem__)
    reasons = [rule for rule in rules if POINTS[rule].use is Use.REASON][:MOST_REASONS]
    fillers = [rule for rule in rules if POINTS[rule].use is Use.FILLER]
    reasons += fillers[: max(0, FEWEST_REASONS - len(reasons))]
    checks = [rule for rule in rules if POINTS[rule].use is Use.CHECK]
    return Hit(
        vacancy=vacancy,
        score=total(scoring, km),
        reasons=tuple(_reason(rule, wishes, vacancy, km) for rule in reasons),
        check=_reason(checks[0], wishes, vacancy, km) if checks else None,
        promising=is_liked(wishes, vacancy) and is_near(wishes.radius_km, km),
        km=km,
    )


WITH_KM = {Rule.DISTANCE, Rule.FAR, Rule.REACHABLE, Rule.HARD_TO_REACH}
WITH_CERTIFICATE = {Rule.CERTIFICATE_ENOUGH, Rule.CERTIFICATE_MISSING, Rule.CERTIFICATE_WISHED}
WITH_START = {Rule.START, Rule.BEGINS, Rule.INTERNSHIP_DATES, Rule.OTHER_DATES}
CONDITION_ORDER = {condition: place for place, condition in enumerate(Condition)}


def _reason(rule: Rule, wishes: Wishes, vacancy: Vacancy, km: float | None) -> Reason:
    """The rule with the values its sentence needs."""
    if rule in WITH_KM:
        return Reason(rule, km=km)
    if rule in WITH_CERTIFICATE:
        return Reason(rule, certificate=vacancy.certificate)
    if rule in WITH_START:
        return Reason(rule, day=vacancy.start)
    if rule is Rule.ENDS_SOON:
        return Reason(rule, day=vacancy.valid_until)
    if rule in {Rule.NO_GO, Rule.CONDITION}:
        met = no_gos_met if rule is Rule.NO_GO else worth_knowing
        first = min(met(wishes, vacancy.conditions), key=CONDITION_ORDER.__getitem__)
        return Reason(rule, condition=first)
    return Reason(rule, places=vacancy.places if rule is Rule.PLACES else None)
