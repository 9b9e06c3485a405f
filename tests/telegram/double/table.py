"""The table of methods, and the check of every call against it."""

import json
import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.telegram.double.refusals import Violation

_NUMBER = re.compile(r"-?\d{1,19}")
_TRUE = {"true": True, "1": True, "yes": True, "false": False, "0": False, "no": False}


@cache
def table() -> dict[str, Any]:
    """The whole table, with the groups written out in the methods' fields."""
    loaded = tomllib.loads(Path(__file__).with_name("methods.toml").read_text(encoding="utf-8"))
    for spec in loaded["methods"].values():
        for group in spec.get("groups", ()):
            spec["fields"] = {**spec.get("fields", {}), **loaded["groups"][group]}
    return loaded


LIMITS: Mapping[str, Any] = table()["limits"]
METHODS: Mapping[str, Any] = {
    name.lower(): (name, spec) for name, spec in table()["methods"].items()
}


def units(text: str) -> int:
    """The length as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


class Upload:
    """A file that came with a call."""

    def __init__(self, name: str, media_type: str, content: bytes) -> None:
        self.name = name
        self.media_type = media_type
        self.content = content


def checked(spec: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a call in their own types. Raises Violation."""
    fields = spec.get("fields", {})
    values: dict[str, Any] = {}
    for name, value in given.items():
        if name not in fields:
            raise Violation(f"there is no field {name}")
        values[name] = _read(fields[name], value, name)
    for name in spec.get("required", ()):
        if values.get(name) is None:
            raise Violation(f"{name} is missing")
    for name, (least, most) in spec.get("limits", {}).items():
        value = values.get(name)
        if value is not None:
            size = units(value) if isinstance(value, str) else value
            if not least <= size <= most:
                raise Violation(f"{name} is {size}, not {least} to {most}")
    return values


def _read(kind: str, value: Any, name: str) -> Any:
    """One value in its own type; strings of forms are read as numbers, truths or JSON."""
    simple = _SIMPLE.get(kind)
    if simple is not None:
        return simple(value, name)
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            raise Violation(f"{name} is no JSON") from None
    if kind.startswith("["):
        if not isinstance(value, list):
            raise Violation(f"{name} is no list")
        return [_read(kind[1:-1], each, name) for each in value]
    if not isinstance(value, dict):
        raise Violation(f"{name} is no object")
    return checked(table()["objects"][kind], value)


def _boolean(value: Any, name: str) -> bool:
    known = value if isinstance(value, bool) else _TRUE.get(str(value).lower())
    if known is None:
        raise Violation(f"{name} is neither true nor false")
    return known


def _integer(value: Any, name: str) -> int:
    if isinstance(value, bool) or not _NUMBER.fullmatch(str(value)):
        raise Violation(f"{name} is no integer")
    return int(value)


def _string(value: Any, name: str) -> str:
    if not isinstance(value, str):
        raise Violation(f"{name} is no string")
    return value


def _chat(value: Any, name: str) -> int | str:
    return value if str(value).startswith("@") else _integer(value, name)


def _file(value: Any, name: str) -> str | Upload:
    return value if isinstance(value, Upload) else _string(value, name)


_SIMPLE = {
    "boolean": _boolean,
    "integer": _integer,
    "string": _string,
    "chat": _chat,
    "file": _file,
}
