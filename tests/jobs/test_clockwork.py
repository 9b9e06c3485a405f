"""The tick goes on whatever the machine's clock does, and tells when it does not."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.jobs.clockwork import Clockwork
from tests.channels.web_site import eventually

SECONDS = 0.02


class Ticks:
    """Counts; may fail."""

    def __init__(self) -> None:
        self.count = 0
        self.fails = False

    async def tick(self) -> None:
        self.count += 1
        if self.fails:
            raise ZeroDivisionError("a mistake in a duty")

    async def go_on(self) -> None:
        """Wait for two more."""
        wanted = self.count + 2
        await eventually(lambda: self.count >= wanted)


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
async def clockwork(ticks: Ticks) -> AsyncIterator[Clockwork]:
    clockwork = Clockwork(ticks.tick, SECONDS)
    yield clockwork
    clockwork.stop()


async def test_it_ticks_until_it_is_stopped(clockwork: Clockwork, ticks: Ticks) -> None:
    assert not clockwork.stands_still
    clockwork.start()
    await ticks.go_on()
    assert not clockwork.stands_still
    clockwork.stop()
    before = ticks.count
    await asyncio.sleep(5 * SECONDS)
    assert ticks.count == before
    assert not clockwork.stands_still


async def test_it_goes_on_when_the_clock_is_set_back(clockwork: Clockwork, ticks: Ticks) -> None:
    clockwork.start()
    await ticks.go_on()
    # so it looks to the scheduler: its next turn is far away all of a sudden
    clockwork._job.modify(next_run_time=datetime(2999, 1, 1, tzinfo=UTC))
    await ticks.go_on()


async def test_ticks_that_never_come_to_a_good_end_are_told(
    clockwork: Clockwork, ticks: Ticks
) -> None:
    clockwork.start()
    ticks.fails = True
    await eventually(lambda: clockwork.stands_still)
    ticks.fails = False
    await ticks.go_on()
    assert not clockwork.stands_still
