"""The statements that find what has been kept long enough."""

from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, and_, delete, exists, func, select, update
from sqlmodel import Session

from storage.queries.outbox import OPEN, OUTBOX
from storage.queries.turns import CONVERSATION, PERSON
from storage.tables.people import Consent, Profile
from storage.tables.staff import Audit

CONSENT = cast("Table", Consent.__table__)  # type: ignore[attr-defined]
PROFILE = cast("Table", Profile.__table__)  # type: ignore[attr-defined]
AUDIT = cast("Table", Audit.__table__)  # type: ignore[attr-defined]
_LATER = CONVERSATION.alias("later")


def silent(
    session: Session, role: str, since: datetime, limit: int, *, without_consent: bool
) -> list[int]:
    """People of a role who have not said anything after ``since``, the longest silent first.

    Their conversations are locked; those with a turn going on are left out.
    """
    statement = (
        select(CONVERSATION.c.person_id)
        .join(PERSON, PERSON.c.id == CONVERSATION.c.person_id)
        .where(CONVERSATION.c.touched_at <= since, PERSON.c.role == role)
        .where(~exists().where(_spoke_after(CONVERSATION.c.person_id, since)))
        .order_by(CONVERSATION.c.touched_at)
        .limit(limit)
        .with_for_update(of=CONVERSATION, skip_locked=True)
    )
    if without_consent:
        statement = statement.where(~exists().where(_agrees()))
    return list(dict.fromkeys(session.execute(statement).scalars()))


def forget_answers(session: Session, role: str, since: datetime) -> None:
    """Empty conversations that are silent since then, where no profile may be kept.

    Who agreed to something else stays, but what she has said on the way does not.
    """
    people = select(PERSON.c.id).where(PERSON.c.role == role)
    session.execute(
        update(CONVERSATION)
        .where(CONVERSATION.c.touched_at <= since, CONVERSATION.c.state.is_not(None))
        .where(CONVERSATION.c.person_id.in_(people))
        .where(~exists().where(_agrees(), CONSENT.c.purpose == "profile"))
        .values(state=None)
    )


def _agrees() -> ColumnElement[bool]:
    return and_(CONSENT.c.person_id == CONVERSATION.c.person_id, CONSENT.c.withdrawn_at.is_(None))


def _spoke_after(person_id: Any, since: datetime) -> ColumnElement[bool]:
    return and_(_LATER.c.person_id == person_id, _LATER.c.touched_at > since)


def profiles_for(session: Session, year: int) -> list[tuple[int, int, datetime]]:
    """Profiles whose search was for this year or an earlier one.

    Person, year, and when she was last active.
    """
    statement = (
        select(PROFILE.c.person_id, PROFILE.c.target_year, func.max(CONVERSATION.c.touched_at))
        .join(CONVERSATION, CONVERSATION.c.person_id == PROFILE.c.person_id)
        .where(PROFILE.c.target_year <= year)
        .group_by(PROFILE.c.person_id, PROFILE.c.target_year)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(statement)]


def forget_old_messages(session: Session, before: datetime, window: int) -> int:
    """Delete the oldest messages if they were posted before; at most ``window`` are looked at."""
    oldest = (
        select(OUTBOX.c.id, OUTBOX.c.created_at, OUTBOX.c.state)
        .order_by(OUTBOX.c.id)
        .limit(window)
        .subquery()
    )
    old = select(oldest.c.id).where(oldest.c.created_at < before, oldest.c.state.not_in(OPEN))
    return len(
        session.execute(delete(OUTBOX).where(OUTBOX.c.id.in_(old)).returning(OUTBOX.c.id)).all()
    )


def forget_old_audit(session: Session, before: datetime) -> None:
    """Delete what was noted before."""
    session.execute(delete(AUDIT).where(AUDIT.c.at < before))
