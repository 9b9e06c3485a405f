"""What can happen to a database: somebody holds it, its disk is full, connections are cut."""

import resource
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from tests.faults.processes import Place


def postgresql(place: Place) -> psycopg.Connection[tuple[object, ...]]:
    """A connection of our own beside those of the program."""
    return psycopg.connect(place.database.replace("+psycopg", ""), autocommit=True)


@contextmanager
def held(place: Place) -> Iterator[None]:
    """Somebody else keeps everybody from writing."""
    if place.database.startswith("sqlite"):
        file = str(make_url(place.database).database)
        with closing(sqlite3.connect(file, isolation_level=None)) as connection:
            connection.execute("BEGIN IMMEDIATE")
            yield
            connection.execute("ROLLBACK")
    else:
        with postgresql(place) as connection, connection.transaction():
            connection.execute("LOCK TABLE inbox IN EXCLUSIVE MODE")
            yield


@contextmanager
def moved_away(place: Place) -> Iterator[None]:
    """Somebody moves SQLite's file, which the program has open."""
    file = Path(str(make_url(place.database).database))
    away = file.rename(file.with_name("away"))
    yield
    away.rename(file)


@contextmanager
def full_disk(pid: int) -> Iterator[None]:
    """The process cannot write to any file any more."""
    before = resource.prlimit(pid, resource.RLIMIT_FSIZE)
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, before[1]))
    try:
        yield
    finally:
        resource.prlimit(pid, resource.RLIMIT_FSIZE, before)


def cut_connections(place: Place) -> int:
    """End all connections of the program; returns how many there were."""
    with postgresql(place) as connection:
        cut = connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
            "WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return len(cut.fetchall())
