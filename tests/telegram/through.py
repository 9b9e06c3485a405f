"""A channel with the recorder's face and the real Telegram channel behind it.

What somebody on the stage does, a person at the double does; what stands in her chat there, the
stage sees.
"""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import count
from zlib import crc32

from fastapi import FastAPI

from bot.botapi.channel import BotChannel
from bot.channels.telegram import (
    WEBHOOK_PATH,
    TelegramSettings,
    webhook_router,
)
from bot.channels.web import WebChannel, open_port, serve
from bot.dialogue.channel import Fate, Outcome, Parcel, Receive
from bot.dialogue.event import Content, Event, EventKind
from bot.domain.clock import Clock
from bot.jobs.nursery import Nursery
from bot.rehearsal.recording import Fault, RecordingChannel, Shown
from tests.telegram.double import Person, Posted, TelegramDouble
from tests.telegram.double.chats import Chat
from tests.telegram.double.patience import until
from tests.telegram.double.server import HOST
from tests.telegram.reading import message_of

_FIRST_ID = 6_000_000_000
_SECRET = "s" * 40
_numbers = count(1)


def telegram_id(name: str) -> int:
    """The id of the person of this name, always the same."""
    return _FIRST_ID + crc32(name.encode())


class ThroughTelegram(RecordingChannel):
    """A bot of its own at the double.

    The stage's clock stands still while messages are delivered, so nothing is paced here, and
    the double's rates are off: pacing has tests of its own.
    """

    def __init__(
        self,
        double: TelegramDouble,
        clock: Clock,
        build: Callable[[TelegramSettings, Clock], BotChannel],
        updates: str = "polling",
    ) -> None:
        self.double = double
        self.bot = double.bot(f"lotse_{next(_numbers)}_bot", "Lotse")
        self.bot.clock = clock
        self.bot.rates.in_all = self.bot.rates.per_chat = None
        settings = TelegramSettings(self.bot.token, double.url)
        self._listening = open_port(HOST, 0) if updates == "webhook" else None
        if self._listening is not None:
            address = f"http://{HOST}:{self._listening.getsockname()[1]}{WEBHOOK_PATH}"
            settings = replace(settings, webhook=address, secret=_SECRET)
        self.real = build(settings, clock)
        paced = self.real.capabilities
        super().__init__(self.real.name, clock, replace(paced, per_second=None, per_chat=None))
        self._clock_of_stage = clock
        self._nursery = Nursery()
        self._shown: dict[Posted, Shown] = {}
        self._own: dict[str, Posted] = {}

    def address_of(self, name: str) -> str:
        """Somebody who has written to the bot before, perhaps long ago."""
        person = self.double.person(name, user_id=telegram_id(name), bot=self.bot)
        self.bot.chats[person.id] = Chat(person.id, person.user)
        return str(person.id)

    def person(self, address: str) -> Person:
        """The person at this address."""
        return Person(self.double.users[int(address)], self.bot)

    # The program's side -------------------------------------------------------------------

    async def take_updates(self, receive: Receive) -> None:
        """Let the real channel run."""
        self._nursery.look_after(self.name, partial(self.real.run, receive))
        if self._listening is not None:
            app = FastAPI()
            app.include_router(webhook_router(self.real, receive))
            site = partial(serve, app, WebChannel(), self._listening)
            self._nursery.look_after("webhook", site)
            await until(lambda: bool(self.bot.webhook.url))

    async def close(self) -> None:
        """Stop it, and let go of its connections."""
        await self._nursery.close()
        await self.real.close()

    async def send(self, parcel: Parcel) -> Fate:
        """Send with the real channel, over HTTP."""
        self.attempts += 1
        fault = self._next_fault(parcel.address)
        if fault is not None:
            self._expect_trouble(fault, int(parcel.address))
        fate = await self.real.send(parcel)
        if self._look(parcel.address) and self.delivered is not None:
            self.delivered()
        return fate

    def _expect_trouble(self, fault: Fault, chat: int) -> None:
        """The network does what leads to this fate."""
        match fault.fate.outcome, fault.arrives:
            case Outcome.REFUSED, _:
                words = "Forbidden: bot was blocked by the user"
                self.double.fault("answer", chat=chat, code=403, description=words)
            case Outcome.NOT_SENT, _:
                kind = "flood" if fault.fate.retry_after else "redirect"
                self.double.fault(kind, chat=chat, seconds=fault.fate.retry_after)
            case Outcome.UNCLEAR, arrives:
                self.double.fault("reset" if arrives else "html", chat=chat, delivers=arrives)
            case other:
                raise ValueError(f"no network does {other}")

    def _look(self, address: str) -> bool:
        """Note what is new in a chat at the double; whether anything was."""
        chat, now = self.bot.chats[int(address)], self._clock_of_stage.now()
        changed = False
        for posted in chat.posts:
            if posted.sender is not self.bot.me:
                continue
            shown = self._shown.get(posted)
            if posted.gone:
                self._forget(address, posted)
            elif shown is None or len(shown.versions) != len(posted.versions):
                message = message_of(posted, self.bot)
                if shown is None:
                    shown = Shown(str(posted.id), posted.id, message, now, now, posted.silent)
                    self._shown[posted] = shown
                    self.chats[address].append(shown)
                else:
                    shown.versions.append(shown.message)
                    shown.message, shown.changed_at = message, now
                self.history[address].append(message)
                changed = True
                if self.watch is not None:
                    self.watch(address, shown)
        return changed

    def _forget(self, address: str, posted: Posted) -> None:
        gone = self._shown.pop(posted, None)
        self.chats[address] = [each for each in self.chats[address] if each is not gone]

    # The person's side --------------------------------------------------------------------

    async def act(self, event: Event) -> None:
        """The person does what the event tells; returns when the bot has acknowledged it."""
        person = self.person(event.address)
        person.user.language = event.language
        self._do(person, event)
        await self.is_acknowledged()
        self._look(event.address)

    async def is_acknowledged(self) -> None:
        """Wait until the bot has taken and committed all that people have done."""
        await until(lambda: not self.bot.updates, lambda: f"{len(self.bot.updates)} wait")

    def _do(self, person: Person, event: Event) -> None:
        match event.kind:
            case EventKind.JOINED:
                person.starts(event.code)
            case EventKind.SAID:
                quoted = person.chat.find(int(event.quoted)) if event.quoted else None
                self._own[event.id] = person.writes(event.text, quoted)
            case EventKind.EDITED:
                person.changes(self._own[event.edited], event.text)
            case EventKind.TAPPED:
                person.presses(self._with_button(person, event.choice), event.choice)
            case EventKind.SENT if event.content is not None:
                _send(person, event.content)
            case EventKind.LEFT:
                person.blocks()
            case EventKind.RETURNED:
                person.unblocks()
            case other:
                raise ValueError(f"nobody does {other} on Telegram")

    def _with_button(self, person: Person, token: str) -> Posted:
        """The newest message that has this button, or once had it."""
        for posted in reversed(person.messages):
            for state in (posted.state, *posted.versions):
                rows = (state.keyboard or {"inline_keyboard": []})["inline_keyboard"]
                if any(button["callback_data"] == token for row in rows for button in row):
                    return posted
        raise LookupError(f"no message has or had the button {token!r}")


def _send(person: Person, content: Content) -> None:
    match content:
        case Content.CONTACT:
            person.sends(contact={"phone_number": "+49 5251 1", "first_name": "Oma"})
        case Content.LOCATION:
            person.sends(location={"latitude": 51.7, "longitude": 8.7})
        case _:
            person.sends_file(content.value)
