"""What a failure of the database means: try again, come back later, or a mistake of ours."""

import sqlite3

from sqlalchemy.exc import DatabaseError, DBAPIError, OperationalError

_REPEATABLE_STATES = {"40001", "40P01"}  # serialization, deadlock
_WAITED_TOO_LONG = "55P03"


def may_repeat(error: DBAPIError) -> bool:
    """Whether the very same may succeed at once: another one was first."""
    return getattr(error.orig, "sqlstate", None) in _REPEATABLE_STATES


def is_crowded(error: DBAPIError) -> bool:
    """Others hold what is needed; alone, and later, it may be had."""
    return may_repeat(error) or getattr(error.orig, "sqlstate", None) == _WAITED_TOO_LONG


def is_away(error: DBAPIError) -> bool:
    """Whether the database cannot be used now; a bare DatabaseError tells of a damaged file."""
    return (
        error.connection_invalidated
        or type(error) is DatabaseError
        or (isinstance(error, OperationalError) and not _is_mistake(error))
    )


def _is_mistake(error: DBAPIError) -> bool:
    """A statement that SQLite cannot understand, today or later; COMMIT never is one."""
    code = getattr(error.orig, "sqlite_errorcode", None)
    return code == sqlite3.SQLITE_ERROR and error.statement is not None


def in_short(error: DBAPIError) -> str:
    """The driver's own words, without the statement and its values."""
    return f"{type(error.orig).__name__}: {error.orig}".splitlines()[0]
