"""The statements of announcements: who wants them, who gets them, what became of them."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    ColumnElement,
    CursorResult,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    case,
    exists,
    func,
    or_,
    select,
    update,
)
from sqlmodel import Session

from storage.queries.fairs import BROADCAST, RECIPIENT, SIGN_UP, TOLD, announced_to
from storage.queries.outbox import OPEN, OUTBOX
from storage.queries.turns import ADDRESS, CONVERSATION, INSERTS, PERSON, upsert
from storage.tables.people import Consent

CONSENT = cast("Table", Consent.__table__)  # type: ignore[attr-defined]
BULK = 3
_AGREES = exists().where(
    CONSENT.c.person_id == PERSON.c.id,
    CONSENT.c.purpose == "fairs",
    CONSENT.c.withdrawn_at.is_(None),
)
_AGREED = exists().where(CONSENT.c.person_id == PERSON.c.id, CONSENT.c.purpose == "fairs")
_HAS_ADDRESS = exists().where(
    CONVERSATION.c.person_id == PERSON.c.id,
    ADDRESS.c.id == CONVERSATION.c.address_id,
    ADDRESS.c.left_at.is_(None),
)
_WANTS = and_(_AGREES, PERSON.c.stopped_at.is_(None))


def _reachable(now: Any) -> ColumnElement[bool]:
    return and_(_HAS_ADDRESS, or_(PERSON.c.paused_until.is_(None), PERSON.c.paused_until <= now))


def audience(session: Session, now: datetime, fair_id: int) -> dict[str, int]:
    """How many pupils want, have opted out, are out of reach, or have the announcement already."""
    has_it = PERSON.c.id.in_(announced_to(fair_id, *TOLD, *OPEN))
    group = case(
        (~_WANTS, "opted_out"), (~_reachable(now), "unreachable"), (has_it, "has_it"),
        else_="wants",
    ).label("audience")  # fmt: skip
    statement = select(group, func.count()).where(PERSON.c.role == "pupil", _AGREED)
    return {row[0]: row[1] for row in session.execute(statement.group_by(group))}


def _fix_statement(make_insert: Any, *, again: bool) -> Any:
    """INSERT … SELECT of the next recipients, in the order of their numbers.

    ``again``: the fair was announced before, and who has that announcement is left out.
    """
    who: Select[Any] = (
        select(bindparam("broadcast", type_=Integer), PERSON.c.id)
        .where(PERSON.c.id > bindparam("after"), PERSON.c.role == "pupil")
        .where(_WANTS, _reachable(bindparam("now", type_=PERSON.c.paused_until.type)))
        .order_by(PERSON.c.id)
        .limit(bindparam("limit", type_=Integer))
    )
    if again:
        has_it = announced_to(bindparam("fair", type_=Integer), *TOLD, *OPEN)
        who = who.where(PERSON.c.id.not_in(has_it))
    insert = make_insert(RECIPIENT).from_select(["broadcast_id", "person_id"], who)
    return insert.on_conflict_do_nothing().execution_options(preserve_rowcount=True)


# Built once: with pieces this small, building statements would cost as much as running them.
FIX = {
    (dialect, again): _fix_statement(make_insert, again=again)
    for dialect, make_insert in INSERTS.items()
    for again in (False, True)
}
_NEXT_TO_FIX = (
    select(BROADCAST.c.id, BROADCAST.c.fair_id, BROADCAST.c.number, BROADCAST.c.fixed_upto)
    .where(BROADCAST.c.state == "fixing")
    .order_by(BROADCAST.c.id)
    .limit(1)
    .with_for_update(skip_locked=True)
)
_LAST_FIXED = select(func.max(RECIPIENT.c.person_id)).where(
    RECIPIENT.c.broadcast_id == bindparam("broadcast")
)
_FIXED = (
    update(BROADCAST)
    .where(BROADCAST.c.id == bindparam("broadcast"))
    .values(
        total=BROADCAST.c.total + bindparam("found"),
        fixed_upto=bindparam("upto"),
        state=bindparam("new_state"),
    )
)
_EVERYBODY = 2**31 - 1  # no person has a higher number


def fix(session: Session, now: datetime, limit: int) -> bool:
    """Settle the next recipients where some are lacking, oldest first; False if none are."""
    connection = session.connection()
    row = connection.execute(_NEXT_TO_FIX).first()
    if row is None:
        return False
    values = {"broadcast": row.id, "fair": row.fair_id, "after": row.fixed_upto, "now": now}
    statement = FIX[connection.dialect.name, row.number > 1]
    found = connection.execute(statement, {**values, "limit": limit}).rowcount
    upto = connection.execute(_LAST_FIXED, values).scalar() if found == limit else _EVERYBODY
    state = "fixing" if found == limit else "sending"
    connection.execute(_FIXED, {**values, "found": found, "upto": upto, "new_state": state})
    return True


def start(session: Session, values: dict[str, Any]) -> int | None:
    """Begin the announcement with this number; None when somebody was first."""
    statement = upsert(session, BROADCAST).values(values)
    statement = statement.on_conflict_do_nothing(index_elements=["fair_id", "number"])
    return session.execute(statement.returning(BROADCAST.c.id)).scalar()


def change_state(session: Session, broadcast_id: int, old: tuple[str, ...], new: str) -> bool:
    """One conditional transition: False when the announcement is in none of the ``old`` states."""
    statement = (
        update(BROADCAST)
        .where(BROADCAST.c.id == broadcast_id, BROADCAST.c.state.in_(old))
        .values(state=new)
    )
    return cast("CursorResult[Any]", session.execute(statement)).rowcount == 1


def is_held(session: Session, broadcast_id: int) -> bool:
    """Whether the announcement is paused or was stopped."""
    statement = select(BROADCAST.c.state).where(BROADCAST.c.id == broadcast_id)
    return session.execute(statement).scalar() in {"paused", "stopped"}


def next_recipients(session: Session, broadcast: Any, limit: int) -> tuple[int, int]:
    """The next recipients whose message has not been posted: the last number, and how many."""
    people = _recipients(broadcast).order_by(RECIPIENT.c.person_id).limit(limit).subquery()
    row = session.execute(select(func.max(people.c[0]), func.count()).select_from(people)).one()
    return row[0] or broadcast.fed_upto, row[1]


def recipients_upto(broadcast: Any, last: int) -> Select[tuple[int]]:
    """The recipients after ``fed_upto`` up to the number ``last``."""
    return _recipients(broadcast).where(RECIPIENT.c.person_id <= last)


def _recipients(broadcast: Any) -> Select[tuple[int]]:
    return select(RECIPIENT.c.person_id).where(
        RECIPIENT.c.broadcast_id == broadcast.id, RECIPIENT.c.person_id > broadcast.fed_upto
    )


def _posted(broadcast_id: int) -> ColumnElement[bool]:
    return and_(
        OUTBOX.c.about_kind == "broadcast",
        OUTBOX.c.about_id == broadcast_id,
        OUTBOX.c.notice == "fair_announcement",
    )


def waiting(session: Session) -> dict[int, int]:
    """How many posted messages of each announcement wait.

    Read from the index of what is queued, never from all that an announcement ever sent.
    """
    statement = (
        select(OUTBOX.c.about_id, func.count())
        .where(OUTBOX.c.state == "queued", OUTBOX.c.lane == BULK)
        .group_by(OUTBOX.c.about_id)
    )
    return {row[0]: row[1] for row in session.execute(statement)}


def fates(session: Session, broadcast_id: int) -> list[tuple[str, str, int]]:
    """State and reason of the posted messages, and how many."""
    statement = (
        select(OUTBOX.c.state, OUTBOX.c.reason, func.count())
        .where(_posted(broadcast_id))
        .group_by(OUTBOX.c.state, OUTBOX.c.reason)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(statement)]


def hold(session: Session, broadcast_id: int, now: datetime) -> int:
    """Take back what is queued; returns how many."""
    statement = (
        update(OUTBOX)
        .where(_posted(broadcast_id), OUTBOX.c.state == "queued")
        .values(state="withdrawn", settled_at=now, body=None)
    )
    return cast("CursorResult[Any]", session.execute(statement)).rowcount


def release(session: Session, broadcast_id: int, body: Any, now: datetime) -> int:
    """Queue again what ``hold`` took back: what the gate withdrew has a reason and stays."""
    statement = (
        update(OUTBOX)
        .where(_posted(broadcast_id), OUTBOX.c.state == "withdrawn", OUTBOX.c.reason == "")
        .values(state="queued", settled_at=None, body=body, due_at=now, tries=0)
    )
    return cast("CursorResult[Any]", session.execute(statement)).rowcount


def coming(session: Session, broadcast_id: int, fair_id: int) -> int:
    """How many recipients have said that they come."""
    statement = (
        select(func.count())
        .select_from(SIGN_UP.join(RECIPIENT, RECIPIENT.c.person_id == SIGN_UP.c.person_id))
        .where(
            RECIPIENT.c.broadcast_id == broadcast_id,
            SIGN_UP.c.fair_id == fair_id,
            SIGN_UP.c.answer == "yes",
        )
    )
    return int(session.execute(statement).scalar_one())
