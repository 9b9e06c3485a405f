"""An announcement is stopped while some of its messages are on their way."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.dialogue.channel import Fate, Outcome
from bot.domain.broadcasts import BroadcastState
from bot.rehearsal.recording import Fault
from bot.rehearsal.stage import Stage
from bot.services.services import Services
from bot.services.unit import Unit
from storage.tables import Broadcast
from tests.services.fair_people import add_fair, at, coordinator, fan, number_of


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    stage = await Stage(database_url, at("2027-02-01T14:00")).open()
    yield stage
    await stage.close()


@pytest.mark.parametrize("resumed", [False, True])
async def test_what_could_not_be_sent_before_is_not_sent_afterwards(
    stage: Stage, resumed: bool
) -> None:
    fair = await add_fair(stage)
    carla = await coordinator(stage, "carla")
    lena = await fan(stage, "lena", on="telegram")
    by = await number_of(stage, carla)
    later = Fate(Outcome.NOT_SENT, retry_after=600)
    stage.channels["telegram"].faults.append(Fault(later, address=lena.address))
    sent = await stage.backstage(lambda unit: Services(unit).broadcasts.send(fair.id, 1, by=by))
    assert sent is not None
    await stage.settle()
    assert not lena.sees("Kommst du?")
    # as if it had been claimed when the announcement was held: it is not queued, so not held
    await stage.backstage(lambda unit: _pause_without_holding(unit, sent.id))
    await stage.passes(timedelta(minutes=20))
    assert not lena.sees("Kommst du?")
    if resumed:
        await stage.backstage(lambda unit: Services(unit).broadcasts.resume(sent.id))
        await stage.passes(timedelta(minutes=20))
        assert lena.sees("Kommst du?")
    else:
        tally = await stage.backstage(lambda unit: Services(unit).broadcasts.tally(sent.id))
        assert (tally.total, tally.not_sent, tally.waiting) == (1, 1, 0)


def _pause_without_holding(unit: Unit, broadcast: int) -> None:
    row = unit.session.get_one(Broadcast, broadcast)
    row.state = BroadcastState.PAUSED.value
    unit.session.add(row)
