"""A backup made while people write restores whole, or not at all."""

import stat
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from io import BytesIO
from itertools import islice
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlmodel import Session, select

from bot.domain.errors import AlreadyServed, BadBackup
from bot.services import backups
from bot.services.traces import traces
from storage import backup, schema, sealed
from storage.cipher import Cipher
from storage.database import Database
from storage.serving import ServingLock
from storage.tables import Address, Consent, Person
from tests.conftest import fresh_postgresql

NOW = datetime(2027, 2, 1, 14, tzinfo=UTC)
KEY, PEPPER = Fernet.generate_key().decode(), "p" * 32
CIPHER = Cipher([KEY], PEPPER)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    database = Database(database_url, CIPHER)
    schema.upgrade(database)
    yield database
    database.close()


@pytest.fixture
def second(tmp_path: Path) -> Iterator[Database]:
    """A second, empty SQLite database."""
    second = Database(f"sqlite:///{tmp_path / 'second.db'}", CIPHER)
    yield second
    second.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def other(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Database]:
    """A second, empty database of either kind."""
    if request.param == "sqlite":
        other = Database(f"sqlite:///{tmp_path / 'other.db'}", CIPHER)
        yield other
        other.close()
    else:
        with fresh_postgresql(request.getfixturevalue("pg_url")) as url:
            other = Database(url, CIPHER)
            yield other
            other.close()


def arrive(session: Session, name: str) -> int:
    """A person with an address and a consent, in one transaction."""
    person = Person(role="pupil", language="de", pseudonym=name, created_at=NOW, seen_at=NOW)
    session.add(person)
    session.flush()
    session.add(
        Address(
            channel="web", digest=CIPHER.digest("web", name), value=name,
            person_id=person.id or 0, created_at=NOW,
        )
    )  # fmt: skip
    session.add(
        Consent(
            person_id=person.id or 0, purpose="profile", version=1, language="de",
            wording="Ja, „merken“", receipt=f"Q-{name}", given_at=NOW,
        )
    )  # fmt: skip
    return person.id or 0


def counts(session: Session) -> tuple[int, int, int]:
    people, addresses, consents = (
        len(session.exec(select(table)).all()) for table in (Person, Address, Consent)
    )
    return people, addresses, consents


def test_everything_comes_back_in_either_kind_of_database(
    database: Database, other: Database, tmp_path: Path
) -> None:
    for name in ("lena", "ben", "مريم"):
        database.run_now(lambda session, name=name: arrive(session, name))
    backups.back_up(database, tmp_path / "b1", NOW)
    assert backups.look_into(other, tmp_path / "b1").made_at == NOW
    assert backups.restore(other, tmp_path / "b1").made_at == NOW

    assert other.run_now(counts) == (3, 3, 3)
    assert list(islice(backup.lines_of(other, NOW), 1, None)) == list(
        islice(backup.lines_of(database, NOW), 1, None)
    )
    address = other.run_now(
        lambda session: session.exec(
            select(Address).where(Address.digest == CIPHER.digest("web", "مريم"))
        ).one()
    )
    assert (address.value, address.created_at) == ("مريم", NOW)
    assert other.run_now(lambda session: arrive(session, "new")) == 4
    assert schema.differences(other) == []


def test_a_backup_can_hold_what_is_in_any_column(other: Database) -> None:
    """A column of a new kind needs a line in ``_pack`` and one in ``_unpack``."""
    schema.upgrade(other)
    with other.reading_engine.connect() as connection:
        kinds = {
            column.type.python_type
            for table in backup._tables(connection)
            for column in table.columns
        }
    moment = datetime(2027, 2, 1, 14, 30, 5, 17, tzinfo=UTC)
    values = {
        str: "ä", int: 1, float: 1.5, bool: True, bytes: b"\x00", datetime: moment,
        date: moment.date(), time: moment.time(),
    }  # fmt: skip
    assert backup._read(backup._json([values[kind] for kind in kinds])) == [
        values[kind] for kind in kinds
    ]


def test_a_backup_made_while_others_write_holds_whole_transactions(
    database: Database, second: Database, tmp_path: Path
) -> None:
    done = threading.Event()

    def keep_writing() -> None:
        number = 0
        while not done.is_set():
            number += 1
            database.run_now(lambda session, name=f"n{number}": arrive(session, name))

    writers = threading.Thread(target=keep_writing)
    writers.start()
    try:
        seen = []
        for number in range(5):
            file = tmp_path / f"b{number}"
            backups.back_up(database, file, NOW)
            backups.restore(second, file)
            seen.append(second.run_now(counts))
    finally:
        done.set()
        writers.join()
    assert all(people == addresses == consents for people, addresses, consents in seen)
    assert seen == sorted(seen)
    assert seen[-1][0] > seen[0][0], "nobody was writing meanwhile"


def test_what_is_restored_replaces_what_was_there(database: Database, tmp_path: Path) -> None:
    database.run_now(lambda session: arrive(session, "lena"))
    backups.back_up(database, tmp_path / "b1", NOW)
    database.run_now(lambda session: arrive(session, "ben"))
    backups.restore(database, tmp_path / "b1")
    assert database.run_now(counts) == (1, 1, 1)


