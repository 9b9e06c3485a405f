"""From a screen's choices to a message's buttons: each carries a token that says what it means.

A card's token works for weeks. A page's works as long as the page is shown, and is the same each
time that page is drawn anew: who ticks three things in a second taps on a page that is just
changing.
"""

from collections.abc import Iterable
from dataclasses import replace
from zlib import crc32

from pydantic_core import to_json

from bot.dialogue.screen import Button, Card, Choice, Message, Screen


def page_message(screen: Screen, rows: Iterable[Iterable[Choice]], number: int) -> Message:
    """The screen with these rows of choices as the messenger gets it, as page ``number``."""
    buttons = tuple(
        tuple([Button(choice.label, _token(choice, number), choice.chosen) for choice in row])
        for row in rows
    )
    return Message(
        screen.text, buttons, screen.document, screen.answer is not None, screen.numbered
    )


def card_message(screen: Screen) -> Message:
    """A notice as the messenger gets it: it belongs to no screen, so only card choices stay."""
    rows = [[c for c in row if isinstance(c.door, Card)] for row in screen.rows]
    return page_message(screen, filter(None, rows), 0)


def owned(message: Message, owner: int | None) -> Message:
    """The message with buttons of cards that know whose they are; None: anybody's of the staff."""
    if owner is None or not any(map(_is_card, message.buttons)):
        return message
    rows = tuple(
        tuple(
            replace(button, token=f"{button.token}.{owner}") if _is_card(button) else button
            for button in row
        )
        for row in message.rows
    )
    return replace(message, rows=rows)


def page_mark(choice: Choice) -> str:
    """Tells the buttons of a page apart, the same each time it is drawn; a tick changes it.

    Made of JSON, since a door's arguments look otherwise before they are stored than after.
    """
    door = choice.door
    way = (door.action,) if isinstance(door, Card) else (door.name, door.args)
    return f"{crc32(to_json((way, choice.chosen))):08x}"


def _token(choice: Choice, number: int) -> str:
    if isinstance(card := choice.door, Card):
        return f"k.{card.action}.{card.subject}.{card.version}"
    return f"p.{number}.{page_mark(choice)}"


def _is_card(button: Button) -> bool:
    return button.token.startswith("k.")
