"""Of all processes that serve a PostgreSQL, one holds a baton; it is lost with its connection."""

from collections.abc import Iterator

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import text
from sqlmodel import Session

from bot.domain.errors import DatabaseAway
from storage.baton import Baton
from storage.cipher import Cipher
from storage.database import Database

KEY = Fernet.generate_key().decode()


@pytest.fixture
def processes(postgresql_url: str) -> Iterator[list[Database]]:
    """Two of them, as far as the database can tell."""
    found = [Database(postgresql_url, Cipher([KEY], KEY)) for _ in range(2)]
    yield found
    for database in found:
        database.close()


def is_new(_session: Session, is_new: bool) -> str:
    return "new" if is_new else "held"


def cuts_itself_off(session: Session, _is_new: bool) -> None:
    session.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))


async def test_one_holds_it_until_it_is_dropped(processes: list[Database]) -> None:
    one, other = (Baton(database, "post") for database in processes)
    assert [await one.run(is_new), await one.run(is_new)] == ["new", "held"]
    assert await other.run(is_new) is None
    one.drop()
    assert await other.run(is_new) == "new"
    assert await one.run(is_new) is None
    other.drop()


async def test_two_works_have_two_batons(processes: list[Database]) -> None:
    one, other = Baton(processes[0], "post"), Baton(processes[1], "fetching")
    assert await one.run(is_new) == await other.run(is_new) == "new"
    one.drop()
    other.drop()


async def test_it_is_lost_with_its_connection(processes: list[Database]) -> None:
    one, other = (Baton(database, "post") for database in processes)
    await one.run(is_new)
    with pytest.raises(DatabaseAway):
        await one.run(cuts_itself_off)
    assert await other.run(is_new) == "new"
    assert await one.run(is_new) is None
    other.drop()


async def test_on_sqlite_nobody_has_to_ask(sqlite_url: str) -> None:
    database = Database(sqlite_url, Cipher([KEY], KEY))
    baton = Baton(database, "post")
    assert [await baton.run(is_new), await baton.run(is_new)] == ["new", "held"]
    baton.drop()
    database.close()
