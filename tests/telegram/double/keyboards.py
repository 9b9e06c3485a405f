"""Inline keyboards as Telegram takes them."""

from typing import Any
from urllib.parse import urlsplit

from tests.telegram.double.refusals import Violation, bad
from tests.telegram.double.table import LIMITS
from tests.telegram.double.texts import is_blank

Keyboard = dict[str, Any]
_SCHEMES = {"http", "https", "tg", "ton"}
_LOOKS = {"text", "icon_custom_emoji_id", "style"}


def keyboard(markup: Keyboard | None) -> Keyboard | None:
    """The keyboard without empty rows; None when nothing is left. Raises Refusal."""
    rows = [row for row in (markup or {}).get("inline_keyboard", ()) if row]
    if not rows:
        return None
    buttons = [button for row in rows for button in row]
    if len(buttons) > LIMITS["keyboard_buttons"]:
        raise bad("reply markup is too long")
    for button in buttons:
        _check(button)
    return {"inline_keyboard": rows}


def _check(button: dict[str, Any]) -> None:
    actions = set(button) - _LOOKS
    if is_blank(button["text"]):
        raise bad('can\'t parse inline keyboard button: Field "text" must be non-empty')
    if not actions:
        raise bad(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise Violation(f"a button with {', '.join(sorted(actions))}: exactly one is meant")
    if "callback_data" in button:
        least, most = LIMITS["callback_data_bytes"]
        if not least <= len(button["callback_data"].encode()) <= most:
            raise bad("BUTTON_DATA_INVALID")
    if "url" in button and urlsplit(button["url"]).scheme not in _SCHEMES:
        raise bad(
            f"inline keyboard button URL '{button['url']}' is invalid: Unsupported URL protocol"
        )
