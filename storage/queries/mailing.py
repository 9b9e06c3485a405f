"""The same news for many: one INSERT … SELECT into the outbox, whatever their number."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, insert, literal, select
from sqlmodel import Session

from storage.queries.outbox import OUTBOX, addresses_for
from storage.queries.turns import ADDRESS, CONVERSATION

_SAME_FOR_ALL = (
    "lane", "purpose", "notice", "body", "about_kind", "about_id", "due_at", "expires_at",
    "created_at",
)  # fmt: skip


def post_all(
    session: Session, people: Select[tuple[int]], now: datetime, values: dict[str, Any]
) -> list[tuple[int, int]]:
    """Post one notice to each of ``people`` (a select of person ids) who has an address.

    Returns (outbox id, person id) of each row. ``values`` are those of ``Outbox.notify``; ids rise
    with the person's, so that older conversations are not always last.
    """
    chosen = people.subquery()
    person_id = chosen.c[0]
    theirs = addresses_for(person_id).limit(1).correlate_except(ADDRESS, CONVERSATION)
    places = select(person_id, theirs.scalar_subquery().label("address_id")).subquery()
    channel = select(ADDRESS.c.channel).where(ADDRESS.c.id == places.c.address_id)
    constant = {"due_at": now, "expires_at": None, **values, "created_at": now}
    columns = OUTBOX.c
    statement = (
        insert(OUTBOX)
        .from_select(
            ["person_id", "address_id", "channel", *_SAME_FOR_ALL, "state", "tries", "urgent",
             "reason"],
            select(
                places.c[0], places.c.address_id, channel.scalar_subquery(),
                *(literal(constant[name], columns[name].type) for name in _SAME_FOR_ALL),
                literal("queued"), literal(0), literal(False, columns.urgent.type), literal(""),
            ).where(places.c.address_id.is_not(None)).order_by(places.c[0]),
        )
        .returning(columns.id, columns.person_id)
    )  # fmt: skip
    return [(row.id, row.person_id) for row in session.execute(statement)]
