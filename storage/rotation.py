"""Rotation: everything personal anew under the newest key, so that an older one can be dropped."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from sqlalchemy import Column, LargeBinary, Table, bindparam, select, type_coerce, update
from sqlmodel import Session, SQLModel

from storage.cipher import Cipher, InvalidToken
from storage.database import Database
from storage.types import SecretJson, SecretText

BATCH = 100
"""Rows in one transaction: who talks meanwhile waits some milliseconds."""


@dataclass(frozen=True, slots=True)
class Rotated:
    """How many values have the newest key, and how many no key opens: these stay as they are."""

    values: int
    illegible: int


def rotate(database: Database) -> Rotated:
    """Encrypt all values anew, also while a process serves that knows the newest key.

    Begun again after a crash, it does no harm. Raises DatabaseAway.
    """
    values = illegible = 0
    for table, columns in _secrets():
        (number,) = table.primary_key
        after: int | None = 0
        while after is not None:
            step = partial(
                _next, cipher=database.cipher, table=table, number=number, columns=columns,
                after=after,
            )  # fmt: skip
            after, good, bad = database.run_now(step)
            values, illegible = values + good, illegible + bad
    database.empty_the_log()
    return Rotated(values, illegible)


def _secrets() -> Iterator[tuple[Table, list[Column[object]]]]:
    for table in SQLModel.metadata.sorted_tables:
        columns = [each for each in table.c if isinstance(each.type, SecretText | SecretJson)]
        if columns:
            yield table, columns


def _next(
    session: Session, cipher: Cipher, table: Table, number: Column[int],
    columns: list[Column[object]], after: int,
) -> tuple[int | None, int, int]:  # fmt: skip
    """Rows behind ``after``: the last number (None at the end), values done, and left."""
    raw = [type_coerce(each, LargeBinary).label(each.name) for each in columns]
    statement = select(number.label("number"), *raw).where(number > after).order_by(number)
    rows = session.execute(statement.limit(BATCH).with_for_update()).mappings().all()
    good = bad = 0
    for row in rows:
        anew: dict[str, bytes] = {}
        for column in columns:
            if row[column.name] is not None:
                try:
                    anew[column.name] = cipher.rotate(bytes(row[column.name]))
                except InvalidToken:
                    bad += 1
        good += len(anew)
        if anew:
            bound = {name: bindparam(None, value, LargeBinary) for name, value in anew.items()}
            session.execute(update(table).where(number == row["number"]).values(bound))
    return (rows[-1]["number"] if len(rows) == BATCH else None), good, bad
