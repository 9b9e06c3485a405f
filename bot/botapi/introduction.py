"""The bot's introduction: set at start, and only what differs, for setting is counted strictly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import structlog

from bot.botapi.fates import CallFailed
from bot.botapi.line import Fields, Line
from bot.botapi.profile import Commands, Profile

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Wish:
    """How something should be: ``what`` is looked at with ``where``, and set to ``wanted``."""

    what: str
    where: Fields
    expected: Any
    wanted: Fields


async def introduce(line: Line, sayings: Sequence[Profile | Commands]) -> None:
    """Make the bot show these. What cannot be set today is logged and left as it is."""
    for saying in sayings:
        for wish in _wishes(saying):
            try:
                if await line.call(f"getMy{wish.what}", wish.where) != wish.expected:
                    await line.call(f"setMy{wish.what}", {**wish.where, **wish.wanted})
            except CallFailed as failed:
                _log.warning("introduction not set", reason=str(failed))


def _wishes(saying: Profile | Commands) -> Iterator[_Wish]:
    where: dict[str, Any] = {"language_code": saying.language} if saying.language else {}
    if isinstance(saying, Commands):
        listed = [{"command": name, "description": words} for name, words in saying.listed]
        chat = {"type": "chat", "chat_id": saying.chat} if saying.chat else {"type": "default"}
        yield _Wish("Commands", where | {"scope": chat}, listed, {"commands": listed})
        return
    for what, field, words in (
        ("Name", "name", saying.name),
        ("Description", "description", saying.description),
        ("ShortDescription", "short_description", saying.short_description),
    ):
        yield _Wish(what, where, {field: words}, {field: words})
