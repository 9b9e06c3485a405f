"""Speed of what a tick asks: which reminders are due, and who gets an announcement.

``python -m tests.benchmarks.bench_due [--full] [--json FILE]``; without ``--full`` a tenth of the
people. Times are processor time, so that others on the machine do not count; nor does the disk.
"""

import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from pathlib import Path
from resource import RUSAGE_SELF, getrusage
from statistics import mean
from time import process_time, thread_time
from typing import Any

from sqlmodel import Session

from bot.app import build_house
from bot.rehearsal.stage import rehearsal_settings
from bot.services.broadcast_run import FEED, FIX, drive_broadcasts, fix_recipients
from bot.services.broadcasts import Broadcasts
from bot.services.reminders import BATCH, post_due_reminders
from bot.services.unit import Unit
from storage import schema
from storage.database import Database
from storage.queries import broadcasts, reminders
from storage.sqlite import PRAGMAS
from tests.benchmarks.report import Report, at_most, options

NOW = datetime(2027, 2, 1, 13, tzinfo=UTC)
DUE = NOW + timedelta(days=3)
SMALL, MILLION = 1_000, 1_000_000

FAIR = """
INSERT INTO fair (id, code, title, start_day, start_time, end_day, end_time, place, stop, grades,
  about, bring, cost, registration, parents, access, version, sequence, state, created_at,
  updated_at, said_yes, said_maybe)
VALUES (1, 'm_1', 'Messe', '2027-03-01', '10:00:00.000000', '2027-03-01', '14:00:00.000000',
  'Halle', '', '', '', '', '', '', 1, '', 1, 0, 'planned', :now, :now, 0, 0)"""
PEOPLE = (
    """INSERT INTO person (id, role, language, pseudonym, created_at, seen_at)
       SELECT n, 'pupil', 'de', 'P' || n, :now, :now FROM numbers""",
    """INSERT INTO address (id, channel, digest, value, person_id, created_at, shelf_end)
       SELECT n, 'telegram', 'd' || n, x'00', n, :now, 0 FROM numbers""",
    """INSERT INTO conversation (id, address_id, person_id, touched_at, is_chosen)
       SELECT n, n, n, :now, 0 FROM numbers""",
    """INSERT INTO consent (id, person_id, purpose, version, language, wording, receipt, given_at)
       SELECT n, n, 'fairs', 1, 'de', x'00', 'Q', :now FROM numbers""",
    """INSERT INTO fair_signup (fair_id, person_id, answer, morning, plan_version, answered_at)
       SELECT 1, n, 'yes', 0, 1, :now FROM numbers""",
    """INSERT INTO fair_reminder (id, fair_id, person_id, kind, plan_version, event_date, due_at,
         until_at, catch_up, state, reason)
       SELECT n, 1, n, 'day_before', 1, '2027-03-01', :due, :until, 0, 'planned', ''
       FROM numbers""",
)


class County:
    """A database with so many pupils who come to one fair and want news of others."""

    def __init__(self, folder: Path, people: int) -> None:
        self.path = folder / f"{people}.db"
        self.people = people
        settings = rehearsal_settings(f"sqlite:///{self.path}")
        self.house = build_house(settings, {})
        self.database = Database(settings.database, self.house.cipher)
        schema.upgrade(self.database)
        self._fill()

    def _fill(self) -> None:
        moments = {"now": NOW, "due": DUE, "until": DUE + timedelta(days=2)}
        values = {"people": self.people, **{name: told(at) for name, at in moments.items()}}
        numbers = (
            "WITH RECURSIVE numbers(n) AS "
            "(SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :people) SELECT"
        )
        with bare(self.path) as driver:
            driver.execute("PRAGMA foreign_keys=OFF")
            driver.execute("BEGIN")
            for statement in (FAIR, *PEOPLE):
                driver.execute(statement.replace("SELECT", numbers, 1), values)
            driver.execute("COMMIT")
            driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def run(self, work: Callable[[Unit], Any], now: datetime = NOW) -> Any:
        """A unit of work as the program runs it: its thread, its transaction, its commit."""
        return self.database.run_now(lambda session: work(Unit(session, now, self.house)))


def told(moment: datetime) -> str:
    """A moment as SQLite keeps it."""
    return f"{moment.replace(tzinfo=None)}.000000"


def bare(path: Path) -> "closing[sqlite3.Connection]":
    """The bare driver, set up as the program's connections are."""
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in PRAGMAS:
        connection.execute(pragma)
    return closing(connection)


def main() -> int:
    wanted = options(__doc__)
    report = Report("What is due, and who gets an announcement")
    people = MILLION if wanted.full else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        few, many = County(folder, SMALL), County(folder, people)
        nothing_due(report, many)
        due(report, few, many)
        fixing(report, many, folder)
        for county in (few, many):
            county.database.close()
    return report.finish(wanted.json)


def nothing_due(report: Report, county: County) -> None:
    """The question that every tick asks: almost always the answer is nothing."""
    statement = compiled(county, NOW)
    with bare(county.path) as driver:
        floor = best(lambda: driver.execute("SELECT 1").fetchall())
        taken = best(lambda: driver.execute(statement).fetchall())
    report.figure(
        f"nothing due among {county.people:,}, SQL alone", taken * 1e6, "µs", floor * 1e6,
        goal=at_most(10),
    )  # fmt: skip


