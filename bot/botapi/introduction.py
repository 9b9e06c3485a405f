"""The bot's introduction: only what differs is set, for setting is counted strictly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

import structlog

from bot.botapi.fates import CallFailed
from bot.botapi.line import Fields, Line
from bot.botapi.profile import Commands, Profile

_log = structlog.get_logger(__name__)

_Place: TypeAlias = tuple[type[Profile | Commands], str, int]
"""What is said there, in which language, in which chat."""


@dataclass(frozen=True, slots=True)
class _Wish:
    """How something should be: ``what`` is looked at with ``where``, and set to ``wanted``.

    Without any ``wanted`` the wider one is to show again.
    """

    what: str
    where: Fields
    expected: Any
    wanted: Fields

    async def come_true(self, line: Line) -> None:
        """Raises CallFailed."""
        if await line.call(f"getMy{self.what}", self.where) != self.expected:
            does = "setMy" if self.wanted else "deleteMy"
            await line.call(f"{does}{self.what}", {**self.where, **self.wanted})


class Introducer:
    """Makes the bot show what it is told; looks only at what has changed since the last time."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._told: dict[_Place, Profile | Commands] = {}

    async def tell(self, sayings: Sequence[Profile | Commands]) -> bool:
        """Show these; chats that are not named any more get the list for everybody again.

        What cannot be set today is logged and left for the next time: then it returns False.
        """
        wanted = {_place(saying): saying for saying in sayings}
        for place, saying in self._told.items():
            if isinstance(saying, Commands) and saying.chat:
                wanted.setdefault(place, replace(saying, listed=()))
        changed = [place for place in wanted if self._told.get(place) != wanted[place]]
        failed = [place for place in changed if not await self._shows(wanted[place])]
        self._told = {place: saying for place, saying in wanted.items() if place not in failed}
        return not failed

    async def _shows(self, saying: Profile | Commands) -> bool:
        went_well = True
        for wish in _wishes(saying):
            try:
                await wish.come_true(self._line)
            except CallFailed as failed:
                _log.warning("introduction not set", reason=str(failed))
                went_well = False
        return went_well


def _place(saying: Profile | Commands) -> _Place:
    return type(saying), saying.language, saying.chat if isinstance(saying, Commands) else 0


def _wishes(saying: Profile | Commands) -> Iterator[_Wish]:
    where: dict[str, Any] = {"language_code": saying.language} if saying.language else {}
    if isinstance(saying, Commands):
        listed = [{"command": name, "description": words} for name, words in saying.listed]
        chat = {"type": "chat", "chat_id": saying.chat} if saying.chat else {"type": "default"}
        wanted = {"commands": listed} if listed else {}
        yield _Wish("Commands", where | {"scope": chat}, listed, wanted)
        return
    for what, field, words in (
        ("Name", "name", saying.name),
        ("Description", "description", saying.description),
        ("ShortDescription", "short_description", saying.short_description),
    ):
        yield _Wish(what, where, {field: words}, {field: words})
