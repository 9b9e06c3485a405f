"""Delivery: what is due passes the gate and goes out, and what became of it is told truly.

Claiming commits "sending" before any network call; marking tells the truth afterwards. After a
crash a "sending" row is unknown, except on channels that recognise a repeat.
"""

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import structlog
from sqlalchemy.exc import DBAPIError

from bot.dialogue.channel import Fate, Parcel, Reason
from bot.services.gate import Gate
from bot.services.ledger import Ledger, Sending, Tellers
from bot.services.outbox import Lane
from bot.services.parcels import Parcels
from bot.services.unit import Unit, Wording
from storage.queries import claims, shelf
from storage.queries import outbox as rows
from storage.queries.claims import Claimed
from storage.queries.outbox import Tries

_log = structlog.get_logger(__name__)
BATCH = 100
_ALL_LANES = range(len(Lane))


@dataclass(frozen=True, slots=True)
class Round:
    """One look at the outbox: how many rows were due, and which of them go out.

    Where several processes serve the database: whether this is the one that delivers for the bot,
    whether it has just become so, and whether others may have posted something.
    """

    due: int
    sendings: list[Sending]
    is_ours: bool = True
    is_new: bool = False
    is_shared: bool = False


@dataclass(frozen=True, slots=True)
class Visit:
    """What a paced bot hands in and wants, all in one transaction.

    ``back`` was claimed and not sent: it waits again, at least for so many seconds. ``room`` is by
    lane: how many rows of this lane and those before it can be taken. ``keeps`` are rows still in
    his hands, where the database may have forgotten whose they are.
    """

    channel: str
    fates: Sequence[tuple[Sending, Fate]] = ()
    back: Sequence[tuple[Sending, float]] = ()
    room: Sequence[int] = ()
    keeps: Container[int] = ()


