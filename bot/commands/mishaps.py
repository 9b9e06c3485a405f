"""Mishaps: what goes wrong by an operator's doing or bad luck, told in words and an exit code."""

import errno
from dataclasses import dataclass

from alembic.util import CommandError
from pydantic import ValidationError
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError

from bot.domain.errors import AlreadyServed, BadBackup, BadPack, DatabaseAway, WrongKeys
from bot.rehearsal.stories import StoryError

DOES_NOT_HOLD, PUT_RIGHT, LATER = 1, 3, 4


class PutRightError(Exception):
    """Something must be put right first; the message says what and how."""


@dataclass(frozen=True, slots=True)
class Mishap:
    """What to tell, and the exit code."""

    sentence: str
    exit_code: int


def mishap_of(error: Exception) -> Mishap | None:
    """The mishap behind an error; None for a mistake in the program."""
    match error:
        case StoryError():
            return Mishap(str(error), DOES_NOT_HOLD)
        case ValidationError():
            return Mishap(_settings(error), PUT_RIGHT)
        case PutRightError() | BadPack() | BadBackup() | WrongKeys():
            return Mishap(str(error), PUT_RIGHT)
        case ModuleNotFoundError(name="aiogram" | "aiohttp" | "telegram" | "regex"):
            return Mishap(
                "Telegram's libraries are not installed: pip install 'lotse[telegram]'.", PUT_RIGHT
            )
        case OSError():
            return Mishap(_machine(error), PUT_RIGHT)
        case _:
            return _database(error)


def _database(error: Exception) -> Mishap | None:
    match error:
        case ArgumentError():
            return Mishap(
                "LOTSE_DATABASE is no address of a database. Write sqlite:///path or "
                "postgresql://user:password@host/name.",
                PUT_RIGHT,
            )
        case CommandError():
            return Mishap(
                "This database was written by a newer version of Lotse. Install that version.",
                PUT_RIGHT,
            )
        case AlreadyServed():
            return Mishap(
                "Another process serves this database already. Stop it first, or use PostgreSQL "
                f"for several processes. ({error})",
                LATER,
            )
        case DatabaseAway() | OperationalError():
            return Mishap(f"The database is out of reach: {_reason(error)}", LATER)
        case DatabaseError() if type(error) is DatabaseError:
            return Mishap(
                f"The database is damaged, or no database at all: {_reason(error)}. Take it from "
                "a backup: move the file away, then lotse restore.",
                PUT_RIGHT,
            )
        case _:
            return None


def _machine(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return "The port is taken. Choose another: LOTSE_PORT or --port."
    return f"{error.filename or 'The machine'}: {error.strerror}."


def _reason(error: Exception) -> str:
    """The driver's own words, without statements and values."""
    cause = error.orig if isinstance(error, DatabaseError) else error
    return str(cause).splitlines()[0] if str(cause) else type(cause).__name__


def _settings(error: ValidationError) -> str:
    """One line for each wrong setting, without its value."""
    return "\n".join(
        f"{'LOTSE_' if mistake['loc'] else ''}{'.'.join(map(str, mistake['loc'])).upper()}: "
        f"{mistake['msg']}."
        for mistake in error.errors(include_input=False, include_url=False)
    )
