"""The bot's introduction: set at start, and only what differs, for setting is counted strictly."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import structlog
from aiogram.methods import (
    GetMyCommands,
    GetMyDescription,
    GetMyName,
    GetMyShortDescription,
    SetMyCommands,
    SetMyDescription,
    SetMyName,
    SetMyShortDescription,
    TelegramMethod,
)
from aiogram.types import BotCommand, BotCommandScopeChat, BotCommandScopeDefault

from bot.botapi.fates import CallFailed
from bot.botapi.profile import Commands, Profile
from bot.channels.telegram.line import Line

_log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class _Wish:
    """How something should be: what tells how it is, and what changes it."""

    look: TelegramMethod[Any]
    expected: Any
    change: TelegramMethod[Any]


async def introduce(line: Line, sayings: Sequence[Profile | Commands]) -> None:
    """Make the bot show these. What cannot be set today is logged and left as it is."""
    for saying in sayings:
        for wish in _wishes(saying):
            try:
                if await line.call(wish.look) != wish.expected:
                    await line.call(wish.change)
            except CallFailed as failed:
                _log.warning("introduction not set", reason=str(failed))


def _wishes(saying: Profile | Commands) -> Iterator[_Wish]:
    if isinstance(saying, Commands):
        yield _commands(saying)
        return
    spoken = {"language_code": saying.language or None}
    name, long, short = saying.name, saying.description, saying.short_description
    yield _Wish(GetMyName(**spoken), {"name": name}, SetMyName(name=name, **spoken))
    yield _Wish(
        GetMyDescription(**spoken),
        {"description": long},
        SetMyDescription(description=long, **spoken),
    )
    yield _Wish(
        GetMyShortDescription(**spoken),
        {"short_description": short},
        SetMyShortDescription(short_description=short, **spoken),
    )


def _commands(saying: Commands) -> _Wish:
    spoken = {"language_code": saying.language or None}
    scope = BotCommandScopeChat(chat_id=saying.chat) if saying.chat else BotCommandScopeDefault()
    return _Wish(
        GetMyCommands(scope=scope, **spoken),
        [{"command": name, "description": words} for name, words in saying.listed],
        SetMyCommands(
            commands=[
                BotCommand(command=name, description=words) for name, words in saying.listed
            ],
            scope=scope,
            **spoken,
        ),
    )
