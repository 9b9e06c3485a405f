"""A stage whose tables need not be made: performances begin on a database without any."""

import sqlite3
from contextlib import closing
from datetime import datetime
from typing import Any

from bot.rehearsal.stage import Stage


class FurnishedStage(Stage):
    """``Stage`` on SQLite that brings its tables along, copied from a file that has them."""

    def __init__(self, database: str, start: datetime, *, tables: str = "", **others: Any) -> None:
        """``tables`` is the path of that file; without one the program makes them."""
        self._tables = tables
        super().__init__(database, start, **others)

    async def open(self) -> Stage:
        """Raise the curtain."""
        if self._tables:
            empty = str(self.lotse.database.url.database)
            with (
                closing(sqlite3.connect(self._tables)) as full,
                closing(sqlite3.connect(empty)) as to,
            ):
                full.backup(to)
        return await super().open()
