"""The pupils' bot, killed or stopped under load; the double outlives it and is the witness."""

import asyncio
import signal
import sys
from random import Random

import pytest

from tests.faults.chatters import Chatter, Tally, audit, chatting, count_in
from tests.faults.processes import Place, Served, Stable

PATIENCE = 180.0


class Storm:
    """Strikes the program so often while people write."""

    def __init__(self, stable: Stable, place: Place, people: list[Chatter]) -> None:
        self.served = Served(stable, place)
        self.place = place
        self.people = people
        self.claimed = 0
        self._is_over = False

    async def rages(self, how: signal.Signals, blows: int, *, acts: int = 0) -> Tally:
        """Strike while each does at least so much, let it settle, and look into the books."""
        for person in self.people:
            person.arrives()
        try:
            self.served.start()
            await asyncio.to_thread(self.place.is_up)  # from now on there are tables
            async with asyncio.TaskGroup() as group:
                for person in self.people:
                    group.create_task(self._writes(person, acts))
                await self._strikes(how, blows)
                self._is_over = True
            await asyncio.wait_for(self._calm(), PATIENCE)
            await self.served.end(signal.SIGTERM)
        finally:
            self.served.close()
        return audit(self.place, self.people)

    async def _writes(self, person: Chatter, acts: int) -> None:
        waiting, done = person.person.bot.updates, 0
        while not self._is_over or done < acts:
            if len(waiting) < 2 * len(self.people):
                person.acts()
                done += 1
            await asyncio.sleep(person.dice.uniform(0, 0.2))
        person.acts()

    async def _strikes(self, how: signal.Signals, blows: int) -> None:
        dice = Random(blows)  # noqa: S311 - dice, not secrets
        for _ in range(blows):
            if dice.random() < 0.8:  # else perhaps while it is starting
                await asyncio.to_thread(self.place.is_up)
            await asyncio.sleep(dice.uniform(0, 0.5))
            await self.served.end(how)
            self.claimed += await asyncio.to_thread(count_in, self.place, "sending")
            self.served.start()

    async def _calm(self) -> None:
        await asyncio.to_thread(self.place.is_up)
        bot = self.people[0].person.bot
        settled = False
        while not settled:
            await asyncio.sleep(0.05)
            shown = all(person.shown == len(person.chosen) for person in self.people)
            settled = shown and not bot.updates
        await asyncio.sleep(1)  # what was in doubt at the end is repeated


def told(capsys: pytest.CaptureFixture[str], what: str, storm: Storm, tally: Tally) -> None:
    taps, edits = (sum(getattr(each, act) for each in storm.people) for act in ("taps", "edits"))
    among = f"taps {taps}, changed messages {edits}, claimed at the blows {storm.claimed}"
    with capsys.disabled():
        sys.stdout.write(f"\n{what}: {tally}, among them {among}\n")
    assert taps
    assert edits


async def test_killed_thirty_times_no_event_and_no_reply_is_lost(
    stable: Stable, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    async with chatting(place, 20) as (home, people):
        storm = Storm(stable, home, people)
        tally = await storm.rages(signal.SIGKILL, 30, acts=30)
    told(capsys, "killed", storm, tally)
    assert tally.events >= 600
    assert tally.replies + tally.unknown == tally.events
    assert tally.extra <= storm.claimed
    assert tally.doubtful + tally.unknown <= storm.claimed


async def test_killed_while_updates_are_brought(
    stable: Stable, sqlite_place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    async with chatting(sqlite_place, 20, brought=True) as (home, people):
        storm = Storm(stable, home, people)
        tally = await storm.rages(signal.SIGKILL, 15)
    told(capsys, "killed behind a webhook", storm, tally)
    assert tally.replies + tally.unknown == tally.events
    assert tally.extra <= storm.claimed
    assert tally.doubtful + tally.unknown <= storm.claimed


async def test_stopped_under_load_nothing_is_doubled(
    stable: Stable, place: Place, capsys: pytest.CaptureFixture[str]
) -> None:
    async with chatting(place, 10) as (home, people):
        storm = Storm(stable, home, people)
        tally = await storm.rages(signal.SIGTERM, 5)
    told(capsys, "stopped", storm, tally)
    assert (tally.extra, tally.unknown, tally.doubtful, storm.claimed) == (0, 0, 0, 0)
    assert tally.replies == tally.events
