"""Statements about staff: who looks after what, and invitations that only one can use."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, cast

from sqlalchemy import RowMapping, Table, select, update
from sqlmodel import Session

from storage.queries.turns import ADDRESS, PERSON
from storage.tables.staff import Invitation, Staff, StaffDuty

STAFF = cast("Table", Staff.__table__)  # type: ignore[attr-defined]
DUTY = cast("Table", StaffDuty.__table__)  # type: ignore[attr-defined]
INVITATION = cast("Table", Invitation.__table__)  # type: ignore[attr-defined]


def members(session: Session, ids: Collection[int] | None = None) -> list[RowMapping]:
    """Staff with their roles, these or all, in no order."""
    statement = select(STAFF.c.person_id, STAFF.c.name, PERSON.c.role).join(
        PERSON, PERSON.c.id == STAFF.c.person_id
    )
    if ids is not None:
        statement = statement.where(STAFF.c.person_id.in_(ids))
    return list(session.execute(statement).mappings())


def duties(session: Session, ids: Collection[int]) -> list[RowMapping]:
    """What these people look after: person_id, town, specialism."""
    statement = select(DUTY).where(DUTY.c.person_id.in_(ids)).order_by(*DUTY.c)
    return list(session.execute(statement).mappings())


def on_duty(session: Session, towns: Collection[str], specialism: str | None = None) -> list[int]:
    """Who looks after one of these towns, with this specialism or any; each once."""
    statement = select(DUTY.c.person_id).where(DUTY.c.town.in_(towns))
    if specialism is not None:
        statement = statement.where(DUTY.c.specialism == specialism)
    return list(session.execute(statement.distinct().order_by(DUTY.c.person_id)).scalars())


def with_role(session: Session, role: str) -> list[int]:
    """Staff with this role."""
    statement = select(STAFF.c.person_id).join(PERSON, PERSON.c.id == STAFF.c.person_id)
    return list(session.execute(statement.where(PERSON.c.role == role)).scalars())


def chats(session: Session, channel: str) -> list[tuple[str, str, str]]:
    """Where staff can be reached on a channel: address, role, language."""
    statement = (
        select(ADDRESS.c.value, PERSON.c.role, PERSON.c.language)
        .join(PERSON, PERSON.c.id == ADDRESS.c.person_id)
        .join(STAFF, STAFF.c.person_id == PERSON.c.id)
        .where(ADDRESS.c.channel == channel, ADDRESS.c.left_at.is_(None))
        .order_by(ADDRESS.c.id)
    )
    return [(row[0], row[1], row[2]) for row in session.execute(statement)]


def use_invitation(session: Session, digest: str, now: datetime) -> dict[str, Any] | None:
    """Use up an invitation that is still good; of two at the same moment one gets it."""
    statement = (
        update(INVITATION)
        .where(INVITATION.c.digest == digest, INVITATION.c.used_at.is_(None))
        .where(INVITATION.c.expires_at > now)
        .values(used_at=now)
        .returning(INVITATION.c.role, INVITATION.c.member)
    )
    row = session.execute(statement).mappings().first()
    return dict(row) if row else None
