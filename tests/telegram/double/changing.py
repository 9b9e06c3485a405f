"""The methods that change or remove what stands in a chat, and the answer to a tap."""

from dataclasses import replace
from datetime import timedelta

from tests.telegram.double.account import Account
from tests.telegram.double.chats import JsonObject, Posted, State
from tests.telegram.double.keyboards import keyboard
from tests.telegram.double.refusals import (
    CANNOT_BE_DELETED,
    CANNOT_BE_EDITED,
    CHAT_NOT_FOUND,
    NO_CAPTION_TO_EDIT,
    NO_MESSAGE_TO_DELETE,
    NO_MESSAGE_TO_EDIT,
    NO_TEXT_TO_EDIT,
    NOT_MODIFIED,
    QUERY_TOO_OLD,
    Violation,
)
from tests.telegram.double.sending import Values, caption_of, text_of

EDITABLE = timedelta(hours=48)


def edit_text(bot: Account, values: Values) -> JsonObject:
    """Another text, and the keyboard that comes with it: without one there is none any more."""
    posted = _editable(bot, values)
    if posted.state.file:
        raise NO_TEXT_TO_EDIT
    return _change(bot, posted, State(text_of(values), keyboard(values.get("reply_markup"))))


def edit_caption(bot: Account, values: Values) -> JsonObject:
    """Another caption below a file."""
    posted = _editable(bot, values)
    if not posted.state.file:
        raise NO_CAPTION_TO_EDIT
    markup = keyboard(values.get("reply_markup"))
    return _change(bot, posted, State(caption_of(values), markup, posted.state.file))


def edit_keyboard(bot: Account, values: Values) -> JsonObject:
    """Another keyboard, or none."""
    posted = _editable(bot, values)
    markup = keyboard(values.get("reply_markup"))
    return _change(bot, posted, replace(posted.state, keyboard=markup))


def _editable(bot: Account, values: Values) -> Posted:
    if values.get("inline_message_id") or None in {
        values.get("chat_id"), values.get("message_id")
    }:  # fmt: skip
        raise Violation("an edit names chat_id and message_id")
    chat = bot.chat_to_write_to(values["chat_id"])
    posted = chat.find(values["message_id"])
    if posted is None:
        raise NO_MESSAGE_TO_EDIT
    if posted.sender is not bot.me or bot.now() - posted.at > EDITABLE:
        raise CANNOT_BE_EDITED
    return posted


def _change(bot: Account, posted: Posted, state: State) -> JsonObject:
    if state == posted.state:
        raise NOT_MODIFIED
    posted.change(state, bot.now())
    return posted.json()


def delete_message(bot: Account, values: Values) -> bool:
    """In private chats a bot may delete what the person wrote, too."""
    chat = bot.chats.get(values["chat_id"])
    if chat is None:
        raise CHAT_NOT_FOUND
    posted = chat.find(values["message_id"])
    if posted is None:
        raise NO_MESSAGE_TO_DELETE
    if bot.now() - posted.at > EDITABLE:
        raise CANNOT_BE_DELETED
    posted.gone = True
    return True


def answer_query(bot: Account, values: Values) -> bool:
    """The tapped button stops spinning, perhaps with a word. Once, and soon."""
    query = bot.queries.get(values["callback_query_id"])
    if query is None or query.answered or bot.now() - query.at > bot.query_lives:
        raise QUERY_TOO_OLD
    query.answered = True
    if values.get("text"):
        query.chat.toasts.append(values["text"])
    return True


CHANGING = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageReplyMarkup": edit_keyboard,
    "deleteMessage": delete_message,
    "answerCallbackQuery": answer_query,
}
