import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

from tests.house.source import PACKAGES, ROOT, kept_files

SHIPPED = (*PACKAGES, "locales")


def test_everything_the_program_reads_is_in_the_wheel(tmp_path: Path) -> None:
    """Built from a copy, since building leaves traces beside the sources."""
    needed = [path.relative_to(ROOT) for path in kept_files()]
    copy = tmp_path / "project"
    for name in needed:
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes((ROOT / name).read_bytes())
    subprocess.run(
        [
            sys.executable,
            "-W",
            "ignore",
            "-c",
            "from setuptools.build_meta import build_wheel; build_wheel('..')",
        ],
        cwd=copy,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("*.whl")
    with ZipFile(wheel) as archive:
        shipped = set(archive.namelist())
    wanted = {name.as_posix() for name in needed if name.parts[0] in SHIPPED}
    assert wanted - shipped == set()
    assert {name.split("/")[0] for name in shipped if ".dist-info" not in name} == set(SHIPPED)
    assert any(name.endswith("/licenses/LICENSE") for name in shipped)
