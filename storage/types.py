"""Column types: moments in UTC, and personal values that are encrypted in the column."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TypeVar

import structlog
from pydantic_core import from_json, to_json
from sqlalchemy import DateTime, Dialect, LargeBinary
from sqlalchemy.types import TypeDecorator

from storage.cipher import Cipher, InvalidToken

T = TypeVar("T")
_log = structlog.get_logger(__name__)
_ILLEGIBLE = "a stored value cannot be read: it is damaged, or its key is not in LOTSE_KEYS"


class Moment(TypeDecorator[datetime]):
    """An aware moment, stored in UTC and read as UTC. Naive values are refused with ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """To UTC; SQLite keeps no zone, so it gets the bare UTC value."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored moment needs a time zone")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def _cipher(dialect: Dialect) -> Cipher:
    """The cipher that ``Database`` has put on its engine's dialect: no key is ever in a global."""
    cipher: Cipher = dialect.lotse_cipher  # type: ignore[attr-defined]
    return cipher


class SecretText(TypeDecorator[str]):
    """Text that is encrypted in the column."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> bytes | None:
        """Encrypt."""
        return None if value is None else _cipher(dialect).encrypt(value.encode())

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Decrypt."""
        return None if value is None else _cipher(dialect).decrypt(bytes(value)).decode()


class SecretJson(TypeDecorator[Any]):
    """JSON values that are encrypted in the column.

    Every turn reads one and writes two: pydantic's JSON takes a fifth of the standard library's
    time for it.
    """

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> bytes | None:
        """Encrypt."""
        return None if value is None else _cipher(dialect).encrypt(to_json(value))

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Any:
        """Decrypt."""
        if value is None:
            return None
        # values are personal: they must not live on in a cache
        return from_json(_cipher(dialect).decrypt(bytes(value)), cache_strings="keys")


class PerhapsText(SecretText):
    """The same for statements that must not fail because of one row: None when no key opens it."""

    cache_ok = True

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> str | None:
        """Decrypt if possible."""
        return _if_legible(super().process_result_value, value, dialect)


class PerhapsJson(SecretJson):
    """The same for statements that must not fail because of one row: None when no key opens it."""

    cache_ok = True

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:
        """Decrypt if possible."""
        return _if_legible(super().process_result_value, value, dialect)


def _if_legible(
    decrypted: Callable[[Any, Dialect], T | None], value: Any, dialect: Dialect
) -> T | None:
    try:
        return decrypted(value, dialect)
    except InvalidToken:
        _log.error(_ILLEGIBLE)
        return None
