"""The statement about profiles that most turns of pupils begin with."""

from typing import Any, cast

from sqlalchemy import Row, Table, bindparam, select
from sqlmodel import Session

from storage.tables.people import Profile

PROFILE = cast("Table", Profile.__table__)  # type: ignore[attr-defined]

_FIND = select(PROFILE.c.wishes, PROFILE.c.age_band, PROFILE.c.grade).where(
    PROFILE.c.person_id == bindparam("person")
)


def find(session: Session, person_id: int) -> Row[Any, Any, Any] | None:
    """What is kept of a pupil's answers."""
    return session.connection().execute(_FIND, {"person": person_id}).first()
