"""The one door to the database: ``await database.run(unit)`` gives plain values after COMMIT.

A unit is a function of a ``Session``. It is pure and repeatable (it may run twice: lost
transaction, deadlock), short, does no network work and returns no live objects. SQLite has one
writer thread, PostgreSQL four. Waiting units share a transaction and its commit; when one of them
fails, each is run alone.
"""

import asyncio
import contextlib
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager
from datetime import timedelta
from functools import partial
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from sqlalchemy import URL, Connection, Engine, create_engine, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlmodel import Session

from bot.domain.errors import DatabaseAway
from storage.cipher import Cipher
from storage.failures import in_short, is_away, is_crowded, may_repeat
from storage.sqlite import BUSY_TIMEOUT, MILLISECOND, identity_of, prepare_file, register

T = TypeVar("T")
Unit = Callable[[Session], T]
_Future = asyncio.Future[Any] | Future[Any]
_Job = tuple[Unit[Any], _Future, asyncio.AbstractEventLoop | None]
_Outcome = tuple[Any, Exception | None]

BACKENDS = ("sqlite", "postgresql")
SHARED_COMMIT = 32
POSTGRES_THREADS = 4
_READERS = 4
_REPEATS = 4
_IMPATIENCE = "SET LOCAL lock_timeout = '50ms'"
"""Who shares a transaction holds locks for others, too: better alone than 1 s in a deadlock."""


class Database:
    """One database, opened once per process and closed at its end."""

    def __init__(self, url: str, cipher: Cipher) -> None:
        register()
        self.url = _address(url)
        self.cipher = cipher
        if self.url.get_backend_name() not in BACKENDS:
            raise ArgumentError(f"a database is one of {', '.join(BACKENDS)}")
        self.is_sqlite = self.url.get_backend_name() == "sqlite"
        if self.is_sqlite:
            prepare_file(self.url)
            self._file = identity_of(self.url)
            self._writer = self._engine("sqlite+lotse", pool_size=2)
            self._reader = self._engine("sqlite+lotsereader", pool_size=_READERS)
        else:
            self._writer = self._reader = self._engine(
                "postgresql+psycopg", pool_size=POSTGRES_THREADS + _READERS, pool_pre_ping=False,
                connect_args=_patience(self.url),
            )  # fmt: skip
        self._queue: SimpleQueue[_Job | None] = SimpleQueue()
        self._writers = [
            threading.Thread(target=self._write, name=f"lotse-writer-{number}", daemon=True)
            for number in range(1 if self.is_sqlite else POSTGRES_THREADS)
        ]
        for thread in self._writers:
            thread.start()
        self._pool = ThreadPoolExecutor(_READERS, thread_name_prefix="lotse-reader")

    def _engine(self, driver: str, **options: Any) -> Engine:
        engine = create_engine(self.url.set(drivername=driver), **options)
        engine.dialect.lotse_cipher = self.cipher  # type: ignore[attr-defined]
        return engine

    @property
    def engine(self) -> Engine:
        """The writing engine, for migrations and restoring."""
        return self._writer

    @property
    def reading_engine(self) -> Engine:
        """Connections beside the writer, for backups; on SQLite they cannot write."""
        return self._reader

    async def run(self, unit: Unit[T]) -> T:
        """Run a writing unit in one transaction; returns after COMMIT.

        Raises DatabaseAway, or what the unit raises.
        """
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._queue.put((unit, future, loop))
        return await future

    def run_now(self, unit: Unit[T]) -> T:
        """Like ``run``, for commands and threads without an event loop."""
        future: Future[T] = Future()
        self._queue.put((unit, future, None))
        return future.result()

    async def read(self, unit: Unit[T]) -> T:
        """Run a reading unit beside the writer, for lists and reports; it must not write."""
        return await self.in_a_thread(partial(self._alone, self._reader, unit))

    async def in_a_thread(self, work: Callable[[], T]) -> T:
        """Let a thread of the pool do something that waits for the database."""
        return await asyncio.wrap_future(self._pool.submit(work))

    def _alone(self, engine: Engine, unit: Unit[T]) -> T:
        return self.attempt(engine.begin, unit)

    def attempt(self, begin: Callable[[], AbstractContextManager[Connection]], unit: Unit[T]) -> T:
        """One unit in a transaction of its own; repeated when the database asks for it.

        Raises DatabaseAway, or what the unit raises.
        """
        for left in reversed(range(_REPEATS)):
            try:
                with begin() as connection:
                    return _run(connection, unit)
            except DBAPIError as error:
                if left and may_repeat(error):
                    continue
                if is_away(error):
                    raise DatabaseAway(in_short(error)) from error
                raise
        raise AssertionError("unreachable")

    def _write(self) -> None:
        """A writer thread."""
        while (job := self._queue.get()) is not None:
            self._commit_together([job, *self._waiting()])

    def _waiting(self) -> Iterator[_Job]:
        """What else waits: this writer's share of it, that none has more to do than the others."""
        share = 1 + self._queue.qsize() // len(self._writers)
        with contextlib.suppress(Empty):
            for _ in range(1, min(share, SHARED_COMMIT)):
                job = self._queue.get_nowait()
                if job is None:  # the word to end, for one of the writers
                    self._queue.put(None)
                    return
                yield job

    def _commit_together(self, jobs: list[_Job]) -> None:
        """Run waiting units, one commit for all; whatever happens, every caller gets an answer."""
        wanted = [job for job in jobs if not job[1].cancelled()]
        try:
            self._look_for_file()
            outcomes = self._run_all([unit for unit, _, _ in wanted])
        except Exception as error:  # noqa: BLE001 - the writer outlives whatever a unit or the disk does
            outcomes = [(None, error)] * len(wanted)
        _tell(wanted, outcomes)

    def _look_for_file(self) -> None:
        """SQLite goes on in a file that was deleted or replaced, where all is lost in the end.

        Raises DatabaseAway.
        """
        if self.is_sqlite and identity_of(self.url) != self._file:
            raise DatabaseAway("the file was removed or replaced: put it back, then start again")

    def _run_all(self, units: list[Unit[Any]]) -> list[_Outcome]:
        if len(units) > 1:
            with contextlib.suppress(_SpoiledError):
                return [(value, None) for value in self._together(units)]
        return list(self._one_by_one(units))

    def _together(self, units: list[Unit[Any]]) -> list[Any]:
        """What all units say, in one commit. Raises _SpoiledError when one of them fails."""
        try:
            with self._writer.begin() as connection:
                if not self.is_sqlite:
                    connection.exec_driver_sql(_IMPATIENCE)
                return [_run_unspoiled(connection, unit) for unit in units]
        except DBAPIError as error:
            if is_away(error):
                raise DatabaseAway(in_short(error)) from error
            raise _SpoiledError from error

    def _one_by_one(self, units: list[Unit[Any]]) -> Iterator[_Outcome]:
        """A commit each; once the database is away, nobody waits for it again."""
        away: Exception | None = None
        for unit in units:
            value, failure = (None, away) if away else self._outcome(unit)
            away = failure if isinstance(failure, DatabaseAway) else None
            yield value, failure

    def _outcome(self, unit: Unit[Any]) -> _Outcome:
        try:
            return self._alone(self._writer, unit), None
        except Exception as error:  # noqa: BLE001 - a unit's failure is its caller's business
            return None, error

    def empty_the_log(self, wait: timedelta = BUSY_TIMEOUT) -> None:
        """Write SQLite's log back and empty it: it still holds the pages of what is gone.

        While it waits for readers to finish, at most for ``wait``, nobody can write.
        """
        if self.is_sqlite:
            with self._writer.connect() as connection:
                driver: Any = connection.connection.driver_connection
                driver.execute(f"PRAGMA busy_timeout={wait // MILLISECOND}")
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                driver.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT // MILLISECOND}")

    async def tidy(self) -> None:
        """Empty the log if that keeps nobody waiting; else it is for the next time."""
        await self.in_a_thread(partial(self.empty_the_log, timedelta()))

    def close(self) -> None:
        """Finish what waits, then let go of all connections."""
        for _ in self._writers:
            self._queue.put(None)
        for thread in self._writers:
            thread.join()
        self._pool.shutdown()
        self._writer.dispose()
        self._reader.dispose()


