"""Backups: the whole database as one sealed file, and back."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from bot.domain.errors import BadBackup
from storage import backup, schema, sealed
from storage.backup import Head
from storage.database import Database
from storage.rotation import Rotated, rotate
from storage.serving import ServingLock


def back_up(database: Database, file: Path, now: datetime) -> None:
    """Save the database as it is at this moment; whoever writes meanwhile is not held up.

    ``file`` appears only when it is whole, readable for its owner alone. Raises BadBackup when it
    exists already or there is nothing to save.
    """
    if file.exists():
        raise BadBackup(f"{file} exists already. Choose another name: no backup is overwritten.")
    part = file.with_name(f".{file.name}.part")
    part.unlink(missing_ok=True)
    try:
        part.touch(mode=0o600, exist_ok=False)
        with part.open("wb") as stream:
            sealed.seal(backup.lines_of(database, now), stream, database.cipher)
            stream.flush()
            os.fsync(stream.fileno())
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)


def look_into(database: Database, file: Path) -> Head:
    """When a backup was made, after reading it to its end. Raises BadBackup."""
    with _unsealed(database, file) as lines:
        head = backup.head_of(lines, database.cipher)
        for _ in lines:
            pass
    return head


def restore(database: Database, file: Path) -> Head:
    """Put a backup in the place of all that is in the database, and bring it up to date.

    Nothing is changed when the file is not whole or has other keys (BadBackup), or while another
    process serves the database (AlreadyServed).
    """
    lock = ServingLock(database)
    lock.take(alone=True)
    try:
        with _unsealed(database, file) as lines:
            return backup.pour(database, lines)
    finally:
        lock.release()


@contextmanager
def _unsealed(database: Database, file: Path) -> Iterator[Iterator[bytes]]:
    try:
        stream: BinaryIO = file.open("rb")
    except OSError as error:
        raise BadBackup(f"{file} cannot be read: {error.strerror}.") from None
    with stream:
        yield sealed.unseal(stream, database.cipher)


def is_empty(database: Database) -> bool:
    """Whether nothing has ever been kept in this database."""
    return backup.is_empty(database)


def put_under_newest_key(database: Database) -> Rotated:
    """Encrypt everything anew, beside a serving process if it knows that key.

    Backups that were made before keep the older keys.
    """
    schema.upgrade_beside(database)
    return rotate(database)


def wipe(database: Database) -> None:
    """Drop everything: for the demo and rehearsals, whose databases hold nothing real."""
    backup.wipe(database)
