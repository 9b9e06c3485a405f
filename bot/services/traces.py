"""Traces: whether words that must be gone can still be found, by whoever holds the keys."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.services.backups import restore
from storage.database import Database
from storage.queries import traces as rows


def traces(database: Database, words: Sequence[str]) -> list[str]:
    """The places that hold one of the words; empty when it is gone.

    Looks at every value of every table, decrypted, and at the bare bytes of SQLite's files.
    """
    database.empty_the_log()
    found = database.run_now(lambda session: list(rows.readable(session, words)))
    return [*found, *rows.bare(database, words)]


def traces_in_backup(database: Database, file: Path, words: Sequence[str]) -> list[str]:
    """The same for a backup that was made of this database. Raises BadBackup."""
    with TemporaryDirectory() as folder:
        scratch = Database(f"sqlite:///{folder}/scratch.db", database.cipher)
        try:
            restore(scratch, file)
            return traces(scratch, words)
        finally:
            scratch.close()
