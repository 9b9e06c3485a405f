"""The statements of reminders: plan, find what is due, say what became of it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, bindparam, func, literal, or_, select, update
from sqlmodel import Session

from storage.queries.fairs import REMINDER
from storage.queries.outbox import OUTBOX
from storage.queries.turns import upsert

_KEY = ("fair_id", "person_id", "kind", "plan_version")
_PLAN = ("event_date", "due_at", "until_at", "catch_up", "state")
_SENT = (
    update(REMINDER)
    .where(REMINDER.c.id == bindparam("reminder"))
    .values(state="posted", outbox_id=bindparam("row"))
)


def plan(session: Session, reminders: Sequence[dict[str, Any]]) -> None:
    """Plan reminders. One that is planned or has gone out stays; a dropped one is taken up."""
    if not reminders:
        return
    statement = upsert(session, REMINDER)
    fresh = {name: statement.excluded[name] for name in _PLAN}
    statement = statement.on_conflict_do_update(
        index_elements=list(_KEY), set_=fresh, where=REMINDER.c.state == "dropped"
    )
    rows = [{"state": "planned", "reason": "", **reminder} for reminder in reminders]
    session.connection().execute(statement, rows)


def plan_all(session: Session, people: Select[tuple[int]], reminder: dict[str, Any]) -> None:
    """Plan the same reminder for each of ``people`` (a select of person ids), once."""
    values = {"state": "planned", "reason": "", **reminder}
    chosen = people.subquery()
    columns = [literal(value, REMINDER.c[name].type) for name, value in values.items()]
    statement = upsert(session, REMINDER).from_select(
        ["person_id", *values], select(chosen.c[0], *columns).where(chosen.c[0] > 0)
    )
    session.execute(statement.on_conflict_do_nothing(index_elements=list(_KEY)))


def give_up(session: Session, state: str, **matching: int | str) -> None:
    """Take back what is planned: "superseded" for good, "dropped" until it is planned again."""
    where = [REMINDER.c[name] == value for name, value in matching.items()]
    session.execute(
        update(REMINDER).where(REMINDER.c.state == "planned", *where).values(state=state)
    )


def carry_over(session: Session, fair_id: int, old: int, new: int, kinds: Sequence[str]) -> None:
    """Reminders of these kinds hold for the new version of the plan as well."""
    session.execute(
        update(REMINDER)
        .where(
            REMINDER.c.fair_id == fair_id,
            REMINDER.c.plan_version == old,
            REMINDER.c.kind.in_(kinds),
        )
        .values(plan_version=new)
    )


def drop_posted(session: Session, outbox_ids: Sequence[int], **matching: int) -> None:
    """What was posted as one of these rows, which were withdrawn, has not gone out after all."""
    where = [REMINDER.c[name] == value for name, value in matching.items()]
    session.execute(
        update(REMINDER)
        .where(REMINDER.c.outbox_id.in_(list(outbox_ids)), *where)
        .values(state="dropped", outbox_id=None)
    )


def due_statement(now: datetime, limit: int) -> Select[Any]:
    """Planned reminders whose time has come, oldest first; each claimed by one process."""
    return (
        select(REMINDER)
        .where(REMINDER.c.state == "planned", REMINDER.c.due_at <= now)
        .order_by(REMINDER.c.due_at, REMINDER.c.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )


def due(session: Session, now: datetime, limit: int) -> list[Row[Any]]:
    """The rows that ``due_statement`` finds."""
    return list(session.execute(due_statement(now, limit)).all())


def next_due(session: Session) -> datetime | None:
    """When the next planned reminder is due."""
    statement = select(func.min(REMINDER.c.due_at)).where(REMINDER.c.state == "planned")
    return session.execute(statement).scalar()


def posted(session: Session, pairs: Sequence[tuple[int, int]]) -> None:
    """These reminders were posted as these outbox rows."""
    if pairs:
        values = [{"reminder": reminder, "row": row} for reminder, row in pairs]
        session.connection().execute(_SENT, values)


def missed(session: Session, ids: Sequence[int], state: str, reason: str) -> None:
    """These reminders will not go out, and why."""
    session.execute(
        update(REMINDER).where(REMINDER.c.id.in_(list(ids))).values(state=state, reason=reason)
    )


def people_of(ids: Sequence[int]) -> Select[tuple[int]]:
    """Whom these reminders are for."""
    return select(REMINDER.c.person_id).where(REMINDER.c.id.in_(list(ids)))


def find(
    session: Session, fair_id: int, person_id: int, kind: str, version: int
) -> Row[Any] | None:
    """One reminder by its key."""
    statement = select(REMINDER).where(
        REMINDER.c.fair_id == fair_id, REMINDER.c.person_id == person_id,
        REMINDER.c.kind == kind, REMINDER.c.plan_version == version,
    )  # fmt: skip
    return session.execute(statement).first()


def not_delivered(session: Session, fair_id: int) -> dict[str, int]:
    """How many reminders of a fair were missed or expired on the way, by reason."""
    lost = and_(REMINDER.c.state == "posted", OUTBOX.c.state.in_(("expired", "failed")))
    reason = func.coalesce(func.nullif(REMINDER.c.reason, ""), OUTBOX.c.reason)
    statement = (
        select(reason, func.count())
        .select_from(REMINDER.outerjoin(OUTBOX, OUTBOX.c.id == REMINDER.c.outbox_id))
        .where(REMINDER.c.fair_id == fair_id, or_(REMINDER.c.state == "missed", lost))
        .group_by(reason)
    )
    return {row[0]: row[1] for row in session.execute(statement)}
