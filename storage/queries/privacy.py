"""The statements about everything that is kept of one person: to show it, and to let it go."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, case, delete, exists, func, or_, select, update
from sqlmodel import Session, SQLModel

from storage.queries.doors import LINK
from storage.queries.outbox import OUTBOX
from storage.queries.turns import ADDRESS, CONVERSATION, INBOX, PERSON

Way = Callable[[Table, int], ColumnElement[bool]]
"""From a table and a person's number to the rows that are about her."""


def _hers(table: Table, person_id: int) -> ColumnElement[bool]:
    return table.c.person_id == person_id


def _at_her_address(table: Table, person_id: int) -> ColumnElement[bool]:
    addresses = select(ADDRESS.c.id).where(ADDRESS.c.person_id == person_id)
    return table.c.address_id.in_(addresses)


def _of_her_enquiries(table: Table, person_id: int) -> ColumnElement[bool]:
    enquiry = SQLModel.metadata.tables["enquiry"]
    return table.c.enquiry_id.in_(select(enquiry.c.id).where(enquiry.c.pupil_id == person_id))


def _with_her_conversation(table: Table, person_id: int) -> ColumnElement[bool]:
    """Also where somebody else sits at the moment: siblings share a phone."""
    places = select(CONVERSATION.c.address_id).where(CONVERSATION.c.person_id == person_id)
    return or_(_hers(table, person_id), table.c.id.in_(places))


WAYS: Mapping[str, Way] = {
    "address": _with_her_conversation,
    "audit": _hers,
    "broadcast_recipient": _hers,
    "consent": _hers,
    "conversation": _hers,
    "enquiry": lambda table, person_id: table.c.pupil_id == person_id,
    "fair_reminder": _hers,
    "fair_signup": _hers,
    "inbox": lambda table, person_id: table.c.digest.in_(
        select(ADDRESS.c.digest).where(ADDRESS.c.person_id == person_id)
    ),
    "invitation_tries": _at_her_address,
    "match_alert": lambda table, person_id: table.c.pupil_id == person_id,
    "match_told": lambda table, person_id: table.c.staff_id == person_id,
    "outbox": _hers,
    "person": lambda table, person_id: table.c.id == person_id,
    "profile": _hers,
    "relay_message": _of_her_enquiries,
    "saved_vacancy": lambda table, person_id: table.c.person_id == person_id,
    "staff": _hers,
    "staff_duty": _hers,
    "web_link": lambda table, person_id: or_(
        _hers(table, person_id), _at_her_address(table, person_id)
    ),
}
"""Each table that holds something about a person, and how her rows are found."""

IMPERSONAL = frozenset(
    ("broadcast", "chore", "counter", "fair", "invitation", "receipt", "vacancy", "vacancy_stock")
)
"""Tables about things. Who of the staff entered one may stand there, never a pupil."""


def everything_about(
    session: Session, person_id: int, *, but: Collection[str] = ()
) -> dict[str, list[dict[str, Any]]]:
    """All rows about a person, decrypted, by the name of their table, ``but`` for some tables."""
    found = {}
    for name, way in sorted(WAYS.items()):
        if name in but:
            continue
        table = SQLModel.metadata.tables[name]
        rows = session.execute(select(table).where(way(table, person_id))).mappings()
        found[name] = [dict(row) for row in rows]
    return {name: rows for name, rows in found.items() if rows}


def count_messages(session: Session, person_id: int) -> int:
    """How much was written to a person and is still kept."""
    statement = select(func.count()).where(OUTBOX.c.person_id == person_id)
    return int(session.execute(statement).scalar_one())


def addresses_of(session: Session, person_id: int) -> list[Any]:
    """The addresses whose active person she is."""
    statement = select(ADDRESS.c.id, ADDRESS.c.channel, ADDRESS.c.value, ADDRESS.c.digest)
    return list(session.execute(statement.where(ADDRESS.c.person_id == person_id)).all())


