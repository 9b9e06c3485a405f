"""Delivery: what is due passes the gate and goes out, and what became of it is told truly.

Claiming commits "sending" before any network call; marking tells the truth afterwards. After a
crash a "sending" row is unknown, except on channels that recognise a repeat.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

import structlog
from sqlalchemy.exc import DBAPIError

from bot.dialogue.channel import BETWEEN_PARTS, Fate, Outcome, Parcel, Reason
from bot.services.gate import Gate
from bot.services.outbox import Lane
from bot.services.parcels import Parcels
from bot.services.unit import Unit, Wording
from storage.queries import claims, shelf
from storage.queries import outbox as rows
from storage.queries.claims import Claimed

_log = structlog.get_logger(__name__)
BATCH = 100
MOST_TRIES = 288  # with the pauses between them about a day
LONGEST_PAUSE = timedelta(minutes=5)
SHUT = timedelta(minutes=1)
"""When to look again whether the messenger accepts our token."""

_ALL_LANES = range(len(Lane))

MessageFate = Callable[[Unit, int, str, Reason | None], None]
"""Tells the writer of a message (its number) what became of it: outbox state and reason."""

Tellers = Mapping[str, MessageFate]
"""Who tells the writer, by the kind of thing that a message is about."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A claimed parcel on its way through a channel."""

    row: Claimed
    parcel: Parcel


@dataclass(frozen=True, slots=True)
class Round:
    """One look at the outbox: how many rows were due, and which of them go out."""

    due: int
    sendings: list[Sending]


@dataclass(frozen=True, slots=True)
class Visit:
    """What a paced bot hands in and wants, all in one transaction.

    ``back`` was claimed and not sent: it waits again, at least for so many seconds. ``room`` is by
    lane: how many rows of this lane and those before it can be taken.
    """

    channel: str
    fates: Sequence[tuple[Sending, Fate]] = ()
    back: Sequence[tuple[Sending, float]] = ()
    room: Sequence[int] = ()


