"""What a person's rows look like byte by byte, to be searched for when they are gone."""

import re
from pathlib import Path

from sqlalchemy import text
from sqlmodel import SQLModel

from bot.services.unit import Unit
from storage.database import Database
from storage.queries.privacy import WAYS

TELLING = 6
"""Shorter values are found everywhere by chance: "de", "web", "10"."""

COMMON = re.compile(rb"[a-z_]+|event-\d+|2\d{3}-\d\d-\d\d .*|057740\d\d")
"""Codes, numbers of events that belong to nobody, moments, towns: other rows hold them too."""


def bytes_about(unit: Unit, person_id: int) -> set[bytes]:
    """Everything stored about a person as it lies in the file: ciphertext, hashes, plain words."""
    found: set[bytes] = set()
    for name, way in WAYS.items():
        table = SQLModel.metadata.tables[name]
        chosen = str(
            way(table, person_id).compile(
                unit.session.get_bind(), compile_kwargs={"literal_binds": True}
            )
        )
        rows = unit.session.execute(text(f"SELECT * FROM {name} WHERE {chosen}"))  # noqa: S608 - built from our own tables
        for row in rows.mappings():
            found |= {_raw(value) for value in row.values() if isinstance(value, str | bytes)}
    return {value for value in found if len(value) >= TELLING and not COMMON.fullmatch(value)}


def _raw(value: str | bytes) -> bytes:
    return value.encode() if isinstance(value, str) else value


def still_there(database: Database, sought: set[bytes]) -> list[bytes]:
    """Which of these are in SQLite's files, the log emptied before."""
    database.empty_the_log()
    files = [Path(f"{database.url.database}{end}") for end in ("", "-wal")]
    content = b"".join(file.read_bytes() for file in files if file.exists())
    return sorted(value for value in sought if value in content)