def unlink_events(session: Session, digests: Sequence[str]) -> None:
    """Let what arrived from these addresses be nobody's; repeats are recognised still."""
    state = case((INBOX.c.state == "waiting", "aside"), else_=INBOX.c.state)
    session.execute(
        update(INBOX)
        .where(INBOX.c.digest.in_(list(digests)))
        .values(digest="", body=None, reason="", state=state)
    )


def move_in(
    session: Session, address_id: int, value: str, old: int, new: int, now: datetime
) -> None:
    """Give an address and its conversation, emptied, to another person; links to it end.

    The address is written anew, so that no byte of what stood there is the same.
    """
    session.execute(delete(LINK).where(LINK.c.address_id == address_id))
    session.execute(
        update(ADDRESS)
        .where(ADDRESS.c.id == address_id)
        .values(person_id=new, value=value, left_at=None, created_at=now)
    )
    session.execute(
        update(CONVERSATION)
        .where(CONVERSATION.c.address_id == address_id, CONVERSATION.c.person_id == old)
        .values(person_id=new, state=None, touched_at=now, name=None, is_chosen=False)
    )


def leave_to_others(session: Session, person_id: int) -> None:
    """Where somebody else has a conversation too (a shared phone), the address becomes hers."""
    others = (CONVERSATION.c.address_id == ADDRESS.c.id) & (CONVERSATION.c.person_id != person_id)
    latest = (
        select(CONVERSATION.c.person_id)
        .where(others)
        .order_by(CONVERSATION.c.touched_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    session.execute(
        update(ADDRESS)
        .where(ADDRESS.c.person_id == person_id, exists().where(others))
        .values(person_id=latest)
    )


def leave_seat(session: Session, address_id: int, person_id: int) -> None:
    """End a person's conversation at an address where others have theirs."""
    session.execute(
        delete(CONVERSATION).where(
            CONVERSATION.c.address_id == address_id, CONVERSATION.c.person_id == person_id
        )
    )


def unname_the_last(session: Session) -> None:
    """Who sits alone at an address needs no name there any more."""
    other = CONVERSATION.alias("other")
    alone = ~exists().where(
        other.c.address_id == CONVERSATION.c.address_id, other.c.id != CONVERSATION.c.id
    )
    session.execute(
        update(CONVERSATION).where(CONVERSATION.c.name.is_not(None), alone).values(name=None)
    )


def remove(session: Session, person_id: int) -> None:
    """Delete a person; what belongs to her alone goes with her."""
    session.execute(delete(PERSON).where(PERSON.c.id == person_id))


def departed(session: Session, farewell: str) -> list[int]:
    """People whose farewell has come to its end and who have said nothing since."""
    other = OUTBOX.alias("other")
    still_open = other.c.state.in_(("queued", "sending", "ready"))
    statement = select(OUTBOX.c.person_id).where(
        OUTBOX.c.about_kind == farewell,
        ~exists().where(
            other.c.person_id == OUTBOX.c.person_id,
            or_(other.c.about_kind != farewell, still_open),
        ),
    )
    return list(session.execute(statement).scalars())


def readers_of(session: Session, enquiry_id: int, notice: str) -> list[int]:
    """The staff to whom the card of an enquiry was shown."""
    statement = (
        select(OUTBOX.c.person_id)
        .where(OUTBOX.c.about_kind == "enquiry", OUTBOX.c.about_id == enquiry_id)
        .where(OUTBOX.c.notice == notice, OUTBOX.c.state.in_(("sent", "ready", "delivered")))
        .distinct()
    )
    return list(session.execute(statement).scalars())


def titles(session: Session, table: str, numbers: Sequence[int]) -> list[str]:
    """The titles of these things, in the order of the numbers."""
    things = SQLModel.metadata.tables[table]
    found = session.execute(select(things.c.id, things.c.title).where(things.c.id.in_(numbers)))
    by_number = {row.id: row.title for row in found}
    return [by_number[number] for number in numbers]
