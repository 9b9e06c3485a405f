"""Vacancies as pupils may see them: never with the contact."""

from collections.abc import Collection
from typing import Any, cast

from sqlalchemy import Row, Table, select
from sqlmodel import Session

from storage.queries.turns import upsert
from storage.tables import VacancyRow, VacancyStock

VACANCY = cast("Table", VacancyRow.__table__)  # type: ignore[attr-defined]
STOCK = cast("Table", VacancyStock.__table__)  # type: ignore[attr-defined]
_SEEN_BY_PUPILS = [column for column in VACANCY.c if column.name != "contact"]
_NEWEST = select(STOCK.c.stamp)


def newest_change(session: Session) -> int | None:
    """The stamp of the newest change of any vacancy; None before the first."""
    return cast("int | None", session.connection().execute(_NEWEST).scalar())


def has_changed(session: Session, stamp: int) -> None:
    """Let everybody see that a vacancy has changed."""
    statement = upsert(session, STOCK).values(id=1, stamp=stamp)
    session.execute(statement.on_conflict_do_update(index_elements=["id"], set_={"stamp": stamp}))


def open_stamps(session: Session) -> dict[int, int]:
    """The stamps of all vacancies that are open, by their number."""
    statement = select(VACANCY.c.id, VACANCY.c.stamp).where(VACANCY.c.state == "open")
    return {row.id: row.stamp for row in session.execute(statement)}


def some_vacancies(session: Session, ids: Collection[int]) -> list[Row[Any]]:
    """These vacancies in any state, in no order; those that are gone are left out."""
    return list(session.execute(select(*_SEEN_BY_PUPILS).where(VACANCY.c.id.in_(ids))))
