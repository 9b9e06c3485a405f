"""Statements about enquiries and the messages in them."""

from collections.abc import Collection
from datetime import datetime
from typing import cast

from sqlalchemy import Table, exists, func, or_, select
from sqlmodel import Session, col
from sqlmodel import select as pick

from storage.queries.outbox import OPEN, OUTBOX
from storage.tables.enquiries import Enquiry, RelayMessage

ENQUIRY = cast("Table", Enquiry.__table__)  # type: ignore[attr-defined]
MESSAGE = cast("Table", RelayMessage.__table__)  # type: ignore[attr-defined]


def locked(session: Session, enquiry_id: int) -> Enquiry | None:
    """The enquiry as it is now, kept from others until the end of this transaction."""
    statement = pick(Enquiry).where(Enquiry.id == enquiry_id).with_for_update()
    return session.exec(statement.execution_options(populate_existing=True)).first()


def locked_message(session: Session, message_id: int) -> RelayMessage | None:
    """The message as it is now, kept from others until the end of this transaction."""
    statement = pick(RelayMessage).where(RelayMessage.id == message_id).with_for_update()
    return session.exec(statement.execution_options(populate_existing=True)).first()


def of_pupil(session: Session, pupil_id: int) -> list[Enquiry]:
    """All enquiries of a pupil, the newest first."""
    statement = pick(Enquiry).where(Enquiry.pupil_id == pupil_id)
    return list(session.exec(statement.order_by(col(Enquiry.id).desc())))


def about_vacancy(session: Session, vacancy_id: int) -> list[Enquiry]:
    """The enquiries about a vacancy that are not closed, the oldest first."""
    statement = pick(Enquiry).where(
        Enquiry.vacancy_id == vacancy_id, col(Enquiry.state).in_(("open", "taken"))
    )
    return list(session.exec(statement.order_by(col(Enquiry.id))))


def unclosed(session: Session, owner_id: int) -> list[Enquiry]:
    """What this person or nobody has taken, those to be answered first at the top."""
    statement = pick(Enquiry).where(
        col(Enquiry.state).in_(("open", "taken")),
        or_(col(Enquiry.owner_id).is_(None), col(Enquiry.owner_id) == owner_id),
    )
    return list(
        session.exec(
            statement.order_by(col(Enquiry.due_at).is_(None), col(Enquiry.due_at), col(Enquiry.id))
        )
    )


def of_owner(session: Session, staff_id: int) -> list[Enquiry]:
    """All enquiries that somebody has taken, closed ones too."""
    statement = pick(Enquiry).where(Enquiry.owner_id == staff_id)
    return list(session.exec(statement.order_by(col(Enquiry.id))))


def closed_before(session: Session, moment: datetime, limit: int) -> list[Enquiry]:
    """Enquiries that were closed before ``moment``."""
    statement = pick(Enquiry).where(col(Enquiry.closed_at) < moment)
    return list(session.exec(statement.order_by(col(Enquiry.id)).limit(limit)))


def messages(session: Session, enquiry_ids: Collection[int]) -> list[RelayMessage]:
    """The messages of these enquiries in the order of writing."""
    statement = pick(RelayMessage).where(col(RelayMessage.enquiry_id).in_(enquiry_ids))
    return list(session.exec(statement.order_by(col(RelayMessage.id))))


def last_written(session: Session, enquiry_id: int, *, from_pupil: bool) -> datetime | None:
    """When one of the two wrote last."""
    statement = select(func.max(MESSAGE.c.written_at)).where(
        MESSAGE.c.enquiry_id == enquiry_id, MESSAGE.c.from_pupil.is_(from_pupil)
    )
    return session.execute(statement).scalar()


def heard_since(session: Session, owner_id: int, moment: datetime) -> list[Enquiry]:
    """Enquiries of this owner in which the pupil has written since."""
    written = exists().where(
        MESSAGE.c.enquiry_id == ENQUIRY.c.id,
        MESSAGE.c.from_pupil.is_(True),
        MESSAGE.c.written_at > moment,
    )
    statement = pick(Enquiry).where(Enquiry.owner_id == owner_id, written)
    return list(session.exec(statement.order_by(col(Enquiry.id))))


def by_origin(session: Session, writer_id: int, origin: str) -> RelayMessage | None:
    """The message that an event said."""
    statement = pick(RelayMessage).where(
        RelayMessage.writer_id == writer_id, RelayMessage.origin == origin
    )
    return session.exec(statement).first()


def waiting(session: Session, before: RelayMessage) -> list[int]:
    """Messages of the same writer in the same enquiry that have not left yet."""
    statement = select(MESSAGE.c.id).where(
        MESSAGE.c.enquiry_id == before.enquiry_id,
        MESSAGE.c.from_pupil.is_(before.from_pupil),
        MESSAGE.c.state == "waiting",
        MESSAGE.c.id < before.id,
    )
    return list(session.execute(statement).scalars())


def stranded(session: Session, pupil_id: int) -> list[int]:
    """Messages to a pupil that count as waiting while nothing of them is on its way any more."""
    on_its_way = exists().where(
        OUTBOX.c.about_kind == "message",
        OUTBOX.c.about_id == MESSAGE.c.id,
        OUTBOX.c.state.in_(OPEN),
    )
    statement = (
        select(MESSAGE.c.id)
        .join(ENQUIRY, ENQUIRY.c.id == MESSAGE.c.enquiry_id)
        .where(ENQUIRY.c.pupil_id == pupil_id, MESSAGE.c.from_pupil.is_(False))
        .where(MESSAGE.c.state == "waiting", ~on_its_way)
        .order_by(MESSAGE.c.id)
    )
    return list(session.execute(statement).scalars())
