"""The statements about who sits where: people at one address, and addresses of one person."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import RowMapping, delete, exists, insert, select, update
from sqlmodel import Session

from storage.queries.doors import LINK
from storage.queries.outbox import OUTBOX
from storage.queries.turns import ADDRESS, CONVERSATION, PERSON

CODE = "code"


def sitters(session: Session, address_id: int) -> list[RowMapping]:
    """Everybody who has a conversation at an address, in the order in which they came."""
    statement = (
        select(
            CONVERSATION.c.id, CONVERSATION.c.person_id, CONVERSATION.c.name,
            (ADDRESS.c.person_id == CONVERSATION.c.person_id).label("active"),
        )
        .join(ADDRESS, ADDRESS.c.id == CONVERSATION.c.address_id)
        .where(CONVERSATION.c.address_id == address_id)
        .order_by(CONVERSATION.c.id)
    )  # fmt: skip
    return list(session.execute(statement).mappings())


def seat(session: Session, address_id: int, person_id: int) -> None:
    """Let this person be the one who speaks at the address."""
    session.execute(update(ADDRESS).where(ADDRESS.c.id == address_id).values(person_id=person_id))


def name(session: Session, address_id: int, person_id: int, called: str | None) -> None:
    """What a person is called at an address that she shares."""
    session.execute(
        update(CONVERSATION)
        .where(CONVERSATION.c.address_id == address_id, CONVERSATION.c.person_id == person_id)
        .values(name=called)
    )


def named_seats(session: Session, person_id: int) -> list[RowMapping]:
    """The addresses where a person has a name, and the name."""
    statement = select(CONVERSATION.c.address_id, CONVERSATION.c.name)
    found = session.execute(
        statement.where(CONVERSATION.c.person_id == person_id, CONVERSATION.c.name.is_not(None))
    )
    return list(found.mappings())


def states_of_others(session: Session, address_id: int, person_id: int) -> list[RowMapping]:
    """The conversations of everybody else at an address, with what they remember."""
    statement = select(CONVERSATION.c.id, CONVERSATION.c.state, CONVERSATION.c.touched_at)
    others = CONVERSATION.c.person_id != person_id
    found = session.execute(statement.where(CONVERSATION.c.address_id == address_id, others))
    return list(found.mappings())


def words_to_others(session: Session, address_id: int, person_id: int) -> list[RowMapping]:
    """What was written to everybody else at an address and still holds its words."""
    statement = select(OUTBOX.c.id, OUTBOX.c.body).where(
        OUTBOX.c.address_id == address_id, OUTBOX.c.person_id != person_id,
        OUTBOX.c.body.is_not(None),
    )  # fmt: skip
    return list(session.execute(statement).mappings())


def places(session: Session, person_id: int) -> list[RowMapping]:
    """The addresses of a person, in the order in which she came to them."""
    statement = (
        select(
            ADDRESS.c.id, ADDRESS.c.channel, ADDRESS.c.value, CONVERSATION.c.is_chosen,
            ADDRESS.c.left_at, CONVERSATION.c.touched_at,
        )
        .join(CONVERSATION, CONVERSATION.c.address_id == ADDRESS.c.id)
        .where(CONVERSATION.c.person_id == person_id)
        .order_by(CONVERSATION.c.id)
    )  # fmt: skip
    return list(session.execute(statement).mappings())


def choose(session: Session, person_id: int, address_id: int | None) -> None:
    """Let news of a person go to this address; None: to the one used last."""
    session.execute(
        update(CONVERSATION)
        .where(CONVERSATION.c.person_id == person_id)
        .values(is_chosen=CONVERSATION.c.address_id == (address_id or 0))
    )


def new_code(session: Session, person_id: int, digest: str, expires: datetime) -> None:
    """A code of this person, in place of any earlier one."""
    session.execute(delete(LINK).where(LINK.c.kind == CODE, LINK.c.person_id == person_id))
    session.execute(
        insert(LINK).values(kind=CODE, person_id=person_id, digest=digest, expires_at=expires)
    )


def behind_code(session: Session, digest: str, now: datetime) -> int | None:
    """Whose code it is; None for a wrong, used or expired one."""
    statement = select(LINK.c.person_id).where(
        LINK.c.kind == CODE, LINK.c.digest == digest, LINK.c.expires_at > now
    )
    return session.execute(statement).scalar()


def use_code(session: Session, digest: str, now: datetime) -> int | None:
    """Use a code up; returns whose it was. Of two at the same moment one wins."""
    statement = (
        delete(LINK)
        .where(LINK.c.kind == CODE, LINK.c.digest == digest, LINK.c.expires_at > now)
        .returning(LINK.c.person_id)
    )
    return session.execute(statement).scalar()


def hand_over(session: Session, address_id: int, old: int, new: int) -> None:
    """What was answered at an address stays there, in the hands of its new person."""
    session.execute(
        update(OUTBOX)
        .where(OUTBOX.c.address_id == address_id, OUTBOX.c.person_id == old)
        .values(person_id=new)
    )


def forward_mail(
    session: Session, person_id: int, old: int, new: int, bound: Collection[str]
) -> None:
    """News that wait for a person at an address go to another of hers.

    Answers and edits belong to the chat they are for, and so does what is about a ``bound`` thing.
    """
    channel = select(ADDRESS.c.channel).where(ADDRESS.c.id == new).scalar_subquery()
    session.execute(
        update(OUTBOX)
        .where(OUTBOX.c.address_id == old, OUTBOX.c.person_id == person_id)
        .where(OUTBOX.c.state == "queued", OUTBOX.c.notice != "", OUTBOX.c.replaces.is_(None))
        .where(OUTBOX.c.about_kind.not_in(bound))
        .values(address_id=new, channel=channel)
    )


def drop_mail(session: Session, person_id: int, address_id: int) -> None:
    """Delete all that was or would be written to a person at an address."""
    hers = (OUTBOX.c.address_id == address_id) & (OUTBOX.c.person_id == person_id)
    session.execute(delete(OUTBOX).where(hers))


_TEASER = OUTBOX.alias("teaser")


def called_for(session: Session, now: datetime, about_kind: str) -> list[RowMapping]:
    """Named people with mail at an address where somebody else sits, and who was not called yet.

    One call for each absence; who has stopped or rests is not called. A call that was withdrawn,
    or waits for one who does not sit there any more, is none: she who does has not seen it.
    """
    called = exists().where(
        _TEASER.c.about_kind == about_kind,
        _TEASER.c.about_id == CONVERSATION.c.id,
        _TEASER.c.created_at >= CONVERSATION.c.touched_at,
        _TEASER.c.state != "withdrawn",
        (_TEASER.c.state != "queued") | (_TEASER.c.person_id == ADDRESS.c.person_id),
    )
    return list(session.execute(_absent().where(_mail(now), ~called, _listens(now))).mappings())


def has_mail(session: Session, seat: int, now: datetime) -> bool:
    """Whether something is due for the one whose seat (the number of her conversation) it is."""
    statement = select(CONVERSATION.c.id).where(CONVERSATION.c.id == seat, _mail(now))
    return session.execute(statement).first() is not None


def next_call(session: Session, now: datetime) -> datetime | None:
    """When the next message for somebody who does not sit at her address is due."""
    statement = (
        select(OUTBOX.c.due_at)
        .join(CONVERSATION, (CONVERSATION.c.person_id == OUTBOX.c.person_id)
              & (CONVERSATION.c.address_id == OUTBOX.c.address_id))
        .join(ADDRESS, ADDRESS.c.id == OUTBOX.c.address_id)
        .where(CONVERSATION.c.name.is_not(None), ADDRESS.c.person_id != OUTBOX.c.person_id)
        .where(OUTBOX.c.state == "queued", OUTBOX.c.due_at > now)
        .order_by(OUTBOX.c.due_at)
        .limit(1)
    )  # fmt: skip
    return session.execute(statement).scalar()


def _mail(now: datetime) -> Any:
    return exists().where(
        OUTBOX.c.person_id == CONVERSATION.c.person_id,
        OUTBOX.c.address_id == CONVERSATION.c.address_id,
        OUTBOX.c.state == "queued",
        OUTBOX.c.due_at <= now,
    )


def _absent() -> Any:
    return (
        select(
            CONVERSATION.c.id, CONVERSATION.c.address_id, ADDRESS.c.person_id.label("sits_there")
        )
        .join(ADDRESS, ADDRESS.c.id == CONVERSATION.c.address_id)
        .join(PERSON, PERSON.c.id == CONVERSATION.c.person_id)
        .where(CONVERSATION.c.name.is_not(None))
        .where(ADDRESS.c.person_id != CONVERSATION.c.person_id, ADDRESS.c.left_at.is_(None))
    )


def _listens(now: datetime) -> Any:
    resting = PERSON.c.paused_until.is_not(None) & (PERSON.c.paused_until > now)
    return PERSON.c.stopped_at.is_(None) & ~resting