def due(report: Report, few: County, many: County) -> None:
    """A hundred reminders: found, claimed, posted."""
    found = {}
    for county in (few, many):
        statement = compiled(county, DUE)
        with bare(county.path) as driver:
            found[county] = best(lambda: driver.execute(statement).fetchall())  # noqa: B023 - called here
    report.figure(
        f"finding {BATCH} among {many.people:,}, floor: among {SMALL:,}", found[many] * 1e3, "ms",
        found[few] * 1e3, goal=at_most(1.5, of_floor=True),
    )  # fmt: skip
    with bare(many.path) as driver:
        claim = best(partial(claim_bare, driver, compiled(many, DUE)), times=5)
    report.figure(f"claiming {BATCH}, SQL alone", claim * 1e3, "ms", goal=at_most(1))
    posting = best(lambda: many.run(post_due_reminders, DUE), times=5)
    report.figure(
        f"posting {BATCH} as the tick does, words aside", posting * 1e3, "ms", claim * 1e3
    )


def claim_bare(driver: sqlite3.Connection, statement: str) -> None:
    """Find and mark, as the duty does, and take it back."""
    driver.execute("BEGIN IMMEDIATE")
    rows = driver.execute(statement).fetchall()
    driver.executemany(
        "UPDATE fair_reminder SET state = 'posted', outbox_id = ? WHERE id = ?",
        [(row[0], row[0]) for row in rows],
    )
    driver.execute("ROLLBACK")


def fixing(report: Report, county: County, folder: Path) -> None:
    """Everybody becomes a recipient: in pieces, against one bare INSERT … SELECT."""
    floors = [fixed_bare(county, folder / "floor.db")]
    before = largest_size()
    tap, rest, pieces = fixed_in_pieces(county)
    grown = largest_size() - before
    floors.append(fixed_bare(county, folder / "floor.db"))
    # among few the tap, which counts the audience first, weighs too much
    goal = at_most(1.15, of_floor=True) if county.people >= MILLION else None
    report.figure(f"fixing {county.people:,} recipients", tap + rest, "s", mean(floors), goal=goal)
    longest = sorted(pieces)[-max(1, len(pieces) // 100)]
    report.figure(f"longest of {len(pieces)} pieces of {FIX} (p99)", longest * 1e3, "ms",
                  goal=at_most(10))  # fmt: skip
    report.figure("the tap on send, with the first piece", tap * 1e3, "ms")
    report.figure("memory grown meanwhile", grown, "MiB", goal=at_most(5))
    feeding = best(lambda: county.run(drive_broadcasts), times=5)
    report.figure(f"posting {FEED} announcements, one piece", feeding * 1e3, "ms")


def fixed_bare(county: County, copy: Path) -> float:
    """The same rows in one statement and one commit, on a copy."""
    with bare(county.path) as driver:
        driver.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(county.path, copy)
    values = {"broadcast": 1, "after": 0, "now": told(NOW), "limit": county.people}
    statement = broadcasts.FIX["sqlite", False].compile(dialect=county.database.engine.dialect)
    known = statement.construct_params(values)
    arguments = [known[name] for name in statement.positiontup]
    with bare(copy) as driver:
        driver.execute(
            "INSERT OR IGNORE INTO broadcast (id, fair_id, number, state, started_at, total,"
            " fixed_upto, fed, fed_upto, progress_done)"
            " VALUES (1, 1, 1, 'fixing', ?, 0, 0, 0, 0, 0)",
            [told(NOW)],
        )
        driver.execute("DELETE FROM broadcast_recipient")
        start = process_time()
        driver.execute("BEGIN IMMEDIATE")
        driver.execute(str(statement), arguments)
        driver.execute("COMMIT")
        taken = process_time() - start
        assert driver.execute("SELECT count(*) FROM broadcast_recipient").fetchone() == (
            county.people,
        )
    copy.unlink()
    return taken


def fixed_in_pieces(county: County) -> tuple[float, float, list[float]]:
    """As the program does it: the tap on send, the rest, and how long others cannot write.

    The tap and the rest are what all threads work.
    """
    start = process_time()
    county.run(lambda unit: Broadcasts(unit).send(1, 1, by=1))
    tap = process_time() - start
    start = process_time()
    begins, more = [], True
    while more:
        begin, more = county.run(lambda unit: (thread_time(), fix_recipients(unit)))
        begins.append(begin)
    rest = process_time() - start
    begins.append(county.run(lambda _: thread_time()))  # the writer is a single thread
    assert county.run(lambda unit: Broadcasts(unit).get(1).total) == county.people
    return tap, rest, [after - before for before, after in pairwise(begins)]


def compiled(county: County, now: datetime) -> str:
    """The program's own statement, with its values in it."""
    return str(
        county.database.run_now(
            lambda session: literally(session, reminders.due_statement(now, BATCH))
        )
    )


def literally(session: Session, statement: Any) -> str:
    dialect = session.get_bind().dialect
    return str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))


def best(work: Callable[[], object], times: int = 200) -> float:
    """The shortest of several times, in seconds: others use this machine, too."""
    shortest = float("inf")
    for _ in range(times):
        start = process_time()
        work()
        shortest = min(shortest, process_time() - start)
    return shortest


def largest_size() -> float:
    """The most memory this process has had, in MiB (Linux counts in KiB)."""
    return getrusage(RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
