"""A channel that records.

Iit shows what people would see, and can refuse, stall and lose like a real network.
"""

from collections import defaultdict, deque
from dataclasses import dataclass, field
from datetime import datetime

from bot.dialogue.channel import Capabilities, Fate, Outcome, Parcel, Reason, Receive
from bot.dialogue.screen import Message
from bot.domain.clock import Clock

WEB = Capabilities(push=False, repeatable=True)
TELEGRAM = Capabilities(label_length=64, toasts=True)
TERMINAL = Capabilities(edits=False, repeatable=True, documents=False)
CAPABILITIES = {"web": WEB, "telegram": TELEGRAM, "terminal": TERMINAL}
"""The capabilities of the real channels, by name."""


@dataclass(slots=True)
class Shown:
    """A message as it stands in somebody's chat.

    ``versions`` are earlier states of an edited one.
    """

    id: str
    key: int
    message: Message
    at: datetime
    changed_at: datetime
    silent: bool = False
    versions: list[Message] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Fault:
    """What the network does to the next send."""

    fate: Fate
    arrives: bool = False


class RecordingChannel:
    """Stands in for the messenger ``name``: the same capabilities, no network."""

    def __init__(self, name: str, clock: Clock, capabilities: Capabilities | None = None) -> None:
        self.name = name
        self.capabilities = capabilities or CAPABILITIES[name]
        self.chats: dict[str, list[Shown]] = defaultdict(list)
        self.blocked: set[str] = set()
        self.faults: deque[Fault] = deque()
        self.attempts = 0
        self._clock = clock

    async def run(self, receive: Receive) -> None:
        """Nothing arrives by itself: people act through the stage."""

    async def send(self, parcel: Parcel) -> Fate:
        """Deliver, unless a fault or a block says otherwise."""
        self.attempts += 1
        if parcel.address in self.blocked:
            return Fate(Outcome.REFUSED, reason=Reason.BLOCKED)
        fault = self.faults.popleft() if self.faults else None
        if fault is not None and not fault.arrives:
            return fault.fate
        shown = self._show(parcel)
        if fault is not None:
            return fault.fate
        return Fate(Outcome.SENT, shown.id) if self.capabilities.push else Fate(Outcome.READY)

    def _show(self, parcel: Parcel) -> Shown:
        chat = self.chats[parcel.address]
        now = self._clock.now()
        for shown in chat:
            if self._is_same(shown, parcel):
                shown.versions.append(shown.message)
                shown.message, shown.changed_at = parcel.message, now
                return shown
        shown = Shown(
            f"{self.name}-{parcel.key}", parcel.key, parcel.message, now, now, parcel.silent
        )
        chat.append(shown)
        return shown

    def _is_same(self, shown: Shown, parcel: Parcel) -> bool:
        """An edit of a shown message, or a repeat that this channel recognises."""
        if self.capabilities.repeatable:
            return shown.key == parcel.key
        return bool(parcel.edits) and shown.id == parcel.edits
