"""The outbox looked at from outside: how much waits, for the health check and the demo."""

from datetime import datetime

from sqlalchemy import RowMapping, func, select
from sqlmodel import Session

from storage.queries.outbox import IS_READ_NOW, OUTBOX
from storage.queries.turns import PERSON


def oldest_overdue(session: Session, now: datetime) -> datetime | None:
    """Since when the oldest row that could go out has been waiting."""
    statement = select(func.min(OUTBOX.c.due_at)).where(
        OUTBOX.c.state == "queued", OUTBOX.c.due_at <= now, IS_READ_NOW
    )
    return session.execute(statement).scalar()


def count_queued(session: Session) -> int:
    """How many rows wait to be sent, now or later."""
    statement = select(func.count()).where(OUTBOX.c.state == "queued")
    return int(session.execute(statement).scalar_one())


def newest(session: Session, limit: int) -> list[RowMapping]:
    """The newest rows with their reader's role, for the demo's inspector."""
    statement = (
        select(OUTBOX, PERSON.c.role)
        .join(PERSON, PERSON.c.id == OUTBOX.c.person_id)
        .order_by(OUTBOX.c.id.desc())
        .limit(limit)
    )
    return list(session.execute(statement).mappings())
