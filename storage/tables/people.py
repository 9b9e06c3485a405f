"""What pupils have agreed to, and what they let us keep."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from storage.types import Moment, SecretText

UNMATCHED = text("match_after IS NOT NULL")


class Consent(SQLModel, table=True):
    """One consent, as given.

    Which purpose, in which version and wording, when; and when it was withdrawn.
    """

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    purpose: str
    version: int
    language: str
    wording: str = Field(sa_type=SecretText)  # an enquiry's names what the recruiter will see
    receipt: str
    given_at: datetime = Field(sa_type=Moment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)


class Profile(SQLModel, table=True):
    """What a pupil lets us keep.

    Never more than the interview asked, never a birth date or address.

    ``wishes`` is the JSON of ``bot.domain.wishes.Wishes`` (codes only, no free text);
    ``signature`` is equal for equal wishes, so that matching scores each combination once.
    ``target_year`` is the year in which the search is to end, if the wishes name one.
    ``match_after`` marks a new or changed profile until it is matched: it is the newest vacancy
    of that moment, up to which she has seen what fits.
    """

    __table_args__ = (
        Index("profile_unmatched", "match_after", sqlite_where=UNMATCHED,
              postgresql_where=UNMATCHED),
    )  # fmt: skip
    person_id: int = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE")
    age_band: str = Field(default="")
    grade: str = Field(default="")
    wishes: str
    signature: str = Field(index=True)
    target_year: int | None = Field(default=None, index=True)
    created_at: datetime = Field(sa_type=Moment)
    updated_at: datetime = Field(sa_type=Moment)
    match_after: int | None = Field(default=None)


class SavedVacancy(SQLModel, table=True):
    """A vacancy that a pupil has put a star on."""

    __tablename__ = "saved_vacancy"
    person_id: int = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE")
    vacancy_id: int = Field(
        primary_key=True, foreign_key="vacancy.id", index=True, ondelete="CASCADE"
    )
    saved_at: datetime = Field(sa_type=Moment)
