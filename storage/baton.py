"""The baton: of all processes that serve a database, whoever holds it does a certain work.

It is a lock of a PostgreSQL connection, and what is done with it is done on that connection: both
are lost together, with the process or before, and another process takes it at its next try. A
SQLite file is served by one process, which need not ask.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from threading import Lock
from typing import TypeVar
from zlib import crc32

from sqlalchemy import Connection, Integer, cast, func, select
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from storage.database import Database

T = TypeVar("T")
LOCK_CLASS = 0x4C6F
"""The first of the two numbers of its advisory lock; the second comes from its name."""


class _HeldElsewhereError(Exception):
    """Another process holds the baton."""


class Baton:
    """One of these for each work, in every process."""

    def __init__(self, database: Database, name: str) -> None:
        """Nothing is taken before the first ``run``."""
        self._database = database
        self._number = crc32(name.encode()) >> 1
        self._connection: Connection | None = None
        self._is_new = True
        self._one_at_a_time = Lock()

    async def run(self, unit: Callable[[Session, bool], T]) -> T | None:
        """Like ``Database.run``; None when another process holds the baton.

        The unit is told whether this is the first work since it was taken.
        """
        if self._database.is_sqlite:
            is_new = self._is_new
            found = await self._database.run(lambda session: unit(session, is_new))
            self._is_new = False
            return found
        return await self._database.in_a_thread(partial(self._run, unit))

    def _run(self, unit: Callable[[Session, bool], T]) -> T | None:
        with self._one_at_a_time:
            try:
                found = self._database.attempt(
                    self._transaction, lambda session: unit(session, self._is_new)
                )
            except _HeldElsewhereError:
                return None
            self._is_new = False
            return found

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        connection = self._connection or self._take()
        try:
            with connection.begin():
                yield connection
        finally:
            if connection.invalidated:
                self._connection = None
                connection.close()

    def _take(self) -> Connection:
        connection = self._database.engine.connect()
        lock = func.pg_try_advisory_lock(LOCK_CLASS, cast(self._number, Integer))
        is_taken = connection.execute(select(lock)).scalar_one()
        connection.commit()
        if not is_taken:
            connection.close()
            raise _HeldElsewhereError
        self._connection, self._is_new = connection, True
        return connection

    def drop(self) -> None:
        """Let another process have it."""
        with self._one_at_a_time:
            if self._connection is None:
                return
            with suppress(DBAPIError):  # else it is gone with its connection already
                self._connection.execute(select(func.pg_advisory_unlock_all()))
            self._connection.invalidate()
            self._connection.close()
            self._connection = None
