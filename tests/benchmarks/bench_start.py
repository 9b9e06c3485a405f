"""How soon the demo shows its first page, what it weighs, and whether talking makes it heavier.

``python -m tests.benchmarks.bench_start [--full] [--json FILE]``; with ``--full`` memory is
watched over 100,000 turns instead of 20,000. The floors are an empty program that only imports
the libraries the demo is built on. Memory is what is resident, read from Linux's ``/proc``.
"""

import asyncio
import gc
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from time import perf_counter, sleep

import httpx

from tests.benchmarks.chats import chatting
from tests.benchmarks.report import Report, at_most, options
from tests.faults.processes import free_port

LIBRARIES = "fastapi, uvicorn, jinja2, sqlmodel, alembic, cryptography, babel, apscheduler"
BARE = f"import {LIBRARIES}; print(flush=True); input()"
ROUNDS = 3
SETTLED = 5.0
"""Seconds after the first page until the demo has nothing left to do."""

WARM_UP = 5_000
LOOK_EVERY = 1_000
PATIENCE = 60.0
KIB_IN_MIB = 1024


def main() -> int:
    wanted = options(__doc__)
    report = Report("Starting, and memory")
    bare_times, bare_sizes = zip(*(bare_program() for _ in range(ROUNDS)), strict=True)
    times, sizes = zip(*(demo() for _ in range(ROUNDS)), strict=True)
    report.figure(
        "demo, start to first page", median(times), "s", floor=median(bare_times), goal=at_most(3)
    )
    report.figure("idle demo", max(sizes), "MiB", floor=max(bare_sizes), goal=at_most(150))
    turns = 100_000 if wanted.full else 20_000
    slope = asyncio.run(slope_of(turns))
    name = f"memory grown per 100,000 messages, watched over {turns:,} turns"
    report.figure(name, slope, "MiB", goal=at_most(1))
    return report.finish(wanted.json)


def bare_program() -> tuple[float, float]:
    """Seconds until the libraries are imported, and MiB then."""
    began = perf_counter()
    with running(sys.executable, "-c", BARE) as process:
        assert process.stdout is not None
        process.stdout.readline()
        return perf_counter() - began, resident(process.pid)


def demo() -> tuple[float, float]:
    """Seconds until the page came, and MiB a little later."""
    port = free_port()
    began = perf_counter()
    command = (sys.executable, "-m", "bot", "demo", "--no-browser", "--port", str(port))
    with running(*command) as process:
        first_page(f"http://127.0.0.1:{port}/demo")
        took = perf_counter() - began
        sleep(SETTLED)
        return took, resident(process.pid)


@contextmanager
def running(*command: str) -> Iterator["subprocess.Popen[str]"]:
    """A program of its own, ended with the block."""
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, text=True, **pipes)  # type: ignore[call-overload]
    try:
        yield process
    finally:
        process.terminate()
        process.communicate()


def first_page(address: str) -> None:
    """Ask until the page comes."""
    end = perf_counter() + PATIENCE
    while perf_counter() < end:
        try:
            httpx.get(address, follow_redirects=True).raise_for_status()
        except httpx.HTTPError:
            sleep(0.01)
        else:
            return
    raise AssertionError("the demo never showed its page")


def resident(pid: int | str = "self") -> float:
    """MiB of memory that a process holds."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    (line,) = (line for line in status.splitlines() if line.startswith("VmRSS:"))
    return int(line.split()[1]) / KIB_IN_MIB


async def slope_of(turns: int) -> float:
    """MiB by which memory grows per 100,000 messages, by the line that fits best.

    Each turn is one message in and one out, delivered; the first ones fill caches.
    """
    with tempfile.TemporaryDirectory(prefix="lotse-") as folder:
        async with chatting(f"sqlite:///{Path(folder) / 'lotse.db'}") as chats:
            await chats.one_after_another(WARM_UP)
            seen = []
            for messages in range(0, 2 * turns, 2 * LOOK_EVERY):
                await chats.one_after_another(LOOK_EVERY)
                while await chats.program.postman.deliver_due():
                    pass
                gc.collect()
                seen.append((messages, resident()))
    return 100_000 * steepness(seen)


def steepness(points: list[tuple[int, float]]) -> float:
    """Of the straight line with the least squares."""
    count = len(points)
    mean_x, mean_y = (sum(values) / count for values in zip(*points, strict=True))
    rise = sum((x - mean_x) * (y - mean_y) for x, y in points)
    return rise / sum((x - mean_x) ** 2 for x, _ in points)


if __name__ == "__main__":
    sys.exit(main())
