"""The statements about fairs: who was told, how many come, and what goes when it is over."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, cast

from sqlalchemy import CursorResult, Select, Table, delete, func, select, union, update
from sqlmodel import Session

from storage.queries.outbox import OPEN, OUTBOX, SHOWN
from storage.tables.fairs import Broadcast, BroadcastRecipient, FairReminder, FairRow, FairSignUp

FAIR = cast("Table", FairRow.__table__)  # type: ignore[attr-defined]
SIGN_UP = cast("Table", FairSignUp.__table__)  # type: ignore[attr-defined]
REMINDER = cast("Table", FairReminder.__table__)  # type: ignore[attr-defined]
BROADCAST = cast("Table", Broadcast.__table__)  # type: ignore[attr-defined]
RECIPIENT = cast("Table", BroadcastRecipient.__table__)  # type: ignore[attr-defined]

TOLD = ("sending", *SHOWN, "unknown")
"""States of a message that a person may have read."""


def said(fair_id: int, *answers: str) -> Select[tuple[int]]:
    """The people who have answered so."""
    return select(SIGN_UP.c.person_id).where(
        SIGN_UP.c.fair_id == fair_id, SIGN_UP.c.answer.in_(answers)
    )


def announced_to(fair_id: Any, *states: str) -> Select[tuple[int]]:
    """The people whose announcement of a fair (its number or a parameter) is in these states."""
    broadcasts = select(BROADCAST.c.id).where(BROADCAST.c.fair_id == fair_id)
    return select(OUTBOX.c.person_id).where(
        OUTBOX.c.about_kind == "broadcast",
        OUTBOX.c.about_id.in_(broadcasts),
        OUTBOX.c.notice == "fair_announcement",
        OUTBOX.c.state.in_(states),
    )


def told(fair_id: int) -> Select[tuple[int]]:
    """The people who may count on the fair: they said yes or maybe, or read of it and not no."""
    everybody = union(said(fair_id, "yes", "maybe"), announced_to(fair_id, *TOLD)).subquery()
    return select(everybody.c[0]).where(everybody.c[0].not_in(said(fair_id, "no")))


def told_but_not_waiting(fair_id: int, notice: str) -> Select[tuple[int]]:
    """Those of ``told`` who have no such notice about the fair waiting for them."""
    waiting = select(OUTBOX.c.person_id).where(
        OUTBOX.c.about_kind == "fair",
        OUTBOX.c.about_id == fair_id,
        OUTBOX.c.notice == notice,
        OUTBOX.c.state == "queued",
    )
    people = told(fair_id).subquery()
    return select(people.c[0]).where(people.c[0].not_in(waiting))


def count(session: Session, people: Select[tuple[int]]) -> int:
    """How many people a select finds."""
    return int(session.execute(select(func.count()).select_from(people.subquery())).scalar_one())


def answers(session: Session, fair_id: int, version: int) -> list[tuple[str, bool, int]]:
    """Of one fair: answer, whether it was given to this version of the plan, how many."""
    current = SIGN_UP.c.plan_version == version
    statement = (
        select(SIGN_UP.c.answer, current, func.count())
        .where(SIGN_UP.c.fair_id == fair_id)
        .group_by(SIGN_UP.c.answer, current)
    )
    return [(row[0], bool(row[1]), row[2]) for row in session.execute(statement)]


def over_before(session: Session, day: date) -> list[int]:
    """Fairs that ended before ``day`` and whose sign-ups are still kept."""
    statement = select(FAIR.c.id).where(FAIR.c.end_day < day, FAIR.c.forgotten_at.is_(None))
    return list(session.execute(statement).scalars())


def forget_sign_ups(session: Session, fair_id: int, now: datetime) -> None:
    """Delete who came, who was reminded and who was told; only two numbers stay."""
    numbers = {
        column: count(session, said(fair_id, answer))
        for column, answer in (("said_yes", "yes"), ("said_maybe", "maybe"))
    }
    session.execute(update(FAIR).where(FAIR.c.id == fair_id).values(forgotten_at=now, **numbers))
    broadcasts = select(BROADCAST.c.id).where(BROADCAST.c.fair_id == fair_id)
    session.execute(delete(RECIPIENT).where(RECIPIENT.c.broadcast_id.in_(broadcasts)))
    for table in (SIGN_UP, REMINDER):
        session.execute(delete(table).where(table.c.fair_id == fair_id))


def forget_person(session: Session, person_id: int, tables: Sequence[Table]) -> int:
    """Delete a person's rows in these tables; returns how many there were."""
    found = 0
    for table in tables:
        statement = delete(table).where(table.c.person_id == person_id)
        found += cast("CursorResult[Any]", session.execute(statement)).rowcount
    return found


def withdraw_notices(
    session: Session, now: datetime, notices: Sequence[str], about: tuple[str, int], **who: int
) -> list[int]:
    """Withdraw waiting notices about a thing, perhaps of one person; returns their numbers."""
    where = [OUTBOX.c[name] == value for name, value in who.items()]
    statement = (
        update(OUTBOX)
        .where(
            OUTBOX.c.about_kind == about[0], OUTBOX.c.about_id == about[1],
            OUTBOX.c.notice.in_(notices), OUTBOX.c.state == "queued", *where,
        )
        .values(state="withdrawn", settled_at=now, body=None)
        .returning(OUTBOX.c.id)
    )  # fmt: skip
    return list(session.execute(statement).scalars())


def is_open(session: Session, notice: str, about: tuple[str, int]) -> bool:
    """Whether such a notice is on its way."""
    statement = select(OUTBOX.c.id).where(
        OUTBOX.c.about_kind == about[0], OUTBOX.c.about_id == about[1],
        OUTBOX.c.notice == notice, OUTBOX.c.state.in_(OPEN),
    )  # fmt: skip
    return session.execute(statement.limit(1)).first() is not None
