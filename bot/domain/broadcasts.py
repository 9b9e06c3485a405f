"""Announcements to many: their life, and what became of their messages."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum


class BroadcastState(StrEnum):
    """Life of an announcement that has been sent."""

    FIXING = "fixing"  # its recipients are being fixed
    SENDING = "sending"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"

    @property
    def runs(self) -> bool:
        """Whether messages are still being sent."""
        return self in (BroadcastState.FIXING, BroadcastState.SENDING)

    @property
    def has_ended(self) -> bool:
        """Whether nothing can change any more."""
        return self in (BroadcastState.STOPPED, BroadcastState.DONE)


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of the messages; the numbers add up to ``total``."""

    total: int
    delivered: int = 0
    ready: int = 0  # waits on the chat page until it is opened
    blocked: int = 0
    opted_out: int = 0
    failed: int = 0
    unknown: int = 0
    too_late: int = 0
    waiting: int = 0
    not_sent: int = 0


_BY_STATE = {
    "sent": "delivered", "delivered": "delivered", "ready": "ready", "unknown": "unknown",
    "expired": "too_late", "queued": "waiting", "sending": "waiting", "failed": "failed",
    "withdrawn": "not_sent",
}  # fmt: skip
_BY_REASON = {
    "blocked": "blocked", "gone": "blocked", "stopped": "opted_out", "no_consent": "opted_out",
}  # fmt: skip


def tally(total: int, fates: Iterable[tuple[str, str, int]]) -> Tally:
    """Add up messages by state and reason; whoever has no message yet was not sent to."""
    result = Tally(total)
    missing = total
    for state, reason, number in fates:
        name = _BY_REASON.get(reason) or _BY_STATE[state]
        result = replace(result, **{name: getattr(result, name) + number})
        missing -= number
    return replace(result, not_sent=result.not_sent + missing)
