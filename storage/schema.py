"""The schema: brought up to date at start, compared with the tables in the tests."""

from pathlib import Path
from typing import Any, Literal

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

import storage.tables  # noqa: F401 - fills the metadata
from storage.database import Database

_HERE = Path(__file__).parent


def upgrade(database: Database, revision: str = "head") -> None:
    """Bring the database up to ``revision`` in one transaction."""
    with database.engine.connect() as connection, connection.begin():
        upgrade_on(connection, revision)


def upgrade_on(connection: Connection, revision: str = "head") -> None:
    """Like ``upgrade``, in the transaction of this connection."""
    command.upgrade(_config(connection), revision)


def revision(connection: Connection) -> str | None:
    """The revision of the database; None while it is empty."""
    return MigrationContext.configure(connection).get_current_revision()


def clear(connection: Connection) -> None:
    """Drop every table that is there, whatever its revision, in the connection's transaction."""
    found = MetaData()
    found.reflect(connection)
    found.drop_all(connection)


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
