"""The gate: whether a message may leave now. Asked at send time, however long it has waited."""

from collections.abc import Iterable
from datetime import datetime

from bot.dialogue.channel import Reason
from bot.domain.people import Role
from bot.domain.quiet import next_allowed
from bot.services.consents import Consents
from bot.services.outbox import Lane, Purpose
from bot.services.seats import CALL
from bot.services.unit import Unit
from storage.queries import broadcasts
from storage.queries.claims import Claimed

_CONSENT_PURPOSES = {Purpose.ENQUIRY, Purpose.MATCHES, Purpose.FAIRS}
_NEWS_OF_A_FAIR = "broadcast"  # what the messages of an announcement are about


class Gate:
    """Judges the claimed rows of one transaction."""

    def __init__(self, unit: Unit, claimed: Iterable[Claimed]) -> None:
        self._unit = unit
        self._consents = Consents(unit).given_by({row.person_id for row in claimed})
        self._held: dict[int, bool] = {}
        self._open_at = next_allowed(unit.now, unit.region.zone, unit.house.quiet)

    def objection(self, row: Claimed) -> Reason | None:
        """Why the message must not be sent at all."""
        if row.expires_at is not None and row.expires_at <= self._unit.now:
            return Reason.EXPIRED
        if row.left:
            return Reason.BLOCKED
        pushed = row.purpose != Purpose.ANSWER and row.role == Role.PUPIL
        if pushed and row.stopped and row.purpose != Purpose.SERVICE:
            return Reason.STOPPED
        needed = row.purpose if pushed and row.purpose in _CONSENT_PURPOSES else None
        if needed and needed not in self._consents.get(row.person_id, set()):
            return Reason.NO_CONSENT
        return None

    def is_called_off(self, row: Claimed) -> bool:
        """Whether its announcement was stopped or paused after the message had been claimed."""
        kind, subject = row.about
        if row.lane != Lane.BULK or kind != _NEWS_OF_A_FAIR:
            return False
        if subject not in self._held:
            self._held[subject] = broadcasts.is_held(self._unit.session, subject)
        return self._held[subject]

    def opens(self, row: Claimed) -> datetime:
        """When the message may leave: now, at the end of quiet time, or of the reader's pause.

        What waits for a sibling at her phone is not hers to hold up.
        """
        if row.urgent or row.lane == Lane.ANSWER:
            return self._unit.now
        until = row.paused_until
        if until is None or until <= self._unit.now or row.about[0] == CALL:
            return self._open_at
        return next_allowed(until, self._unit.region.zone, self._unit.house.quiet)
