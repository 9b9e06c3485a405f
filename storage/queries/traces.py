"""Where words can be found: in what the keys open, and in the bare bytes of the files."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlmodel import Session, SQLModel

from storage.database import Database


def readable(session: Session, words: Iterable[str]) -> Iterator[str]:
    """Each place in the tables (decrypted) that holds one of the words, case ignored."""
    sought = [word.casefold() for word in words]
    for table in SQLModel.metadata.sorted_tables:
        for row in session.execute(select(table).execution_options(yield_per=500)).mappings():
            for name, value in row.items():
                yield from _found(f"{table.name}.{name}", value, sought)


def _found(place: str, value: Any, sought: list[str]) -> Iterator[str]:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, default=str)
    yield from (f"{word!r} in {place}" for word in sought if word in text.casefold())


def bare(database: Database, words: Iterable[str]) -> Iterator[str]:
    """Each file of a SQLite database whose bytes hold one of the words as it is."""
    if not database.is_sqlite:
        return
    for end in ("", "-wal"):
        file = Path(f"{database.url.database}{end}")
        content = file.read_bytes() if file.exists() else b""
        yield from (f"{word!r} in {file.name}" for word in words if word.encode() in content)
