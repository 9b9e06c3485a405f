"""A post room without a database, and a messenger that counts: as strict as the real ones."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

from bot.dialogue.channel import Capabilities, Channel, Fate, Outcome, Parcel, Receive
from bot.dialogue.screen import Message
from bot.domain.errors import DatabaseAway
from bot.i18n import Text
from bot.jobs.courier import Courier
from bot.services.delivery import Round, Visit
from bot.services.ledger import Sending
from bot.services.outbox import Lane, Purpose
from storage.queries.claims import Claimed
from tests.jobs.walk import seeded

START = datetime(2027, 2, 1, 12, tzinfo=UTC)
VISIT_SECONDS = 0.005


def seconds() -> float:
    return asyncio.get_running_loop().time()


@dataclass
class Network:
    """A messenger behind a network: ``says`` may refuse, by the moment and the chat."""

    per_second: int = 30
    latency: Callable[[], float] = lambda: 0.01
    says: Callable[[float, int], Fate | None] = lambda _now, _chat: None
    name: str = "telegram"
    trouble: str = ""
    came: list[float] = field(default_factory=list)
    chats: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    tried: list[tuple[float, int]] = field(default_factory=list)
    random: Random = field(default_factory=lambda: seeded(1))

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(per_second=self.per_second, per_chat=1)

    async def run(self, receive: Receive) -> None:
        """Nothing arrives."""

    async def send(self, parcel: Parcel) -> Fate:
        chat, took = int(parcel.address), self.latency()
        there = took * self.random.random()
        await asyncio.sleep(there)
        self.tried.append((seconds(), chat))
        said = self.says(seconds(), chat)
        if said is None:
            self.came.append(seconds())
            self.chats[chat].append(seconds())
        await asyncio.sleep(took - there)
        return said or Fate(Outcome.SENT, f"m{parcel.key}")


class Office:
    """Rows in memory; ``away`` are the moments between which the database is not there."""

    def __init__(self) -> None:
        self.queued: dict[int, Claimed] = {}
        self.sending: dict[int, Claimed] = {}
        self.ends: dict[int, str] = {}
        self.posted: dict[int, float] = {}
        self.ended: dict[int, float] = {}
        self.visits = 0
        self.away = (0.0, 0.0)
        self.poisoned: set[int] = set()
        self.called_off = False
        self.text = "x"

    def post(self, lane: Lane, chat: int) -> int:
        number = len(self.posted) + 1
        now = START + timedelta(seconds=seconds())
        self.posted[number] = seconds()
        self.queued[number] = Claimed(
            number, chat, chat, "telegram", str(chat), "pupil", "de", lane, Purpose.SERVICE, "",
            None, None, ("", 0), 0, True, now, None, now, False, False, None, "",
        )  # fmt: skip
        return number

    async def visit(self, visit: Visit) -> Round:
        await asyncio.sleep(VISIT_SECONDS)
        self.visits += 1
        if self.away[0] <= seconds() < self.away[1]:
            raise DatabaseAway("gone for a walk")
        if any(sending.row.id in self.poisoned for sending, _ in visit.fates):
            raise ZeroDivisionError("a teller's mistake")
        for sending, fate in visit.fates:
            self._end(sending, fate)
        for sending, wait in visit.back:
            self._queue(sending.row, wait, tried=False)
        taken = self._due(visit.room)
        for row in taken:
            del self.queued[row.id]
            self.sending[row.id] = row
        return Round(len(taken), [self._sending(row) for row in taken])

    async def record(self, sending: Sending, fate: Fate) -> None:
        self._end(sending, fate)

    def _due(self, room: tuple[int, ...] | list[int]) -> list[Claimed]:
        now = START + timedelta(seconds=seconds())
        busy = {row.address_id for row in self.sending.values()}
        taken: list[Claimed] = []
        for lane, most in enumerate(room):
            rows = [r for r in self.queued.values() if r.lane == lane and r.due_at <= now]
            rows = [r for r in rows if r.address_id not in busy and not self.called_off]
            taken += sorted(rows, key=lambda r: (r.due_at, r.id))[: max(0, most - len(taken))]
        return taken

    def _sending(self, row: Claimed) -> Sending:
        return Sending(row, Parcel(row.address, row.id, Message(Text.of(self.text))))

    def _end(self, sending: Sending, fate: Fate) -> None:
        row = sending.row
        if fate.outcome is Outcome.NOT_SENT:
            self._queue(row, fate.retry_after or 2.0**row.tries, tried=True)
            return
        assert self.sending.pop(row.id) == row, "each fate is recorded once"
        self.ends[row.id] = fate.outcome
        self.ended[row.id] = seconds()

    def _queue(self, row: Claimed, wait: float, *, tried: bool) -> None:
        due = START + timedelta(seconds=seconds() + wait)
        assert self.sending.pop(row.id) == row, "each fate is recorded once"
        self.queued[row.id] = replace(row, due_at=due, tries=row.tries + tried)

    def counts(self) -> Counter[str]:
        return Counter(self.ends.values())


async def working(office: Office, network: Channel, until: float) -> None:
    """Let a courier work until this moment, then ask him to stop."""
    per_second = network.capabilities.per_second or 1
    courier = Courier(office, network, per_second)  # type: ignore[arg-type]
    task = asyncio.ensure_future(courier.run())  # noqa: TID251 - the program's part in this test
    await asyncio.sleep(until - seconds())
    task.cancel()
    await asyncio.wait([task])
