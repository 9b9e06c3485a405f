"""What an operator does: keys, backups, settings. Every mistake is one clear sentence."""

import socket
import sys
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot.app import Lotse
from bot.commands.invite import invite
from bot.commands.surroundings import program_beside, real_settings
from bot.config import Settings
from bot.domain.clock import SystemClock
from bot.domain.errors import AlreadyServed
from tests.commands.conftest import Call
from tests.commands.invited import NINA, code_of, joined
from tests.conftest import fresh_postgresql


def test_keys_are_fresh_and_good_enough(lotse: Call, desk: Path) -> None:
    first, second = lotse("keys"), lotse("keys")
    assert first.code == 0
    assert len({*first.out.splitlines(), *second.out.splitlines()}) == 4
    (desk / ".env").write_text(first.out, encoding="utf-8")
    (desk / ".env").chmod(0o600)
    assert Settings().check_for_real_use() == []


def test_an_old_key_can_be_dropped_after_rotating(
    lotse: Call, secrets: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined(code_of(lotse("invite", *NINA)))
    old, new = Settings().keys[0].get_secret_value(), Fernet.generate_key().decode()
    monkeypatch.setenv("LOTSE_KEYS", f"{new},{old}")
    told = lotse("rotate")
    assert told.code == 0, told.err
    assert "values have the newest key now" in told.out
    monkeypatch.setenv("LOTSE_KEYS", new)
    assert lotse("dismiss", "Nina Neu").code == 0


def test_a_backup_comes_back(lotse: Call, secrets: str, desk: Path) -> None:
    code = lotse("invite", *NINA).out.split()[1]
    assert "sealed with the data keys" in lotse("backup", "b1").out
    lotse("invite", *NINA)

    again = lotse("restore", "b1")
    assert again.code == 3
    assert "lotse restore b1 --yes" in again.err
    restored = lotse("restore", "b1", "--yes")
    assert (restored.code, restored.err) == (0, "")
    assert joined(code).name == "Nina Neu"


def test_a_backup_moves_from_sqlite_to_postgresql(
    lotse: Call, secrets: str, pg_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = lotse("invite", *NINA).out.split()[1]
    lotse("backup", "b1")
    with fresh_postgresql(pg_url) as url:
        monkeypatch.setenv("LOTSE_DATABASE", url)
        assert lotse("restore", "b1").code == 0
        assert joined(code).name == "Nina Neu"
        assert lotse("restore", "b1").code == 3, "it is not empty any more"


def test_what_cannot_be_backed_up_or_restored_is_told(
    lotse: Call, secrets: str, desk: Path
) -> None:
    assert "nothing to back up" in lotse("backup", "b1").err
    lotse("invite", *NINA)
    lotse("backup", "b1")
    assert "exists already" in lotse("backup", "b1").err
    assert "nowhere" in lotse("backup", "nowhere/b1").err
    assert "cannot be read" in lotse("restore", "b2").err
    (desk / ".env").write_text(
        f"LOTSE_KEYS={Fernet.generate_key().decode()}\n{secrets.splitlines()[1]}\n",
        encoding="utf-8",
    )
    assert "None of LOTSE_KEYS opens" in lotse("restore", "b1", "--yes").err
    (desk / "b1").write_bytes((desk / "b1").read_bytes()[:-5])
    told = lotse("restore", "b1", "--yes")
    assert (told.code, told.out) == (3, "")
    assert "its end is missing" in told.err


async def test_commands_work_beside_a_serving_process(
    lotse: Call, secrets: str, desk: Path
) -> None:
    """The running program holds the file; only restoring must wait."""
    serving, second = (Lotse(real_settings(), SystemClock(), []) for _ in range(2))
    await serving.open()
    assert lotse("invite", *NINA).code == 0
    assert lotse("backup", "b1").code == 0
    told = lotse("restore", "b1", "--yes")
    assert (told.code, told.out) == (4, "")
    assert "Another process serves this database already" in told.err
    with pytest.raises(AlreadyServed):
        await second.open()
    await second.close()
    await serving.close()


@pytest.mark.parametrize("command", [("backup", "b1"), ("restore", "b1"), ("invite", *NINA)])
def test_without_keys_nothing_is_touched(
    lotse: Call, desk: Path, command: tuple[str, ...]
) -> None:
    told = lotse(*command)
    assert (told.code, told.out) == (3, "")
    assert "LOTSE_KEYS is missing" in told.err
    assert list(desk.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "value", "code", "sentence"),
    [
        ("LOTSE_PORT", "many", 3, "LOTSE_PORT: Input should be a valid integer"),
        ("LOTSE_REGION", "atlantis", 3, "there is no county pack 'atlantis'"),
        ("LOTSE_DATABASE", "nonsense", 3, "LOTSE_DATABASE is no address of a database"),
        ("LOTSE_DATABASE", "mysql://x/y", 3, "LOTSE_DATABASE is no address of a database"),
        ("LOTSE_DATABASE", "sqlite://", 3, "LOTSE_DATABASE is no address of a database"),
        ("LOTSE_DATABASE", "postgresql://a:hidden@[::1/x", 3, "LOTSE_DATABASE is no address of a"),
        ("LOTSE_BASE_URL", "http://[", 3, "LOTSE_BASE_URL: Value error, write a whole address"),
        ("LOTSE_DATABASE", "sqlite:////proc/lotse.db", 4, "The database is out of reach"),
        ("LOTSE_DATABASE", "postgresql://a:hidden@127.0.0.1:1/x", 4, "The database is out of"),
    ],
)
def test_a_wrong_setting_is_one_sentence(
    lotse: Call, secrets: str, monkeypatch: pytest.MonkeyPatch,
    name: str, value: str, code: int, sentence: str,
) -> None:  # fmt: skip
    monkeypatch.setenv(name, value)
    told = lotse("invite", *NINA)
    assert (told.code, told.out) == (code, "")
    assert sentence in told.err
    assert "hidden" not in told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (b"LOTSE_REGION=b\xfcren\n", ".env is not written in UTF-8"),
        (b"LOTSE_KEYS\n", "LOTSE_KEYS is missing"),
    ],
)
def test_a_half_written_file_of_settings_is_one_sentence(
    lotse: Call, secrets: str, desk: Path, line: bytes, sentence: str
) -> None:
    (desk / ".env").write_bytes(secrets.encode() + line)
    told = lotse("invite", *NINA)
    assert (told.code, told.out) == (3, "")
    assert sentence in told.err


