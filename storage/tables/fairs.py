"""Fairs, who comes, who is reminded when, and who has been told."""

from datetime import date, datetime, time

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.types import Moment

PLANNED = text("state = 'planned'")


class FairRow(SQLModel, table=True):
    """A fair as it is planned now, in local times of the region.

    ``version`` rises with the dates, ``sequence`` with every change. ``said_yes`` and
    ``said_maybe`` are filled when the sign-ups themselves are forgotten.
    """

    __tablename__ = "fair"
    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(unique=True)  # the start code on its posters, "m_7k2f"
    title: str
    start_day: date
    start_time: time
    end_day: date = Field(index=True)
    end_time: time
    place: str
    stop: str = Field(default="")
    town: str | None = Field(default=None)
    grades: str = Field(default="")  # codes of bot.domain.people.Grade, separated by blanks
    about: str = Field(default="")
    bring: str = Field(default="")
    cost: str = Field(default="")
    registration: str = Field(default="")
    deadline: date | None = Field(default=None)
    parents: bool = Field(default=True)
    access: str = Field(default="")
    version: int = Field(default=1)
    sequence: int = Field(default=0)
    state: str
    planned_by: int | None = Field(
        default=None, foreign_key="person.id", index=True, ondelete="SET NULL"
    )
    created_at: datetime = Field(sa_type=Moment)
    updated_at: datetime = Field(sa_type=Moment)
    forgotten_at: datetime | None = Field(default=None, sa_type=Moment)
    said_yes: int = Field(default=0)
    said_maybe: int = Field(default=0)


class FairSignUp(SQLModel, table=True):
    """A pupil's present answer, kept with the consent "fairs" only.

    ``plan_version`` is the plan that the answer was given to: after a move it shows who has
    confirmed.
    """

    __tablename__ = "fair_signup"
    fair_id: int = Field(primary_key=True, foreign_key="fair.id", ondelete="CASCADE")
    person_id: int = Field(
        primary_key=True, foreign_key="person.id", index=True, ondelete="CASCADE"
    )
    answer: str
    morning: bool = Field(default=False)
    plan_version: int
    answered_at: datetime = Field(sa_type=Moment)


class FairReminder(SQLModel, table=True):
    """One reminder of one person for one version of a plan: never twice, by its key.

    ``outbox_id`` is the message that it was posted as; a number only, messages are forgotten
    sooner.
    """

    __tablename__ = "fair_reminder"
    __table_args__ = (
        UniqueConstraint("fair_id", "person_id", "kind", "plan_version"),
        Index("fair_reminder_due", "due_at", "id", sqlite_where=PLANNED, postgresql_where=PLANNED),
    )
    id: int | None = Field(default=None, primary_key=True)
    fair_id: int = Field(foreign_key="fair.id", ondelete="CASCADE")
    person_id: int = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    kind: str
    plan_version: int
    event_date: date
    due_at: datetime = Field(sa_type=Moment)
    until_at: datetime = Field(sa_type=Moment)
    catch_up: bool = Field(default=False)
    state: str  # planned | posted | missed | superseded | dropped
    reason: str = Field(default="")
    outbox_id: int | None = Field(default=None)


class Broadcast(SQLModel, table=True):
    """The ``number``-th announcement of a fair: its key lets only one coordinator send it.

    ``fixed_upto`` and ``fed_upto`` are the last persons whose place among the recipients is
    settled, and whose message has been posted.
    """

    __table_args__ = (UniqueConstraint("fair_id", "number"),)
    id: int | None = Field(default=None, primary_key=True)
    fair_id: int = Field(foreign_key="fair.id", ondelete="CASCADE")
    number: int
    state: str = Field(index=True)  # fixing | sending | paused | stopped | done
    sent_by: int | None = Field(
        default=None, foreign_key="person.id", index=True, ondelete="SET NULL"
    )
    started_at: datetime = Field(sa_type=Moment)
    finished_at: datetime | None = Field(default=None, sa_type=Moment)
    total: int = Field(default=0)
    fixed_upto: int = Field(default=0)
    fed: int = Field(default=0)
    fed_upto: int = Field(default=0)
    progress_row: int | None = Field(default=None)  # the outbox row of the progress message
    progress_at: datetime | None = Field(default=None, sa_type=Moment)
    progress_done: int = Field(default=0)


class BroadcastRecipient(SQLModel, table=True):
    """Somebody an announcement goes to: once, by its key."""

    __tablename__ = "broadcast_recipient"
    __table_args__ = {"sqlite_with_rowid": False}
    broadcast_id: int = Field(primary_key=True, foreign_key="broadcast.id", ondelete="CASCADE")
    person_id: int = Field(
        primary_key=True, foreign_key="person.id", index=True, ondelete="CASCADE"
    )
