"""Delivery: the one gate that every message passes, and what becomes of it.

Claiming commits "sending" before any network call; marking tells the truth afterwards. After a
crash a "sending" row is unknown, except on channels that recognise a repeat.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta

import structlog
from sqlalchemy.exc import DBAPIError

from bot.dialogue.channel import Fate, Outcome, Parcel, Reason
from bot.dialogue.conversation import card_message
from bot.dialogue.packing import pack, unpack
from bot.dialogue.screen import Message
from bot.domain.people import Role
from bot.domain.quiet import next_allowed
from bot.i18n import speaking
from bot.services.consents import Consents
from bot.services.outbox import Lane, Purpose
from bot.services.unit import Reader, Unit, Wording
from storage.queries import outbox as rows
from storage.queries import shelf
from storage.queries.outbox import Claimed

_log = structlog.get_logger(__name__)
BATCH = 100
MOST_TRIES = 288  # with the pauses between them about a day
LONGEST_PAUSE = timedelta(minutes=5)
SHUT = timedelta(minutes=1)
"""When to look again whether the messenger accepts our token."""

_CONSENT_PURPOSES = {Purpose.ENQUIRY, Purpose.MATCHES, Purpose.FAIRS}


MessageFate = Callable[[Unit, int, str, Reason | None], None]
"""Tells the writer of a message (the number it is about) what became of it.

