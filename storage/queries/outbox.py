"""The statements of the outbox: post, mark, look up."""

from collections.abc import Collection, Sequence
from datetime import datetime
from enum import Enum
from typing import Any, cast

from sqlalchemy import (
    CursorResult,
    RowMapping,
    Select,
    Table,
    Update,
    bindparam,
    case,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlmodel import Session

from storage.queries.turns import ADDRESS, CONVERSATION, PERSON
from storage.tables.engine import Outbox

OUTBOX = cast("Table", Outbox.__table__)  # type: ignore[attr-defined]

OPEN = ("queued", "sending")
OF_PARTS = "+"
"""Before the digest of a message in several parts: any of them may be quoted."""

SHOWN = ("ready", "sent", "delivered")
IS_READ_NOW = exists().where(
    ADDRESS.c.id == OUTBOX.c.address_id, ADDRESS.c.person_id == OUTBOX.c.person_id
)
"""Its reader sits at the address: what is meant for a sibling waits until she does."""

_POST = insert(OUTBOX).values(
    channel=select(ADDRESS.c.channel).where(ADDRESS.c.id == bindparam("to")).scalar_subquery()
)


def post(session: Session, values: dict[str, Any]) -> int:
    """Put one row into the outbox; returns its number."""
    result = session.connection().execute(_POST, {**values, "to": values["address_id"]})
    return int((result.inserted_primary_key or (0,))[0])


def addresses_for(person_id: Any) -> Select[tuple[int]]:
    """A person's addresses: where news go (chosen, else used last) first, left ones last."""
    return (
        select(ADDRESS.c.id)
        .join(CONVERSATION, CONVERSATION.c.address_id == ADDRESS.c.id)
        .where(CONVERSATION.c.person_id == person_id)
        .order_by(
            ADDRESS.c.left_at.is_not(None), CONVERSATION.c.is_chosen.desc(),
            CONVERSATION.c.touched_at.desc(), ADDRESS.c.id,
        )
    )  # fmt: skip


def push_address(session: Session, person_id: int) -> int | None:
    """Where news for a person go, even if she has left all her addresses."""
    return session.execute(addresses_for(person_id).limit(1)).scalar()


def reached_at(session: Session, person_id: int, *, but: int = 0) -> int | None:
    """Where news reach a person, not counting the address ``but``; None where none do."""
    there = addresses_for(person_id).where(ADDRESS.c.left_at.is_(None), ADDRESS.c.id != but)
    return session.execute(there.limit(1)).scalar()


def mark(session: Session, ids: Sequence[int], state: str, now: datetime, **values: Any) -> None:
    """Set the state of rows, with the time where the state is final."""
    if not ids:
        return
    settled = {} if state in OPEN else {"settled_at": now}
    session.execute(
        update(OUTBOX).where(OUTBOX.c.id.in_(ids)).values(state=state, **settled, **values)
    )


_SENT = (
    update(OUTBOX)
    .where(OUTBOX.c.id == bindparam("row"))
    .values(state="sent", settled_at=bindparam("now"), reason=bindparam("doubt"),
            message_id=bindparam("message"), message_digest=bindparam("digest"))
)  # fmt: skip


def mark_sent(session: Session, sent: Sequence[dict[str, Any]], now: datetime) -> None:
    """Mark rows as sent: of each its ``row``, ``message``, ``digest`` and ``doubt``."""
    if sent:
        session.connection().execute(_SENT, [{"now": now, **each} for each in sent])


class Tries(Enum):
    """How attempts are counted of what waits again: they keep its place, and use up patience."""

    AS_BEFORE = OUTBOX.c.tries
    ONE_MORE = OUTBOX.c.tries + 1
    SOME = case((OUTBOX.c.tries == 0, 1), else_=OUTBOX.c.tries)  # keeps its place, for nothing
    NONE = 0  # what comes after it may go first


def postpone(
    session: Session, ids: Sequence[int], due_at: datetime, tries: Tries, **values: Any
) -> None:
    """Queue rows again for later.

    What another process has settled meanwhile, since it took this one for dead, stays settled.
    """
    session.execute(
        update(OUTBOX)
        .where(OUTBOX.c.id.in_(ids), OUTBOX.c.state.in_((*OPEN, "ready")))
        .values(state="queued", due_at=due_at, tries=tries.value, **values)
    )


def wake(session: Session, person_id: int, due_at: datetime, now: datetime) -> None:
    """Let what waits for this moment be looked at now; the gate decides anew."""
    session.execute(
        update(OUTBOX)
        .where(OUTBOX.c.person_id == person_id, OUTBOX.c.state == "queued")
        .where(OUTBOX.c.due_at == due_at)
        .values(due_at=now)
    )


def withdraw(session: Session, now: datetime, *, reason: str = "", **matching: Any) -> int:
    """Withdraw queued rows that match, for example ``about_kind="fair", about_id=3``.

    Without a ``reason`` they are simply not true any more.
    """
    statement = _withdraw(now, reason, matching)
    return cast("CursorResult[Any]", session.execute(statement)).rowcount


def _withdraw(now: datetime, reason: str, matching: dict[str, Any]) -> Update:
    where = [OUTBOX.c[name] == value for name, value in matching.items()]
    return (
        update(OUTBOX)
        .where(OUTBOX.c.state == "queued", *where)
        .values(state="withdrawn", reason=reason, settled_at=now, body=None)
    )


def waiting_version(session: Session, row_id: int) -> RowMapping | None:
    """The row that waits to be sent and is this notice or an edit of it, if any."""
    statement = (
        select(OUTBOX.c.id, OUTBOX.c.body)
        .where(or_(OUTBOX.c.id == row_id, OUTBOX.c.replaces == row_id))
        .where(OUTBOX.c.state == "queued")
        .order_by(OUTBOX.c.id.desc())
        .limit(1)
    )
    return session.execute(statement).mappings().first()


def posted(session: Session, row_id: int) -> RowMapping | None:
    """A notice that is being sent or was sent, and still has its arguments."""
    statement = select(OUTBOX).where(
        OUTBOX.c.id == row_id, OUTBOX.c.state.in_(("sending", *SHOWN)), OUTBOX.c.body.is_not(None)
    )
    return session.execute(statement).mappings().first()


def newest_about(session: Session, kind: str, subject: int, notices: Collection[str]) -> list[int]:
    """The newest of these notices about a thing, one a chat and notice; edits do not count."""
    statement = (
        select(func.max(OUTBOX.c.id))
        .where(OUTBOX.c.about_kind == kind, OUTBOX.c.about_id == subject)
        .where(OUTBOX.c.notice.in_(notices), OUTBOX.c.replaces.is_(None))
        .group_by(OUTBOX.c.address_id, OUTBOX.c.notice)
        .order_by(func.max(OUTBOX.c.id))
    )
    return list(session.execute(statement).scalars())


def hurry(session: Session, kind: str, subjects: Collection[int], now: datetime) -> None:
    """Let what waits about these things leave now, quiet time or not."""
    session.execute(
        update(OUTBOX)
        .where(OUTBOX.c.about_kind == kind, OUTBOX.c.about_id.in_(subjects))
        .where(OUTBOX.c.state == "queued")
        .values(due_at=now, urgent=True)
    )


def worded_about(session: Session, kind: str, subjects: Collection[int]) -> list[RowMapping]:
    """Rows about these things that still hold their words, with the reader's language.

    ``is_covered``: the message has been edited since, and shows something else.
    """
    later = OUTBOX.alias()
    is_covered = (
        exists()
        .where(func.coalesce(OUTBOX.c.replaces, OUTBOX.c.id) == later.c.replaces)
        .where(later.c.id > OUTBOX.c.id, later.c.state.in_((*OPEN, *SHOWN)))
    )
    statement = (
        select(OUTBOX, PERSON.c.language, is_covered.label("is_covered"))
        .join(PERSON, PERSON.c.id == OUTBOX.c.person_id)
        .where(OUTBOX.c.about_kind == kind, OUTBOX.c.about_id.in_(subjects))
        .where(OUTBOX.c.body.is_not(None))
        .order_by(OUTBOX.c.id)
    )
    return list(session.execute(statement).mappings())


def message_of(session: Session, outbox_id: int) -> str:
    """The messenger's id of the message that a row was sent as, or empty."""
    statement = select(OUTBOX.c.message_id).where(OUTBOX.c.id == outbox_id)
    return session.execute(statement).scalar() or ""


def newest_shown(session: Session, address_id: int, person_id: int) -> RowMapping | None:
    """The newest message of a person at an address: its notice, if it is one, and the body."""
    statement = (
        select(OUTBOX.c.notice, OUTBOX.c.body)
        .where(OUTBOX.c.person_id == person_id, OUTBOX.c.address_id == address_id)
        .where(OUTBOX.c.state.in_(SHOWN), OUTBOX.c.replaces.is_(None))
        .order_by(OUTBOX.c.id.desc())
        .limit(1)
    )
    return session.execute(statement).mappings().first()


def sent_anew(session: Session, outbox_id: int | None, message_id: str) -> None:
    """Another message stands where a row's own could not be edited any more.

    From now on that one is edited. Who quotes the old one, which may still stand in the chat,
    still means what the row is about.
    """
    session.execute(update(OUTBOX).where(OUTBOX.c.id == outbox_id).values(message_id=message_id))


def quoted_message(session: Session, address_id: int, digest: str) -> RowMapping | None:
    """The quoted message of an address, as it was last edited: whose, and what about."""
    statement = (
        select(OUTBOX.c.person_id, OUTBOX.c.about_kind, OUTBOX.c.about_id)
        .where(OUTBOX.c.message_digest == digest, OUTBOX.c.address_id == address_id)
        .order_by(OUTBOX.c.id.desc())
        .limit(1)
    )
    return session.execute(statement).mappings().first()


def messages_of_parts(session: Session, address_id: int) -> list[RowMapping]:
    """The rows of an address that were sent in several parts, the newest first: there are few."""
    statement = (
        select(OUTBOX.c.message_id, OUTBOX.c.person_id, OUTBOX.c.about_kind, OUTBOX.c.about_id)
        .where(OUTBOX.c.address_id == address_id, OUTBOX.c.message_digest.startswith(OF_PARTS))
        .order_by(OUTBOX.c.id.desc())
    )
    return list(session.execute(statement).mappings())


def keep_body(session: Session, outbox_id: int, body: dict[str, Any]) -> None:
    """Keep the words that a notice was put into."""
    session.execute(update(OUTBOX).where(OUTBOX.c.id == outbox_id).values(body=body))


def address_left(session: Session, address_id: int, now: datetime) -> None:
    """Nobody can be reached there any more."""
    session.execute(update(ADDRESS).where(ADDRESS.c.id == address_id).values(left_at=now))


def withdraw_at(
    session: Session, address_id: int, now: datetime, reason: str
) -> list[tuple[str, int]]:
    """Withdraw what waits at an address; returns what that was about."""
    statement = _withdraw(now, reason, {"address_id": address_id})
    withdrawn = session.execute(statement.returning(OUTBOX.c.about_kind, OUTBOX.c.about_id))
    return [(row.about_kind, row.about_id) for row in withdrawn]


def address_back(session: Session, address_id: int, value: str) -> None:
    """The person is back at this address; ``value`` is kept anew, in case nobody could read it."""
    values = {"left_at": None, "value": value}
    session.execute(update(ADDRESS).where(ADDRESS.c.id == address_id).values(values))
