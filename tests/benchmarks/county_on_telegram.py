"""A county whose pupils are all on Telegram, and the program that writes to them."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from time import perf_counter

from sqlalchemy import insert

from bot.app import Lotse
from bot.app.serving import settle_in
from bot.channels.telegram import TelegramChannel, TelegramSettings
from bot.dialogue.channel import Fate, Parcel
from bot.dialogue.event import Event, EventKind
from bot.domain.clock import MovableClock, SystemClock
from bot.domain.people import Role
from bot.rehearsal.stage import rehearsal_settings
from bot.services.broadcasts import Broadcasts
from bot.services.unit import Unit
from storage.queries.broadcasts import CONSENT
from storage.queries.turns import ADDRESS, CONVERSATION, PERSON
from tests.benchmarks.bench_due import FAIR, told
from tests.telegram.double.process import DoubleProcess

NOON = datetime(2027, 2, 1, 11, tzinfo=UTC)
TICK_SECONDS = 5
PIECE = 500


class TimedChannel(TelegramChannel):
    """The pupils' bot, which rings when a message has arrived for somebody who waits."""

    rings: dict[str, asyncio.Event]

    async def send(self, parcel: Parcel) -> Fate:
        fate = await super().send(parcel)
        if parcel.address in self.rings:
            self.rings[parcel.address].set()
        return fate


class County:
    """The program in real time at noon, with a fair to announce to ``chats``."""

    def __init__(self, folder: Path, double: DoubleProcess, per_second: int) -> None:
        self._numbers = count()
        self._clock = MovableClock(NOON, SystemClock())
        line = TelegramSettings(token=double.token, api=double.url, per_second=per_second)
        self.channel = TimedChannel(line, self._clock)
        self.channel.rings = {}
        settings = rehearsal_settings(f"sqlite:///{folder / 'lotse.db'}")
        self.program = Lotse(settings, self._clock, [self.channel])

    async def open(self, chats: Sequence[int]) -> None:
        self._people = len(chats)
        await self.program.open()
        await self.program.database.run(
            lambda session: (
                session.connection().exec_driver_sql(FAIR, {"now": told(NOON)}) and None
            )
        )
        for start in range(0, len(chats), PIECE):
            await self._settle_in(chats[start : start + PIECE], start + 2)
        await self.program.database.run(
            lambda s: _move_in(self.program.unit(s), [0], 1, chat=False)
        )

    async def _settle_in(self, chats: Sequence[int], first: int) -> None:
        await self.program.database.run(
            lambda session: _move_in(self.program.unit(session), chats, first)
        )

    async def announce(self) -> None:
        """A coordinator taps on send, and the clockwork ticks on."""
        await self.program.database.run(
            lambda session: Broadcasts(self.program.unit(session)).send(1, 1, by=1) and None
        )
        self.program.postman.nudge()

    async def ticking(self) -> None:
        while True:
            await self.program.tick()
            await asyncio.sleep(TICK_SECONDS)

    async def left(self) -> int:
        """How many of the announcement's messages have not come to a good end yet."""
        tally = await self.program.database.run(
            lambda session: Broadcasts(self.program.unit(session)).tally(1)
        )
        return self._people - tally.delivered

    async def asks(self, chat: int) -> float:
        """Somebody new presses start: seconds until the answer has arrived."""
        address, began = str(chat), perf_counter()
        rings = self.channel.rings[address] = asyncio.Event()
        number = f"event {next(self._numbers)}"
        now = self._clock.now()
        await self.program.receive(Event("telegram", address, number, now, EventKind.JOINED))
        await rings.wait()
        return perf_counter() - began


def _move_in(unit: Unit, chats: Sequence[int], first: int, *, chat: bool = True) -> None:
    """People with a consent for fairs; without ``chat`` a coordinator who sits somewhere else."""
    numbers = range(first, first + len(chats))
    cipher, now = unit.house.cipher, unit.now
    role = Role.PUPIL if chat else Role.COORDINATOR
    run = unit.session.connection().execute
    run(insert(PERSON), [
        {"id": n, "role": role, "language": "de", "pseudonym": f"P{n}", "created_at": now,
         "seen_at": now} for n in numbers
    ])  # fmt: skip
    if not chat:
        return
    run(insert(ADDRESS), [
        {"id": n, "channel": "telegram", "digest": cipher.digest("telegram", str(address)),
         "value": str(address), "person_id": n, "created_at": now}
        for n, address in zip(numbers, chats, strict=True)
    ])  # fmt: skip
    run(insert(CONVERSATION), [
        {"address_id": n, "person_id": n, "touched_at": now} for n in numbers
    ])  # fmt: skip
    run(insert(CONSENT), [
        {"person_id": n, "purpose": "fairs", "version": 1, "language": "de", "wording": "x",
         "receipt": "Q", "given_at": now} for n in numbers
    ])  # fmt: skip


@asynccontextmanager
async def serving(
    folder: Path, double: DoubleProcess, per_second: int, chats: Sequence[int]
) -> AsyncIterator[County]:
    """The county while its program delivers."""
    county = County(folder, double, per_second)
    try:
        await county.open(chats)
        settle_in()
        jobs = [work() for _, work in county.program.postman.jobs()]
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in (*jobs, county.ticking())]  # type: ignore[arg-type]
            try:
                yield county
            finally:
                for task in tasks:
                    task.cancel()
    finally:
        await county.program.close()
        await county.channel.close()
