"""What a pupil has agreed to."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from storage.types import Moment


class Consent(SQLModel, table=True):
    """One consent, as given.

    Wwhich purpose, in which version and wording, when; and when it was withdrawn.
    """

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True, ondelete="CASCADE")
    purpose: str
    version: int
    language: str
    wording: str
    receipt: str
    given_at: datetime = Field(sa_type=Moment)
    withdrawn_at: datetime | None = Field(default=None, sa_type=Moment)
