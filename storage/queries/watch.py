"""Statements of the watch over bots: who was told what, and where else people can be reached."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlmodel import Session

from storage.queries.outbox import IS_READ_NOW, OUTBOX
from storage.queries.turns import ADDRESS, CONVERSATION


def has_waited_since(session: Session, channel: str, since: datetime) -> bool:
    """Whether a message has been due since then, or was posted before and tried in vain.

    What waits for a sibling who does not sit there waits for her.
    """
    tried = and_(OUTBOX.c.tries > 0, OUTBOX.c.created_at <= since)
    statement = (
        select(OUTBOX.c.id)
        .where(OUTBOX.c.channel == channel, OUTBOX.c.state == "queued", IS_READ_NOW)
        .where(or_(OUTBOX.c.due_at <= since, tried))
        .limit(1)
    )
    return session.execute(statement).first() is not None


def newest_notice(session: Session, kind: str, subject: int) -> str:
    """The name of the newest notice about a thing that was not withdrawn, or empty."""
    statement = (
        select(OUTBOX.c.notice)
        .where(OUTBOX.c.about_kind == kind, OUTBOX.c.about_id == subject)
        .where(OUTBOX.c.state != "withdrawn")
        .order_by(OUTBOX.c.id.desc())
        .limit(1)
    )
    return session.execute(statement).scalar() or ""


def other_address(
    session: Session, person_id: int, channel: str, pushing: Collection[str]
) -> int | None:
    """Where the person can be reached but not on this channel; best where news are pushed."""
    statement = (
        select(ADDRESS.c.id)
        .join(CONVERSATION, CONVERSATION.c.address_id == ADDRESS.c.id)
        .where(CONVERSATION.c.person_id == person_id, ADDRESS.c.left_at.is_(None))
        .where(ADDRESS.c.channel != channel)
        .order_by(ADDRESS.c.channel.in_(pushing).desc(), CONVERSATION.c.touched_at.desc())
        .limit(1)
    )
    return session.execute(statement).scalar()


def warned(
    session: Session, kind: str, subject: int, warning: str, all_clear: str
) -> list[tuple[int, int]]:
    """Person and address of everybody who was warned since the last all-clear."""
    mine = (OUTBOX.c.about_kind == kind, OUTBOX.c.about_id == subject)
    last = select(func.max(OUTBOX.c.id)).where(*mine, OUTBOX.c.notice == all_clear)
    statement = (
        select(OUTBOX.c.person_id, OUTBOX.c.address_id)
        .where(*mine, OUTBOX.c.notice == warning, OUTBOX.c.state != "withdrawn")
        .where(OUTBOX.c.id > func.coalesce(last.scalar_subquery(), 0))
        .order_by(OUTBOX.c.id)
    )
    return [(row[0], row[1]) for row in session.execute(statement)]
