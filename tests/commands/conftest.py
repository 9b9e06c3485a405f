"""An operator's desk: an empty folder, no settings but those of the test, and the command line."""

import logging
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.commands import run
from tests.conftest import log_plainly

SECRETS = (
    f"LOTSE_KEYS={Fernet.generate_key().decode()}\nLOTSE_PEPPER={Fernet.generate_key().decode()}\n"
)


@dataclass(frozen=True)
class Told:
    """What a command told: its exit code, standard output and error output."""

    code: int
    out: str
    err: str


Call = Callable[..., Told]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in."""
    for name in [name for name in os.environ if name.startswith("LOTSE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def secrets(desk: Path) -> str:
    """Good secrets, in the folder's .env."""
    (desk / ".env").write_text(SECRETS, encoding="utf-8")
    (desk / ".env").chmod(0o600)
    return SECRETS


@pytest.fixture
def lotse(desk: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Call]:
    """``lotse("backup", "b1")`` in this process."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level

    def call(*arguments: str) -> Told:
        capsys.readouterr()
        code = run(arguments)
        return Told(code, *capsys.readouterr())

    yield call
    root.handlers[:] = handlers
    root.setLevel(level)
    log_plainly()
