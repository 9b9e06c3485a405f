"""The statements of every turn: receive, load, store. Together at most eight, and one commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import (
    CursorResult,
    Insert,
    Row,
    Table,
    bindparam,
    delete,
    exists,
    func,
    insert,
    select,
    type_coerce,
    update,
)
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlmodel import Session

from storage.tables.engine import Address, Conversation, Inbox, Person
from storage.tables.people import Profile
from storage.types import PerhapsJson, PerhapsText

ADDRESS = cast("Table", Address.__table__)  # type: ignore[attr-defined]
PERSON = cast("Table", Person.__table__)  # type: ignore[attr-defined]
CONVERSATION = cast("Table", Conversation.__table__)  # type: ignore[attr-defined]
INBOX = cast("Table", Inbox.__table__)  # type: ignore[attr-defined]
_PROFILE = cast("Table", Profile.__table__)  # type: ignore[attr-defined]

INSERTS = {"sqlite": sqlite_insert, "postgresql": postgresql_insert}


_UNHANDLED = INBOX.c.state != "done"
"""Said so, what waits or was set aside is found by an index of its own."""


def upsert(session: Session, table: Table) -> Any:
    """An INSERT that can say ON CONFLICT, in the database's own dialect."""
    return INSERTS[session.get_bind().dialect.name](table)


def _receive(make_insert: Any) -> Any:
    statement = make_insert(INBOX).values(
        channel=bindparam("channel"), event_id=bindparam("event_id"), digest=bindparam("digest"),
        received_at=bindparam("now"), state="done", tries=0, reason="",
    )  # fmt: skip
    return statement.on_conflict_do_update(
        index_elements=["channel", "event_id"],
        set_={"state": "done", "body": None},
        where=INBOX.c.state == "waiting",
    ).returning(INBOX.c.id)


# Statements of every turn are built once: building them costs more than running them.
_RECEIVE = {dialect: _receive(make) for dialect, make in INSERTS.items()}
_FIND_SEAT = (
    select(
        ADDRESS.c.id, ADDRESS.c.left_at, PERSON.c.id,
        PERSON.c.role, PERSON.c.language, PERSON.c.pseudonym, PERSON.c.stopped_at,
        PERSON.c.seen_at, CONVERSATION.c.id, type_coerce(CONVERSATION.c.state, PerhapsJson),
        type_coerce(CONVERSATION.c.name, PerhapsText),
        exists().where(_PROFILE.c.person_id == ADDRESS.c.person_id),
    )
    .join(PERSON, PERSON.c.id == ADDRESS.c.person_id)
    .join(
        CONVERSATION,
        (CONVERSATION.c.address_id == ADDRESS.c.id)
        & (CONVERSATION.c.person_id == ADDRESS.c.person_id),
    )
    .where(ADDRESS.c.channel == bindparam("channel"), ADDRESS.c.digest == bindparam("digest"))
    .with_for_update(of=CONVERSATION)
)  # fmt: skip
_STORE_CONVERSATION = (
    update(CONVERSATION)
    .where(CONVERSATION.c.id == bindparam("conversation"))
    .values(state=bindparam("state"), touched_at=bindparam("now"))
)


@dataclass(frozen=True, slots=True)
class Seat:
    """Where an event belongs: the address, its active person and their conversation.

    ``name`` is what she is called there if others sit there as well, else empty.
    """

    address_id: int
    person_id: int
    conversation_id: int
    role: str
    language: str
    pseudonym: str
    stopped: bool
    left: bool
    seen_at: datetime
    state: dict[str, Any]
    name: str = ""
    has_profile: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """An event that has failed before a crash; ``body`` is None where nobody can read it."""

    channel: str
    event_id: str
    digest: str
    received_at: datetime
    body: dict[str, Any] | None


def receive(session: Session, channel: str, event_id: str, digest: str, now: datetime) -> bool:
    """Note that an event is being handled; False for a duplicate of one that is done."""
    connection = session.connection()
    values = {"channel": channel, "event_id": event_id, "digest": digest, "now": now}
    return connection.execute(_RECEIVE[connection.dialect.name], values).first() is not None


def count_failure(
    session: Session,
    channel: str,
    event_id: str,
    digest: str,
    body: Any,
    reason: str,
    now: datetime,
) -> int:
    """Remember an event whose handling failed; returns how often it has failed by now."""
    values = {
        "channel": channel, "event_id": event_id, "digest": digest, "state": "waiting", "tries": 1,
        "reason": reason, "body": body, "received_at": now,
    }  # fmt: skip
    statement = upsert(session, INBOX).values(values)
    statement = statement.on_conflict_do_update(
        index_elements=["channel", "event_id"],
        set_={"tries": INBOX.c.tries + 1, "reason": reason, "body": statement.excluded.body},
    )
    return int(session.execute(statement.returning(INBOX.c.tries)).scalar_one())


