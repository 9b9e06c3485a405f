"""The one door to the database: units commit together or not at all, and nobody waits in vain."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text
from sqlalchemy.event import listen
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlmodel import Session

from bot.domain.errors import DatabaseAway
from storage import schema
from storage.cipher import Cipher
from storage.database import POSTGRES_THREADS, Database
from storage.tables import Person


def cipher() -> Cipher:
    return Cipher([Fernet.generate_key().decode()], "p" * 32)


@pytest.fixture
def database(bare_url: str) -> Iterator[Database]:
    database = Database(bare_url, cipher())
    with database.engine.connect() as connection, connection.begin():
        connection.execute(
            text("CREATE TABLE counter (id INTEGER PRIMARY KEY, n INTEGER NOT NULL)")
        )
        connection.execute(text("INSERT INTO counter VALUES (1, 0)"))
    yield database
    database.close()


def count(session: Session) -> int:
    return int(session.execute(text("SELECT n FROM counter WHERE id = 1")).scalar_one())


def add_slowly(session: Session) -> None:
    """Read, then write what was read: loses changes wherever two may read at once."""
    lock = "" if session.get_bind().dialect.name == "sqlite" else " FOR UPDATE"
    n = session.execute(text(f"SELECT n FROM counter WHERE id = 1{lock}")).scalar_one()  # noqa: S608 - no input
    session.execute(text("UPDATE counter SET n = :n WHERE id = 1"), {"n": n + 1})


async def test_no_change_is_lost_among_many(database: Database) -> None:
    await asyncio.gather(*(database.run(add_slowly) for _ in range(200)))
    assert await database.run(count) == 200


async def test_a_failing_unit_changes_nothing_and_spoils_no_other(database: Database) -> None:
    def fails(session: Session) -> None:
        add_slowly(session)
        raise ValueError("no")

    results = await asyncio.gather(
        *(database.run(unit) for unit in (add_slowly, fails, add_slowly, fails)),
        return_exceptions=True,
    )
    assert [type(result) for result in results] == [type(None), ValueError, type(None), ValueError]
    assert await database.run(count) == 2


async def test_a_failing_flush_spoils_no_other(database: Database) -> None:
    def doubles_a_person(session: Session) -> None:
        now = datetime(2027, 2, 1, tzinfo=UTC)
        for _ in range(2):
            session.add(
                Person(role="pupil", language="de", pseudonym="K7F2", created_at=now, seen_at=now)
            )

    with database.engine.begin() as connection:
        Person.__table__.create(connection)  # type: ignore[attr-defined]
    units = (add_slowly, doubles_a_person, add_slowly, doubles_a_person)
    results = await asyncio.gather(*(database.run(u) for u in units), return_exceptions=True)
    assert [type(result) for result in results] == [
        type(None), IntegrityError, type(None), IntegrityError,
    ]  # fmt: skip
    assert await database.run(count) == 2
    assert (
        await database.run(lambda s: s.execute(text("SELECT count(*) FROM person")).scalar()) == 0
    )


async def test_a_broken_statement_spoils_no_other(database: Database) -> None:
    def doubles_a_key(session: Session) -> None:
        session.execute(text("INSERT INTO counter VALUES (1, 5)"))

    results = await asyncio.gather(
        *(database.run(unit) for unit in (add_slowly, doubles_a_key, add_slowly)),
        return_exceptions=True,
    )
    assert results[0] is None
    assert isinstance(results[1], Exception)
    assert results[2] is None
    assert await database.run(count) == 2


async def test_a_mistake_in_a_statement_is_no_absence(database: Database) -> None:
    def mistaken(session: Session) -> None:
        session.execute(text("SELECT nothing FROM nowhere"))

    for results in (
        await asyncio.gather(database.run(mistaken), return_exceptions=True),
        await asyncio.gather(*(database.run(mistaken) for _ in range(3)), return_exceptions=True),
    ):
        assert all(isinstance(result, DBAPIError) for result in results)


async def test_readers_do_not_write(database: Database) -> None:
    assert await database.read(count) == 0
    if database.is_sqlite:
        with pytest.raises(DatabaseAway):
            await database.read(add_slowly)


async def test_a_locked_file_is_told_and_recovers(sqlite_url: str) -> None:
    database = Database(sqlite_url, cipher())
    schema.upgrade(database)
    other = sqlite3.connect(str(database.url.database), isolation_level=None)
    with database.engine.connect() as connection:
        connection.connection.dbapi_connection.execute("PRAGMA busy_timeout=50")  # type: ignore[union-attr]
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(DatabaseAway, match="locked"):
        await database.run(lambda session: session.execute(text("DELETE FROM inbox")))
    other.execute("ROLLBACK")
    await database.run(lambda session: session.execute(text("DELETE FROM inbox")))
    other.close()
    database.close()


def tear(file: Path) -> None:
    """Spoil all pages but the first."""
    file.write_bytes(file.read_bytes()[:4096] + b"torn" * 20_000)


async def test_a_damaged_file_is_told_as_away(sqlite_url: str) -> None:
    """Else what messengers bring would be taken for kept."""
    database = Database(sqlite_url, cipher())
    schema.upgrade(database)
    database.close()
    tear(Path(str(database.url.database)))
    database = Database(sqlite_url, cipher())
    with pytest.raises(DatabaseAway, match="malformed"):
        await database.run(lambda session: session.execute(text("DELETE FROM inbox")))
    database.close()


async def test_a_full_disk_is_told_and_recovers(sqlite_url: str) -> None:
    database = Database(sqlite_url, cipher())
    with database.engine.connect() as connection, connection.begin():
        connection.execute(text("CREATE TABLE page (body TEXT)"))

    def limit(session: Session, pages: int) -> None:
        session.execute(text(f"PRAGMA max_page_count={pages}"))

    def fill(session: Session) -> None:
        session.execute(text("INSERT INTO page VALUES (:body)"), {"body": "x" * 200_000})

    used = await database.run(lambda s: s.execute(text("PRAGMA page_count")).scalar_one())
    await database.run(lambda session: limit(session, used + 2))
    results = await asyncio.gather(*(database.run(fill) for _ in range(3)), return_exceptions=True)
    assert all(isinstance(result, DatabaseAway) for result in results)
    await database.run(lambda session: limit(session, used + 10_000))
    await database.run(fill)
    assert await database.run(lambda s: s.execute(text("SELECT count(*) FROM page")).scalar()) == 1
    database.close()


def test_migrations_go_up_down_up_and_equal_the_tables(bare_url: str) -> None:
    database = Database(bare_url, cipher())
    schema.upgrade(database)
    assert schema.differences(database) == []
    schema.downgrade(database, "base")
    schema.upgrade(database)
    assert schema.differences(database) == []
    database.close()


async def test_who_waits_at_the_same_time_shares_a_commit(database: Database) -> None:
    commits: list[object] = []
    listen(database.engine, "commit", commits.append)
    began, go_on = threading.Semaphore(0), threading.Event()

    def holds_up(_: Session) -> None:
        began.release()
        go_on.wait(10)

    writers = 1 if database.is_sqlite else POSTGRES_THREADS
    async with asyncio.TaskGroup() as group:
        for _ in range(writers):
            group.create_task(database.run(holds_up))
            await asyncio.to_thread(began.acquire)
        for _ in range(40):
            group.create_task(database.run(add_slowly))
        await asyncio.sleep(0)
        go_on.set()
    assert await database.run(count) == 40
    assert len(commits) < writers + 40 / 2


async def test_two_transactions_that_wait_for_each_other_both_succeed(
    bare_postgresql_url: str,
) -> None:
    database = Database(bare_postgresql_url, cipher())
    with database.engine.begin() as connection:
        connection.execute(text("CREATE TABLE counter (id INTEGER PRIMARY KEY, n INTEGER)"))
        connection.execute(text("INSERT INTO counter VALUES (1, 0), (2, 0)"))
    both = threading.Barrier(2)

    def adds(first: int, second: int) -> Callable[[Session], None]:
        meet = iter([lambda: both.wait(10)])

        def unit(session: Session) -> None:
            for row in (first, second):
                session.execute(text("UPDATE counter SET n = n + 1 WHERE id = :row"), {"row": row})
                next(meet, lambda: 0)()  # only the first time: the one that lost runs again alone

        return unit

    await asyncio.gather(database.run(adds(1, 2)), database.run(adds(2, 1)))
    found = await database.run(lambda s: s.execute(text("SELECT sum(n) FROM counter")).scalar())
    assert found == 4
    database.close()
