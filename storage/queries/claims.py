"""The statements of claiming: what may be sent now, and what a crash left in the middle."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Integer,
    RowMapping,
    Select,
    and_,
    bindparam,
    exists,
    func,
    or_,
    select,
    type_coerce,
)
from sqlmodel import Session

from storage.queries.outbox import IS_READ_NOW, OPEN, OUTBOX
from storage.queries.turns import ADDRESS, PERSON
from storage.types import PerhapsJson, PerhapsText

_EARLIER = OUTBOX.alias("earlier")
_WAITS = exists().where(
    _EARLIER.c.address_id == OUTBOX.c.address_id,
    _EARLIER.c.id < OUTBOX.c.id,
    _EARLIER.c.state.in_(OPEN),
    or_(
        _EARLIER.c.state == "sending",
        and_(_EARLIER.c.tries > 0, _EARLIER.c.person_id == OUTBOX.c.person_id),
    ),
)
"""A row waits behind an earlier one of its address that is being sent or has been tried.

What waits for a sibling who does not sit there holds nothing up.
"""


_OPENLY_STORED = [each for each in OUTBOX.c if each.name not in {"body", "message_id"}]


@dataclass(frozen=True, slots=True)
class Claimed:
    """An outbox row with all that is needed to check and send it.

    ``reason``: what came of an earlier attempt that left a trace. ``address`` is empty and
    ``body`` is None where nobody can read them any more.
    """

    id: int
    address_id: int
    person_id: int
    channel: str
    address: str
    role: str
    language: str
    lane: int
    purpose: str
    notice: str
    body: Any
    replaces: int | None
    about: tuple[str, int]
    tries: int
    urgent: bool
    due_at: datetime
    expires_at: datetime | None
    created_at: datetime
    left: bool
    stopped: bool
    paused_until: datetime | None
    reason: str


def due(session: Session, now: datetime, channel: str, lanes: range, limit: int) -> list[Claimed]:
    """Rows of a channel and these lanes that may be sent now: by lane, then the longest due.

    At a shared address only those of the person who sits there at the moment.
    """
    values = {"channel": channel, "first": lanes[0], "last": lanes[-1], "now": now, "most": limit}
    connection = session.connection()
    found = [_claimed(row) for row in connection.execute(_DUE, values).mappings()]
    if not found or connection.dialect.name == "sqlite":
        return found
    # What was looked at may be older than the locks: another process has just claimed for a chat.
    first = set(connection.execute(_STILL_FIRST, {"ids": [row.id for row in found]}).scalars())
    return [row for row in found if row.id in first]


def _rows_with_reader() -> Select[Any]:
    return (
        select(
            *_OPENLY_STORED, type_coerce(OUTBOX.c.body, PerhapsJson).label("body"),
            type_coerce(ADDRESS.c.value, PerhapsText).label("value"), ADDRESS.c.left_at,
            PERSON.c.role, PERSON.c.language, PERSON.c.stopped_at, PERSON.c.paused_until,
        )
        .join(ADDRESS, ADDRESS.c.id == OUTBOX.c.address_id)
        .join(PERSON, PERSON.c.id == OUTBOX.c.person_id)
    )  # fmt: skip


_DUE = (
    _rows_with_reader()
    .where(OUTBOX.c.channel == bindparam("channel"), OUTBOX.c.state == "queued")
    .where(OUTBOX.c.lane.between(bindparam("first"), bindparam("last")))
    .where(OUTBOX.c.due_at <= bindparam("now"), ~_WAITS)
    .where(ADDRESS.c.person_id == OUTBOX.c.person_id)
    .order_by(OUTBOX.c.lane, OUTBOX.c.due_at, OUTBOX.c.id)
    .limit(bindparam("most", type_=Integer))
    .with_for_update(of=(OUTBOX, ADDRESS), key_share=True, skip_locked=True)
)
"""The chat itself is locked, too: of two processes only one may claim what goes to it."""

_STILL_FIRST = select(OUTBOX.c.id).where(
    OUTBOX.c.id.in_(bindparam("ids", expanding=True)), ~_WAITS
)


def _claimed(row: RowMapping) -> Claimed:
    return Claimed(
        row["id"], row["address_id"], row["person_id"], row["channel"], row["value"] or "",
        row["role"], row["language"], row["lane"], row["purpose"], row["notice"],
        row["body"], row["replaces"],
        (row["about_kind"], row["about_id"]), row["tries"], row["urgent"], row["due_at"],
        row["expires_at"], row["created_at"], row["left_at"] is not None,
        row["stopped_at"] is not None, row["paused_until"], row["reason"],
    )  # fmt: skip


def next_due(session: Session) -> datetime | None:
    """When the next queued row is due; one that waits behind another or for a sibling is not."""
    statement = select(func.min(OUTBOX.c.due_at)).where(
        OUTBOX.c.state == "queued", ~_WAITS, IS_READ_NOW
    )
    return session.execute(statement).scalar()


_IN_FLIGHT = (
    _rows_with_reader()
    .where(OUTBOX.c.channel == bindparam("channel"), OUTBOX.c.state == "sending")
    .order_by(OUTBOX.c.id)
)


def in_flight(session: Session, channel: str) -> list[Claimed]:
    """Rows of a channel that were claimed and whose fate is open."""
    found = session.connection().execute(_IN_FLIGHT, {"channel": channel}).mappings()
    return [_claimed(row) for row in found]
