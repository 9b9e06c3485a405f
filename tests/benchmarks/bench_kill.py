"""Killing the program again and again while pupils write: what is lost, and what it costs.

``python -m tests.benchmarks.bench_kill [--full] [--json FILE]``: 30 times ``kill -9`` on each
database, with ``--full`` 200 times. Real processes and the storm of ``tests/faults``, whose books
must agree: every event handled once, every answer once and in order. The floor is the rate of the
same pupils when nobody kills anything.
"""

import asyncio
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.benchmarks.postgres import postgresql
from tests.benchmarks.report import Report, at_least, options
from tests.faults.processes import Place, Served, Stable
from tests.faults.storm import Blow, Weather, kill, storm


async def nothing(_: Served) -> None:
    """No blow at all."""


def main() -> int:
    wanted = options(__doc__)
    blows = 200 if wanted.full else 30
    report = Report("Killed while pupils write")
    for kind in ("SQLite", "PostgreSQL"):
        calm = weather(kind, nothing, blows)
        rough = weather(kind, kill, blows)
        name = f"{kind}, killed {blows} times"
        report.figure(
            f"{name}: events, each handled once", rough.events, "events", goal=at_least(600)
        )
        report.figure(f"{name}: said again after a cut", rough.repeats, "requests")
        rates = (each.events / each.seconds for each in (rough, calm))
        report.figure(f"{name}: events handled", next(rates), "events/s", floor=next(rates))
    return report.finish(wanted.json)


def weather(kind: str, blow: Blow, blows: int) -> Weather:
    """A storm on a new database. Raises AssertionError when the books do not agree."""
    with database(kind) as place:
        stable = Stable()
        try:
            return asyncio.run(storm(stable, place, blow, blows))
        finally:
            stable.close()


@contextmanager
def database(kind: str) -> Iterator[Place]:
    """A place whose program is not yet running."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lotse-")))
        if kind == "SQLite":
            yield Place(folder, f"sqlite:///{folder / 'lotse.db'}")
        else:
            yield Place(folder, stack.enter_context(postgresql(None)))


if __name__ == "__main__":
    sys.exit(main())