def _address(url: str) -> URL:
    try:
        return make_url(url)
    except ValueError as error:  # a port that is no number, brackets that do not close
        raise ArgumentError("no address") from error


def _patience(url: URL) -> dict[str, object]:
    """How long PostgreSQL may keep us waiting, as long as SQLite may: for ever is its default."""
    locks = f"-c lock_timeout={BUSY_TIMEOUT // MILLISECOND}"
    return {
        "options": f"{url.query.get('options', '')} {locks}".lstrip(),
        "connect_timeout": BUSY_TIMEOUT // timedelta(seconds=1),
    }


def _tell(jobs: list[_Job], outcomes: list[_Outcome]) -> None:
    """Give every caller its answer; a loop is woken once for all that wait in it."""
    loops: dict[asyncio.AbstractEventLoop | None, list[tuple[_Future, _Outcome]]] = {}
    for (_, future, loop), outcome in zip(jobs, outcomes, strict=True):
        loops.setdefault(loop, []).append((future, outcome))
    for loop, answers in loops.items():
        if loop is None:
            _answer(answers)
        else:
            with contextlib.suppress(RuntimeError):  # it has been closed: nobody waits any more
                loop.call_soon_threadsafe(_answer, answers)


def _answer(answers: list[tuple[_Future, _Outcome]]) -> None:
    for future, (value, failure) in answers:
        if future.done():  # whoever waited has given up
            continue
        if failure is None:
            future.set_result(value)
        else:
            future.set_exception(failure)


def _run(connection: Connection, unit: Unit[T]) -> T:
    """Run a unit in the connection's transaction, which is committed by the caller."""
    with Session(
        connection, expire_on_commit=False, join_transaction_mode="rollback_only"
    ) as session:
        value = unit(session)
        session.flush()
        return value


class _SpoiledError(Exception):
    """A unit has failed; what shares its transaction must be run again."""


def _run_unspoiled(connection: Connection, unit: Unit[T]) -> T:
    try:
        return _run(connection, unit)
    except Exception as error:
        if isinstance(error, DBAPIError) and is_away(error) and not is_crowded(error):
            raise
        raise _SpoiledError from error
