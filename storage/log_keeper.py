"""SQLite's log, written back into the file beside the writer.

By itself SQLite does it in the middle of somebody's commit, each thousand pages: that one commit
then takes several times as long as the others.
"""

import sqlite3
import threading
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from storage.sqlite import BUSY_TIMEOUT, MILLISECOND

EVERY = timedelta(seconds=0.5)
LONG = 1_000
"""Pages: 4 MiB, as SQLite by itself. From here on the writer is kept waiting for a moment, to
begin a new log: what lies where the old one lay is on the disk sooner than what is added."""
PATIENCE = timedelta(milliseconds=20)
"""How long that moment may take: beside a long reader there is none, and the log grows on."""
_log = structlog.get_logger(__name__)


class LogKeeper:
    """One thread, awake only while something is written."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._one_at_a_time = threading.Lock()  # SQLite would refuse the second without waiting
        self._written, self._ended = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._keep, name="lotse-log", daemon=True)
        self._thread.start()

    def note(self) -> None:
        """Something was committed."""
        self._written.set()

    def empty(self, wait: timedelta) -> None:
        """Write the log back and empty it: it still holds the pages of what is gone.

        While it waits for readers to finish, at most for ``wait``, nobody can write.
        """
        self._checkpoint("TRUNCATE", wait)

    def close(self) -> None:
        """Stop; what is still in the log is as safe there as in the file."""
        self._ended.set()
        self._written.set()
        self._thread.join()

    def _keep(self) -> None:
        while self._written.wait() and not self._ended.wait(EVERY.total_seconds()):
            self._written.clear()
            try:
                if self._checkpoint("PASSIVE", PATIENCE) > LONG:
                    self._checkpoint("RESTART", PATIENCE)
            except (SQLAlchemyError, sqlite3.Error) as error:  # a full disk, say: the log is kept
                _log.warning("log not written back", reason=str(error))

    def _checkpoint(self, mode: str, wait: timedelta) -> int:
        """Returns how many pages the log has. See SQLite's ``PRAGMA wal_checkpoint``."""
        with self._one_at_a_time, self._engine.connect() as connection:
            driver: Any = connection.connection.driver_connection
            driver.execute(f"PRAGMA busy_timeout={wait // MILLISECOND}")
            try:
                pages: int = driver.execute(f"PRAGMA wal_checkpoint({mode})").fetchone()[1]
            finally:
                driver.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT // MILLISECOND}")
            return pages
