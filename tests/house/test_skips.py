import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.faults.processes import unmeasured
from tests.house.source import ROOT

SKIPPED = """
import pytest

def test_runs():
    pass

@pytest.mark.skipif(True, reason="no browser on this machine")
def test_needs_a_browser():
    pass
"""


@pytest.mark.parametrize(("ci", "ending"), [("true", 1), ("", 0)])
def test_a_skipped_test_is_named_and_is_an_error_in_ci(
    ci: str, ending: int, tmp_path: Path
) -> None:
    (tmp_path / "test_planted.py").write_text(SKIPPED)
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-c", os.devnull, "-p", "tests.conftest", tmp_path],
        cwd=tmp_path,
        env={**unmeasured(), "CI": ci, "PYTHONPATH": str(ROOT)},
        check=False,
        capture_output=True,
        text=True,
    )
    assert "no browser on this machine" in run.stdout
    assert run.returncode == ending
