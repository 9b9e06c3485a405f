"""Staff: how they come in, what they look after, and what was noted about attempts."""

from datetime import datetime
from typing import Any

from sqlalchemy import Column
from sqlmodel import Field, SQLModel

from storage.types import Moment, SecretJson, SecretText


class Staff(SQLModel, table=True):
    """A recruiter or coordinator. ``deputy_id``: who may stand in; nobody can say so yet."""

    person_id: int = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE")
    name: str = Field(sa_type=SecretText)
    deputy_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, ondelete="SET NULL"
    )
    joined_at: datetime = Field(sa_type=Moment)


class StaffDuty(SQLModel, table=True):
    """What somebody looks after: a town (or the whole county) and a specialism."""

    __tablename__ = "staff_duty"
    person_id: int = Field(primary_key=True, foreign_key="person.id", ondelete="CASCADE")
    town: str = Field(primary_key=True)
    specialism: str = Field(primary_key=True)


class Invitation(SQLModel, table=True):
    """A one-time way in. Only a keyed hash of the code is kept."""

    id: int | None = Field(default=None, primary_key=True)
    digest: str = Field(unique=True)
    role: str
    member: Any = Field(default=None, sa_column=Column(SecretJson))  # name, towns, specialisms
    created_at: datetime = Field(sa_type=Moment)
    expires_at: datetime = Field(sa_type=Moment)
    used_at: datetime | None = Field(default=None, sa_type=Moment)


class InvitationTries(SQLModel, table=True):
    """Wrong codes from one address since ``since``; after too many it is locked."""

    __tablename__ = "invitation_tries"
    address_id: int = Field(primary_key=True, foreign_key="address.id", ondelete="CASCADE")
    wrong: int
    since: datetime = Field(sa_type=Moment)
    locked_until: datetime | None = Field(default=None, sa_type=Moment)


class Audit(SQLModel, table=True):
    """Who tried or did what that somebody may ask about later: codes and numbers, no words."""

    id: int | None = Field(default=None, primary_key=True)
    at: datetime = Field(sa_type=Moment, index=True)
    person_id: int | None = Field(
        default=None, foreign_key="person.id", index=True, ondelete="SET NULL"
    )
    action: str
    subject: str = Field(default="")
