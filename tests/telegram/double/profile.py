"""The methods about the bot itself: name, descriptions, commands; and chats and files."""

import re
from typing import Any

from tests.telegram.double.account import Account
from tests.telegram.double.chats import JsonObject
from tests.telegram.double.refusals import CHAT_NOT_FOUND, NOT_A_MEMBER, Violation, bad
from tests.telegram.double.sending import Values
from tests.telegram.double.table import LIMITS, units

_COMMAND = re.compile(r"[a-z0-9_]+")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")
_SCOPES = {
    "default": (), "all_private_chats": (), "all_group_chats": (),
    "all_chat_administrators": (), "chat": ("chat_id",), "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}  # fmt: skip
_PERSONAL = ("name", "description", "short_description")


def get_me(bot: Account, _values: Values) -> JsonObject:
    """Who the bot is."""
    return {
        **bot.me.json(), "can_join_groups": True, "can_read_all_group_messages": False,
        "supports_inline_queries": False, "can_connect_to_business": False,
        "has_main_web_app": False,
    }  # fmt: skip


def set_text(bot: Account, values: Values, kind: str) -> bool:
    """Name, description or short description in one language; empty takes it back."""
    bot.changes.append((kind, dict(values)))
    key = (kind, _language(values))
    if values.get(kind):
        bot.names[key] = values[kind]
    else:
        bot.names.pop(key, None)
    return True


def get_text(bot: Account, values: Values, kind: str) -> JsonObject:
    """What a person with this language sees."""
    general = bot.names.get((kind, ""), "")
    return {kind: bot.names.get((kind, _language(values)), general)}


def set_commands(bot: Account, values: Values) -> bool:
    """The list beside the text field, for one scope and language."""
    commands = values["commands"]
    if len(commands) > LIMITS["commands"]:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    for each in commands:
        _check_command(each)
    bot.changes.append(("commands", dict(values)))
    bot.commands[_key(bot, values)] = commands
    return True


def _check_command(command: JsonObject) -> None:
    least, most = LIMITS["command"]
    name = command["command"].removeprefix("/")
    if not (_COMMAND.fullmatch(name) and least <= len(name) <= most):
        raise bad("BOT_COMMAND_INVALID")
    least, most = LIMITS["command_description"]
    if not least <= units(command["description"]) <= most:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")


def get_commands(bot: Account, values: Values) -> list[JsonObject]:
    """Exactly the list of this scope and language, without falling back."""
    return bot.commands.get(_key(bot, values), [])


def delete_commands(bot: Account, values: Values) -> bool:
    """From now on the next wider list is shown."""
    bot.changes.append(("commands", dict(values)))
    bot.commands.pop(_key(bot, values), None)
    return True


def _key(bot: Account, values: Values) -> tuple[str, str]:
    scope = values.get("scope") or {"type": "default"}
    kind = scope["type"]
    if kind not in _SCOPES:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    if {*scope} - {"type"} != set(_SCOPES[kind]):
        raise Violation(f"the scope {kind} names {', '.join(_SCOPES[kind]) or 'nothing else'}")
    if "chat_id" in scope and scope["chat_id"] not in bot.chats:
        raise CHAT_NOT_FOUND
    named = [kind, *(str(scope[field]) for field in _SCOPES[kind])]
    return " ".join(named), _language(values)


def _language(values: Values) -> str:
    language = values.get("language_code") or ""
    if not _LANGUAGE.fullmatch(language):
        raise bad("LANGUAGE_CODE_INVALID")
    return language


def shown_commands(bot: Account, chat_id: int, language: str) -> list[str]:
    """The commands that a person sees in a private chat: the narrowest list that there is."""
    for scope in (f"chat {chat_id}", "all_private_chats", "default"):
        for code in (language, ""):
            if (scope, code) in bot.commands:
                return [each["command"] for each in bot.commands[scope, code]]
    return []


def leave_chat(bot: Account, values: Values) -> bool:
    """Leave a group."""
    chat = bot.chats.get(values["chat_id"])
    if chat is None:
        raise CHAT_NOT_FOUND
    if chat.user is not None:
        raise bad("chat member status can't be changed in private chats")
    if not chat.member:
        raise NOT_A_MEMBER
    chat.member = False
    return True


def get_chat(bot: Account, values: Values) -> JsonObject:
    """What is known of a chat."""
    chat = bot.chats.get(values["chat_id"])
    if chat is None:
        raise CHAT_NOT_FOUND
    return {
        **chat.json(), "accent_color_id": 0, "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription"), False
        ),
    }  # fmt: skip


def get_file(bot: Account, values: Values) -> JsonObject:
    """Where a file can be fetched."""
    if values["file_id"] not in bot.files:
        raise bad("invalid file_id")
    path, content = bot.files[values["file_id"]]
    if len(content) > LIMITS["download_bytes"]:
        raise bad("file is too big")
    return {
        "file_id": values["file_id"], "file_unique_id": path, "file_size": len(content),
        "file_path": path,
    }  # fmt: skip


def _texts() -> dict[str, Any]:
    """The three texts, each with its setter and its getter."""
    methods: dict[str, Any] = {}
    for kind in _PERSONAL:
        suffix = "".join(map(str.capitalize, kind.split("_")))
        methods[f"setMy{suffix}"] = lambda bot, values, kind=kind: set_text(bot, values, kind)
        methods[f"getMy{suffix}"] = lambda bot, values, kind=kind: get_text(bot, values, kind)
    return methods


PROFILE = {
    "getMe": get_me, "setMyCommands": set_commands, "getMyCommands": get_commands,
    "deleteMyCommands": delete_commands, "leaveChat": leave_chat, "getChat": get_chat,
    "getFile": get_file, **_texts(),
}  # fmt: skip
