"""Finds the function that answers an event, and calls it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from bot.dialogue.conversation import (
    BACK,
    HOME,
    HUMAN,
    LONGEST_TEXT,
    Conversation,
    Stale,
    Unexpected,
)
from bot.dialogue.entrances import Entrances
from bot.dialogue.event import EventKind
from bot.dialogue.marks import Book
from bot.dialogue.screen import Card, Door, Screen
from bot.dialogue.turn import Turn
from bot.dialogue.words import Global
from bot.domain.errors import LotseError, Refused
from bot.domain.people import Role
from bot.services.services import Services

TOO_LONG = "long"
_WORD_DOORS = {HOME: Global.HOME, HUMAN: Global.HUMAN}


class Dispatcher:
    """From an event to a screen.

    Eeverything it calls is a marked function or an entrance of the role.
    """

    def __init__(self, book: Book, entrances: Mapping[Role, Entrances]) -> None:
        self._book = book
        self._entrances = entrances

    def answer(
        self, turn: Turn, services: Services, conversation: Conversation, *, first: bool
    ) -> Screen | None:
        """The screen that answers the event of this turn.

        NNone when nothing more is to be shown.
        """
        entrances = self._entrances[turn.speaker.role]
        surprise = self._surprise(turn, services, entrances, first=first)
        if surprise is not None:
            handler, args = surprise
            return _shown(handler(turn, services, **args))
        return self._follow(turn, services, conversation)

    def _surprise(
        self, turn: Turn, services: Services, entrances: Entrances, *, first: bool
    ) -> tuple[Callable[..., Any], dict[str, Any]] | None:
        """Events that mean the same on every screen."""
        event = turn.event
        content = TOO_LONG if len(event.text) > LONGEST_TEXT else str(event.content)
        by_kind: dict[EventKind, tuple[Callable[..., Any], dict[str, Any]]] = {
            EventKind.DISTRESS: (entrances.distress, {}),
            EventKind.JOINED: (entrances.start, {"code": event.code}),
            EventKind.RETURNED: (entrances.returned, {}),
            EventKind.SENT: (entrances.unreadable, {"content": content}),
            EventKind.EDITED: (entrances.edited, {"said": event.text, "edited": event.edited}),
        }
        if content == TOO_LONG:
            return by_kind[EventKind.SENT]
        if event.kind in by_kind:
            return by_kind[event.kind]
        about = services.outbox.about(turn.address_id, event.quoted) if event.quoted else None
        if about is not None or (event.quoted and turn.speaker.role.is_staff):
            kind, subject = about or ("", 0)
            return entrances.quoted, {"said": event.text, "about_kind": kind, "about_id": subject}
        return (entrances.start, {"code": ""}) if first else None

    def _follow(self, turn: Turn, services: Services, conversation: Conversation) -> Screen | None:
        """Text and taps: what they mean depends on the present screen."""
        entrances = self._entrances[turn.speaker.role]
        meaning = conversation.understand(turn.event, entrances.words)
        if meaning == BACK or meaning is Global.BACK:
            meaning = conversation.step_back()
        match meaning:
            case Global() as word:
                return _shown(entrances.words[word](turn, services))
            case Card() as card:
                return self._card(turn, services, card)
            case Stale():
                return self.redraw(turn, services, conversation)
            case Unexpected():
                return _shown(entrances.unexpected(turn, services, said=turn.said))
            case Door() as door:
                return self.open(turn, services, door)

    def open(self, turn: Turn, services: Services, door: Door) -> Screen | None:
        """Go through a door; one that no longer exists (after an update) leads home."""
        words = self._entrances[turn.speaker.role].words
        function = self._book.doors.get(door.name) or words[_WORD_DOORS.get(door, Global.HOME)]
        known = door.args if door.name in self._book.doors else {}
        return _shown(function(turn, services, **known))

    def redraw(self, turn: Turn, services: Services, conversation: Conversation) -> Screen | None:
        """The present state, fresh: what an old button answers."""
        shown = self.open(turn, services, conversation.here or HOME)
        return replace(shown, fresh=True) if shown else None

    def lost(self, turn: Turn, services: Services, failure: LotseError) -> Screen | None:
        """What is said when a thing is gone, has changed, or is not for this person."""
        return _shown(self._entrances[turn.speaker.role].lost(turn, services, failure=failure))

    def apology(self, turn: Turn, reference: int) -> Screen:
        """What is said when an event could not be handled."""
        shown: Screen = self._entrances[turn.speaker.role].apology(turn, reference=reference)
        return shown

    def _card(self, turn: Turn, services: Services, card: Card) -> Screen | None:
        rule, function = self._book.cards.get(card.action, (None, None))
        if rule is None or function is None or turn.speaker.role not in rule.roles:
            raise Refused(card.action)
        return _shown(function(turn, services, subject=card.subject, version=card.version))


def _shown(result: Any) -> Screen | None:
    if result is None or isinstance(result, Screen):
        return result
    raise TypeError(f"a handler answered with {type(result).__name__} instead of a Screen")
