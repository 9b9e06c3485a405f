"""What is offered."""

from datetime import date, datetime

from sqlalchemy import BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from storage.types import Moment, SecretText

UNMATCHED = text("match_from IS NOT NULL")


class VacancyRow(SQLModel, table=True):
    """One offer. ``version`` rises with every change; ``contact`` is for staff only.

    ``stamp`` is drawn anew with every change: who remembers vacancies sees which ones differ.
    ``code`` is the start code of links to it ("v_k7f2b"), made when somebody first wants one.
    ``match_from`` marks one that is new or changed: the profiles after this signature are still
    to be looked through for it; empty is from the start, None when all have been.
    """

    __tablename__ = "vacancy"
    __table_args__ = (
        UniqueConstraint("source", "reference"),
        Index("vacancy_unmatched", "match_from", "id", sqlite_where=UNMATCHED,
              postgresql_where=UNMATCHED),
    )  # fmt: skip
    id: int | None = Field(default=None, primary_key=True)
    source: str
    reference: str
    code: str | None = Field(default=None, unique=True)
    kind: str
    occupation: str
    title: str
    field: str = Field(index=True)
    company: str
    town: str = Field(index=True)
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
    stamp: int = Field(sa_type=BigInteger)
    entered_by: int | None = Field(
        default=None, foreign_key="person.id", index=True, ondelete="SET NULL"
    )
    changed_by: int | None = Field(
        default=None, foreign_key="person.id", index=True, ondelete="SET NULL"
    )
    fresh_since: date
    updated_at: datetime = Field(sa_type=Moment)
    match_from: str | None = Field(default="")


class VacancyStock(SQLModel, table=True):
    """One row: the ``stamp`` of the newest change of any vacancy, drawn at random.

    Numbers counted up would come again after a rollback, and changes would go unseen.
    """

    __tablename__ = "vacancy_stock"
    id: int = Field(default=1, primary_key=True)
    stamp: int = Field(sa_type=BigInteger)
