"""Who serves a database: one process per SQLite file, any number on PostgreSQL.

Commands may work beside them, but for those that replace everything.
"""

import fcntl
from pathlib import Path
from typing import IO

from sqlalchemy import Connection, text
from sqlalchemy.exc import OperationalError

from bot.domain.errors import AlreadyServed, DatabaseAway
from storage.database import Database
from storage.failures import in_short

LOCK_NUMBER = 0x4C6F747365
"""Of PostgreSQL's advisory lock: "Lotse" in letters."""


class ServingLock:
    """Held while serving; it is gone with the process, however that dies."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._file: IO[str] | None = None
        self._connection: Connection | None = None

    def take(self, *, alone: bool = False) -> None:
        """Take the lock; on PostgreSQL it is shared with others who serve, unless ``alone``.

        Raises AlreadyServed, and DatabaseAway.
        """
        if self._database.is_sqlite:
            file = Path(self._database.url.database or "").resolve()  # not by a link's name
            self._take_file(file.with_name(f"{file.name}.serving"))
        else:
            self._take_number(alone=alone)

    def _take_file(self, path: Path) -> None:
        self._file = path.open("w")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.close()
            raise AlreadyServed(f"{path} is locked by another process") from error

    def _take_number(self, *, alone: bool) -> None:
        take = "pg_try_advisory_lock" if alone else "pg_try_advisory_lock_shared"
        try:
            connection = self._database.engine.connect()
            connection.execution_options(isolation_level="AUTOCOMMIT")
            taken = connection.execute(text(f"SELECT {take}({LOCK_NUMBER})")).scalar_one()
        except OperationalError as error:
            raise DatabaseAway(in_short(error)) from error
        self._connection = connection
        if not taken:
            self.release()
            raise AlreadyServed("another process works with the database")

    def release(self) -> None:
        """Let go."""
        if self._file is not None:
            self._file.close()
            self._file = None
        if self._connection is not None:
            self._connection.invalidate()  # the lock ends with the connection, not with its loan
            self._connection.close()
            self._connection = None
