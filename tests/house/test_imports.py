"""The import contracts of pyproject.toml hold, and each of them can be broken."""

import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.house.source import PACKAGES, ROOT

PLANTS = {
    "layers": ("bot/domain/__init__.py", "import bot.region"),
    "exhaustive": ("bot/attic.py", "import json"),
    "audiences": ("handlers/everyone/__init__.py", "import handlers.pupil"),
    "domain": ("bot/domain/__init__.py", "import structlog"),
    "network": ("handlers/pupil/__init__.py", "import httpx"),
    "sessions": ("handlers/recruiter/__init__.py", "from sqlmodel import Session"),
    "storage": ("bot/jobs/__init__.py", "import storage"),
    "channels": ("bot/channels/attic.py", "import bot.channels.web"),
    "cycles": ("bot/i18n/catalogs.py", "import bot.i18n.speech"),
}


def lint(folder: Path, contract: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache", "--contract", contract],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin"},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package,
            tmp_path / package,
            ignore=lambda _, names: {n for n in names if re.search(r"\.(?!py$)[^.]+$", n)},
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_every_contract_has_its_plant() -> None:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert {each["id"] for each in settings["tool"]["importlinter"]["contracts"]} == set(PLANTS)


@pytest.mark.parametrize("contract", PLANTS)
def test_the_contract_holds_and_a_planted_import_breaks_it(contract: str, copied: Path) -> None:
    kept = lint(copied, contract)
    assert kept.returncode == 0, kept.stdout
    name, line = PLANTS[contract]
    with (copied / name).open("a", encoding="utf-8") as file:
        file.write(f"\n{line}\n")
    broken = lint(copied, contract)
    assert broken.returncode == 1
    assert "Contracts: 0 kept, 1 broken" in broken.stdout
