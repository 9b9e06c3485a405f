"""What every turn touches.

Who writes from where, the conversation, what came in and what goes out.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index, Integer, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.types import Moment, SecretJson, SecretText

__all__ = ["Address", "Conversation", "Inbox", "Outbox", "Person"]


class Person(SQLModel, table=True):
    """Somebody who uses the program.

    Without consent nothing but this bare row and a conversation exist.
    """

    id: int | None = Field(default=None, primary_key=True)
    role: str
    language: str
    pseudonym: str = Field(unique=True)
    created_at: datetime = Field(sa_type=Moment)
    seen_at: datetime = Field(sa_type=Moment, index=True)
    stopped_at: datetime | None = Field(default=None, sa_type=Moment)
    paused_until: datetime | None = Field(default=None, sa_type=Moment)


class Address(SQLModel, table=True):
    """A place on a messenger where people can be reached: a chat, a browser.

    ``person_id`` is the active one of those who have a conversation there.
    ``shelf_end`` is the last position given to a message that lies ready for its page.
    """

    __table_args__ = (UniqueConstraint("channel", "digest"),)
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    digest: str
    value: str = Field(sa_type=SecretText)
    person_id: int = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    left_at: datetime | None = Field(default=None, sa_type=Moment)
    shelf_end: int = Field(default=0)
    created_at: datetime = Field(sa_type=Moment)


class Conversation(SQLModel, table=True):
    """The state of one person's conversation at one address.

    Siblings share a phone, people have two channels. ``name`` is what she is called at an address
    that she shares, ``is_chosen`` means that she wants her news here.
    """

    __table_args__ = (
        UniqueConstraint("address_id", "person_id"),
        Index("conversation_shared", "address_id", sqlite_where=text("name IS NOT NULL"),
              postgresql_where=text("name IS NOT NULL")),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    address_id: int = Field(foreign_key="address.id", ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    state: Any = Field(default=None, sa_column=Column(SecretJson))
    touched_at: datetime = Field(sa_type=Moment, index=True)
    name: str | None = Field(default=None, sa_type=SecretText)
    is_chosen: bool = Field(default=False)


class Inbox(SQLModel, table=True):
    """What arrived.

    Unique per channel and the messenger's id, so a repeat is recognised; emptied when handled.
    """

    __table_args__ = (
        UniqueConstraint("channel", "event_id"),
        Index("inbox_unhandled", "state", sqlite_where=text("state != 'done'"),
              postgresql_where=text("state != 'done'")),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    channel: str
    event_id: str
    digest: str
    state: str  # waiting | done | aside
    tries: int = Field(default=0)
    body: Any = Field(default=None, sa_column=Column(SecretJson))
    reason: str = Field(default="")
    received_at: datetime = Field(sa_type=Moment, index=True)


class Outbox(SQLModel, table=True):
    """What goes out.

    A ready message, or a notice (kind and ids) that is put into words when it is sent.

    ``lane`` orders: 0 answers, 1 alerts, 2 reminders, 3 bulk. ``purpose`` is checked at the gate
    when sending. ``replaces`` is the row whose message this one edits. ``about_*`` names what
    quoting the message belongs to. ``channel`` is its address's, repeated here so that what
    waits for one bot is found without reading what waits for another. ``position`` is the place
    on the shelf of a web page: it tells the order in which rows became visible, which is not
    that of their numbers.
    """

    __table_args__ = (
        Index("outbox_due", "channel", "lane", "due_at", "id",
              sqlite_where=text("state = 'queued'"), postgresql_where=text("state = 'queued'")),
        Index("outbox_of_address", "address_id", "position"),
        Index("outbox_open", "address_id", "id",
              sqlite_where=text("state IN ('queued','sending')"),
              postgresql_where=text("state IN ('queued','sending')")),
        Index("outbox_about", "about_kind", "about_id"),
        Index("outbox_message", "message_digest"),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    address_id: int = Field(foreign_key="address.id", ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    channel: str
    lane: int
    purpose: str
    notice: str = Field(default="")
    body: Any = Field(default=None, sa_column=Column(SecretJson))
    replaces: int | None = Field(default=None, sa_column=Column(Integer, index=True))
    about_kind: str = Field(default="")
    about_id: int = Field(default=0)
    state: (
        str  # queued | sending | ready | sent | delivered | failed | expired | withdrawn | unknown
    )
    reason: str = Field(default="")
    tries: int = Field(default=0)
    urgent: bool = Field(default=False)
    due_at: datetime = Field(sa_type=Moment)
    expires_at: datetime | None = Field(default=None, sa_type=Moment)
    message_id: str | None = Field(default=None, sa_type=SecretText)
    message_digest: str | None = Field(default=None)
    position: int | None = Field(default=None)
    created_at: datetime = Field(sa_type=Moment)
    settled_at: datetime | None = Field(default=None, sa_type=Moment)
