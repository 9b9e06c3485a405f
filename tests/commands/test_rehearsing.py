"""What people try out: ``lotse chat`` and ``lotse play``, in processes of their own."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.commands.conftest import Call

STORY = """\
story: Somebody says hello
feature: entrance pupil.start
region: kreis-paderborn
clock: 2027-02-01T15:10
people: {lena: {role: pupil, on: web}}
steps:
  - lena: {starts: "", sees: Ausbildungs-Lotse}
"""


def typed(
    lines: str, *arguments: str, folder: Path, shell: str = ""
) -> subprocess.CompletedProcess[str]:
    """``python -m bot`` with these lines on standard input; ``shell`` redirects it."""
    program = [sys.executable, "-m", "bot", *arguments]
    return subprocess.run(
        ["bash", "-c", f'exec "$0" "$@" {shell}', *program] if shell else program,
        cwd=folder,
        input=lines,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )


def test_a_pupil_walks_through_the_interview_by_numbers(desk: Path) -> None:
    done = typed("1\nich backe gern\nWeiter\nBüren\n3\n2\n", "chat", folder=desk)
    assert (done.returncode, done.stderr) == (0, "")
    asked = [f"Frage {number} von 4" for number in (1, 2, 3, 4)]
    places = [done.stdout.index(words) for words in [*asked, "Das passt"]]
    assert places == sorted(places)
    assert list(desk.iterdir()) == [], "the demo leaves nothing behind"


@pytest.mark.parametrize("closed", ["<&-", ">&-"])
def test_a_chat_ends_where_nobody_types_or_reads(desk: Path, closed: str) -> None:
    done = typed("1\n", "chat", folder=desk, shell=closed)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_very_long_line_is_read_at_once(desk: Path) -> None:
    done = typed("x" * 20_000_000 + "\n1\n", "chat", folder=desk)
    assert "Das ist zu lang für mich" in done.stdout
    assert "Frage 1 von 4" in done.stdout


@pytest.mark.parametrize("role", ["recruiter", "coordinator"])
def test_staff_can_chat_too(desk: Path, role: str) -> None:
    done = typed("hilfe\n", "chat", "--as", role, folder=desk)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Willkommen" in done.stdout
    assert "Hilfe" in done.stdout


def test_a_chat_on_a_real_database_goes_on(desk: Path, secrets: str) -> None:
    where = ("--database", f"sqlite:///{desk / 'var' / 'lotse.db'}")
    assert "Frage 1 von 4" in typed("1\n", "chat", *where, folder=desk).stdout
    assert "Wir waren bei Frage 1" in typed("", "chat", *where, folder=desk).stdout
    assert "Willkommen" in typed("", "chat", "--as", "recruiter", *where, folder=desk).stdout
    again = typed("", "chat", "--as", "recruiter", *where, folder=desk)
    assert "Willkommen, Renate" not in again.stdout


def test_a_real_database_needs_real_keys(desk: Path) -> None:
    done = typed("1\n", "chat", "--database", "sqlite:///x.db", folder=desk)
    assert (done.returncode, done.stdout) == (3, "")
    assert "LOTSE_KEYS is missing" in done.stderr


def test_a_story_is_played(lotse: Call, desk: Path) -> None:
    (desk / "a.yaml").write_text(STORY, encoding="utf-8")
    told = lotse("play", "a.yaml", "a.yaml")
    assert (told.code, told.err) == (0, "")
    assert told.out.count("✓ Somebody says hello") == 2
    assert "lena · web ◂" in told.out


def test_playing_stops_at_the_first_step_that_does_not_hold(lotse: Call, desk: Path) -> None:
    (desk / "a.yaml").write_text(STORY + "  - lena: {sees: Goldesel}\n", encoding="utf-8")
    (desk / "b.yaml").write_text(STORY.replace("hello", "goodbye"), encoding="utf-8")
    told = lotse("play", "a.yaml", "b.yaml")
    assert told.code == 1
    assert told.err.startswith("a.yaml:8: does not hold\n  expected: lena sees 'Goldesel'")
    assert "seen: Hallo! 👋" in told.err
    assert "goodbye" not in told.out


def test_a_story_can_be_played_on_any_empty_database(
    lotse: Call, desk: Path, bare_url: str
) -> None:
    (desk / "a.yaml").write_text(STORY, encoding="utf-8")
    for _ in range(2):
        assert lotse("play", "a.yaml", "--database", bare_url).code == 0


def test_a_wrong_call_says_how(lotse: Call) -> None:
    assert lotse("play").code == 2
    assert lotse("dance").code == 2
    assert "Usage" in lotse("--help").out
