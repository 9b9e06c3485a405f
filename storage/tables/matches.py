"""Pupils and vacancies that fit: found once, told to those responsible, perhaps written about."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.types import Moment, SecretText


class MatchAlert(SQLModel, table=True):
    """A pair that was found: once, by its key, for as long as the pupil agrees to be found.

    ``news`` is the number of the pair under which the pupil is told of it, None when she sees
    it anyway. ``writer_id`` has written to her about it, perhaps with own ``words``;
    ``offer_row`` is the outbox row of that message, ``status_row`` the one that shows the writer
    what became of it. ``version`` rises with every change of ``state``.
    """

    __tablename__ = "match_alert"
    __table_args__ = (UniqueConstraint("pupil_id", "vacancy_id"),)
    id: int | None = Field(default=None, primary_key=True)
    pupil_id: int = Field(foreign_key="person.id", ondelete="CASCADE")
    vacancy_id: int = Field(foreign_key="vacancy.id", index=True, ondelete="CASCADE")
    found_at: datetime = Field(sa_type=Moment)
    news: int | None = Field(default=None, index=True)
    state: str = Field(default="found")  # found | written | interested | declined
    version: int = Field(default=1)
    writer_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, ondelete="SET NULL"
    )
    words: str | None = Field(default=None, sa_type=SecretText)
    offer_row: int | None = Field(default=None)
    status_row: int | None = Field(default=None)


class MatchTold(SQLModel, table=True):
    """A recruiter who was told of a pair: once, by its key; nobody else sees it.

    ``bundle`` is the number of the first line told in the same message.
    """

    __tablename__ = "match_told"
    __table_args__ = (UniqueConstraint("alert_id", "staff_id"),)
    id: int | None = Field(default=None, primary_key=True)
    alert_id: int = Field(foreign_key="match_alert.id", ondelete="CASCADE")
    staff_id: int = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    bundle: int | None = Field(default=None, index=True)
