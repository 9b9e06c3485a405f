"""The statements about what is recorded without any person."""

from datetime import date, datetime, timedelta
from typing import cast

from sqlalchemy import Table, delete
from sqlmodel import Session

from storage.queries.turns import upsert
from storage.tables.records import Chore, Counter, Receipt

COUNTER = cast("Table", Counter.__table__)  # type: ignore[attr-defined]
CHORE = cast("Table", Chore.__table__)  # type: ignore[attr-defined]
RECEIPT = cast("Table", Receipt.__table__)  # type: ignore[attr-defined]


def count(session: Session, day: date, kind: str) -> None:
    """Once more on this day."""
    statement = upsert(session, COUNTER).values(day=day, kind=kind, count=1)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["day", "kind"], set_={"count": COUNTER.c.count + 1}
        )
    )


def begin_chore(session: Session, name: str, now: datetime, every: timedelta) -> bool:
    """Whether regular work is due; of several processes that ask only one hears yes."""
    statement = upsert(session, CHORE).values(name=name, begun_at=now)
    statement = statement.on_conflict_do_update(
        index_elements=["name"], set_={"begun_at": now}, where=CHORE.c.begun_at <= now - every
    )
    return session.execute(statement.returning(CHORE.c.name)).first() is not None


def chore_again(session: Session, name: str) -> None:
    """There is more to do: it is due at once."""
    session.execute(delete(CHORE).where(CHORE.c.name == name))


def forget_receipts(session: Session, before: date) -> None:
    """Drop receipts of earlier days."""
    session.execute(delete(RECEIPT).where(RECEIPT.c.day < before))
