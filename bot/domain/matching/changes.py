"""Instead of an empty list: which single answer, given differently, would bring more."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from bot.domain.matching.book import MatchBook
from bot.domain.matching.filters import sought_by
from bot.domain.vacancies import Kind
from bot.domain.wishes import RADII_KM, StartWish, Wishes

MOST_CHANGES = 3


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
    wishes: Wishes, book: MatchBook, alike: Collection[str] | None = None
) -> tuple[Change, ...]:
    """At most three single changes that bring promising vacancies, the most fruitful first.

    Of each answer only one change is offered: the smallest wider radius that brings any, and the
    start, kind and field that bring the most. ``alike`` are the only fields that may be added,
    those that resemble a wished one; without it any field of the book may.
    """
    now = book.promising_for(wishes)
    best: dict[Answer, Change] = {}
    for change in _changes(wishes, book, alike):
        before = best.get(change.answer)
        if change.answer is Answer.RADIUS and before:
            continue
        more = len(book.promising_for(change.wishes) - now)
        if more > (before.more if before else 0):
            best[change.answer] = replace(change, more=more)
    return tuple(sorted(best.values(), key=lambda change: -change.more)[:MOST_CHANGES])


def _changes(wishes: Wishes, book: MatchBook, alike: Collection[str] | None) -> Iterator[Change]:
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
    for code in _more_fields(wishes, book, alike):
        added = replace(wishes, fields=(*wishes.fields, code))
        yield Change(Answer.FIELD, added, 0, field=code)


def _more_fields(wishes: Wishes, book: MatchBook, alike: Collection[str] | None) -> list[str]:
    """Fields that could be added, sorted by code; none if the pupil likes everything anyway."""
    if not wishes.fields and not wishes.occupations:
        return []
    added = book.fields() - set(wishes.fields)
    return sorted(added if alike is None else added & set(alike))
