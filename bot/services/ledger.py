"""The ledger of the outbox: what became of each message is told truly, and to whom it concerns."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from bot.dialogue.channel import BETWEEN_PARTS, Fate, Outcome, Parcel, Reason
from bot.services.leaving import leave
from bot.services.outbox import Lane
from bot.services.unit import Unit
from storage.queries import outbox as rows
from storage.queries import shelf
from storage.queries.claims import Claimed
from storage.queries.outbox import Tries

MOST_TRIES = 288  # with the pauses between them about a day
LONGEST_PAUSE = timedelta(minutes=5)
SHUT = timedelta(minutes=1)
"""When to look again whether the messenger accepts our token."""

MessageFate = Callable[[Unit, int, str, Reason | None], None]
"""Tells the writer of a message (its number) what became of it: outbox state and reason."""

Tellers = Mapping[str, MessageFate]
"""Who tells the writer, by the kind of thing that a message is about."""


@dataclass(frozen=True, slots=True)
class Sending:
    """A claimed parcel on its way through a channel."""

    row: Claimed
    parcel: Parcel


class Ledger:
    """Records fates within one transaction."""

    def __init__(self, unit: Unit, tellers: Tellers) -> None:
        self._unit = unit
        self._tellers = tellers

    def record(self, fates: Sequence[tuple[Sending, Fate]]) -> None:
        """What channels said; what was sent is marked by one statement."""
        sent = [(sending, fate) for sending, fate in fates if fate.outcome is Outcome.SENT]
        rows.mark_sent(self._unit.session, [self._sent(*each) for each in sent], self._unit.now)
        for sending, fate in sent:
            if sending.parcel.edits and fate.message_id not in {"", sending.parcel.edits}:
                rows.sent_anew(self._unit.session, sending.row.replaces, fate.message_id)
            self._tell(*sending.row.about, "sent", _doubt(sending.row))
        for sending, fate in fates:
            if fate.outcome is not Outcome.SENT:
                self._record(sending, fate)

    def _sent(self, sending: Sending, fate: Fate) -> dict[str, str | int | None]:
        row, message = sending.row, fate.message_id or sending.parcel.edits or None
        digest = self._digest(row, message) if message else None
        return {"row": row.id, "message": message, "digest": digest, "doubt": _doubt(row) or ""}

    def _record(self, sending: Sending, fate: Fate) -> None:
        row = sending.row
        match fate.outcome:
            case Outcome.REFUSED:
                self._refused(row, fate.reason or Reason.REJECTED)
            case Outcome.NOT_SENT:
                self._again(row, fate.retry_after)
            case Outcome.SHUT_OUT:
                rows.postpone(self._unit.session, [row.id], self._unit.now + SHUT, Tries.SOME)
            case Outcome.UNCLEAR if sending.parcel.edits:
                self._again(row, 0)  # an edit may be repeated as often as one likes
            case Outcome.UNCLEAR:
                self.unclear(row)

    def _again(self, row: Claimed, retry_after: float) -> None:
        """Surely not sent: try later, with growing pauses, in order.

        Where the messenger itself says when, no patience is lost.
        """
        if retry_after:
            due_at = self._unit.now + timedelta(seconds=retry_after)
            rows.postpone(self._unit.session, [row.id], due_at, Tries.SOME)
        elif row.tries + 1 >= MOST_TRIES:
            self.settle(row, "failed", Reason.LOST)
        else:
            pause = min(timedelta(seconds=2 ** min(row.tries, 10)), LONGEST_PAUSE)
            rows.postpone(self._unit.session, [row.id], self._unit.now + pause, Tries.ONE_MORE)

    def unclear(self, row: Claimed) -> None:
        """Nobody knows whether it arrived.

        The program's own words are repeated once (better twice than never), a person's
        message waits for its writer, bulk is only counted: Telegram has no key that makes
        repeating harmless.
        """
        from_person = row.about[0] == "message"
        if row.lane < Lane.BULK and not from_person and row.reason != Reason.LOST:
            self._queue_anew(row, Reason.LOST)
        else:
            self.settle(row, "unknown", Reason.LOST)

    def _queue_anew(self, row: Claimed, reason: Reason) -> None:
        """Try once more; the reason is kept, so that it stays at once."""
        rows.postpone(self._unit.session, [row.id], self._unit.now, Tries.ONE_MORE, reason=reason)

    def _refused(self, row: Claimed, reason: Reason) -> None:
        """For good; only what the messenger cannot take gets a second try, as bare text."""
        if reason is Reason.REJECTED and not row.reason:
            self._queue_anew(row, reason)
        else:
            self.refuse(row, reason)

    def refuse(self, row: Claimed, reason: Reason) -> None:
        """It does not arrive; perhaps because nothing arrives there any more.

        Then news go to another chat of hers.
        """
        has_left = reason in {Reason.BLOCKED, Reason.GONE}
        if has_left and row.lane > Lane.ANSWER and self._is_reached_elsewhere(row):
            rows.postpone(self._unit.session, [row.id], self._unit.now, Tries.NONE)
        else:
            self.settle(row, "failed", reason)
        if has_left:
            for about in leave(self._unit, row.address_id, reason):
                self._tell(*about, "withdrawn", reason)

    def _is_reached_elsewhere(self, row: Claimed) -> bool:
        reached_at = rows.reached_at(self._unit.session, row.person_id, but=row.address_id)
        return reached_at is not None

    def settle(
        self,
        row: Claimed,
        state: str,
        reason: Reason | None,
        message_id: str = "",
        **values: object,
    ) -> None:
        """Its final state; whoever wrote it is told. ``values`` are kept with it."""
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


def _doubt(row: Claimed) -> Reason | None:
    """A repeat that was not needed is counted by the reason it leaves behind."""
    return Reason.LOST if row.reason == Reason.LOST else None