Outbox state and reason.
"""

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


class Delivery:
    """Claims what is due, checks it at the gate, and records fates."""

    def __init__(self, unit: Unit, wording: Wording, tellers: Tellers) -> None:
        self._unit = unit
        self._wording = wording
        self._tellers = tellers

    def claim(self, channels: Iterable[str]) -> Round:
        """Rows that go out now, marked as "sending" in this transaction.

        What may not is settled or postponed; the next of a chat waits for the next round.
        """
        claimed = rows.due(self._unit.session, self._unit.now, channels, BATCH)
        allowed = Consents(self._unit).given_by({row.person_id for row in claimed})
        leaving = [row for row in claimed if self._passes(row, allowed.get(row.person_id, set()))]
        sendings = list(self._wrapped(leaving))
        # only now: what is told about these may edit rows that are already being sent
        for shelved in filter(self._is_shelved, sendings):
            self._lay_ready(shelved.row, shelved.parcel)
        return Round(len(claimed), sendings)

    def _wrapped(self, leaving: Iterable[Claimed]) -> Iterator[Sending]:
        """One parcel for a chat: after a crash no more than one of its messages is doubtful.

        Each is marked at once, so that what is told about the next ones edits it.
        """
        busy: set[int] = set()
        for row in leaving:
            sending = self._wrap(row) if row.address_id not in busy else None
            if sending is None:
                continue
            if not self._is_shelved(sending):
                rows.mark(self._unit.session, [row.id], "sending", self._unit.now)
                busy.add(row.address_id)
            yield sending

    def _is_shelved(self, sending: Sending) -> bool:
        """Without push the row itself is the message.

        It lies ready from this commit on, and the channel is only called to wake the page.
        """
        return not self._unit.house.capabilities[sending.row.channel].push

    def _lay_ready(self, row: Claimed, parcel: Parcel) -> None:
        position = shelf.next_position(self._unit.session, row.address_id)
        bubble = parcel.edits or str(parcel.key)
        self._settle(row, "ready", None, message_id=bubble, position=position)

    def _passes(self, row: Claimed, consents: Set[str]) -> bool:
        """The gate.

        What may not leave is withdrawn with its reason, or waits for the end of quiet
        time.
        """
        reason = self._objection(row, consents)
        if reason is not None:
            self._settle(row, "expired" if reason is Reason.EXPIRED else "withdrawn", reason)
            return False
        if not row.urgent and row.lane != Lane.ANSWER:
            allowed_at = self._earliest(row)
            if allowed_at > self._unit.now:
                rows.postpone(self._unit.session, [row.id], allowed_at, tried=False)
                return False
        return True

    def _objection(self, row: Claimed, consents: Set[str]) -> Reason | None:
        if row.expires_at is not None and row.expires_at <= self._unit.now:
            return Reason.EXPIRED
        if row.left:
            return Reason.BLOCKED
        pushed = row.purpose != Purpose.ANSWER and row.role == Role.PUPIL
        if pushed and row.stopped and row.purpose != Purpose.SERVICE:
            return Reason.STOPPED
        if pushed and row.purpose in _CONSENT_PURPOSES and row.purpose not in consents:
            return Reason.NO_CONSENT
        return None

    def _earliest(self, row: Claimed) -> datetime:
        """The end of quiet time, or of the pause the person asked for."""
        start = max(self._unit.now, row.paused_until or self._unit.now)
        return next_allowed(start, self._unit.region.zone, self._unit.house.quiet)

    def _wrap(self, row: Claimed) -> Sending | None:
        try:
            message = self._message(row)
        except DBAPIError:
            raise  # the transaction itself is lost, or to be repeated
        except Exception as error:  # noqa: BLE001 - one broken message must not stop everybody's mail
            _log.error("message has no words", notice=row.notice, outbox=row.id, exc_info=error)
            self._settle(row, "failed", Reason.REJECTED)
            return None
        if message is None:
            self._settle(row, "withdrawn", None)
            return None
        edits = ""
        if row.replaces is not None and self._unit.house.capabilities[row.channel].edits:
            edits = rows.message_of(self._unit.session, row.replaces)
        silent = row.lane >= Lane.BULK
        return Sending(row, Parcel(row.address, row.replaces or row.id, message, edits, silent))

    def _message(self, row: Claimed) -> Message | None:
        """The stored message, or the notice put into words now; None when it is no longer true.

        Before every attempt anew: between two of them a fair may have moved.
        """
        if not row.notice:
            return unpack(row.body["message"])
        reader = Reader(row.person_id, row.role, row.language, row.channel)
        with speaking(row.language, self._unit.region.zone):
            screen = self._wording(self._unit, reader, row.notice, row.body["args"])
            if screen is None:
                return None
            message = card_message(screen)
        rows.keep_body(self._unit.session, row.id, {**row.body, "message": pack(message)})
        return message

    def settle(self, sending: Sending, fate: Fate) -> None:
        """Record what a channel said."""
        row, parcel = sending.row, sending.parcel
        match fate.outcome:
            case Outcome.READY:
                pass  # settled when it was claimed
            case Outcome.SENT:
                # a repeat that was not needed is counted by the reason it leaves behind
                doubt = Reason.LOST if row.doubtful else None
                self._settle(row, "sent", doubt, message_id=fate.message_id or parcel.edits)
            case Outcome.REFUSED:
                self._refused(row, fate.reason or Reason.REJECTED)
            case Outcome.NOT_SENT:
                self._again(row, fate.retry_after)
            case Outcome.SHUT_OUT:
                rows.postpone(self._unit.session, [row.id], self._unit.now + SHUT, tried=True)
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
        if row.lane < Lane.BULK and not from_person and not row.doubtful:
            rows.postpone(
                self._unit.session, [row.id], self._unit.now, tried=True, reason=Reason.LOST
            )
        else:
            self._settle(row, "unknown", Reason.LOST)

    def _refused(self, row: Claimed, reason: Reason) -> None:
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
            digest = self._unit.house.cipher.digest("message", str(row.address_id), message_id)
            values |= {"message_id": message_id, "message_digest": digest}
        if state not in rows.SHOWN:
            values["body"] = None
        rows.mark(self._unit.session, [row.id], state, self._unit.now, **values)
        self._tell(*row.about, state, reason)

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
        for row in rows.in_flight(self._unit.session):
            capabilities = self._unit.house.capabilities.get(row.channel)
            if capabilities is not None and capabilities.repeatable:
                rows.postpone(self._unit.session, [row.id], self._unit.now, tried=False)
            else:
                self.unclear(row)
