"""The methods that put something into a chat."""

from collections.abc import Mapping
from typing import Any

from tests.telegram.double.account import Account
from tests.telegram.double.chats import Chat, JsonObject, Posted, State
from tests.telegram.double.keyboards import keyboard
from tests.telegram.double.refusals import (
    CAPTION_TOO_LONG,
    NO_MESSAGE_TO_REPLY_TO,
    TEXT_EMPTY,
    TEXT_TOO_LONG,
    Violation,
    bad,
)
from tests.telegram.double.table import LIMITS, Upload
from tests.telegram.double.texts import Written, is_blank, written

Values = Mapping[str, Any]

_ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
    "upload_document", "choose_sticker", "find_location", "record_video_note",
    "upload_video_note",
}  # fmt: skip
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF8", b"RIFF")


def text_of(values: Values) -> Written:
    """The text of a call. Raises Refusal."""
    shown = written(
        values.get("text") or "", values.get("parse_mode"), values.get("entities"),
        LIMITS["text"], TEXT_TOO_LONG,
    )  # fmt: skip
    if is_blank(shown.text):
        raise TEXT_EMPTY
    return shown


def caption_of(values: Values) -> Written:
    """The caption of a call, perhaps empty. Raises Refusal."""
    return written(
        values.get("caption") or "", values.get("parse_mode"), values.get("caption_entities"),
        LIMITS["caption"], CAPTION_TOO_LONG,
    )  # fmt: skip


def send_message(bot: Account, values: Values) -> JsonObject:
    """A text."""
    chat = bot.chat_to_write_to(values["chat_id"])
    return _post(bot, chat, values, State(text_of(values), keyboard(values.get("reply_markup"))))


def send_document(bot: Account, values: Values) -> JsonObject:
    """A file."""
    chat = bot.chat_to_write_to(values["chat_id"])
    upload = _upload(values["document"], LIMITS["upload_bytes"])
    shown = {
        **bot.keep_file(upload.content, "document"),
        "file_name": upload.name, "mime_type": upload.media_type,
    }  # fmt: skip
    return _post(bot, chat, values, _with_file(values, {"document": shown}))


def send_photo(bot: Account, values: Values) -> JsonObject:
    """A picture."""
    chat = bot.chat_to_write_to(values["chat_id"])
    upload = _upload(values["photo"], LIMITS["photo_bytes"])
    if not upload.content.startswith(_PICTURES):
        raise bad("IMAGE_PROCESS_FAILED")
    size = {**bot.keep_file(upload.content, "photo"), "width": 90, "height": 90}
    return _post(bot, chat, values, _with_file(values, {"photo": [size]}))


def send_chat_action(bot: Account, values: Values) -> bool:
    """The person sees that the bot is busy, for some seconds."""
    chat = bot.chat_to_write_to(values["chat_id"])
    if values["action"] not in _ACTIONS:
        raise bad("wrong parameter action in request")
    chat.actions.append(values["action"])
    return True


def _with_file(values: Values, file: JsonObject) -> State:
    return State(caption_of(values), keyboard(values.get("reply_markup")), tuple(file.items()))


def _upload(given: str | Upload, most: int) -> Upload:
    if isinstance(given, str):
        raise Violation("the double knows files that come with the call, no ids and no addresses")
    if not given.content:
        raise bad("file must be non-empty")
    if len(given.content) > most:
        raise bad("file is too big")
    return given


def _post(bot: Account, chat: Chat, values: Values, state: State) -> JsonObject:
    reply_to = _quoted(chat, values.get("reply_parameters"))
    bot.rates.take(chat.id, may_be_paid=bool(values.get("allow_paid_broadcast")))
    silent = bool(values.get("disable_notification"))
    posted = chat.post(bot.now(), bot.me, state, silent=silent, reply_to=reply_to)
    bot.sent.append(posted)
    return posted.json()


def _quoted(chat: Chat, reply: JsonObject | None) -> Posted | None:
    if reply is None:
        return None
    quoted = chat.find(reply["message_id"])
    if quoted is None and not reply.get("allow_sending_without_reply"):
        raise NO_MESSAGE_TO_REPLY_TO
    return quoted


SENDING = {
    "sendMessage": send_message,
    "sendDocument": send_document,
    "sendPhoto": send_photo,
    "sendChatAction": send_chat_action,
}