class Delivery:
    """Claims what is due, checks it at the gate, and records fates."""

    def __init__(self, unit: Unit, wording: Wording, tellers: Tellers) -> None:
        self._unit = unit
        self._parcels = Parcels(unit, wording)
        self._tellers = tellers

    def claim(self, channels: Iterable[str]) -> Round:
        """Rows that go out now, marked as "sending" in this transaction.

        What may not is settled or postponed; the next of a chat waits for the next round.
        """
        session, now = self._unit.session, self._unit.now
        due = [r for name in channels for r in claims.due(session, now, name, _ALL_LANES, BATCH)]
        return self._take(sorted(due, key=lambda row: row.lane))

    def visit(self, visit: Visit) -> Round:
        """Hand in what became of earlier parcels, and take the next ones."""
        self._settle_all(visit.fates)
        for sending, wait in visit.back:
            kept = sending.row.due_at  # its place before the next ones of its chat
            due_at = max(kept, self._unit.now + timedelta(seconds=wait)) if wait else kept
            rows.postpone(self._unit.session, [sending.row.id], due_at, tried=False)
        due: list[Claimed] = []
        for lane, room in enumerate(visit.room):
            if (most := room - len(due)) > 0:
                lanes = range(lane, lane + 1)
                due += claims.due(self._unit.session, self._unit.now, visit.channel, lanes, most)
        return self._take(due)

    def _take(self, due: Sequence[Claimed]) -> Round:
        gate = Gate(self._unit, due)
        leaving = [row for row in due if self._passes(gate, row)]
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
        self._settle(row, "ready", None, message_id=bubble, position=position)

    def _passes(self, gate: Gate, row: Claimed) -> bool:
        """Whether it leaves now; else it is withdrawn, or waits for the end of quiet time."""
        reason = gate.objection(row)
        if reason is not None or gate.is_called_off(row):
            self._settle(row, "expired" if reason is Reason.EXPIRED else "withdrawn", reason)
            return False
        opens = gate.opens(row)
        if opens > self._unit.now:
            rows.postpone(self._unit.session, [row.id], opens, tried=False)
            return False
        return True

    def _wrap(self, row: Claimed) -> Sending | None:
        try:
            parcel = self._parcels.wrap(row)
        except DBAPIError:
            raise  # the transaction itself is lost, or to be repeated
        except Exception as error:  # noqa: BLE001 - one broken message must not stop everybody's mail
            _log.error("message has no words", notice=row.notice, outbox=row.id, exc_info=error)
            self._settle(row, "failed", Reason.REJECTED)
            return None
        if parcel is None:
            self._settle(row, "withdrawn", None)
            return None
        return Sending(row, parcel)

    def _settle_all(self, fates: Iterable[tuple[Sending, Fate]]) -> None:
        """Like ``settle`` for each; what was sent is marked by one statement."""
        sent = [(sending, fate) for sending, fate in fates if fate.outcome is Outcome.SENT]
        rows.mark_sent(self._unit.session, [self._sent(*each) for each in sent], self._unit.now)
        for sending, fate in sent:
            if sending.parcel.edits and fate.message_id not in {"", sending.parcel.edits}:
                rows.sent_anew(self._unit.session, sending.row.replaces, fate.message_id)
            self._tell(*sending.row.about, "sent", _doubt(sending.row))
        for sending, fate in fates:
            if fate.outcome is not Outcome.SENT:
                self.settle(sending, fate)

    def _sent(self, sending: Sending, fate: Fate) -> dict[str, str | int | None]:
        row, message = sending.row, fate.message_id or sending.parcel.edits or None
        digest = self._digest(row, message) if message else None
        return {"row": row.id, "message": message, "digest": digest, "doubt": _doubt(row) or ""}

    def settle(self, sending: Sending, fate: Fate) -> None:
        """Record what a channel said."""
        row = sending.row
        match fate.outcome:
            case Outcome.READY:
                pass  # settled when it was claimed
            case Outcome.SENT:
                self._settle_all([(sending, fate)])
            case Outcome.REFUSED:
                self._refused(row, fate.reason or Reason.REJECTED)
            case Outcome.NOT_SENT:
                self._again(row, fate.retry_after)
            case Outcome.SHUT_OUT:
                rows.postpone(self._unit.session, [row.id], self._unit.now + SHUT, tried=True)
            case Outcome.UNCLEAR if sending.parcel.edits:
                self._again(row, 0)  # an edit may be repeated as often as one likes
            case Outcome.UNCLEAR:
                self.unclear(row)

    def _again(self, row: Claimed, retry_after: float) -> None:
        """Surely not sent: try later, with growing pauses, in order.

        Where the messenger itself says when, no patience is lost.
        """
        if not retry_after and row.tries + 1 >= MOST_TRIES:
            self._settle(row, "failed", Reason.LOST)
            return
        pause = timedelta(seconds=retry_after) or min(
            timedelta(seconds=2 ** min(row.tries, 10)), LONGEST_PAUSE
        )
        rows.postpone(self._unit.session, [row.id], self._unit.now + pause, tried=True)

    def unclear(self, row: Claimed) -> None:
        """Nobody knows whether it arrived.

        The program's own words are repeated once (better twice than never), a person's
        message waits for its writer, bulk is only counted (reliability.md: Telegram has no
        key that makes repeating harmless).
        """
        from_person = row.about[0] == "message"
        if row.lane < Lane.BULK and not from_person and row.reason != Reason.LOST:
            self._queue_anew(row, Reason.LOST)
        else:
            self._settle(row, "unknown", Reason.LOST)

    def _queue_anew(self, row: Claimed, reason: Reason) -> None:
        """Try once more; the reason is kept, so that it stays at once."""
        rows.postpone(self._unit.session, [row.id], self._unit.now, tried=True, reason=reason)

    def _refused(self, row: Claimed, reason: Reason) -> None:
        """For good; only what the messenger cannot take gets a second try, as bare text."""
        if reason is Reason.REJECTED and not row.reason:
            self._queue_anew(row, reason)
            return
        self._settle(row, "failed", reason)
        if reason in {Reason.BLOCKED, Reason.GONE}:
            session, now = self._unit.session, self._unit.now
            for about in rows.address_left(session, row.address_id, now, reason):
                self._tell(*about, "withdrawn", reason)

    def _settle(
        self,
        row: Claimed,
        state: str,
        reason: Reason | None,
        message_id: str = "",
        **values: object,
    ) -> None:
        values["reason"] = reason.value if reason else ""
        if message_id:
            digest = self._digest(row, message_id)
            values |= {"message_id": message_id, "message_digest": digest}
        if state not in rows.SHOWN:
            values["body"] = None
        rows.mark(self._unit.session, [row.id], state, self._unit.now, **values)
        self._tell(*row.about, state, reason)

    def _digest(self, row: Claimed, message_id: str) -> str:
        digest = self._unit.house.cipher.digest("message", str(row.address_id), message_id)
        return rows.OF_PARTS + digest if BETWEEN_PARTS in message_id else digest

    def acknowledge(self, channel: str, address: str, positions: Sequence[int] | None) -> None:
        """A page has shown these positions of its shelf (None: all that lie ready)."""
        digest = self._unit.house.cipher.digest(channel, address)
        shown = shelf.acknowledge(self._unit.session, channel, digest, positions, self._unit.now)
        for row in shown:
            self._tell(row["about_kind"], row["about_id"], "delivered", None)

    def _tell(self, kind: str, subject: int, state: str, reason: Reason | None) -> None:
        if kind in self._tellers:
            self._tellers[kind](self._unit, subject, state, reason)

    def recover(self) -> None:
        """After a crash.

        Rows that were being sent are repeated where that is harmless, else unclear.
        """
        for row in claims.in_flight(self._unit.session):
            if self._is_harmless(row):
                rows.postpone(self._unit.session, [row.id], self._unit.now, tried=False)
            else:
                self.unclear(row)

    def _is_harmless(self, row: Claimed) -> bool:
        """Whether the channel recognises the repeat, or the row edits a message that is there."""
        capabilities = self._unit.house.capabilities.get(row.channel)
        if capabilities is None or capabilities.repeatable:
            return capabilities is not None
        edited = row.replaces if capabilities.edits else None
        return bool(edited and rows.message_of(self._unit.session, edited))


def _doubt(row: Claimed) -> Reason | None:
    """A repeat that was not needed is counted by the reason it leaves behind."""
    return Reason.LOST if row.reason == Reason.LOST else None
