"""The statements of the web's doors: whose chat an address is, and the links that lead to it."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import RowMapping, Table, delete, insert, select, update
from sqlmodel import Session

from storage.queries.shelf import CHANNEL
from storage.queries.turns import ADDRESS, CONVERSATION, PERSON, upsert
from storage.tables.doors import WebLink

LINK = cast("Table", WebLink.__table__)  # type: ignore[attr-defined]


def resident(session: Session, digest: str) -> RowMapping | None:
    """Whose chat this address is: its number, the language and the role."""
    statement = (
        select(ADDRESS.c.id, PERSON.c.language, PERSON.c.role)
        .join(PERSON, PERSON.c.id == ADDRESS.c.person_id)
        .where(ADDRESS.c.channel == CHANNEL, ADDRESS.c.digest == digest)
    )
    return session.execute(statement).mappings().first()


def web_addresses(session: Session, person_id: int) -> list[RowMapping]:
    """The chats of a person on the web, the one used last first."""
    statement = (
        select(ADDRESS.c.id, ADDRESS.c.value, ADDRESS.c.digest)
        .join(CONVERSATION, CONVERSATION.c.address_id == ADDRESS.c.id)
        .where(ADDRESS.c.channel == CHANNEL, CONVERSATION.c.person_id == person_id)
        .order_by(CONVERSATION.c.touched_at.desc(), ADDRESS.c.id)
    )
    return list(session.execute(statement).mappings())


def readdress(session: Session, address_id: int, value: str, digest: str) -> None:
    """Let a chat be found at another address: who knew the old one stands before a closed door."""
    session.execute(
        update(ADDRESS).where(ADDRESS.c.id == address_id).values(value=value, digest=digest)
    )
    session.execute(delete(LINK).where(LINK.c.address_id == address_id))


def address_behind(session: Session, digest: str) -> str | None:
    """The address that a return link leads to."""
    statement = (
        select(ADDRESS.c.value)
        .join(LINK, LINK.c.address_id == ADDRESS.c.id)
        .where(LINK.c.digest == digest, LINK.c.kind == "return")
    )
    return session.execute(statement).scalar()


def return_token(session: Session, address_id: int) -> str | None:
    """The token of the return link of an address, if it has one."""
    statement = select(LINK.c.token).where(
        LINK.c.kind == "return", LINK.c.address_id == address_id
    )
    return session.execute(statement).scalar()


def new_return_link(session: Session, address_id: int, token: str, digest: str) -> None:
    """Give an address its return link; of two at the same moment the first one stays."""
    values = {"kind": "return", "address_id": address_id, "token": token, "digest": digest}
    statement = upsert(session, LINK).values(values)
    session.execute(statement.on_conflict_do_nothing(index_elements=["kind", "address_id"]))


def new_team_link(session: Session, person_id: int, digest: str, expires: datetime) -> None:
    """A link for one of the staff, to be used once."""
    values = {"kind": "team", "person_id": person_id, "digest": digest, "expires_at": expires}
    session.execute(insert(LINK).values(values))


def use_team_link(session: Session, digest: str, now: datetime) -> int | None:
    """Use a team link up; returns whose it was. Of two at the same moment one wins."""
    statement = (
        delete(LINK)
        .where(LINK.c.kind == "team", LINK.c.digest == digest, LINK.c.expires_at > now)
        .returning(LINK.c.person_id)
    )
    return session.execute(statement).scalar()


def close(session: Session, digests: Sequence[str], until: datetime) -> None:
    """Mark doors as closed."""
    for digest in digests:
        statement = upsert(session, LINK).values(kind="closed", digest=digest, expires_at=until)
        session.execute(
            statement.on_conflict_do_update(index_elements=["digest"], set_={"expires_at": until})
        )


def is_closed(session: Session, digest: str) -> bool:
    """Whether a door was closed lately."""
    statement = select(LINK.c.id).where(LINK.c.kind == "closed", LINK.c.digest == digest)
    return session.execute(statement).first() is not None


def forget_expired(session: Session, now: datetime) -> None:
    """Drop links and marks whose time is over."""
    session.execute(delete(LINK).where(LINK.c.expires_at <= now))
