"""The double's table of methods, with the classes of two libraries as witnesses."""

import inspect
from typing import Any

import aiogram.methods
import aiogram.types
import pytest
from telegram import Bot

from tests.telegram.double.table import table

METHODS = table()["methods"]
OBJECTS = table()["objects"]

# What the Bot API has besides, and the double refuses: old spellings, and what nobody here needs.
LEFT_OUT = {
    "allow_sending_without_reply", "disable_web_page_preview", "reply_to_message_id",
    "ephemeral_message_parameters", "receiver_user_id", "callback_query_id",
    "suggested_post_parameters", "rich_message",
}  # fmt: skip
OBJECTS_LEFT_OUT = {
    "InlineKeyboardMarkup": {"force_reply"},
    "InlineKeyboardButton": {
        "login_url", "switch_inline_query_chosen_chat", "callback_game", "disabled"
    },
    "MessageEntity": {"unix_time", "date_time_format"},
    "ReplyParameters": {"poll_option_id", "ephemeral_message_id"},
    "BotCommand": {"is_ephemeral"},
}  # fmt: skip


def fields(model: Any, *, required: bool = False) -> set[str]:
    """The fields of a library's class by the names that travel."""
    return {
        field.alias or name
        for name, field in model.model_fields.items()
        if field.is_required() or not required
    }


def class_of(method: str) -> Any:
    return getattr(aiogram.methods, method[0].upper() + method[1:])


@pytest.mark.parametrize("method", METHODS)
def test_methods_have_the_fields_that_aiogram_knows(method: str) -> None:
    ours, theirs = set(METHODS[method].get("fields", {})), fields(class_of(method))
    assert ours <= theirs
    assert theirs - ours <= LEFT_OUT
    assert set(METHODS[method].get("required", ())) == fields(class_of(method), required=True)


@pytest.mark.parametrize("method", METHODS)
def test_methods_have_the_fields_that_python_telegram_bot_knows(method: str) -> None:
    snake = "".join(f"_{each.lower()}" if each.isupper() else each for each in method)
    known = inspect.signature(getattr(Bot, snake)).parameters
    assert set(METHODS[method].get("fields", {})) <= set(known)
    needed = {name for name in METHODS[method].get("required", ()) if name in known}
    assert all(known[name].kind is not inspect.Parameter.VAR_KEYWORD for name in needed)


@pytest.mark.parametrize("name", sorted(set(OBJECTS) - {"User", "BotCommandScope"}))
def test_objects_have_the_fields_that_aiogram_knows(name: str) -> None:
    model = getattr(aiogram.types, name)
    ours, theirs = set(OBJECTS[name]["fields"]), fields(model)
    assert ours <= theirs
    assert theirs - ours == OBJECTS_LEFT_OUT.get(name, set())
    assert fields(model, required=True) <= set(OBJECTS[name].get("required", ()))


@pytest.mark.parametrize("method", METHODS)
def test_types_are_what_aiogram_takes(method: str) -> None:
    """Simple types by their names; what is an object here is one there."""
    simple = {"boolean": "bool", "integer": "int", "string": "str"}
    for name, kind in METHODS[method].get("fields", {}).items():
        if kind in simple:
            shown = str(class_of(method).model_fields[name].annotation)
            assert simple[kind] in shown or "datetime" in shown, (method, name)