def test_a_file_that_is_not_whole_changes_nothing(database: Database, tmp_path: Path) -> None:
    database.run_now(lambda session: arrive(session, "lena"))
    file = tmp_path / "b1"
    backups.back_up(database, file, NOW)
    whole = file.read_bytes()
    database.run_now(lambda session: arrive(session, "ben"))
    for length in (0, 10, len(whole) // 2, len(whole) - 1):
        file.write_bytes(whole[:length])
        with pytest.raises(BadBackup):
            backups.restore(database, file)
    assert database.run_now(counts) == (2, 2, 2)


def test_lines_that_do_not_fit_change_nothing(database: Database, tmp_path: Path) -> None:
    database.run_now(lambda session: arrive(session, "lena"))
    lines = list(backup.lines_of(database, NOW))
    wrong = [line.replace(b'"table":"consent"', b'"table":"consents"') for line in lines]
    file = BytesIO()
    sealed.seal(wrong, file, CIPHER)
    (tmp_path / "b1").write_bytes(file.getvalue())
    with pytest.raises(BadBackup, match="table consents"):
        backups.restore(database, tmp_path / "b1")
    assert database.run_now(counts) == (1, 1, 1)


@pytest.mark.parametrize(
    ("cipher", "sentence"),
    [
        (Cipher([Fernet.generate_key().decode()], PEPPER), "None of LOTSE_KEYS"),
        (Cipher([KEY], "q" * 32), "another LOTSE_PEPPER"),
    ],
)
def test_wrong_keys_are_refused(
    cipher: Cipher, sentence: str, sqlite_url: str, tmp_path: Path
) -> None:
    database = Database(sqlite_url, CIPHER)
    schema.upgrade(database)
    backups.back_up(database, tmp_path / "b1", NOW)
    database.close()
    stranger = Database(f"sqlite:///{tmp_path / 'other.db'}", cipher)
    with pytest.raises(BadBackup, match=sentence):
        backups.restore(stranger, tmp_path / "b1")
    assert backups.is_empty(stranger)
    stranger.close()


def test_a_backup_of_a_newer_version_is_refused(database: Database, tmp_path: Path) -> None:
    lines = list(backup.lines_of(database, NOW))
    with (tmp_path / "b1").open("wb") as file:
        revision = lines[0].split(b'"')[3]
        sealed.seal([lines[0].replace(revision, b"f00f00f00f00"), *lines[1:]], file, CIPHER)
    with pytest.raises(BadBackup, match="newer version"):
        backups.restore(database, tmp_path / "b1")
    assert schema.differences(database) == []


def test_nothing_is_overwritten_and_nobody_else_may_read(
    database: Database, tmp_path: Path
) -> None:
    backups.back_up(database, tmp_path / "b1", NOW)
    assert stat.S_IMODE((tmp_path / "b1").stat().st_mode) == 0o600
    with pytest.raises(BadBackup, match="exists already"):
        backups.back_up(database, tmp_path / "b1", NOW)
    assert sorted(path.name for path in tmp_path.glob("*b1*")) == ["b1"]


def test_an_empty_database_gives_no_backup(bare_sqlite_url: str, tmp_path: Path) -> None:
    database = Database(bare_sqlite_url, CIPHER)
    with pytest.raises(BadBackup, match="nothing to back up"):
        backups.back_up(database, tmp_path / "b1", NOW)
    assert not (tmp_path / "b1").exists()
    database.close()


def test_a_database_in_use_is_not_replaced(database_url: str, tmp_path: Path) -> None:
    database, other = Database(database_url, CIPHER), Database(database_url, CIPHER)
    schema.upgrade(database)
    database.run_now(lambda session: arrive(session, "lena"))
    backups.back_up(database, tmp_path / "b1", NOW)
    serving = ServingLock(other)
    serving.take()
    with pytest.raises(AlreadyServed):
        backups.restore(database, tmp_path / "b1")
    serving.release()
    backups.restore(database, tmp_path / "b1")
    database.close()
    other.close()


def test_a_link_to_a_file_is_that_file(tmp_path: Path) -> None:
    (tmp_path / "link.db").symlink_to(tmp_path / "lotse.db")
    one, other = (Database(f"sqlite:///{tmp_path / n}", CIPHER) for n in ("lotse.db", "link.db"))
    serving = ServingLock(one)
    serving.take()
    with pytest.raises(AlreadyServed):
        ServingLock(other).take()
    serving.release()
    one.close()
    other.close()


def test_several_serve_on_postgresql(postgresql_url: str) -> None:
    database = Database(postgresql_url, CIPHER)
    one, other = ServingLock(database), ServingLock(database)
    one.take()
    other.take()
    one.release()
    with pytest.raises(AlreadyServed):
        ServingLock(database).take(alone=True)
    other.release()
    database.close()


def test_traces_are_found_in_what_the_keys_open(database: Database) -> None:
    database.run_now(lambda session: arrive(session, "lena"))
    assert traces(database, ["Lena"]) == [
        "'lena' in person.pseudonym", "'lena' in address.value", "'lena' in consent.receipt",
    ]  # fmt: skip
    assert traces(database, ["ben"]) == []


def test_wiping_leaves_nothing(database: Database) -> None:
    database.run_now(lambda session: arrive(session, "lena"))
    backups.wipe(database)
    assert backups.is_empty(database)
