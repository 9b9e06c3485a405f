"""SQLite's log is emptied beside everything else, and never at somebody's expense."""

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text
from sqlmodel import Session

from storage.cipher import Cipher
from storage.database import Database


@pytest.fixture
def database(sqlite_url: str) -> Iterator[Database]:
    database = Database(sqlite_url, Cipher([Fernet.generate_key().decode()], "p" * 32))
    database.run_now(lambda session: session.execute(text("CREATE TABLE note (words TEXT)")))
    yield database
    database.close()


def log_of(database: Database) -> bytes:
    return Path(f"{database.url.database}-wal").read_bytes()


def file_of(database: Database) -> bytes:
    return Path(database.url.database or "").read_bytes()


def write(session: Session) -> None:
    session.execute(text("INSERT INTO note VALUES ('something secret')"))


async def test_what_was_deleted_is_not_left_in_the_log(database: Database) -> None:
    await database.run(write)
    await database.run(lambda session: session.execute(text("DELETE FROM note")))
    assert b"something secret" in log_of(database)
    await database.tidy()
    assert log_of(database) == b""
    assert b"something secret" not in file_of(database)


async def test_a_reader_is_not_waited_for(database: Database) -> None:
    await database.run(write)
    with database.reading_engine.connect() as reader, reader.begin():
        assert reader.execute(text("SELECT count(*) FROM note")).scalar() == 1
        await database.run(write)
        begun = time.perf_counter()
        await database.tidy()
        assert time.perf_counter() - begun < 2  # the patient way would wait for 5 seconds
        await database.run(write)
    await database.tidy()
    assert log_of(database) == b""
