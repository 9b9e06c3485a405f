"""The schema: brought up to date at start, compared with the tables in the tests."""

from functools import cache
from pathlib import Path
from typing import Any, Literal

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

import storage.tables  # noqa: F401 - fills the metadata
from storage.database import Database
from storage.serving import ServingLock

HEAD = "head"
"""What Alembic calls the newest revision."""

_HERE = Path(__file__).parent


def upgrade(database: Database, to: str = HEAD) -> None:
    """Bring the database up to the revision ``to`` in one transaction."""
    with database.engine.connect() as connection, connection.begin():
        upgrade_on(connection, to)


def upgrade_beside(database: Database) -> None:
    """Like ``upgrade``, for commands: never beneath a process that serves an older version.

    Raises AlreadyServed.
    """
    with database.engine.connect() as connection:
        if revision(connection) == _newest():
            return
    lock = ServingLock(database)
    lock.take(alone=True)
    try:
        upgrade(database)
    finally:
        lock.release()


def upgrade_on(connection: Connection, to: str = HEAD) -> None:
    """Like ``upgrade``, in the transaction of this connection."""
    if to != HEAD or revision(connection) != _newest():
        command.upgrade(_config(connection), to)


@cache
def _newest() -> str | None:
    """The revision that the tables in the code have: read once per process."""
    return ScriptDirectory(str(_HERE / "migrations")).get_current_head()


def revision(connection: Connection) -> str | None:
    """The revision of the database; None while it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def clear(connection: Connection) -> None:
    """Drop every table that is there, whatever its revision, in the connection's transaction."""
    quote = connection.dialect.identifier_preparer.quote
    for table, _ in reversed(inspect(connection).get_sorted_table_and_fkc_names()):
        if table is not None:
            connection.exec_driver_sql(f"DROP TABLE {quote(table)}")


def downgrade(database: Database, revision: str) -> None:
    """Take the database back to ``revision``; "base" is empty."""
    with database.engine.connect() as connection, connection.begin():
        command.downgrade(_config(connection), revision)


def write_revision(database: Database, message: str) -> None:
    """Write the migration that leads from the newest one to the tables as they are now."""
    with database.engine.connect() as connection, connection.begin():
        config = _config(connection)
        config.attributes["render_item"] = _plain_types
        command.revision(config, message, autogenerate=True)


def differences(database: Database) -> list[Any]:
    """What the database lacks or has too much, compared with the tables."""
    with database.engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection), SQLModel.metadata))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(_HERE / "migrations"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    return config


def _plain_types(kind: str, thing: Any, _context: Any) -> str | Literal[False]:
    """Our column types as the plain types beneath: migrations must not change with the code."""
    if kind == "type" and isinstance(thing, TypeDecorator):
        return f"sa.{thing.impl!r}"
    return False