class Delivery:
    """Claims what is due and checks it at the gate; its ``ledger`` keeps what became of it."""

    def __init__(self, unit: Unit, wording: Wording, tellers: Tellers) -> None:
        self._unit = unit
        self._parcels = Parcels(unit, wording)
        self.ledger = Ledger(unit, tellers)

    def claim(self, channels: Iterable[str]) -> Round:
        """Rows that go out now, marked as "sending" in this transaction.

        What may not is settled or postponed; the next of a chat waits for the next round.
        """
        session, now = self._unit.session, self._unit.now
        due = [r for name in channels for r in claims.due(session, now, name, _ALL_LANES, BATCH)]
        return self._take(sorted(due, key=lambda row: row.lane))

    def visit(self, visit: Visit) -> Round:
        """Hand in what became of earlier parcels, and take the next ones."""
        self.ledger.record(visit.fates)
        for sending, wait in visit.back:
            kept = sending.row.due_at  # its place before the next ones of its chat
            due_at = max(kept, self._unit.now + timedelta(seconds=wait)) if wait else kept
            rows.postpone(self._unit.session, [sending.row.id], due_at, Tries.AS_BEFORE)
        due: list[Claimed] = []
        for lane, room in enumerate(visit.room):
            if (most := room - len(due)) > 0:
                lanes = range(lane, lane + 1)
                due += claims.due(self._unit.session, self._unit.now, visit.channel, lanes, most)
        return self._take(due)

    def hand_over(self, visit: Visit) -> None:
        """Hand in what was sent or not, while another process delivers for the bot.

        It may have given up what we were about: of that nothing more is said.
        """
        flying = {
            (row.id, row.tries) for row in claims.in_flight(self._unit.session, visit.channel)
        }

        def is_ours(sending: Sending) -> bool:
            return (sending.row.id, sending.row.tries) in flying

        fates = [(sending, fate) for sending, fate in visit.fates if is_ours(sending)]
        back = [(sending, wait) for sending, wait in visit.back if is_ours(sending)]
        self.visit(replace(visit, fates=fates, back=back, room=()))

    def _take(self, due: Sequence[Claimed]) -> Round:
        gate = Gate(self._unit, due)
        leaving = [row for row in due if self._is_legible(row) and self._passes(gate, row)]
        sendings = list(self._wrapped(leaving))
        bulk = [each.row for each in sendings if each.row.lane == Lane.BULK]
        pushed = [row.id for row in bulk if self._is_pushed(row)]
        rows.mark(self._unit.session, pushed, "sending", self._unit.now)
        # only now: what is told about these may edit rows that are already being sent
        for sending in sendings:
            if not self._is_pushed(sending.row):
                self._lay_ready(sending.row, sending.parcel)
        return Round(len(due), sendings)

    def _wrapped(self, leaving: Iterable[Claimed]) -> Iterator[Sending]:
        """One parcel for a chat: after a crash no more than one of its messages is doubtful.

        Each is marked at once, so that what is told about the next ones edits it; bulk, of which
        nothing is told, is marked by one statement.
        """
        busy: set[int] = set()
        for row in leaving:
            sending = self._wrap(row) if row.address_id not in busy else None
            if sending is None:
                continue
            if self._is_pushed(row):
                busy.add(row.address_id)
                if row.lane < Lane.BULK:
                    rows.mark(self._unit.session, [row.id], "sending", self._unit.now)
            yield sending

    def _is_pushed(self, row: Claimed) -> bool:
        """Without push the row itself is the message.

        It lies ready from this commit on, and the channel is only called to wake the page.
        """
        return self._unit.house.capabilities[row.channel].push

    def _lay_ready(self, row: Claimed, parcel: Parcel) -> None:
        position = shelf.next_position(self._unit.session, row.address_id)
        bubble = parcel.edits or str(parcel.key)
        self.ledger.settle(row, "ready", None, message_id=bubble, position=position)

    def _is_legible(self, row: Claimed) -> bool:
        """Whether its words and address can be read; else it fails, and the others go on.

        An unknown address is as good as left: it is kept anew when its person writes again.
        """
        if row.body is not None and row.address:
            return True
        _log.error("message cannot be read", outbox=row.id)
        self.ledger.refuse(row, Reason.UNREADABLE if row.address else Reason.GONE)
        return False

    def _passes(self, gate: Gate, row: Claimed) -> bool:
        """Whether it leaves now; else it is withdrawn, or waits for the end of quiet time."""
        reason = gate.objection(row)
        if reason is not None or gate.is_called_off(row):
            self.ledger.settle(row, "expired" if reason is Reason.EXPIRED else "withdrawn", reason)
            return False
        opens = gate.opens(row)
        if opens > self._unit.now:
            rows.postpone(self._unit.session, [row.id], opens, Tries.NONE)
            return False
        return True

    def _wrap(self, row: Claimed) -> Sending | None:
        try:
            parcel = self._parcels.wrap(row)
        except DBAPIError:
            raise  # the transaction itself is lost, or to be repeated
        except Exception as error:  # noqa: BLE001 - one broken message must not stop everybody's mail
            _log.error("message has no words", notice=row.notice, outbox=row.id, exc_info=error)
            self.ledger.settle(row, "failed", Reason.REJECTED)
            return None
        if parcel is None:
            self.ledger.settle(row, "withdrawn", None)
            return None
        return Sending(row, parcel)

    def recover(self, channel: str, keeps: Container[int] = ()) -> None:
        """Whoever was sending there has gone: his rows are repeated where that is harmless.

        Else their fate is unclear. ``keeps`` are rows that we ourselves are still sending.
        """
        for row in claims.in_flight(self._unit.session, channel):
            if row.id in keeps:
                continue
            if self._is_harmless(row):
                rows.postpone(self._unit.session, [row.id], self._unit.now, Tries.AS_BEFORE)
            else:
                self.ledger.unclear(row)

    def _is_harmless(self, row: Claimed) -> bool:
        """Whether the channel recognises the repeat, or the row edits a message that is there."""
        capabilities = self._unit.house.capabilities.get(row.channel)
        if capabilities is None or capabilities.repeatable:
            return capabilities is not None
        edited = row.replaces if capabilities.edits else None
        return bool(edited and rows.message_of(self._unit.session, edited))
