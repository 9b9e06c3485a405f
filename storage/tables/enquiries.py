"""Enquiries of pupils, and the messages that go to and fro about them."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column, Index
from sqlmodel import Field, SQLModel

from storage.types import Moment, SecretJson, SecretText


class Enquiry(SQLModel, table=True):
    """A pupil wants to talk with a person.

    ``card`` holds exactly the facts that the consent named, None once they are deleted.
    ``version`` rises with every change of hands or state. ``trouble`` is why messages do not
    reach the pupil at present, or empty; ``owner_id`` is who has taken it.
    """

    __table_args__ = (Index("enquiry_state", "state", "owner_id"),)
    id: int | None = Field(default=None, primary_key=True)
    pupil_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, ondelete="SET NULL"
    )
    vacancy_id: int | None = Field(
        default=None, foreign_key="vacancy.id", index=True, ondelete="SET NULL"
    )
    town: str = Field(default="")
    specialism: str
    state: str
    version: int = Field(default=1)
    owner_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, ondelete="SET NULL"
    )
    card: Any = Field(default=None, sa_column=Column(SecretJson))
    trouble: str = Field(default="")
    outcome: str = Field(default="")
    received_at: datetime = Field(sa_type=Moment)
    due_at: datetime | None = Field(default=None, sa_type=Moment)
    closed_at: datetime | None = Field(default=None, sa_type=Moment, index=True)


class RelayMessage(SQLModel, table=True):
    """A message from one of the two to the other.

    ``origin`` is a keyed hash of the event that said it, by which a later edit finds it.
    ``status_row`` is the outbox row that shows the writer what became of the message, ``tries``
    counts sendings. ``state`` and ``reason`` are those of the outbox; "left" means that the
    writer let an uncertain one be. ``text`` is None once it is deleted.
    """

    __tablename__ = "relay_message"
    id: int | None = Field(default=None, primary_key=True)
    enquiry_id: int = Field(foreign_key="enquiry.id", index=True, ondelete="CASCADE")
    writer_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, ondelete="SET NULL"
    )
    from_pupil: bool
    text: str | None = Field(default=None, sa_type=SecretText)
    earlier: str | None = Field(default=None, sa_type=SecretText)
    origin: str = Field(default="", index=True)
    state: str
    reason: str = Field(default="")
    tries: int = Field(default=1)
    status_row: int | None = None
    due_at: datetime = Field(sa_type=Moment)
    written_at: datetime = Field(sa_type=Moment)
