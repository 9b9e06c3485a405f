"""Chats on a stage: the real program with the demo's vacancies and fairs, the clock in hand."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.rehearsal.seeding import seed
from bot.rehearsal.stage import Stage

MONDAY = datetime(2027, 2, 1, 14, tzinfo=UTC)


@asynccontextmanager
async def raised(url: str, **settings: Any) -> AsyncIterator[Stage]:
    """A stage on this database; ``settings`` differ from the defaults."""
    stage = await Stage(url, MONDAY, **settings).open()
    await stage.backstage(lambda unit: seed(unit, staff=False))
    try:
        yield stage
    finally:
        await stage.close()


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    """On both databases: for the main ways."""
    async with raised(database_url) as stage:
        yield stage


@pytest.fixture
async def small_stage(sqlite_url: str) -> AsyncIterator[Stage]:
    """On SQLite alone: for the many small things that no database decides."""
    async with raised(sqlite_url) as stage:
        yield stage
