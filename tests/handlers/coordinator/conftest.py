from collections.abc import AsyncIterator

import pytest

from bot.rehearsal.stage import Actor, Stage
from tests.services.fair_people import at, coordinator


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    stage = await Stage(database_url, at("2027-02-01T14:00")).open()
    yield stage
    await stage.close()


@pytest.fixture
async def carla(stage: Stage) -> Actor:
    return await coordinator(stage, "carla")
