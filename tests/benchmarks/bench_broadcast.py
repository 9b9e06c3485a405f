"""Speed of an announcement to many on Telegram, against a strict double in a process of its own.

``python -m tests.benchmarks.bench_broadcast [--full] [--json FILE]``. The double counts with its
own clock and refuses the 31st message of any second. Floors are what is allowed. Paid mode is
measured on one core, the double has another one; the database lies on the disk.
"""

import asyncio
import sys
import tempfile
from pathlib import Path
from random import Random
from statistics import median
from time import perf_counter, process_time

from tests.benchmarks.bench_turns import one_core
from tests.benchmarks.county_on_telegram import County, serving
from tests.benchmarks.report import Report, at_least, at_most, options
from tests.telegram.double.process import DoubleProcess

ALLOWED, PAID = 30, 1_000
JITTER = 0.05  # seconds
ASKED_A_SECOND = 3.0


def main() -> int:
    wanted = options(__doc__)
    report = Report("An announcement on Telegram")
    people = 3_000 if wanted.full else 450
    for jitter, goal in ((0.0, 0.99), (JITTER, 0.95)):
        asyncio.run(broadcast(report, people, jitter, goal))
    asyncio.run(answers(report, 300 if wanted.full else 90))
    with DoubleProcess() as double, one_core():
        asyncio.run(paid(report, double, 30_000 if wanted.full else 10_000))
    return report.finish(wanted.json)


async def broadcast(report: Report, people: int, jitter: float, goal: float) -> None:
    with tempfile.TemporaryDirectory(prefix="lotse-") as folder, DoubleProcess() as double:
        double.set(in_all=ALLOWED, per_chat=1.0, jitter=[0.0, jitter])
        async with serving(Path(folder), double, ALLOWED, double.people(people)) as county:
            await county.announce()
            await until_all_is_sent(county)
        seen = double.witness()
    name = f"{people:,} at {ALLOWED}/s, jitter {jitter * 1000:.0f} ms"
    report.figure(name, rate(seen["taken"]), "messages/s", ALLOWED,
                  goal=at_least(goal, of_floor=True))  # fmt: skip
    report.figure(f"{name}: 429 provoked", seen["provoked"], "refusals", goal=at_most(0))
    report.figure(f"{name}: twice or never", strays(seen, people), "messages", goal=at_most(0))


async def answers(report: Report, asked: int) -> None:
    """Strangers press start, first while nothing else is sent, then during an announcement."""
    people = 12 * asked
    with tempfile.TemporaryDirectory(prefix="lotse-") as folder, DoubleProcess() as double:
        double.set(in_all=ALLOWED, per_chat=1.0, jitter=[0.0, JITTER])
        chats = double.people(people + 2 * asked)
        async with serving(Path(folder), double, ALLOWED, chats[: -2 * asked]) as county:
            before = await asking(county, chats[-2 * asked : -asked])
            await county.announce()
            during = await asking(county, chats[-asked:])
            assert await county.left(), "the announcement must last longer than the asking"
        seen = double.witness()
    for name, took in (("while nothing else is sent", before), ("during it", during)):
        report.figure(f"an answer {name}, median", median(took) * 1e3, "ms")
        report.figure(f"an answer {name}, p99 of {asked}", slowest(took) * 1e3, "ms")
    added = slowest(during) - slowest(before)
    report.figure("added to an answer, p99", added * 1e3, "ms", goal=at_most(100))
    report.figure("429 provoked meanwhile", seen["provoked"], "refusals", goal=at_most(0))


async def asking(county: County, chats: list[int]) -> list[float]:
    """Each asks at a moment of his own."""
    random = Random(1)  # noqa: S311 - the same moments each time
    moments = [random.random() * len(chats) / ASKED_A_SECOND for _ in chats]

    async def asks(chat: int, moment: float) -> float:
        await asyncio.sleep(moment)
        return await county.asks(chat)

    return await asyncio.gather(*map(asks, chats, moments))


async def paid(report: Report, double: DoubleProcess, people: int) -> None:
    with tempfile.TemporaryDirectory(prefix="lotse-") as folder:
        double.set(in_all=ALLOWED, paid=PAID, per_chat=1.0, jitter=[0.0, 0.0])
        async with serving(Path(folder), double, PAID, double.people(people)) as county:
            await county.announce()
            began, worked = perf_counter(), process_time()
            await until_all_is_sent(county)
            took, worked = perf_counter() - began, process_time() - worked
        seen = double.witness()
    name = f"{people:,} at {PAID}/s on one core"
    report.figure(name, rate(seen["taken"]), "messages/s", PAID, goal=at_least(950))
    report.figure(f"{name}: with the last mark", people / took, "messages/s", PAID)
    report.figure(f"{name}: processor time of a message", worked / people * 1e3, "ms",
                  goal=at_most(1e3 / 950))  # fmt: skip
    report.figure(f"{name}: 429 provoked", seen["provoked"], "refusals", goal=at_most(0))
    report.figure(f"{name}: twice or never", strays(seen, people), "messages", goal=at_most(0))


async def until_all_is_sent(county: County) -> None:
    while await county.left():  # noqa: ASYNC110 - the database is asked; nobody rings for it
        await asyncio.sleep(0.25)


def slowest(took: list[float]) -> float:
    """The 99th percentile."""
    return sorted(took)[len(took) * 99 // 100]


def rate(taken: list[float]) -> float:
    """Messages a second from the first to the last."""
    return (len(taken) - 1) / (taken[-1] - taken[0])


def strays(seen: dict[str, list[list[object]]], people: int) -> int:
    """How many got it not exactly once."""
    chats = [chat for chat, *_ in seen["sent"]]
    return len(chats) - len(set(chats)) + abs(people - len(set(chats)))


if __name__ == "__main__":
    sys.exit(main())
