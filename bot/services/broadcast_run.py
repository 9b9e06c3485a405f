"""An announcement on its way: recipients, messages and progress, a bounded piece at a time."""

from datetime import datetime, timedelta

from sqlmodel import col, select

from bot.domain.broadcasts import BroadcastState
from bot.services.fair_plans import Fair, held_fair
from bot.services.mailing import fair_news
from bot.services.outbox import Lane, Notice, Outbox, Purpose
from bot.services.unit import Unit
from storage.queries import broadcasts as rows
from storage.queries import fairs as fair_rows
from storage.tables import Broadcast

FIX = 4_000
"""Recipients fixed in one transaction: together they hold the write lock for some 10 ms."""

FEED, BACKLOG = 500, 5_000
"""Messages posted in one transaction, and how many may wait: a tick's worth at 1,000/s."""

PROGRESS_EVERY = timedelta(seconds=2)
ANNOUNCEMENT, PROGRESS = "fair_announcement", "broadcast_progress"


def fix_recipients(unit: Unit) -> bool:
    """A duty: settle who gets an announcement that was sent, a piece at a time.

    Returns whether there may be more.
    """
    return rows.fix(unit.session, unit.now, FIX)


def drive_broadcasts(unit: Unit) -> bool:
    """A duty: take every running announcement a step further. Returns whether there is more."""
    statement = (
        select(Broadcast)
        .where(Broadcast.state == BroadcastState.SENDING)
        .order_by(col(Broadcast.id))
        .with_for_update(skip_locked=True)
    )
    more = False
    for row in unit.session.exec(statement).all():
        fair = held_fair(unit, row.fair_id)
        if fair is not None:
            more |= go_on(unit, row, fair)
            _finish_or_show(unit, row)
    return more


def next_broadcast_step(unit: Unit) -> datetime | None:
    """When a running announcement has something to do that no waiting message brings about."""
    waiting = rows.waiting(unit.session)
    statement = select(Broadcast).where(col(Broadcast.state).in_(["fixing", "sending"]))
    for row in unit.session.exec(statement):
        if row.fed < row.total or not waiting.get(row.id or 0):
            return unit.now + PROGRESS_EVERY
    return None


def go_on(unit: Unit, row: Broadcast, fair: Fair) -> bool:
    """Post the next messages; returns whether there is more to do at once."""
    if _is_over(unit, fair):
        row.state, row.finished_at = BroadcastState.STOPPED.value, unit.now
        more = False
    else:
        more = _feed(unit, row, fair)
    unit.session.add(row)
    unit.session.flush()
    return more


def show_progress(unit: Unit, row: Broadcast) -> None:
    """Tell the coordinator who sent it, in one message that is edited."""
    outbox = Outbox(unit)
    if row.progress_row is not None:
        outbox.refresh(row.progress_row)
    elif row.sent_by is not None:
        notice = Notice(PROGRESS, {"broadcast": row.id}, about=("broadcast", row.id or 0))
        row.progress_row = outbox.notify(
            row.sent_by, notice, lane=Lane.ALERT, purpose=Purpose.SERVICE, urgent=True
        )
    row.progress_at, row.progress_done = unit.now, _done(unit, row)
    unit.session.add(row)
    unit.session.flush()


def _is_over(unit: Unit, fair: Fair) -> bool:
    return not fair.plan.is_ahead(unit.now, unit.region.zone)


def _feed(unit: Unit, row: Broadcast, fair: Fair) -> bool:
    """Post the next messages, unless enough of them wait."""
    room = BACKLOG - rows.waiting(unit.session).get(row.id or 0, 0)
    if row.fed >= row.total or room < FEED:
        return False
    last, found = rows.next_recipients(unit.session, row, FEED)
    people = rows.recipients_upto(row, last)
    notice = Notice(ANNOUNCEMENT, {"fair": fair.id}, about=("broadcast", row.id or 0))
    begins = fair.plan.begins(unit.region.zone)
    fair_news(unit, people, notice, lane=Lane.BULK, expires=begins)
    # a recipient who has been deleted since is no longer there: then the rest is done as well
    row.fed, row.fed_upto = row.fed + found if found == FEED else row.total, last
    return row.fed < row.total


def _finish_or_show(unit: Unit, row: Broadcast) -> None:
    """The end, or what has changed since the last look, at most every two seconds."""
    if row.state != BroadcastState.STOPPED and row.fed >= row.total and not _open(unit, row):
        row.state, row.finished_at = BroadcastState.DONE.value, unit.now
    elif row.state != BroadcastState.STOPPED and not _worth_showing(unit, row):
        return
    show_progress(unit, row)


def _open(unit: Unit, row: Broadcast) -> bool:
    """Whether a message still waits or is on its way."""
    if _done(unit, row) < row.fed:
        return True
    return fair_rows.is_open(unit.session, ANNOUNCEMENT, ("broadcast", row.id or 0))


def _worth_showing(unit: Unit, row: Broadcast) -> bool:
    early = row.progress_at is not None and unit.now - row.progress_at < PROGRESS_EVERY
    return not early and _done(unit, row) != row.progress_done


def _done(unit: Unit, row: Broadcast) -> int:
    return row.fed - rows.waiting(unit.session).get(row.id or 0, 0)
