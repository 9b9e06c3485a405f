"""A database of an older version: brought up to date, but never beneath who serves it."""

from bot.app import open_database
from bot.commands.surroundings import real_settings
from storage import schema
from storage.serving import ServingLock
from tests.commands.conftest import Call

KIM = ("invite", "--role", "coordinator", "--name", "Kim Kreis")
FIRST = "e20d955302d7"


def test_a_command_does_not_change_the_tables_beneath_an_older_process(
    lotse: Call, secrets: str
) -> None:
    assert lotse(*KIM).code == 0
    with open_database(real_settings()) as database:
        schema.downgrade(database, FIRST)
        older = ServingLock(database)
        older.take()
        told = lotse(*KIM)
        assert (told.code, told.out) == (4, "")
        assert "Another process serves this database already" in told.err
        assert lotse("rotate").code == 4
        with database.engine.connect() as connection:
            assert schema.revision(connection) == FIRST
        older.release()
        assert lotse(*KIM).code == 0
        assert schema.differences(database) == []


def test_a_backup_of_an_older_version_is_brought_up_to_date(lotse: Call, secrets: str) -> None:
    assert lotse(*KIM).code == 0
    with open_database(real_settings()) as database:
        schema.downgrade(database, FIRST)
        assert lotse("backup", "b1").code == 0
        assert lotse("restore", "b1", "--yes").code == 0
        assert schema.differences(database) == []