@pytest.mark.parametrize("command", [("run",), ("backup", "b1"), ("invite", *NINA)])
def test_a_damaged_database_is_told(
    lotse: Call, secrets: str, desk: Path, command: tuple[str, ...]
) -> None:
    (desk / "var").mkdir()
    (desk / "var" / "lotse.db").write_text("this is no database, " * 9, encoding="utf-8")
    told = lotse(*command)
    assert (told.code, told.out) == (3, "")
    assert told.err.startswith("The database is damaged, or no database at all")


def test_a_new_database_is_its_owners_alone(lotse: Call, secrets: str, desk: Path) -> None:
    lotse("invite", *NINA)
    kept = [file for file in (desk / "var").iterdir() if file.suffix != ".serving"]
    assert kept
    assert [file for file in kept if file.stat().st_mode & 0o077] == []


def test_a_taken_port_is_told(lotse: Call, secrets: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        monkeypatch.setenv("LOTSE_PORT", str(taken.getsockname()[1]))
        told = lotse("run")
    assert (told.code, told.out) == (3, "")
    assert told.err.startswith("The port is taken")


def test_a_database_of_a_newer_version_is_left_alone(lotse: Call, secrets: str) -> None:
    lotse("invite", *NINA)
    with program_beside(real_settings()) as program, program.database.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = 'f00f00f00f00'")
    told = lotse("invite", *NINA)
    assert (told.code, told.out) == (3, "")
    assert "written by a newer version" in told.err


def test_a_mistake_in_the_program_is_not_hidden(
    lotse: Call, secrets: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(sys.modules[invite.__module__], "done_beside", broken)
    with pytest.raises(ZeroDivisionError):
        lotse("invite", *NINA)
