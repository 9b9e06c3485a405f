"""Traces: whether words that must be gone can still be found, by whoever holds the keys."""

from collections.abc import Sequence

from storage.database import Database
from storage.queries import traces as rows


def traces(database: Database, words: Sequence[str]) -> list[str]:
    """The places that hold one of the words; empty when it is gone.

    Looks at every value of every table, decrypted, and at the bare bytes of SQLite's files.
    """
    found = database.run_now(lambda session: list(rows.readable(session, words)))
    return [*found, *rows.bare(database, words)]
