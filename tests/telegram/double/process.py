"""The double in a process of its own, for tests that kill the bot and for benchmarks."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx

_ROOT = Path(__file__).parents[3]


class DoubleProcess:
    """``with DoubleProcess() as double``: it lives until the end, whatever happens to the bot."""

    def __init__(self, port: int = 0) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.telegram.double", "--port", str(port)],
            cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._process.stdout is not None
        said = json.loads(self._process.stdout.readline())
        self.url: str = said["url"]
        self.token: str = said["token"]
        self._http = httpx.Client(base_url=self.url)

    def __enter__(self) -> "DoubleProcess":
        return self

    def __exit__(self, *_reason: object) -> None:
        self._http.close()
        self._process.communicate()

    def people(self, count: int) -> list[int]:
        """So many people who can be written to."""
        ids: list[int] = self._ask("people", count=count)["ids"]
        return ids

    def act(self, person: int, does: str, *arguments: str) -> None:
        """Somebody does something: a method of Person."""
        self._ask("act", person=person, does=does, **{"with": arguments})

    def set(self, **settings: Any) -> None:
        """``in_all``, ``per_chat``, ``burst``, ``paid``, ``jitter``, ``revoked``, ``pass``."""
        self._ask("settings", **settings)

    def fault(self, kind: str, method: str = "", **when: Any) -> None:
        """Something will go wrong, as ``Fault`` says."""
        self._ask("fault", kind=kind, method=method, **when)

    def witness(self) -> dict[str, Any]:
        """What has happened so far, as ``control.witness`` tells it."""
        return self._ask("witness")

    def _ask(self, what: str, **wanted: Any) -> dict[str, Any]:
        answer = self._http.post(f"/control/{what}", json=wanted, timeout=60)
        told: dict[str, Any] = answer.raise_for_status().json()
        return told
