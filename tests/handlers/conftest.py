"""Chats on a stage: the real program with the demo's vacancies and fairs, the clock in hand."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from typing import Any

import pytest

from bot.rehearsal.seeding import seed
from bot.rehearsal.stage import Stage, rehearsal_settings
from tests.conftest import database_in, fresh_postgresql, fresh_sqlite

MONDAY = datetime(2027, 2, 1, 14, tzinfo=UTC)
_SECRETS = rehearsal_settings("sqlite://")
KEYS = {"keys": _SECRETS.keys, "pepper": _SECRETS.pepper}
"""What the template is sealed with, its copies can be read with."""


def _bring_demo(url: str) -> str:
    program = Stage(url, MONDAY, **KEYS).lotse
    program.database.run_now(lambda session: seed(program.unit(session), staff=False))
    program.database.close()
    return database_in(url)


@pytest.fixture(scope="session")
def sqlite_demo(sqlite_tables: str) -> Iterator[str]:
    """A template: what the demo offers is brought in once."""
    with fresh_sqlite(sqlite_tables) as url:
        yield _bring_demo(url)


@pytest.fixture(scope="session")
def postgresql_demo(pg_url: str, postgresql_tables: str) -> Iterator[str]:
    """The same on PostgreSQL."""
    with fresh_postgresql(pg_url, postgresql_tables) as url:
        yield _bring_demo(url)


@pytest.fixture
def sqlite_demo_url(sqlite_demo: str) -> Iterator[str]:
    """The address of a SQLite file with the demo's vacancies and fairs, new for this test."""
    with fresh_sqlite(sqlite_demo) as url:
        yield url


@pytest.fixture
def postgresql_demo_url(pg_url: str, postgresql_demo: str) -> Iterator[str]:
    """The same on PostgreSQL."""
    with fresh_postgresql(pg_url, postgresql_demo) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def demo_url(request: pytest.FixtureRequest) -> str:
    """The address of a database with the demo's offers: the test runs on both kinds."""
    url: str = request.getfixturevalue(f"{request.param}_demo_url")
    return url


@asynccontextmanager
async def raised(demo_url: str, **settings: Any) -> AsyncIterator[Stage]:
    """A stage on this database; ``settings`` differ from the defaults."""
    stage = await Stage(demo_url, MONDAY, **KEYS, **settings).open()
    try:
        yield stage
    finally:
        await stage.close()


@pytest.fixture
async def stage(demo_url: str) -> AsyncIterator[Stage]:
    """On both databases: for the main ways."""
    async with raised(demo_url) as stage:
        yield stage


@pytest.fixture
async def small_stage(sqlite_demo_url: str) -> AsyncIterator[Stage]:
    """On SQLite alone: for the many small things that no database decides."""
    async with raised(sqlite_demo_url) as stage:
        yield stage
