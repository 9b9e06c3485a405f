"""What stands in a chat at the double, in the program's own words."""

from itertools import pairwise

from bot.dialogue.screen import Button, Document, Message
from bot.i18n import Span, Text
from tests.telegram.double import Account, Posted
from tests.telegram.double.chats import JsonObject

_MARKS = {"☑ ": True, "☐ ": False}


def message_of(posted: Posted, bot: Account) -> Message:
    """The message as its reader would write it down."""
    keyboard = posted.state.keyboard or {"inline_keyboard": []}
    rows = tuple(tuple(map(_button, row)) for row in keyboard["inline_keyboard"])
    return Message(_text(posted), rows, _document(posted, bot))


def _button(button: JsonObject) -> Button:
    """A mark before the label is the state of a toggle."""
    label, token = button["text"], button["callback_data"]
    if label[:2] in _MARKS:
        return Button(label[2:], token, _MARKS[label[:2]])
    return Button(label, token)


def _text(posted: Posted) -> Text:
    """The text in spans, cut where a look begins or ends."""
    raw = posted.text.encode("utf-16-le")
    cuts = {0, len(raw) // 2}
    for each in posted.entities:
        cuts |= {each["offset"], each["offset"] + each["length"]}
    places = sorted(cuts)
    return Text(
        tuple(
            _span(posted, raw[start * 2 : end * 2].decode("utf-16-le"), start)
            for start, end in pairwise(places)
        )
    )


def _span(posted: Posted, words: str, start: int) -> Span:
    looks = {
        each["type"]: each.get("url", "")
        for each in posted.entities
        if each["offset"] <= start < each["offset"] + each["length"]
    }
    return Span(words, "bold" in looks, "italic" in looks, looks.get("text_link", ""))


def _document(posted: Posted, bot: Account) -> Document | None:
    file = dict(posted.state.file).get("document")
    if file is None:
        return None
    _, content = bot.files[file["file_id"]]
    return Document(file["file_name"], file["mime_type"], content)
