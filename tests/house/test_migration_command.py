import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.house.source import ROOT


def write_migration(folder: Path, message: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "storage.migrations", message],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(folder)},
        check=False,
        capture_output=True,
        text=True,
    )


def test_make_migration_writes_the_next_version_and_wants_a_message(tmp_path: Path) -> None:
    for package in ("bot", "storage"):
        shutil.copytree(ROOT / package, tmp_path / package)
    versions = tmp_path / "storage/migrations/versions"
    before = set(versions.glob("*.py"))
    assert "Say what changes" in write_migration(tmp_path, "").stderr
    assert set(versions.glob("*.py")) == before
    written = write_migration(tmp_path, "Remember the shoe size")
    assert written.returncode == 0, written.stderr
    (new,) = set(versions.glob("*.py")) - before
    assert new.read_text(encoding="utf-8").startswith('"""Remember the shoe size."""')
