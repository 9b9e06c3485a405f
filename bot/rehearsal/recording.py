"""A channel that records.

It shows what people would see, and can refuse, stall and lose like a real network.
"""

from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from bot.dialogue.channel import Capabilities, Fate, Outcome, Parcel, Reason, Receive
from bot.dialogue.screen import Message
from bot.domain.clock import Clock

WEB = Capabilities(push=False, repeatable=True)
TELEGRAM = Capabilities(label_length=64, toasts=True, firm="Telegram", minimum_age=16)
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
    """What the network does to the next send, or to the next one to ``address``."""

    fate: Fate
    arrives: bool = False
    address: str = ""


Watch = Callable[[str, Shown], None]
"""Is told the address and what has just been shown or changed there."""


class RecordingChannel:
    """Stands in for the messenger ``name``: the same capabilities, no network.

    ``history`` keeps every message in the order in which it came, edits included; ``unread`` are
    the addresses where something has come since ``read``. ``delivered`` is called after each
    message that arrived and may raise: so a rehearsal pulls the plug.
    """

    trouble = link = ""

    def __init__(self, name: str, clock: Clock, capabilities: Capabilities | None = None) -> None:
        self.name = name
        self.capabilities = capabilities or CAPABILITIES[name]
        self.chats: dict[str, list[Shown]] = defaultdict(list)
        self.blocked: set[str] = set()
        self.faults: deque[Fault] = deque()
        self.attempts = 0
        self.history: dict[str, list[Message]] = defaultdict(list)
        self.unread: set[str] = set()
        self.watch: Watch | None = None
        self.delivered: Callable[[], None] | None = None
        self._clock = clock

    async def run(self, receive: Receive) -> None:
        """Nothing arrives by itself: people act through the stage."""

    async def send(self, parcel: Parcel) -> Fate:
        """Deliver, unless a fault or a block says otherwise."""
        self.attempts += 1
        if parcel.address in self.blocked:
            return Fate(Outcome.REFUSED, reason=Reason.BLOCKED)
        fault = self._next_fault(parcel.address)
        if fault is not None and not fault.arrives:
            return fault.fate
        shown = self._show(parcel)
        if self.delivered is not None:
            self.delivered()
        if fault is not None:
            return fault.fate
        return Fate(Outcome.SENT, shown.id) if self.capabilities.push else Fate(Outcome.READY)

    def fetch(self, address: str, key: int, message: Message) -> None:
        """A page comes back by itself and shows what lies on its shelf."""
        self._show(Parcel(address, key, message))

    def _next_fault(self, address: str) -> Fault | None:
        for fault in self.faults:
            if fault.address in {"", address}:
                self.faults.remove(fault)
                return fault
        return None

    def address_of(self, name: str) -> str:
        """Where the person of this name is."""
        return f"{self.name}-{name}"

    def expect(self, address: str) -> None:
        """Somebody is there, whether or not anything ever comes."""
        self.chats.setdefault(address, [])

    def read(self) -> set[str]:
        """The addresses where something has come since the last call."""
        unread, self.unread = self.unread, set()
        return unread

    def _show(self, parcel: Parcel) -> Shown:
        """The message as it now stands in the chat: new, edited, or known already."""
        chat, now = self.chats[parcel.address], self._clock.now()
        self.unread.add(parcel.address)
        shown = next((old for old in chat if self._is_same(old, parcel)), None)
        if shown is not None and shown.message == parcel.message:
            return shown
        if shown is None:
            shown = Shown(
                f"{self.name}-{parcel.key}", parcel.key, parcel.message, now, now, parcel.silent
            )
            chat.append(shown)
        else:
            shown.versions.append(shown.message)
            shown.message, shown.changed_at = parcel.message, now
        self.history[parcel.address].append(parcel.message)
        if self.watch is not None:
            self.watch(parcel.address, shown)
        return shown

    def _is_same(self, shown: Shown, parcel: Parcel) -> bool:
        """An edit of a shown message, or a repeat that this channel recognises."""
        if not self.capabilities.repeatable:
            return bool(parcel.edits) and shown.id == parcel.edits
        same = shown.key == parcel.key
        return same and (self.capabilities.edits or shown.message == parcel.message)