def set_aside(session: Session, channel: str, event_id: str) -> int:
    """Stop trying an event; returns its number, the reference people are told."""
    statement = (
        update(INBOX)
        .where(INBOX.c.channel == channel, INBOX.c.event_id == event_id)
        .values(state="aside", body=None)
        .returning(INBOX.c.id)
    )
    return int(session.execute(statement).scalar_one())


def waiting_events(session: Session) -> list[Waiting]:
    """Events that a crash left unhandled, in the order of arrival."""
    statement = (
        select(
            INBOX.c.channel, INBOX.c.event_id, INBOX.c.digest, INBOX.c.received_at,
            type_coerce(INBOX.c.body, PerhapsJson),
        )
        .where(_UNHANDLED, INBOX.c.state == "waiting")
        .order_by(INBOX.c.id)
    )  # fmt: skip
    return [Waiting(*row) for row in session.execute(statement)]


def find_seat(session: Session, channel: str, digest: str) -> Seat | None:
    """The address with its active person and conversation, locked for this turn."""
    seat = _look_for_seat(session, channel, digest)
    if seat is None or not seat.name or session.get_bind().dialect.name == "sqlite":
        return seat
    # siblings: while this waited for the lock, another process may have let another one sit down
    return _look_for_seat(session, channel, digest)


def _look_for_seat(session: Session, channel: str, digest: str) -> Seat | None:
    values = {"channel": channel, "digest": digest}
    row: Sequence[Any] | None = session.connection().execute(_FIND_SEAT, values).first()
    return _seat(*row) if row else None


def _seat(
    address_id: int,
    left_at: datetime | None,
    person_id: int,
    role: str,
    language: str,
    pseudonym: str,
    stopped_at: datetime | None,
    seen_at: datetime,
    conversation_id: int,
    state: dict[str, Any] | None,
    name: str | None,
    has_profile: bool,
) -> Seat:
    """From the columns of ``_FIND_SEAT``, in their order."""
    return Seat(
        address_id, person_id, conversation_id, role, language, pseudonym,
        stopped_at is not None, left_at is not None, seen_at, state or {}, name or "", has_profile,
    )  # fmt: skip


def new_person(session: Session, role: str, language: str, pseudonym: str, now: datetime) -> int:
    """A new person without anything known about her."""
    return _insert(
        session,
        insert(PERSON).values(
            role=role, language=language, pseudonym=pseudonym, created_at=now, seen_at=now
        ),
    )


def is_pseudonym_taken(session: Session, pseudonym: str) -> bool:
    """Whether a person goes by this pseudonym already."""
    statement = select(PERSON.c.id).where(PERSON.c.pseudonym == pseudonym)
    return session.execute(statement).first() is not None


def new_address(
    session: Session, channel: str, digest: str, value: str, person_id: int, now: datetime
) -> int:
    """A new address whose active person is ``person_id``."""
    return _insert(
        session,
        insert(ADDRESS).values(
            channel=channel, digest=digest, value=value, person_id=person_id, created_at=now
        ),
    )


def new_conversation(session: Session, address_id: int, person_id: int, now: datetime) -> int:
    """An empty conversation of a person at an address."""
    return _insert(
        session,
        insert(CONVERSATION).values(
            address_id=address_id, person_id=person_id, touched_at=now, is_chosen=False
        ),
    )


def _insert(session: Session, statement: Insert) -> int:
    result = cast("CursorResult[Any]", session.execute(statement))
    return int((result.inserted_primary_key or (0,))[0])


def store_conversation(session: Session, conversation_id: int, state: Any, now: datetime) -> None:
    """Keep the state of a conversation after a turn."""
    values = {"conversation": conversation_id, "state": state, "now": now}
    session.connection().execute(_STORE_CONVERSATION, values)


def person_seen(session: Session, person_id: int, now: datetime) -> None:
    """The person was active; kept to the hour, so most turns need no write for it."""
    session.execute(update(PERSON).where(PERSON.c.id == person_id).values(seen_at=now))


def forget_old_events(session: Session, before: datetime) -> int:
    """Drop the marks of events that no messenger repeats any more (Telegram repeats for 24 h)."""
    statement = delete(INBOX).where(INBOX.c.received_at < before, INBOX.c.state != "waiting")
    return cast("CursorResult[Any]", session.execute(statement)).rowcount


def try_writing(session: Session, now: datetime) -> None:
    """Write a mark and take it back: the commit fails where nothing can be kept."""
    receive(session, "health", "", "", now)
    session.execute(delete(INBOX).where(INBOX.c.channel == "health"))


def newest_addresses(session: Session) -> Sequence[Row[Any]]:
    """Channel, value and digest of a few; the value is None where no key opens it."""
    value = type_coerce(ADDRESS.c.value, PerhapsText).label("value")
    statement = select(ADDRESS.c.channel, ADDRESS.c.digest, value)
    return session.execute(statement.order_by(ADDRESS.c.id.desc()).limit(10)).all()


def count_aside(session: Session) -> int:
    """How many events were set aside and wait for a look."""
    statement = select(func.count()).where(_UNHANDLED, INBOX.c.state == "aside")
    return int(session.execute(statement).scalar_one())
