"""Inspection: a look behind the conversations, for the demo only."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.services.unit import Unit
from storage.queries import outlook, privacy, turns


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the outbox. ``purpose`` and ``state`` are codes, ``role`` is the reader's."""

    role: str
    purpose: str
    notice: str
    state: str
    at: datetime


def stored_about(unit: Unit, channel: str, address: str) -> dict[str, list[dict[str, Any]]]:
    """All rows about the person at an address, decrypted, by table; empty for a stranger."""
    seat = turns.find_seat(unit.session, channel, unit.house.cipher.digest(channel, address))
    return privacy.everything_about(unit.session, seat.person_id) if seat else {}


def outgoing(unit: Unit, limit: int) -> list[Row]:
    """The newest rows of the outbox."""
    return [
        Row(
            row["role"], row["purpose"], row["notice"], row["state"],
            row["settled_at"] or row["due_at"],
        )
        for row in outlook.newest(unit.session, limit)
    ]  # fmt: skip
