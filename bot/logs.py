"""Logging: what happened to which id, never who said what.

Every line, also those of libraries, passes ``quieten``. There tokens and keys are blacked out,
objects are named by their type only (the ``repr`` of an event quotes a pupil), and an exception
is told by its type and its way through the code: messages of exceptions quote what people typed
or what stood in a row.
"""

import logging
import re
import sys
import traceback
from collections.abc import Iterator, Mapping
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any, TextIO

import structlog
from structlog.dev import ConsoleRenderer, plain_traceback
from structlog.processors import JSONRenderer, TimeStamper
from structlog.stdlib import ProcessorFormatter
from structlog.typing import EventDict, Processor

REDACTED = "[redacted]"
_SECRET = re.compile(
    r"""
      (?<!\d)\d{6,}(?::|%3A)[\w-]{30,}        # a messenger's bot token
    | \bgAAAAA[\w-]{20,}={0,2}                # something encrypted (Fernet)
    | (?<![\w-])[\w-]{43}=                    # a data key (Fernet)
    | (?<=://)[^/\s:@]*:[^/\s@]+(?=@)         # user:password in an address
    | (?i:(?<![a-z])(?:token|secret|password|pepper|keys?|code)(?:=|["']\s*:\s*))[^\s&;)}]+
    | (?i:\bbearer\s+)\S+
    """,
    re.VERBOSE,
)
_WITHHELD = frozenset(
    ("address", "body", "code", "content", "key", "name", "nickname", "said", "text", "token")
)
_TALKATIVE = (
    *("httpcore", "httpx", "telegram", "uvicorn.access"),  # write what is secret
    "apscheduler",  # writes two lines at every tick
)


def configure(level: str, *, json: bool, stream: TextIO | None = None) -> None:
    """Send every log line of this process through one handler to ``stream`` (standard error).

    ``level`` is the least important level written; ``json`` gives one object a line. Moments are
    in UTC. Calling it again replaces the earlier handler.
    """
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        TimeStamper(fmt="iso", utc=True),
    ]
    structlog.configure(
        processors=[*shared, ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=shared,
            use_get_message=False,  # the arguments are quietened before they become text
            pass_foreign_args=True,
            processors=[
                quieten,
                ProcessorFormatter.remove_processors_meta,
                JSONRenderer(ensure_ascii=False)
                if json
                else ConsoleRenderer(colors=False, exception_formatter=plain_traceback),
            ],
        )
    )
    logging.raiseExceptions = False  # a full disk must not print the raw line instead
    logging.basicConfig(level=level, handlers=[handler], force=True)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)


def quieten(_: object, __: str, line: EventDict) -> EventDict:
    """The log line without secrets, without objects and without what people wrote."""
    record: logging.LogRecord = line.pop("_record")
    ours: bool = line.pop("_from_structlog")
    message = _filled(line.pop("event") if ours else record.msg, line.pop("positional_args", ()))
    error = _exception(line.pop("exc_info", None))
    quiet: EventDict = {key: _withheld(key, value) for key, value in line.items()}
    # libraries put the repr of what failed into further lines
    quiet["event"] = message if ours else message.partition("\n")[0]
    if error:
        quiet["exception"] = redacted("".join(_way(error)))
    return {**quiet, "_record": record, "_from_structlog": ours}


def redacted(text: str) -> str:
    """The text with tokens, keys and passwords blacked out; also for stored reasons of failure."""
    return _SECRET.sub(REDACTED, text)


def _filled(message: object, args: Any) -> str:
    """The message with its arguments, each of them quietened first."""
    if not isinstance(message, str):
        return str(_told(message))
    quiet = _told(dict(args) if isinstance(args, Mapping) else list(args))
    try:
        filled = (
            message % (quiet if isinstance(quiet, dict) else tuple(quiet)) if args else message
        )
    except (TypeError, ValueError, KeyError):
        filled = message
    return redacted(filled)


def _withheld(key: str, value: object) -> object:
    return REDACTED if key in _WITHHELD and isinstance(value, str | bytes) else _told(value)


def _told(value: Any) -> Any:
    """What may be written of a value."""
    match value:
        case str() | date() | time() | timedelta() | Path():
            return redacted(str(value))
        case bool() | int() | float() | None:
            return value
        case dict():
            return {redacted(str(key)): _withheld(str(key), each) for key, each in value.items()}
        case list() | tuple() | set() | frozenset():
            return [_told(each) for each in value]
        case OSError():
            return f"{type(value).__name__}: {value.strerror}"
        case _:
            return f"<{type(value).__name__}>"


def _exception(given: object) -> BaseException | None:
    """The exception behind any form of ``exc_info``."""
    if given is True:
        return sys.exc_info()[1]
    error = given[1] if isinstance(given, tuple) else given
    return error if isinstance(error, BaseException) else None


def _way(error: BaseException) -> Iterator[str]:
    """The exception and those behind it, outermost last: lines of code and types, no messages."""
    before = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if before:
        yield from _way(before)
        yield "\nwhich led to:\n"
    if isinstance(error, BaseExceptionGroup):
        for each in error.exceptions:
            yield from _way(each)
            yield "\ntogether in:\n"
    yield from traceback.format_tb(error.__traceback__)
    yield _told(error) if isinstance(error, OSError) else type(error).__qualname__
