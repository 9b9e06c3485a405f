"""Announcements of fairs: sent once to everybody who wants them, and stoppable.

The recipients are fixed when a coordinator sends, in chunks so that no chat waits; messages follow
a few hundred at a time, so that the outbox stays short and a pause takes back all that is left.
"""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from bot.domain.broadcasts import BroadcastState, Tally, tally
from bot.domain.errors import NotFound, Outdated
from bot.services.broadcast_run import ANNOUNCEMENT, fix_recipients, go_on, show_progress
from bot.services.fair_plans import Fair, held_fair
from bot.services.outbox import Lane, Notice, Outbox, Purpose
from bot.services.unit import Unit
from storage.queries import broadcasts as rows
from storage.tables import Broadcast

RUNNING = (BroadcastState.FIXING, BroadcastState.SENDING)


@dataclass(frozen=True, slots=True)
class Audience:
    """Who would get an announcement now, and who would not."""

    wants: int = 0
    opted_out: int = 0
    unreachable: int = 0
    has_it: int = 0


@dataclass(frozen=True, slots=True)
class Announced:
    """An announcement as it stands."""

    id: int
    fair_id: int
    number: int
    state: BroadcastState
    started_at: datetime
    total: int
    done: int


class Broadcasts:
    """Sending, watching and stopping announcements."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def audience(self, fair_id: int) -> Audience:
        """Who would get an announcement of this fair now."""
        return Audience(**rows.audience(self._unit.session, self._unit.now, fair_id))

    def of_fair(self, fair_id: int) -> list[Announced]:
        """The announcements of a fair, oldest first."""
        statement = (
            select(Broadcast).where(Broadcast.fair_id == fair_id).order_by(col(Broadcast.number))
        )
        found = self._unit.session.exec(statement).all()
        waiting = rows.waiting(self._unit.session) if found else {}
        return [_value(row, waiting.get(row.id or 0, 0)) for row in found]

    def get(self, broadcast_id: int) -> Announced:
        """One announcement. Raises NotFound."""
        row = self._row(broadcast_id)
        return _value(row, rows.waiting(self._unit.session).get(broadcast_id, 0))

    def send(self, fair_id: int, number: int, *, by: int) -> Announced | None:
        """Send the ``number``-th announcement of the fair; None when somebody has done so.

        One conditional insert: a second tap, anybody's, changes nothing. Raises NotFound, and
        Outdated for a fair that is cancelled or has begun.
        """
        fair = self._open_fair(fair_id)
        broadcast_id = rows.start(
            self._unit.session,
            {
                "fair_id": fair_id, "number": number, "sent_by": by,
                "state": BroadcastState.FIXING, "started_at": self._unit.now, "total": 0,
                "fixed_upto": 0, "fed": 0, "fed_upto": 0, "progress_done": 0,
            },
        )  # fmt: skip
        if broadcast_id is None:
            return None
        fix_recipients(self._unit)
        self._begin(broadcast_id, fair)
        return self.get(broadcast_id)

    def test(self, fair_id: int, person_id: int) -> None:
        """Send the announcement to a coordinator herself, as a pupil would get it."""
        self._open_fair(fair_id)
        notice = Notice(ANNOUNCEMENT, {"fair": fair_id}, about=("fair", fair_id))
        Outbox(self._unit).notify(
            person_id, notice, lane=Lane.ANSWER, purpose=Purpose.SERVICE, urgent=True
        )

    def pause(self, broadcast_id: int) -> bool:
        """Hold what is not sent yet; False when it does not run."""
        return self._end(broadcast_id, RUNNING, BroadcastState.PAUSED)

    def stop(self, broadcast_id: int) -> bool:
        """Stop for good; False when it has ended already."""
        return self._end(broadcast_id, (*RUNNING, BroadcastState.PAUSED), BroadcastState.STOPPED)

    def resume(self, broadcast_id: int) -> bool:
        """Go on after a pause; False when it is not paused. Raises Outdated like ``send``."""
        row = self._row(broadcast_id)
        fair = self._open_fair(row.fair_id)
        if not self._change(row, (BroadcastState.PAUSED,), BroadcastState.FIXING):
            return False
        body = {"args": {"fair": row.fair_id}}
        rows.release(self._unit.session, broadcast_id, body, self._unit.now)
        fix_recipients(self._unit)
        self._begin(broadcast_id, fair)
        return True

    def end_all(self, fair_id: int) -> None:
        """The fair is cancelled: nothing that announces it goes out any more."""
        for announced in self.of_fair(fair_id):
            self.stop(announced.id)

    def tally(self, broadcast_id: int) -> Tally:
        """What became of the messages so far."""
        row = self._row(broadcast_id)
        fates = rows.fates(self._unit.session, broadcast_id)
        return tally(row.total, fates)

    def coming(self, broadcast_id: int) -> int:
        """How many of the recipients have said that they come."""
        fair_id = self._row(broadcast_id).fair_id
        return rows.coming(self._unit.session, broadcast_id, fair_id)

    def _begin(self, broadcast_id: int, fair: Fair) -> None:
        """Send what can be sent at once, and show how it goes."""
        row = self._row(broadcast_id)
        self._unit.session.refresh(row)
        if row.state == BroadcastState.SENDING:
            go_on(self._unit, row, fair)
        show_progress(self._unit, row)

    def _end(
        self, broadcast_id: int, old: tuple[BroadcastState, ...], new: BroadcastState
    ) -> bool:
        row = self._row(broadcast_id)
        if not self._change(row, old, new):
            return False
        rows.hold(self._unit.session, broadcast_id, self._unit.now)
        if new is BroadcastState.STOPPED:
            row.finished_at = self._unit.now
        show_progress(self._unit, row)
        return True

    def _change(
        self, row: Broadcast, old: tuple[BroadcastState, ...], new: BroadcastState
    ) -> bool:
        """One conditional transition, whoever else tries the same."""
        changed = rows.change_state(self._unit.session, row.id or 0, old, new)
        self._unit.session.refresh(row)
        return changed

    def _open_fair(self, fair_id: int) -> Fair:
        fair = held_fair(self._unit, fair_id)
        if fair is None:
            raise NotFound(f"fair {fair_id}")
        if not fair.plan.is_ahead(self._unit.now, self._unit.region.zone):
            raise Outdated(f"fair {fair_id} is not announced any more")
        return fair

    def _row(self, broadcast_id: int) -> Broadcast:
        row = self._unit.session.get(Broadcast, broadcast_id)
        if row is None:
            raise NotFound(f"announcement {broadcast_id}")
        return row


def _value(row: Broadcast, waiting: int) -> Announced:
    return Announced(
        row.id or 0, row.fair_id, row.number, BroadcastState(row.state), row.started_at,
        row.total, row.fed - waiting,
    )  # fmt: skip
