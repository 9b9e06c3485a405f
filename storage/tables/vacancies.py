"""What is offered."""

from datetime import date, datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from storage.types import Moment, SecretText


class VacancyRow(SQLModel, table=True):
    """One offer. ``version`` rises with every change; ``contact`` is for staff only."""

    __tablename__ = "vacancy"
    __table_args__ = (UniqueConstraint("source", "reference"),)
    id: int | None = Field(default=None, primary_key=True)
    source: str
    reference: str
    kind: str
    occupation: str
    title: str
    field: str = Field(index=True)
    company: str
    town: str
    start: date
    certificate: str
    places: int
    internship: bool
    conditions: str  # codes of bot.domain.vacancies.Condition, separated by blanks
    german_level: str
    contact: str = Field(default="", sa_type=SecretText)
    valid_until: date
    state: str = Field(index=True)
    version: int = Field(default=1)
    entered_by: int | None = Field(default=None, foreign_key="person.id", ondelete="SET NULL")
    fresh_since: date
    updated_at: datetime = Field(sa_type=Moment)
