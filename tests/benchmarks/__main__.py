"""``python -m tests.benchmarks [--full] [--json FOLDER]``: each benchmark in its own process."""

import subprocess
import sys
from pathlib import Path

from tests.benchmarks.report import options


def main() -> int:
    wanted = options(__doc__)
    missed = 0
    for file in sorted(Path(__file__).parent.glob("bench_*.py")):
        command = [sys.executable, "-m", f"tests.benchmarks.{file.stem}"]
        command += ["--full"] if wanted.full else []
        if wanted.json:
            wanted.json.mkdir(parents=True, exist_ok=True)
            command += ["--json", str(wanted.json / f"{file.stem.removeprefix('bench_')}.json")]
        missed |= subprocess.run(command, check=False).returncode
    return int(missed != 0)


if __name__ == "__main__":
    sys.exit(main())
