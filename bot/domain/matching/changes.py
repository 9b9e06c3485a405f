"""Instead of an empty list: which single answer, given differently, would bring more."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from bot.domain.matching.filters import (
    Distances,
    Map,
    fits_in_time,
    is_liked,
    is_near,
    offered_by,
    sought_by,
)
from bot.domain.vacancies import Kind, Vacancy
from bot.domain.wishes import RADII_KM, StartWish, Wishes

MOST_CHANGES = 3

Related = Callable[[str], Collection[str]]
"""The fields that resemble a field, by code of the county pack."""


class Answer(StrEnum):
    """The answer that would be changed."""

    RADIUS = "radius"
    START = "start"
    KIND = "kind"
    FIELD = "field"


@dataclass(frozen=True, slots=True)
class Change:
    """One answer changed: ``more`` vacancies become promising that are not now.

    ``wishes`` are the wishes with that change, ready to be kept. Of ``radius_km``, ``start``,
    ``kind`` (the one added) and ``field`` (the one added) the one that ``answer`` names is set.
    """

    answer: Answer
    wishes: Wishes
    more: int
    radius_km: int | None = None
    start: StartWish | None = None
    kind: Kind | None = None
    field: str | None = None


def what_would_change(
    wishes: Wishes,
    vacancies: Sequence[Vacancy],
    distances: Distances,
    today: date,
    related: Related | None = None,
) -> tuple[Change, ...]:
    """At most three single changes that bring promising vacancies, the most fruitful first.

    Of each answer only one change is offered: the smallest wider radius that brings any, and the
    start, kind and field that bring the most. ``related`` limits added fields to those that
    resemble a wished one; without it any field of the vacancies may be proposed. ``today`` is the
    region's local day.
    """
    shown = [vacancy for vacancy in vacancies if vacancy.is_shown(today)]
    ways = Map(wishes.town, distances)
    now = promising_ids(wishes, shown, ways, today)
    best: dict[Answer, Change] = {}
    for change in _changes(wishes, shown, related):
        before = best.get(change.answer)
        if change.answer is Answer.RADIUS and before:
            continue
        more = len(promising_ids(change.wishes, shown, ways, today) - now)
        if more > (before.more if before else 0):
            best[change.answer] = replace(change, more=more)
    return tuple(sorted(best.values(), key=lambda change: -change.more)[:MOST_CHANGES])


def promising_ids(
    wishes: Wishes, shown: Sequence[Vacancy], ways: Map, today: date
) -> frozenset[int]:
    """Ids of the promising among the ``shown``; ``ways`` lead from the pupil's town."""
    sought = sought_by(wishes)
    return frozenset(
        vacancy.id
        for vacancy in shown
        if is_liked(wishes, vacancy)
        and is_near(wishes.radius_km, ways.km_to(vacancy.town))
        and fits_in_time(sought, offered_by(vacancy, today))
    )


def _changes(
    wishes: Wishes, shown: Sequence[Vacancy], related: Related | None
) -> Iterator[Change]:
    """All single changes worth a look, still uncounted; nothing unasked is changed."""
    if wishes.town is not None:
        for km in RADII_KM:
            wider = replace(wishes, radius_km=km)
            if wishes.radius_km is None or km > wishes.radius_km:
                yield Change(Answer.RADIUS, wider, 0, radius_km=km)
    if wishes.start is not None:
        for start in StartWish:
            yield Change(Answer.START, replace(wishes, start=start), 0, start=start)
    kinds = sought_by(wishes).kinds
    for kind in Kind:
        yield Change(Answer.KIND, replace(wishes, kinds=kinds | {kind}), 0, kind=kind)
    for code in _more_fields(wishes, shown, related):
        added = replace(wishes, fields=(*wishes.fields, code))
        yield Change(Answer.FIELD, added, 0, field=code)


def _more_fields(wishes: Wishes, shown: Sequence[Vacancy], related: Related | None) -> list[str]:
    """Fields that could be added, sorted by code; none if the pupil likes everything anyway."""
    if not wishes.fields and not wishes.occupations:
        return []
    offered = {vacancy.field for vacancy in shown}
    if related is None:
        return sorted(offered - set(wishes.fields))
    roots = {v.field for v in shown if v.occupation in wishes.occupations} | set(wishes.fields)
    near = roots.union(*(related(field) for field in sorted(roots)))
    return sorted((near & offered) - set(wishes.fields))
