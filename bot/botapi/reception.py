"""Reception: updates become events, in order within a chat, side by side across chats."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import structlog

from bot.botapi.fates import CallFailed
from bot.botapi.limits import CALLBACK_ANSWER, TYPING_SECONDS
from bot.botapi.line import Line
from bot.botapi.updates import Ignored, Why, chat_of, read_update, tap_of
from bot.dialogue.channel import Receive
from bot.dialogue.event import Event
from bot.domain.clock import Clock
from bot.domain.errors import DatabaseAway
from bot.i18n import SOURCE_LANGUAGE, speaking, words

TAP_SECONDS = 0.5  # a tap waits so long for its short word, then it is answered without
TYPING_AFTER = 1.0
ASIDE_SECONDS = 5.0  # what only accompanies a turn must not hold it up
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 15.0
_log = structlog.get_logger(__name__)


@dataclass(slots=True)
class _Arrival:
    """An update on its way through the program."""

    chat: int
    tap: str
    found: Event | Ignored
    word: str = ""
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def is_done(self, within: float) -> bool:
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self.done.wait()
        return self.done.is_set()


class Reception:
    """Hands updates to the program."""

    def __init__(self, name: str, line: Line, clock: Clock, receive: Receive) -> None:
        self._name = name
        self._line = line
        self._clock = clock
        self._receive = receive
        self.username = ""

    async def take_all(self, updates: Iterable[Mapping[str, Any]]) -> None:
        """Hand on a batch; returns when all of it is committed, however long that takes."""
        chats: defaultdict[int, list[_Arrival]] = defaultdict(list)
        for update in updates:
            arrival = self._arrived(update)
            chats[arrival.chat].append(arrival)
        arrivals = [arrival for each in chats.values() for arrival in each]
        await asyncio.gather(
            *map(self._take_in_turn, chats.values()), *map(self._accompany, arrivals)
        )

    async def take(self, update: Mapping[str, Any]) -> None:
        """Hand on one update; returns after the commit. Raises DatabaseAway."""
        arrival = self._arrived(update)
        await asyncio.gather(self._hand_on_once(arrival), self._accompany(arrival))

    def _arrived(self, update: Mapping[str, Any]) -> _Arrival:
        found = read_update(update, channel=self._name, now=self._clock.now())
        return _Arrival(chat_of(update), tap_of(update), found)

    async def _take_in_turn(self, arrivals: list[_Arrival]) -> None:
        for arrival in arrivals:
            pause = FIRST_PAUSE
            while True:
                try:
                    await self._hand_on(arrival)
                    break
                except DatabaseAway as away:
                    _log.warning("update waits for the database", reason=str(away))
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def _hand_on_once(self, arrival: _Arrival) -> None:
        try:
            await self._hand_on(arrival)
        finally:
            arrival.done.set()  # kept or not, nobody is at work on it any more

    async def _hand_on(self, arrival: _Arrival) -> None:
        try:
            if isinstance(arrival.found, Event):
                arrival.word = await self._receive(arrival.found)
            else:
                await self._ignore(arrival.found)
        except DatabaseAway:
            raise
        except Exception as error:  # noqa: BLE001 - one poisoned update must not stop everybody's
            _log.error("update set aside", reason=type(error).__name__, exc_info=error)
        arrival.done.set()

    # Beside the turn ----------------------------------------------------------------------

    async def _accompany(self, arrival: _Arrival) -> None:
        """Answer a tap at once; show that somebody is at work where that takes longer."""
        if arrival.tap:
            await arrival.is_done(TAP_SECONDS)
            word = arrival.word[:CALLBACK_ANSWER]
            said = {"text": word} if word else {}
            await self._aside("answerCallbackQuery", callback_query_id=arrival.tap, **said)
        pause = TYPING_AFTER
        while isinstance(arrival.found, Event) and not await arrival.is_done(pause):
            await self._aside("sendChatAction", chat_id=arrival.chat, action="typing")
            pause = TYPING_SECONDS

    async def _ignore(self, ignored: Ignored) -> None:
        _log.info("update ignored", why=ignored.why.value)
        if ignored.why is Why.GROUP:
            await self._aside("sendMessage", chat_id=ignored.chat, text=self._where())
        if ignored.why in {Why.GROUP, Why.CHANNEL}:
            await self._aside("leaveChat", chat_id=ignored.chat)

    def _where(self) -> str:
        with speaking(SOURCE_LANGUAGE):
            here = words("In Gruppen kann ich nicht helfen, darum gehe ich wieder. 👋")
            there = words("Öffne den Einzel-Chat mit mir und tippe auf Start.")
        link = f" https://t.me/{self.username}" if self.username else ""
        return f"{here}\n{there}{link}"

    async def _aside(self, method: str, **fields: Any) -> None:
        with suppress(CallFailed):
            await self._line.call(method, fields, ASIDE_SECONDS)
