"""Backup: all rows of a database as lines of JSON, read in one snapshot while others write.

The lines name no database product: what was saved from SQLite can be restored into PostgreSQL and
the other way round. Personal columns stay encrypted in the rows; files are sealed on top of that.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Any

from alembic.util import CommandError
from sqlalchemy import Connection, Engine, MetaData, Table, func, insert, inspect, select, text
from sqlalchemy.exc import SQLAlchemyError

from bot.domain.errors import BadBackup
from storage import schema
from storage.cipher import Cipher
from storage.database import Database

BATCH = 500
_VERSIONS = "alembic_version"


@dataclass(frozen=True, slots=True)
class Head:
    """The first line of a backup. ``made_at`` is aware, in UTC."""

    revision: str
    made_at: datetime


def lines_of(database: Database, made_at: datetime) -> Iterator[bytes]:
    """All that is in the database at one moment; writers are not held up.

    Raises BadBackup when there is nothing yet.
    """
    with _snapshot(database) as connection:
        revision = schema.revision(connection)
        if revision is None:
            raise BadBackup("There is nothing to back up: this database is empty.")
        yield _json(
            {"revision": revision, "made_at": made_at, "pepper": _mark_of(database.cipher)}
        )
        for table in _tables(connection):
            yield _json(
                {"table": table.name, "columns": [column.name for column in table.columns]}
            )
            rows = connection.execution_options(yield_per=BATCH).execute(select(table))
            for row in rows:
                yield _json(list(row))


@contextmanager
def _snapshot(database: Database) -> Iterator[Connection]:
    """A connection that sees the database as it was when it first looked."""
    engine: Engine = database.reading_engine
    if not database.is_sqlite:
        engine = engine.execution_options(
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
    with engine.connect() as connection, connection.begin():
        yield connection


def pour(database: Database, lines: Iterator[bytes]) -> Head:
    """Replace all that is in the database by the lines of a backup, in one transaction.

    Raises BadBackup and leaves everything as it was when a line or the end is missing.
    """
    head = head_of(lines, database.cipher)
    with database.engine.connect() as connection, connection.begin():
        schema.clear(connection)
        try:
            schema.upgrade_on(connection, head.revision)
        except CommandError:
            raise BadBackup(
                "This backup was made by a newer version of Lotse. Install that version first."
            ) from None
        _fill(connection, lines)
        schema.upgrade_on(connection)
    database.empty_the_log()
    return head


def is_empty(database: Database) -> bool:
    """Whether there is no table in the database."""
    with database.reading_engine.connect() as connection:
        return not inspect(connection).get_table_names()


def wipe(database: Database) -> None:
    """Drop every table."""
    with database.engine.connect() as connection, connection.begin():
        schema.clear(connection)
    database.empty_the_log()


def head_of(lines: Iterator[bytes], cipher: Cipher) -> Head:
    """Read the first line. Raises BadBackup when it was made with another pepper."""
    head = _read(next(lines, b"{}"))
    if head.get("pepper") != _mark_of(cipher):
        raise BadBackup(
            "This backup was made with another LOTSE_PEPPER: nobody's address would be found. "
            "Use the pepper it was made with."
        )
    return Head(head["revision"], head["made_at"])


def _mark_of(cipher: Cipher) -> str:
    """Equal for equal peppers, and tells nothing about them."""
    return cipher.digest("backup")


def _tables(connection: Connection) -> list[Table]:
    """The tables as they are, those that others refer to first."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != _VERSIONS]


def _fill(connection: Connection, lines: Iterator[bytes]) -> None:
    tables = {table.name: table for table in _tables(connection)}
    if connection.dialect.name == "sqlite":
        connection.execute(text("PRAGMA defer_foreign_keys=ON"))
    for name, columns, rows in _sections(lines):
        try:
            _insert(connection, tables[name], columns, rows)
        except (KeyError, SQLAlchemyError) as error:
            raise BadBackup(
                f"The backup does not fit: table {name} refuses it ({type(error).__name__})."
            ) from None
    if connection.dialect.name == "postgresql":
        for table in tables.values():
            _continue_numbers(connection, table)


def _sections(lines: Iterator[bytes]) -> Iterator[tuple[str, list[str], Iterator[list[Any]]]]:
    """Table by table: its name, its columns and its rows."""
    following: list[Any] = [_read(line) for line in islice(lines, 1)]

    def rows() -> Iterator[list[Any]]:
        for line in lines:
            value = _read(line)
            if isinstance(value, dict):
                following.append(value)
                return
            yield value

    while following:
        heading = following.pop()
        yield heading["table"], heading["columns"], rows()


def _insert(
    connection: Connection, table: Table, columns: list[str], rows: Iterable[list[Any]]
) -> None:
    moments = {c.name for c in table.columns if getattr(c.type, "timezone", None) is False}
    rows = iter(rows)
    while batch := list(islice(rows, BATCH)):
        connection.execute(
            insert(table),
            [
                {name: _fit(value, naive=name in moments)
                 for name, value in zip(columns, row, strict=True)}
                for row in batch
            ],
        )  # fmt: skip


def _fit(value: Any, *, naive: bool) -> Any:
    """SQLite keeps moments as bare UTC values."""
    return value.replace(tzinfo=None) if naive and isinstance(value, datetime) else value


def _continue_numbers(connection: Connection, table: Table) -> None:
    """PostgreSQL counts on behind the greatest number that was restored."""
    for column in table.primary_key:
        name = connection.scalar(select(func.pg_get_serial_sequence(table.name, column.name)))
        if name is not None:
            greatest = connection.scalar(select(func.max(column)))
            connection.execute(select(func.setval(name, greatest or 1, greatest is not None)))


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=_pack).encode()


def _pack(value: Any) -> dict[str, str]:
    """What JSON has no word for."""
    match value:
        case bytes() | memoryview():
            return {"bytes": b64encode(value).decode()}
        case datetime():
            aware = value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
            return {"moment": aware.isoformat()}
        case date():
            return {"day": value.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case _:
            raise TypeError(f"a backup cannot hold {type(value).__name__}")


def _read(line: bytes) -> Any:
    return json.loads(line, object_hook=_unpack)


def _unpack(found: dict[str, Any]) -> Any:
    match found:
        case {"bytes": str(packed), **rest} if not rest:
            return b64decode(packed)
        case {"moment": str(moment), **rest} if not rest:
            return datetime.fromisoformat(moment)
        case {"day": str(day), **rest} if not rest:
            return date.fromisoformat(day)
        case {"time": str(hour), **rest} if not rest:
            return time.fromisoformat(hour)
        case _:
            return found
