"""The same news for many people at once."""

from datetime import datetime

from sqlalchemy import Select

from bot.services.outbox import Lane, Notice, Purpose
from bot.services.unit import Unit
from storage.queries import mailing as rows


def fair_news(
    unit: Unit, people: Select[tuple[int]], notice: Notice, *, lane: Lane, expires: datetime
) -> list[tuple[int, int]]:
    """Post news of fairs to each of ``people`` (a select of person ids).

    Returns (outbox id, person id) of each; who has no address is left out. ``expires`` (aware):
    after it the news are not sent any more.
    """
    kind, subject = notice.about
    values = {
        "lane": int(lane), "purpose": Purpose.FAIRS.value, "notice": notice.name,
        "body": {"args": notice.args}, "about_kind": kind, "about_id": subject,
        "expires_at": expires,
    }  # fmt: skip
    return rows.post_all(unit.session, people, unit.now, values)
