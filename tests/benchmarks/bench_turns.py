"""Speed of turns of conversation, from the event to its commit.

``python -m tests.benchmarks.bench_turns [--full] [--json FILE]``. Everything is measured in a
folder on the disk, where each commit waits for the disk, and where the machine has one also on a
file system in memory, where only the processor counts. SQLite's figures are those of one core.
Rates are the median of several rounds. The goals in turns per second were set on a machine that
does 5,500 bare echoes of aiogram in a second; each stands here also as a share of this one's.
"""

import asyncio
import os
import sys
import tempfile
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import event

from bot.app import SWITCH_INTERVAL_SECONDS
from tests.benchmarks.chats import Chats, chatting, p99
from tests.benchmarks.database_part import DatabasePart
from tests.benchmarks.echo import REFERENCE, echoes
from tests.benchmarks.postgres import bare_commits, postgresql
from tests.benchmarks.raw_turn import raw_turns
from tests.benchmarks.report import Report, at_least, at_most, options

MEMORY = Path("/dev/shm")  # noqa: S108 - only looked for; the files lie in a folder of our own
ROUNDS = 5
PYTHONS_OWN_INTERVAL = 0.005


def main() -> int:
    wanted = options(__doc__)
    turns = 2_000 if wanted.full else 400
    report = Report("Turns")
    for where, name in places():
        with one_core(), tempfile.TemporaryDirectory(prefix="lotse-", dir=where) as folder:
            asyncio.run(on_sqlite(report, Path(folder), name, turns))
    for where, name in places():
        with postgresql(where) as url:
            asyncio.run(on_postgresql(report, url, name, turns))
    return report.finish(wanted.json)


def places() -> Iterator[tuple[Path | None, str]]:
    """Where to measure."""
    yield None, "on the disk"
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK):
        yield MEMORY, "in memory"


@contextmanager
def one_core() -> Iterator[None]:
    """All threads on one core: what the program does with the rest of a machine is left out."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {max(before)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


async def on_sqlite(report: Report, folder: Path, place: str, turns: int) -> None:
    floor = raw_turns(folder, turns)
    async with chatting(f"sqlite:///{folder / 'lotse.db'}") as chats:
        part = DatabasePart(chats.program)
        await part.come()
        took = await middle(lambda: part.milliseconds(turns))
        name = f"SQLite {place}"
        goal = at_most(4, of_floor=True) if place == "on the disk" else None
        report.figure(f"{name}, database part", took, "ms", floor=median(floor), goal=goal)
        if place == "on the disk":
            statements, commits = await counted(chats)
            report.figure("statements of a turn", statements, "statements", goal=at_most(8))
            report.figure("commits of a turn", commits, "commits", goal=at_most(1))
        alone, echo = await beside(lambda: chats.one_after_another(turns), lambda: echoes(turns))
        rate = 1_000 / median(floor)
        goal = at_least(800)
        report.figure(f"{name}, one after another", alone, "turns/s", floor=rate, goal=goal)
        of_echo(report, f"{name}, one after another", alone, echo, 800)
        together = await middle(lambda: chats.at_once(turns // 25))
        goal = at_least(1.5, of_floor=True) if place == "on the disk" else None
        name_ = f"{name}, 50 chats at once (floor: own rate one after another)"
        report.figure(name_, together, "turns/s", floor=alone, goal=goal)
        slow = await middle(lambda: slowest_hundredth(chats, 400, turns / 200))
        least = p99(floor)
        report.figure(f"{name}, p99 at 400/s", slow, "ms", floor=least, goal=at_most(8))
        await beside_a_busy_loop(report, chats, name, turns)


async def on_postgresql(report: Report, url: str, place: str, turns: int) -> None:
    floor = bare_commits(url, turns * 2)
    name = f"PostgreSQL {place}"
    async with chatting(url) as chats:
        rate, echo = await beside(lambda: chats.at_once(turns // 25), lambda: echoes(turns))
        said = f"{name}, 4 threads, 50 chats at once"
        goal = at_least(700)
        report.figure(f"{said} (floor: bare commits)", rate, "turns/s", floor=floor, goal=goal)
        of_echo(report, said, rate, echo, 700)
        slow = await middle(lambda: slowest_hundredth(chats, 200, turns / 100))
        report.figure(f"{name}, p99 at 200/s", slow, "ms", goal=at_most(20))


async def middle(measure: Callable[[], Awaitable[float]]) -> float:
    """The median of several rounds: other programs disturb some of them."""
    return median([await measure() for _ in range(ROUNDS)])


async def beside(
    measure: Callable[[], Awaitable[float]], floor: Callable[[], Awaitable[float]]
) -> tuple[float, float]:
    """The medians of both, measured in turns: what slows the machine down slows both."""
    rounds = [(await measure(), await floor()) for _ in range(ROUNDS)]
    return median([one for one, _ in rounds]), median([other for _, other in rounds])


def of_echo(report: Report, name: str, rate: float, echo: float, goal: float) -> None:
    """The same rate as a share of what this machine can do at all: its goal suits any machine."""
    share = at_least(round(goal / REFERENCE, 3), of_floor=True)
    report.figure(f"{name} (floor: aiogram's bare echo)", rate, "turns/s", floor=echo, goal=share)


async def slowest_hundredth(chats: Chats, rate: float, seconds: float) -> float:
    return p99(await chats.offered(rate, seconds))


async def counted(chats: Chats) -> tuple[int, int]:
    """The most statements of any turn, and of commits."""
    statements: list[str] = []
    commits: list[object] = []
    engine = chats.program.database.engine
    event.listen(engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    event.listen(engine, "commit", commits.append)
    most = [0, 0]
    for chat in chats.chats:
        statements.clear()
        commits.clear()
        await chats.turn(chat)
        most = [max(most[0], len(statements)), max(most[1], len(commits))]
    return most[0], most[1]


async def beside_a_busy_loop(report: Report, chats: Chats, name: str, turns: int) -> None:
    """The slowest turn while the event loop works 80 % of the time on something else."""
    busy = True

    async def works() -> None:
        while busy:
            until = perf_counter() + 0.008
            while perf_counter() < until:
                pass
            await asyncio.sleep(0.002)

    async def measure() -> float:
        return (await chats.offered(50, turns / 100))[-1]

    for interval, goal in ((SWITCH_INTERVAL_SECONDS, at_most(100)), (PYTHONS_OWN_INTERVAL, None)):
        sys.setswitchinterval(interval)
        busy = True
        async with asyncio.TaskGroup() as group:
            group.create_task(works())
            slow = await measure()
            busy = False
        what = f"{name}, slowest at 50/s beside a loop that is 80 % busy"
        report.figure(f"{what}, switching every {interval * 1000:g} ms", slow, "ms", goal=goal)
    sys.setswitchinterval(SWITCH_INTERVAL_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
