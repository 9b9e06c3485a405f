"""Health: a few figures that tell whether the program works, never anything personal."""

from bot.services.unit import Unit
from storage.queries import outlook as rows
from storage.queries import turns


def waiting(unit: Unit) -> dict[str, int]:
    """How much waits: rows to be sent, the oldest overdue one in seconds, events set aside.

    A full disk can still be read: so something is written first, and taken back.
    """
    turns.try_writing(unit.session, unit.now)
    overdue = rows.oldest_overdue(unit.session, unit.now)
    return {
        "queued": rows.count_queued(unit.session),
        "overdue_seconds": int((unit.now - overdue).total_seconds()) if overdue else 0,
        "set_aside": turns.count_aside(unit.session),
    }
