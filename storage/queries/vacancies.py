"""Statements about vacancies for staff: pages of a list, and what has expired."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, cast

from sqlalchemy import ColumnElement, CursorResult, func, or_, select, true, update
from sqlmodel import Session, col
from sqlmodel import select as pick

from storage.queries.search import VACANCY
from storage.tables import VacancyRow


@dataclass(frozen=True, slots=True)
class Shelf:
    """A part of all vacancies: of these towns (None: of all) or entered by one of the staff."""

    towns: tuple[str, ...] | None
    entered_by: int
    states: tuple[str, ...]

    def holds(self) -> ColumnElement[bool]:
        """Whether a vacancy stands on it."""
        mine = VACANCY.c.entered_by == self.entered_by
        place = true() if self.towns is None else or_(VACANCY.c.town.in_(self.towns), mine)
        return place & VACANCY.c.state.in_(self.states)


def locked(session: Session, vacancy_id: int) -> VacancyRow | None:
    """The vacancy as it is now, kept from others until the end of this transaction."""
    statement = pick(VacancyRow).where(VacancyRow.id == vacancy_id).with_for_update()
    return session.exec(statement.execution_options(populate_existing=True)).first()


def count(session: Session, shelf: Shelf, newer_than: int | None = None) -> int:
    """How many stand on the shelf, all or those newer than this one."""
    statement = select(func.count()).select_from(VACANCY).where(shelf.holds())
    if newer_than is not None:
        statement = statement.where(VACANCY.c.id > newer_than)
    return int(session.execute(statement).scalar_one())


def page(session: Session, shelf: Shelf, before: int | None, most: int) -> list[VacancyRow]:
    """The newest on the shelf, or the newest of those older than ``before``."""
    statement = pick(VacancyRow).where(shelf.holds())
    if before is not None:
        statement = statement.where(col(VacancyRow.id) < before)
    return list(session.exec(statement.order_by(col(VacancyRow.id).desc()).limit(most)))


def page_above(session: Session, shelf: Shelf, after: int, most: int) -> int | None:
    """Where the page begins that comes before the one of vacancies older than ``after``.

    Returns the ``before`` of that page; None means the first page.
    """
    statement = (
        select(VACANCY.c.id)
        .where(shelf.holds(), VACANCY.c.id >= after)
        .order_by(VACANCY.c.id)
        .offset(most)
        .limit(1)
    )
    return session.execute(statement).scalar()


def expire(session: Session, states: Collection[str], today: date) -> int:
    """Vacancies in these states that are over before ``today`` expire; returns how many."""
    statement = (
        update(VACANCY)
        .where(VACANCY.c.state.in_(states), VACANCY.c.valid_until < today)
        .values(state="expired", version=VACANCY.c.version + 1, match_from=None)
    )
    return cast("CursorResult[Any]", session.execute(statement)).rowcount
