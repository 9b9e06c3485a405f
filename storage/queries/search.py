"""Vacancies as pupils may see them: never with the contact."""

from collections.abc import Collection
from datetime import date
from typing import Any, cast

from sqlalchemy import Row, Table, select
from sqlmodel import Session

from storage.tables import VacancyRow

VACANCY = cast("Table", VacancyRow.__table__)  # type: ignore[attr-defined]
_SEEN_BY_PUPILS = [column for column in VACANCY.c if column.name != "contact"]


def open_vacancies(session: Session, today: date, fields: Collection[str] = ()) -> list[Row[Any]]:
    """Vacancies that are open on the local day ``today``, in no order; of these fields, if any."""
    statement = select(*_SEEN_BY_PUPILS).where(
        VACANCY.c.state == "open", VACANCY.c.valid_until >= today
    )
    if fields:
        statement = statement.where(VACANCY.c.field.in_(fields))
    return list(session.execute(statement))


def some_vacancies(session: Session, ids: Collection[int]) -> list[Row[Any]]:
    """These vacancies in any state, in no order; those that are gone are left out."""
    return list(session.execute(select(*_SEEN_BY_PUPILS).where(VACANCY.c.id.in_(ids))))
