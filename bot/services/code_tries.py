"""Guessing codes: after a few wrong ones in a chat, none is tried there for an hour."""

from datetime import timedelta

from bot.services.staff import AuditLog
from bot.services.unit import Unit
from storage.tables import InvitationTries

MOST_WRONG = 5
WITHIN = timedelta(hours=1)
LOCKED_FOR = timedelta(hours=1)


class CodeTries:
    """Counts wrong codes by address, whatever they were meant to open."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def is_locked(self, address_id: int) -> bool:
        """Whether no code is tried from there at the moment, not even a right one."""
        tries = self._unit.session.get(InvitationTries, address_id)
        locked_until = tries.locked_until if tries else None
        return locked_until is not None and locked_until > self._unit.now

    def wrong(self, person_id: int, address_id: int, locked: str) -> bool:
        """Count a wrong code; True when it was one too many. Then ``locked`` is noted."""
        now = self._unit.now
        tries = self._unit.session.get(InvitationTries, address_id) or InvitationTries(
            address_id=address_id, wrong=0, since=now
        )
        if now - tries.since > WITHIN or tries.locked_until is not None:
            tries.wrong, tries.since, tries.locked_until = 0, now, None
        tries.wrong += 1
        self._unit.session.add(tries)
        if tries.wrong >= MOST_WRONG:
            tries.locked_until = now + LOCKED_FOR
            AuditLog(self._unit).note(person_id, locked, f"address {address_id}")
        self._unit.session.flush()
        return tries.locked_until is not None
