"""The statements of the shelf: outbox rows that lie ready until a web page has shown them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import RowMapping, select, true, type_coerce, update
from sqlmodel import Session

from storage.queries.outbox import OUTBOX, SHOWN
from storage.queries.turns import ADDRESS
from storage.types import PerhapsJson

CHANNEL = "web"
"""The channel whose messages are fetched from the shelf by position."""


def next_position(session: Session, address_id: int) -> int:
    """A new last position; given out one after another, in the order of the commits."""
    statement = (
        update(ADDRESS)
        .where(ADDRESS.c.id == address_id)
        .values(shelf_end=ADDRESS.c.shelf_end + 1)
        .returning(ADDRESS.c.shelf_end)
    )
    return int(session.execute(statement).scalar_one())


def fetch(session: Session, digest: str, after: int, limit: int) -> list[RowMapping]:
    """What lies behind position ``after`` at an address, in order of position.

    Without a body where its words are gone, or cannot be read any more.
    """
    statement = (
        select(
            OUTBOX.c.position, OUTBOX.c.message_id, OUTBOX.c.state, OUTBOX.c.due_at,
            OUTBOX.c.about_kind, type_coerce(OUTBOX.c.body, PerhapsJson).label("body"),
        )
        .join(ADDRESS, ADDRESS.c.id == OUTBOX.c.address_id)
        .where(ADDRESS.c.channel == CHANNEL, ADDRESS.c.digest == digest)
        .where(OUTBOX.c.position > after, OUTBOX.c.state.in_(SHOWN))
        .order_by(OUTBOX.c.position)
        .limit(limit)
    )  # fmt: skip
    return list(session.execute(statement).mappings())


def newest_version(session: Session, digest: str, message_digest: str) -> RowMapping | None:
    """The newest row of an address that shows this message."""
    statement = (
        select(OUTBOX.c.body)
        .join(ADDRESS, ADDRESS.c.id == OUTBOX.c.address_id)
        .where(ADDRESS.c.channel == CHANNEL, ADDRESS.c.digest == digest)
        .where(OUTBOX.c.message_digest == message_digest, OUTBOX.c.state.in_(SHOWN))
        .order_by(OUTBOX.c.position.desc())
        .limit(1)
    )
    return session.execute(statement).mappings().first()


def acknowledge(
    session: Session, channel: str, digest: str, positions: Sequence[int] | None, now: datetime
) -> list[RowMapping]:
    """The page has shown these positions (None: all that lie ready).

    Returns the rows that were not shown before.
    """
    address = select(ADDRESS.c.id).where(ADDRESS.c.channel == channel, ADDRESS.c.digest == digest)
    chosen = OUTBOX.c.position.in_(list(positions)) if positions is not None else true()
    statement = (
        update(OUTBOX)
        .where(OUTBOX.c.address_id.in_(address), OUTBOX.c.state == "ready", chosen)
        .values(state="delivered", settled_at=now)
        .returning(OUTBOX.c.id, OUTBOX.c.about_kind, OUTBOX.c.about_id, OUTBOX.c.person_id)
    )
    return list(session.execute(statement).mappings())


def lay_again(session: Session, row_ids: Sequence[int]) -> None:
    """Lay changed rows at new positions, so that open pages show the change."""
    shelved = select(OUTBOX.c.id, OUTBOX.c.address_id).where(
        OUTBOX.c.id.in_(list(row_ids)), OUTBOX.c.position.is_not(None)
    )
    for row in session.execute(shelved.order_by(OUTBOX.c.id)).all():
        position = next_position(session, row.address_id)
        session.execute(update(OUTBOX).where(OUTBOX.c.id == row.id).values(position=position))
