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
    Meaning,
    Stale,
    Unexpected,
)
from bot.dialogue.entrances import Entrances
from bot.dialogue.event import EventKind
from bot.dialogue.marks import Book
from bot.dialogue.screen import Card, Door, Present, Screen, Shown
from bot.dialogue.turn import Turn
from bot.dialogue.words import Global
from bot.domain.errors import LotseError, Refused
from bot.domain.people import Role
from bot.services.services import Services
from bot.services.unit import Reader

TOO_LONG = "long"
_WORD_DOORS = {HOME.name: Global.HOME, HUMAN.name: Global.HUMAN}


class Dispatcher:
    """From an event to a screen.

    Everything it calls is a marked function or an entrance of the role.
    """

    def __init__(
        self,
        book: Book,
        entrances: Mapping[Role, Entrances],
        turn_away: Callable[[Turn, Services], Shown],
    ) -> None:
        """``turn_away`` answers the wrong audience of a bot, and says None to the right one."""
        self._book = book
        self._entrances = entrances
        self._turn_away = turn_away

    def answer(
        self, turn: Turn, services: Services, conversation: Conversation, *, first: bool
    ) -> Screen | None:
        """The screen that answers the event of this turn.

        None when nothing more is to be shown.
        """
        away = self._turn_away(turn, services)
        if away is not None:
            return self._settle(turn, services, conversation, away)
        entrances = self._entrances[turn.speaker.role]
        surprise = self._surprise(turn, services, entrances, first=first)
        if surprise is not None:
            handler, args = surprise
            answer = handler(turn, services, **args)
        else:
            answer = self._follow(turn, services, conversation)
        return self._settle(turn, services, conversation, answer)

    def _settle(
        self, turn: Turn, services: Services, conversation: Conversation, answer: Any
    ) -> Screen | None:
        """A screen stays a screen; ``Present`` becomes the present one with its words on top.

        A door is gone through, so that a child leads back to a parent it does not know.
        """
        if isinstance(answer, Door):
            onward = self.open(turn, services, answer)
            return self._settle(turn, services, conversation, onward)
        if isinstance(answer, Present):
            present = self.redraw(turn, services, conversation)
            return replace(present, text=answer.text + "\n\n" + present.text)
        if answer is None or isinstance(answer, Screen):
            return answer
        raise TypeError(f"a handler answered with {type(answer).__name__} instead of a Screen")

    def _surprise(
        self, turn: Turn, services: Services, entrances: Entrances, *, first: bool
    ) -> tuple[Callable[..., Any], dict[str, Any]] | None:
        """Events that mean the same on every screen."""
        event = turn.event
        content = TOO_LONG if len(event.text) > LONGEST_TEXT else str(event.content)
        by_kind: dict[EventKind, tuple[Callable[..., Any], dict[str, Any]]] = {
            EventKind.DISTRESS: (entrances.distress, {}),
            EventKind.JOINED: (entrances.start, {"code": event.code}),
            EventKind.SENT: (entrances.unreadable, {"content": content}),
            EventKind.EDITED: (entrances.edited, {"said": event.text, "edited": event.edited}),
        }
        if content == TOO_LONG:
            return by_kind[EventKind.SENT]
        if event.kind in by_kind:
            return by_kind[event.kind]
        quoted = services.outbox.quoted(turn.address_id, event.quoted) if event.quoted else None
        about = quoted.about if quoted else None
        if quoted and quoted.person_id != turn.speaker.id and entrances.someone_else:
            return entrances.someone_else, {"person": quoted.person_id}
        if about is not None or (event.quoted and turn.speaker.role.is_staff):
            kind, subject = about or ("", 0)
            return entrances.quoted, {"said": event.text, "about_kind": kind, "about_id": subject}
        return (entrances.start, {"code": ""}) if first else None

    def _follow(self, turn: Turn, services: Services, conversation: Conversation) -> Any:
        """Text and taps: what they mean depends on the present screen."""
        entrances = self._entrances[turn.speaker.role]
        if turn.said and (answer := entrances.code(turn, services, said=turn.said)) is not None:
            return answer
        match self._meaning(turn, services, conversation):
            case Global() as word:
                return entrances.words[word](turn, services)
            case Card() as card:
                return self._card(turn, services, card)
            case Stale():
                return self.redraw(turn, services, conversation)
            case Unexpected():
                return entrances.unexpected(turn, services, said=turn.said)
            case Door() as door:
                return self.open(turn, services, door)

    def open(self, turn: Turn, services: Services, door: Door) -> Any:
        """Go through a door; one that is gone since an update, or another role's, leads home."""
        role, function = turn.speaker.role, self._book.doors.get(door.name)
        if function is not None and _may_enter(role, door):
            return function(turn, services, **door.args)
        words = self._entrances[role].words
        return words[_WORD_DOORS.get(door.name, Global.HOME)](turn, services)

    def redraw(self, turn: Turn, services: Services, conversation: Conversation) -> Screen:
        """The present state, fresh: what an old button answers. A file is in the chat already."""
        try:
            present: Screen = self.open(turn, services, conversation.here or HOME)
        except LotseError:  # what was shown is gone meanwhile, or not for this person any more
            present = self.open(turn, services, HOME)
        return replace(present, fresh=True, document=None)

    def arrived(self, turn: Turn, services: Services, conversation: Conversation) -> Screen:
        """What somebody sees who has just taken her seat: as if she came back to the chat."""
        conversation.forget_way()
        shown = self._entrances[turn.speaker.role].returned(turn, services)
        return self._settle(turn, services, conversation, shown) or self.redraw(
            turn, services, conversation
        )

    def lost(
        self,
        turn: Turn,
        services: Services,
        conversation: Conversation,
        failure: LotseError,
    ) -> Screen | None:
        """What is said when a thing is gone, has changed, or is not for this person."""
        answer = self._entrances[turn.speaker.role].lost(turn, services, failure=failure)
        return self._settle(turn, services, conversation, answer)

    def apology(self, turn: Turn, reference: int) -> Screen:
        """What is said when an event could not be handled."""
        shown: Screen = self._entrances[turn.speaker.role].apology(turn, reference=reference)
        return shown

    def _meaning(self, turn: Turn, services: Services, conversation: Conversation) -> Meaning:
        words = self._entrances[turn.speaker.role].words
        meaning = conversation.understand(turn.event, words)
        if meaning == BACK or meaning is Global.BACK:
            return conversation.step_back()
        if isinstance(meaning, Unexpected):
            return self._named_on_news(turn, services) or meaning
        return meaning

    def _named_on_news(self, turn: Turn, services: Services) -> Card | None:
        """The button below the newest message that typed text names, where that is news."""
        speaker = turn.speaker
        news = services.outbox.newest_news(turn.address_id, speaker.id)
        if news is None:
            return None
        reader = Reader(speaker.id, speaker.role, speaker.language, turn.channel)
        shown: Screen | None = self._book.notices[news.name](reader, services, **news.args)
        cards = [each for each in (shown.choices if shown else ()) if isinstance(each.door, Card)]
        named = Conversation(choices=cards, numbered=False).understand(turn.event, frozenset())
        return named if isinstance(named, Card) else None

    def _card(self, turn: Turn, services: Services, card: Card) -> Any:
        elsewhere = self._entrances[turn.speaker.role].someone_else
        if card.owner not in {None, turn.speaker.id} and elsewhere:
            return elsewhere(turn, services, person=card.owner)
        rule, function = self._book.cards.get(card.action, (None, None))
        if rule is None or function is None or turn.speaker.role not in rule.roles:
            raise Refused(card.action)
        return function(turn, services, subject=card.subject, version=card.version)


def _may_enter(role: Role, door: Door) -> bool:
    """Rooms of pupils and of staff never lead into each other, whatever a state remembers.

    The folder under ``handlers`` names the audience; ``everyone`` and what is no room are open.
    """
    audience = door.name.partition(".")[0]
    return audience not in set(Role) or Role(audience).is_staff == role.is_staff
