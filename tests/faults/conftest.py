from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.processes import Place, Stable


@pytest.fixture(scope="session")
def stable() -> Iterator[Stable]:
    """Where serving processes come from."""
    stable = Stable()
    yield stable
    stable.close()


@pytest.fixture
def place(database_url: str, tmp_path: Path) -> Place:
    """A program on either kind of database, not yet running."""
    return Place(tmp_path, database_url)


@pytest.fixture
def sqlite_place(sqlite_url: str, tmp_path: Path) -> Place:
    """A program on a SQLite file, not yet running."""
    return Place(tmp_path, sqlite_url)


@pytest.fixture
def postgresql_place(postgresql_url: str, tmp_path: Path) -> Place:
    """A program on PostgreSQL, not yet running."""
    return Place(tmp_path, postgresql_url)
