"""One serving process per SQLite file; commands may work beside it."""

import fcntl
from pathlib import Path
from typing import IO

from bot.domain.errors import AlreadyServed
from storage.database import Database


class ServingLock:
    """Held while serving; it is gone with the process, however that dies."""

    def __init__(self, database: Database) -> None:
        self._path = Path(f"{database.url.database}.serving") if database.is_sqlite else None
        self._file: IO[str] | None = None

    def take(self) -> None:
        """Take the lock or raise AlreadyServed. Nothing to take on PostgreSQL."""
        if self._path is None:
            return
        self._file = self._path.open("w")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            self._file.close()
            raise AlreadyServed(f"{self._path} is locked by another process") from error

    def release(self) -> None:
        """Let go."""
        if self._file is not None:
            self._file.close()
            self._file = None
