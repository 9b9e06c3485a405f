"""What commands on real data work with."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from bot.app import Lotse
from bot.commands.mishaps import PutRightError
from bot.config import ENV_FILE, Settings
from bot.domain.clock import SystemClock
from bot.services.unit import Unit

Result = TypeVar("Result")


def real_settings(database: str = "") -> Settings:
    """The settings; ``database`` replaces the one in them.

    Raises PutRightError with all that is missing or too weak for real people.
    """
    try:
        settings = Settings(database=database) if database else Settings()
    except UnicodeDecodeError:
        raise PutRightError(f"{ENV_FILE} is not written in UTF-8. Save it as UTF-8.") from None
    problems = settings.check_for_real_use()
    if problems:
        raise PutRightError("\n".join(problems))
    return settings


@contextmanager
def program_beside(settings: Settings) -> Iterator[Lotse]:
    """The program without channels, to do something beside one that serves the same database."""
    program = Lotse(settings, SystemClock(), [])
    try:
        yield program
    finally:
        program.database.close()


def done_beside(settings: Settings, work: Callable[[Unit], Result]) -> Result:
    """Do something in one transaction on a database that is brought up to date first."""
    with program_beside(settings) as program:
        program.prepare()
        return program.database.run_now(lambda session: work(program.unit(session)))
