"""Real processes of the program on one database: started, asked to stop, killed."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

import httpx
from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.config import Settings

ROOT = Path(__file__).parents[2]
START_WITHIN = 60.0
STOP_WITHIN = 10.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port: int = unused.getsockname()[1]
        return port


def unmeasured() -> dict[str, str]:
    """The environment without the measuring of coverage: storms go the ways of other tests."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a program lives: its database, its keys, a port, and a file for its log."""

    folder: Path
    database: str
    port: int = field(default_factory=free_port)
    key: str = field(default_factory=lambda: Fernet.generate_key().decode())
    pepper: str = field(default_factory=lambda: Fernet.generate_key().decode())
    more: dict[str, str] = field(default_factory=dict)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "lotse.log"

    def settings(self) -> Settings:
        return Settings(
            database=self.database, keys=(SecretStr(self.key),), pepper=SecretStr(self.pepper)
        )

    def environment(self) -> dict[str, str]:
        return {
            "PYTHONPATH": str(ROOT),
            "LOTSE_DATABASE": self.database,
            "LOTSE_KEYS": self.key,
            "LOTSE_PEPPER": self.pepper,
            "LOTSE_PORT": str(self.port),
            "LOTSE_LOG_LEVEL": "DEBUG",
            **self.more,
        }

    def start(self, *command: str) -> "subprocess.Popen[str]":
        """``python -m`` the command, in a folder without any ``.env``."""
        with self.log.open("a") as log:
            return subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=self.folder,
                env={**unmeasured(), **self.environment()},
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                text=True,
            )

    def is_up(self) -> None:
        """Wait until the page answers."""
        end = monotonic() + START_WITHIN
        with httpx.Client(base_url=self.url) as client:
            while monotonic() < end:
                with suppress(httpx.TransportError):
                    if client.get("/healthz").status_code == 200:
                        return
                sleep(0.02)
        raise AssertionError(f"it never answered:\n{self.log.read_text()[-3000:]}")


@contextmanager
def lotse_run(place: Place) -> Iterator["subprocess.Popen[str]"]:
    """``lotse run`` itself, killed at the end if it still lives."""
    process = place.start("bot", "run")
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


class Stable:
    """Starts serving processes quickly."""

    def __init__(self) -> None:
        self._groom = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.stable"],
            cwd=ROOT,
            env=unmeasured(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def start(self, place: Place) -> int:
        """One more process; it needs a moment until it answers."""
        wanted = {
            "folder": str(place.folder),
            "environment": place.environment(),
            "log": str(place.log),
        }
        assert self._groom.stdin is not None
        assert self._groom.stdout is not None
        self._groom.stdin.write(f"{json.dumps(wanted)}\n")
        self._groom.stdin.flush()
        return int(self._groom.stdout.readline())

    def close(self) -> None:
        self._groom.communicate()


class Served:
    """A place with one process that serves it, and after its end perhaps another one."""

    def __init__(self, stable: Stable, place: Place) -> None:
        self._stable = stable
        self.place = place
        self.pid = 0

    def start(self) -> None:
        self.pid = self._stable.start(self.place)

    async def end(self, how: signal.Signals) -> None:
        """Send the signal and wait until the process is gone."""
        with suppress(ProcessLookupError):
            os.kill(self.pid, how)
            async with asyncio.timeout(STOP_WITHIN):
                while True:
                    os.kill(self.pid, 0)
                    await asyncio.sleep(0.002)

    def close(self) -> None:
        with suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGKILL)


@contextmanager
def serving(stable: Stable, place: Place) -> Iterator[Served]:
    """A process that serves the place and answers already."""
    served = Served(stable, place)
    try:
        served.start()
        place.is_up()
        yield served
    finally:
        served.close()
