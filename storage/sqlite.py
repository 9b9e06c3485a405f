"""A small SQLite dialect: BEGIN IMMEDIATE, a COMMIT that cannot fail silently, plain savepoints.

Why: the driver's default begins late, so two readers that become writers lose changes (585 of 800
in a trial), and ``Connection.commit()`` does nothing when a full disk has already rolled the
transaction back.
"""

import contextlib
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import URL
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import ArgumentError

MILLISECOND = timedelta(milliseconds=1)
BUSY_TIMEOUT = timedelta(seconds=5)
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA secure_delete=ON",
    "PRAGMA foreign_keys=ON",
    f"PRAGMA busy_timeout={BUSY_TIMEOUT // MILLISECOND}",
    "PRAGMA temp_store=MEMORY",
)


class LotseSQLite(SQLiteDialect_pysqlite):
    """The driver in autocommit mode; the dialect says BEGIN, COMMIT and ROLLBACK itself."""

    supports_statement_cache = True
    begin = "BEGIN IMMEDIATE"

    def create_connect_args(self, url: Any) -> Any:
        """Switch the driver's own transaction handling off."""
        args, options = super().create_connect_args(url)
        return args, {**options, "isolation_level": None, "check_same_thread": False}

    def on_connect(self) -> Any:
        """Prepare each new connection."""
        before = super().on_connect()

        def prepare(connection: Any) -> None:
            if before is not None:
                before(connection)
            for pragma in PRAGMAS:
                connection.execute(pragma)
            if self.begin == "BEGIN":
                connection.execute("PRAGMA query_only=ON")

        return prepare

    def do_begin(self, dbapi_connection: Any) -> None:
        """Take the write lock at once, so that nothing read before can be stale."""
        dbapi_connection.execute(self.begin)

    def do_commit(self, dbapi_connection: Any) -> None:
        """Commit loudly: raises when there is no transaction left to commit."""
        dbapi_connection.execute("COMMIT")

    def do_rollback(self, dbapi_connection: Any) -> None:
        """Roll back what is open."""
        if dbapi_connection.in_transaction:
            dbapi_connection.execute("ROLLBACK")


class LotseSQLiteReader(LotseSQLite):
    """For reports and lists: cannot write, does not lock."""

    supports_statement_cache = True
    begin = "BEGIN"


def register() -> None:
    """Make ``sqlite+lotse`` and ``sqlite+lotsereader`` known to SQLAlchemy."""
    registry.register("sqlite.lotse", "storage.sqlite", "LotseSQLite")
    registry.register("sqlite.lotsereader", "storage.sqlite", "LotseSQLiteReader")


def prepare_file(url: URL) -> None:
    """A new file is its owner's alone: pseudonyms, towns and times in it are not encrypted.

    Raises ArgumentError for an address without a file.
    """
    if not url.database or url.database == ":memory:":
        raise ArgumentError("a SQLite database needs a file")
    file = Path(url.database)
    file.parent.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(OSError):  # SQLite says itself why it cannot
        if not file.exists():
            file.touch(mode=0o600)


def identity_of(url: URL) -> tuple[int, int] | None:
    """What tells a file from another of the same name; None where there is none."""
    with contextlib.suppress(OSError):
        found = Path(url.database or "").stat()
        return found.st_dev, found.st_ino
    return None
