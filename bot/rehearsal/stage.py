"""The stage: the real program on a database, with recording channels and the clock in hand.

Stories, the demo's tests and handler tests act on it: people start, tap, say, quote; ``settle``
delivers all that is due at this moment.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from random import Random

from cryptography.fernet import Fernet
from pydantic import SecretStr

from bot.app import Lotse
from bot.config import Settings
from bot.dialogue.event import Content, Event, EventKind
from bot.dialogue.screen import Button
from bot.domain.clock import MovableClock
from bot.rehearsal.recording import CAPABILITIES, RecordingChannel, Shown

_MOST_ROUNDS = 1000


def rehearsal_settings(database: str, region: str = "kreis_paderborn") -> Settings:
    """Settings with keys of their own: what is rehearsed is never readable with real keys."""
    return Settings(
        database=database,
        region=region,
        keys=(SecretStr(Fernet.generate_key().decode()),),
        pepper=SecretStr(Fernet.generate_key().decode()),
    )


@dataclass(slots=True)
class Actor:
    """One person's side of one chat: what she sees, and what she does."""

    stage: "Stage"
    name: str
    channel: RecordingChannel
    address: str
    language: str = "de"

    @property
    def chat(self) -> list[Shown]:
        """All messages in the chat, oldest first."""
        return self.channel.chats[self.address]

    @property
    def news(self) -> list[Shown]:
        """What came or changed since the person's own last action."""
        return [shown for shown in self.chat if id(shown.message) not in self.stage.known(self)]

    def buttons(self) -> list[Button]:
        """All buttons in the chat, those of the newest message last."""
        return [button for shown in self.chat for row in shown.message.rows for button in row]

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
        """Tap the newest button whose label is or contains ``label``.

        ""#3" taps the third of the newest.
        """
        await self._act(EventKind.TAPPED, choice=self.button(label).token)

    async def sends(self, content: Content) -> None:
        """Send something the program does not read."""
        await self._act(EventKind.SENT, content=content)

    async def blocks(self) -> None:
        """Block the program."""
        self.channel.blocked.add(self.address)
        await self._act(EventKind.LEFT)

    async def comes_back(self) -> None:
        """Unblock the program."""
        self.channel.blocked.discard(self.address)
        await self._act(EventKind.RETURNED)

    def button(self, label: str) -> Button:
        """The newest button with this label, or whose label contains it.

        LookupError if there is none.
        """
        buttons = self.buttons()
        if label.startswith("#"):
            newest = next(shown for shown in reversed(self.chat) if shown.message.rows)
            return [button for row in newest.message.rows for button in row][int(label[1:]) - 1]
        exact = [button for button in buttons if button.label == label]
        similar = exact or [button for button in buttons if label in button.label]
        if not similar:
            raise LookupError(
                f"{self.name} sees no button {label!r} among {[b.label for b in buttons]}"
            )
        return similar[-1]

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
        self.stage.remember(self)
        await self.stage.send(self.event(kind, **what))

    def event(self, kind: EventKind, **what: object) -> Event:
        """An event of this person, now."""
        return Event(
            channel=self.channel.name, address=self.address, id=self.stage.next_id(), kind=kind,
            at=self.stage.clock.now(), language=self.language, **what,  # type: ignore[arg-type]
        )  # fmt: skip


def words_of(shown: Shown) -> str:
    """The text of a message with its buttons, as a person reads it."""
    rows = [" ".join(f"[{button.label}]" for button in row) for row in shown.message.rows]
    return "\n".join([shown.message.text.plain, *rows])


class Stage:
    """The program, its recording channels and the people."""

    def __init__(self, database: str, start: datetime, *, seed: int = 1) -> None:
        """``database`` is a URL; ``start`` the aware moment at which the clock stands."""
        self.settings = rehearsal_settings(database)
        self.clock = MovableClock(start)
        self.channels = {name: RecordingChannel(name, self.clock) for name in CAPABILITIES}
        self._random = Random(seed)  # noqa: S311 - a rehearsal repeats itself
        self.lotse = self._build()
        self.people: dict[str, Actor] = {}
        self._ids = count(1)
        self._known: Mapping[str, set[int]] = {}

    def _build(self) -> Lotse:
        return Lotse(self.settings, self.clock, self.channels.values(), self._random)

    async def restart(self) -> None:
        """The program ends and is built anew on the same database; the messengers go on."""
        await self.lotse.close()
        self.lotse = self._build()
        await self.lotse.open()
        await self.settle()

    async def open(self) -> "Stage":
        """Raise the curtain."""
        await self.lotse.open()
        return self

    async def close(self) -> None:
        """Let it fall."""
        await self.lotse.close()

    def person(self, name: str, on: str = "web", language: str = "de") -> Actor:
        """A person at a messenger, not yet known to the program."""
        actor = Actor(self, name, self.channels[on], f"{on}-{name}", language)
        self.people[name] = actor
        return actor

    async def send(self, event: Event) -> None:
        """An event arrives, and everything due at this moment is delivered."""
        await self.lotse.receive(event)
        await self.settle()

    async def settle(self) -> None:
        """Deliver until nothing is due; pages acknowledge what they show."""
        for _ in range(_MOST_ROUNDS):
            if not await self.lotse.postman.deliver_due():
                break
            await self._acknowledge()

    async def _acknowledge(self) -> None:
        for channel in self.channels.values():
            if not channel.capabilities.push:
                for address in list(channel.chats):
                    await self.lotse.acknowledge_all(channel.name, address)

    async def passes(self, time: timedelta) -> None:
        """Time passes; everything due on the way happens in its order."""
        await self.until(self.clock.now() + time)

    async def until(self, moment: datetime) -> None:
        """Time passes until ``moment`` (aware)."""
        while True:
            await self.lotse.tick()
            await self.settle()
            due = await self.lotse.next_due()
            if due is None or due > moment or due <= self.clock.now():
                break
            self.clock.move(due - self.clock.now())
        if moment > self.clock.now():
            self.clock.move(moment - self.clock.now())
            await self.lotse.tick()
            await self.settle()

    def next_id(self) -> str:
        """A messenger's id for the next event."""
        return f"event-{next(self._ids)}"

    def remember(self, actor: Actor) -> None:
        """What the actor sees now is no news for her any more."""
        self._known = {**self._known, actor.name: {id(shown.message) for shown in actor.chat}}

    def known(self, actor: Actor) -> set[int]:
        """The messages she has seen before her own last action."""
        return self._known.get(actor.name, set())
