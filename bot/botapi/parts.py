"""A message as the parts that Telegram takes.

A text that is too long becomes several parts in one order: the file first, with the beginning of
the text below it, then the rest; buttons are on the last part, so they stand at the end of the
chat. The ids of all parts make one message id (``join_ids``).
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.botapi.limits import CALLBACK_DATA, CAPTION, PHOTO, TEXT
from bot.botapi.text import Entity, Piece, pieces
from bot.dialogue.channel import BETWEEN_PARTS
from bot.dialogue.screen import Button, Document, Message

_PHOTOS = ("image/jpeg", "image/png")
_MARKS = {None: "", True: "☑ ", False: "☐ "}

Keyboard = tuple[tuple[tuple[str, str], ...], ...]
"""Rows of buttons, each its label and what comes back on a tap."""


@dataclass(frozen=True, slots=True)
class Part:
    """What one call sends: a text, or a file with a caption."""

    text: str
    entities: tuple[Entity, ...] = ()
    keyboard: Keyboard = ()
    document: Document | None = None

    @property
    def is_photo(self) -> bool:
        """Whether the file is a picture that Telegram shows in the chat."""
        file = self.document
        return file is not None and file.media_type in _PHOTOS and len(file.content) <= PHOTO

    def markup_json(self) -> dict[str, list[list[dict[str, str]]]] | None:
        """The inline keyboard as the API takes it; None without buttons."""
        if not self.keyboard:
            return None
        rows = [
            [{"text": label, "callback_data": token} for label, token in row]
            for row in self.keyboard
        ]
        return {"inline_keyboard": rows}


def parts(message: Message) -> list[Part]:
    """The message in the order of sending; empty when there is nothing to show.

    Raises ValueError for a token that no button can hold; ``card_action`` lets none arise.
    """
    first = CAPTION if message.document else TEXT
    cut = pieces(message.text, first=first)
    if message.document and not cut:
        cut = [Piece("")]
    last = len(cut) - 1
    return [
        Part(
            piece.text,
            piece.entities,
            _keyboard(message) if place == last else (),
            message.document if place == 0 else None,
        )
        for place, piece in enumerate(cut)
    ]


def _keyboard(message: Message) -> Keyboard:
    return tuple(tuple(_button(button) for button in row) for row in message.rows if row)


def _button(button: Button) -> tuple[str, str]:
    if not 1 <= len(button.token.encode()) <= CALLBACK_DATA:
        raise ValueError("a button's token must have 1 to 64 bytes")
    return _MARKS[button.chosen] + button.label, button.token


def join_ids(ids: Iterable[int]) -> str:
    """One message id for all parts, in order: "17,18"."""
    return BETWEEN_PARTS.join(map(str, ids))


def split_ids(message_id: str) -> list[int]:
    """The ids of all parts; empty for what is no message id of this messenger."""
    found = message_id.split(BETWEEN_PARTS)
    return [int(each) for each in found] if all(each.isdecimal() for each in found) else []
