"""An actor: one person's side of one chat, what she sees and what she does."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from bot.dialogue.event import Content, Event, EventKind
from bot.dialogue.screen import Button, Message
from bot.domain.clock import Clock
from bot.rehearsal.recording import RecordingChannel, Shown


class Scene(Protocol):
    """Where an actor plays."""

    @property
    def clock(self) -> Clock:
        """The time of the scene."""
        ...

    def next_id(self) -> str:
        """A messenger's id for the next event."""
        ...

    async def send(self, event: Event) -> None:
        """An event arrives, and everything due at this moment is delivered."""
        ...


@dataclass(slots=True)
class Actor:
    """One person's side of one chat: what she sees, and what she does."""

    stage: Scene
    name: str
    channel: RecordingChannel
    address: str
    language: str = "de"
    own: list[Event] = field(default_factory=list)
    _known: set[int] = field(default_factory=set)

    @property
    def chat(self) -> list[Shown]:
        """All messages in the chat, oldest first."""
        return self.channel.chats[self.address]

    @property
    def news(self) -> list[Shown]:
        """What came or changed since the person's own last action."""
        return [shown for shown in self.chat if id(shown.message) not in self._known]

    def buttons(self) -> list[Button]:
        """All buttons in the chat, those of the newest message last."""
        return _buttons_of(self.chat)

    async def starts(self, code: str = "") -> None:
        """Press start, perhaps with a start code."""
        await self._act(EventKind.JOINED, code=code)

    async def says(self, text: str, *, quotes: str = "") -> None:
        """Type something, perhaps as a reply to the newest message that contains ``quotes``."""
        quoted = self.find(quotes).id if quotes else ""
        if quoted and self.channel.capabilities.repeatable:
            quoted = str(self.find(quotes).key)
        await self._act(EventKind.SAID, text=text, quoted=quoted)

    async def taps(self, label: str) -> None:
        """Tap the newest button whose label is or contains ``label``; "#3" the third one."""
        await self._act(EventKind.TAPPED, choice=self.button(label).token)

    async def taps_old(self, label: str, screen: str) -> None:
        """Tap a button of an earlier screen: the how-manieth that came, or one with words."""
        await self._act(EventKind.TAPPED, choice=self._old_button(label, screen).token)

    async def edits(self, words: str, text: str) -> None:
        """Change the own newest message that contains ``words``. LookupError if there is none."""
        edited = next((event for event in reversed(self.own) if words in event.text), None)
        if edited is None:
            raise LookupError(f"{self.name} has said nothing with {words!r}")
        await self._act(EventKind.EDITED, text=text, edited=edited.id)

    async def sends(self, content: Content) -> None:
        """Send something the program does not read."""
        await self._act(EventKind.SENT, content=content)

    async def blocks(self) -> None:
        """Block the program."""
        await self._act(EventKind.LEFT)

    async def comes_back(self) -> None:
        """Unblock the program."""
        await self._act(EventKind.RETURNED)

    def button(self, label: str) -> Button:
        """The newest button with this label, or whose label contains it.

        LookupError if there is none.
        """
        if label.startswith("#"):
            newest = _buttons_of([shown for shown in self.chat if shown.message.rows][-1:])
            places = {f"#{place}": button for place, button in enumerate(newest, start=1)}
            if label not in places:
                raise LookupError(f"no button {label!r}, only {len(newest)} of them")
            return places[label]
        buttons = self.buttons()
        exact = [button for button in buttons if button.label == label]
        similar = exact or [button for button in buttons if label in button.label]
        if not similar:
            raise LookupError(f"no button {label!r}, only {self._labels()}")
        return similar[-1]

    def only_button(self, label: str) -> Button:
        """Like ``button``; LookupError too if several of the same message contain the label."""
        button = self.button(label)
        for shown in reversed(self.chat):
            buttons = _buttons_of([shown])
            if button in buttons and button.label != label and not label.startswith("#"):
                if sum(label in each.label for each in buttons) > 1:
                    raise LookupError(f"{label!r} fits several of {self._labels()}")
                break
        return button

    def _labels(self) -> str:
        """What can be tapped on the newest message with buttons."""
        newest = [shown for shown in self.chat if shown.message.rows][-1:]
        return ", ".join(f"[{button.label}]" for button in _buttons_of(newest)) or "none at all"

    def _old_button(self, label: str, screen: str) -> Button:
        for message in self._came(screen):
            for row in message.rows:
                for button in row:
                    if label in button.label:
                        return button
        raise LookupError(f"{self.name} never saw a button {label!r} on screen {screen!r}")

    def _came(self, screen: str) -> Sequence[Message]:
        history = self.channel.history[self.address]
        if screen.isdecimal():
            return history[int(screen) - 1 : int(screen)]
        return [message for message in history if screen in message.text.plain]

    def find(self, text: str) -> Shown:
        """The newest message that contains ``text``. LookupError if there is none."""
        for shown in reversed(self.chat):
            if text in shown.message.text.plain:
                return shown
        raise LookupError(f"{self.name} sees no message with {text!r}")

    def sees(self, text: str) -> bool:
        """Whether ``text`` stands in what came since her own last action, buttons included."""
        return any(text in words_of(shown) for shown in self.news)

    async def _act(self, kind: EventKind, **what: object) -> None:
        if kind is EventKind.LEFT:
            self.channel.blocked.add(self.address)
        else:  # no messenger lets anybody write to a program that she blocks
            self.channel.blocked.discard(self.address)
        self._known = {id(shown.message) for shown in self.chat}
        event = self.event(kind, **what)
        self.own.append(event)
        await self.stage.send(event)

    def event(self, kind: EventKind, **what: object) -> Event:
        """An event of this person, now."""
        return Event(
            channel=self.channel.name, address=self.address, id=self.stage.next_id(), kind=kind,
            at=self.stage.clock.now(), language=self.language, **what,  # type: ignore[arg-type]
        )  # fmt: skip


def _buttons_of(shown: Sequence[Shown]) -> list[Button]:
    return [button for each in shown for row in each.message.rows for button in row]


def words_of(shown: Shown) -> str:
    """The text of a message with its buttons, as a person reads it."""
    rows = [" ".join(f"[{button.label}]" for button in row) for row in shown.message.rows]
    return "\n".join([shown.message.text.plain, *rows])
