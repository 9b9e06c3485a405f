"""Several processes on one PostgreSQL: one of them delivers for a bot, and another if it dies."""

import asyncio
import signal
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import replace

import pytest_asyncio
from sqlalchemy import func, select

from bot.app import Lotse
from bot.channels.telegram import TelegramChannel, TelegramSettings
from bot.dialogue.packing import pack
from bot.dialogue.screen import Message
from bot.domain.clock import SystemClock
from bot.domain.errors import DatabaseAway
from bot.i18n import Text
from bot.jobs.nursery import Nursery
from bot.services.outbox import Lane, Purpose
from bot.services.people import meet
from bot.services.unit import Unit
from storage.queries import outbox
from storage.queries.outbox import OUTBOX
from tests.faults.holding import cut_connections
from tests.faults.processes import Place, Stable, free_port, serving
from tests.telegram.double import Person, TelegramDouble
from tests.telegram.double.chats import Chat
from tests.telegram.double.patience import until

PER_SECOND, PEOPLE = 30, 120
BODY = {"message": pack(Message(Text.of("Ein Brief")))}


class Process:
    """The program with its bot, one of several on a database; only its mail runs."""

    def __init__(self, place: Place, double: TelegramDouble) -> None:
        clock = SystemClock()
        line = TelegramSettings(double.lotse.token, double.url, per_second=PER_SECOND)
        self.channel = TelegramChannel(line, clock)
        self.program = Lotse(place.settings(), clock, [self.channel])
        self._nursery = Nursery()

    async def start(self) -> None:
        await self.program.open()
        for name, work in self.program.postman.jobs():
            self._nursery.look_after(name, work)

    async def end(self) -> None:
        await self._nursery.close()
        await self.program.close()
        await self.channel.close()

    async def writes(self, people: list[Person], lane: Lane = Lane.BULK) -> None:
        """A letter to each, and a word to the own courier."""

        def post(unit: Unit) -> None:
            for person in people:
                seat = meet(
                    unit.session, unit.house, unit,
                    channel="telegram", address=str(person.id), language="de",
                )  # fmt: skip
                outbox.post(unit.session, {
                    "address_id": seat.address_id, "person_id": seat.person_id, "lane": int(lane),
                    "purpose": Purpose.SERVICE.value, "due_at": unit.now, "created_at": unit.now,
                    "state": "queued", "tries": 0, "body": BODY, "urgent": True,
                })  # fmt: skip

        await self.program.database.run(lambda session: post(self.program.unit(session)))
        self.program.postman.nudge()

    async def states(self) -> Counter[str]:
        count = select(OUTBOX.c.state, func.count()).group_by(OUTBOX.c.state)
        found = await self.program.database.run(lambda session: session.execute(count).all())
        return Counter(dict(found))

    async def settled(self) -> Counter[str]:
        """The states when nothing waits any more."""
        async with asyncio.timeout(60):
            while True:
                with suppress(DatabaseAway):
                    states = await self.states()
                    if not states.keys() & {"queued", "sending"}:
                        return states
                await asyncio.sleep(0.05)


@asynccontextmanager
async def started(place: Place, double: TelegramDouble) -> AsyncIterator[Process]:
    process = Process(place, double)
    try:
        await process.start()
        yield process
    finally:
        await process.end()


@pytest_asyncio.fixture
async def double() -> AsyncIterator[TelegramDouble]:
    async with TelegramDouble() as double:
        double.jitter = (0.0, 0.03)
        yield double
        assert double.violations == []
        assert double.provoked == 0


def people_at(double: TelegramDouble, count: int = PEOPLE) -> list[Person]:
    """People who are known and have not written just now: to them nothing goes out in bursts."""
    people = [double.person(f"P{number}") for number in range(count)]
    for person in people:
        person.bot.chats[person.id] = Chat(person.id, person.user)
    return people


def copies(people: list[Person]) -> Counter[int]:
    """How many have got so many letters."""
    return Counter(len(person.messages) for person in people)


async def test_two_processes_share_the_allowance_of_a_bot(
    postgresql_place: Place, double: TelegramDouble
) -> None:
    people = people_at(double)
    async with (
        started(postgresql_place, double) as one,
        started(postgresql_place, double) as other,
    ):
        await one.writes(people[::2])
        await other.writes(people[1::2])
        assert await one.settled() == {"sent": PEOPLE}
    assert copies(people) == {1: PEOPLE}
    taken = double.lotse.rates.taken
    assert len(taken) / (taken[-1] - taken[0]) >= 0.6 * PER_SECOND, "they do not wait for another"


async def test_an_answer_of_the_other_process_does_not_wait_long(
    postgresql_place: Place, double: TelegramDouble
) -> None:
    people = people_at(double, 2)
    loop = asyncio.get_running_loop()
    async with started(postgresql_place, double), started(postgresql_place, double) as other:
        await other.writes(people[:1], Lane.ANSWER)
        await people[0].gets("Ein Brief", within=20)
        began = loop.time()
        await other.writes(people[1:], Lane.ANSWER)
        await people[1].gets("Ein Brief", within=20)
        assert loop.time() - began < 1.0


async def test_who_starts_leaves_alone_what_another_process_is_sending(
    postgresql_place: Place, double: TelegramDouble
) -> None:
    people = people_at(double, 20)
    double.jitter = (1.5, 1.5)
    async with started(postgresql_place, double) as one:
        await one.writes(people, Lane.ALERT)
        await until(lambda: len(double.lotse.rates.taken) >= 3, within=20)
        async with started(postgresql_place, double):
            assert await one.settled() == {"sent": 20}
    assert copies(people) == {1: 20}


async def test_killed_one_of_two_the_other_goes_on(
    stable: Stable, postgresql_place: Place, double: TelegramDouble
) -> None:
    more = {"LOTSE_TELEGRAM_TOKEN": double.lotse.token, "LOTSE_TELEGRAM_API": double.url}
    place = replace(postgresql_place, more=more)
    people = people_at(double)
    desk = Process(place, double)  # it only writes, and looks
    with (
        serving(stable, place) as first,
        serving(stable, replace(place, port=free_port())) as second,
    ):
        await desk.writes(people)
        await until(lambda: len(double.lotse.rates.taken) >= PEOPLE // 3, within=30)
        await first.end(signal.SIGKILL)
        states = await desk.settled()
        lena = double.person("Lena")
        lena.starts()
        await lena.gets("Los geht's", within=20)
        await second.end(signal.SIGTERM)
    assert "409" not in place.log.read_text()
    await desk.end()
    assert states["sent"] + states["unknown"] == PEOPLE
    assert states["unknown"] <= PER_SECOND * 0.2 + 5, "no more than was claimed ahead"
    assert set(copies(people)) <= {0, 1}
    assert copies(people)[0] <= states["unknown"]


async def test_the_database_cuts_off_both(postgresql_place: Place, double: TelegramDouble) -> None:
    people = people_at(double)
    async with (
        started(postgresql_place, double) as one,
        started(postgresql_place, double) as other,
    ):
        await one.writes(people)
        for _ in range(3):
            await asyncio.sleep(0.8)
            assert cut_connections(postgresql_place)
        states = await other.settled()
    assert states["sent"] + states["unknown"] == PEOPLE, states
    assert set(copies(people)) <= {0, 1}
    assert copies(people)[0] <= states["unknown"]
