"""Services at work: the real program on an empty database, the clock in hand."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime

import pytest

from bot.rehearsal.stage import Stage

NOON = datetime(2027, 2, 1, 11, tzinfo=UTC)


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    """On both databases."""
    stage = await Stage(database_url, NOON).open()
    yield stage
    await stage.close()
