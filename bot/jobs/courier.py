"""The courier: delivers for one bot that may send only so much a second.

He visits the post room again and again: hands in what became of his messages and takes the next
ones, in one transaction. Between the visits he starts each message as soon as the pace allows,
whatever happens to those before; so an announcement never keeps an answer waiting.
"""

import asyncio
from contextlib import suppress
from math import inf

import structlog

from bot.dialogue.channel import Channel, Fate, Outcome
from bot.domain.errors import DatabaseAway
from bot.jobs.bag import Bag
from bot.jobs.nursery import Errands, to_the_end
from bot.jobs.pace import Pace, Start
from bot.services.delivery import Round, Visit
from bot.services.ledger import Sending
from bot.services.outbox import Lane
from bot.services.postroom import PostRoom

IDLE_SECONDS, SHARED_SECONDS = 1.0, 0.2
"""How long he rests where nothing is to be sent; shorter where other processes may post, too."""

BEAT_SECONDS = 0.1
"""How long the fate of a bulk message may wait for others: together they cost one transaction."""

GRACE_SECONDS = 1.0
"""How long he waits when he takes over from another process."""

PATIENCE_SECONDS = 8.0
"""How long a program that is asked to stop waits for answers that do not come."""

_log = structlog.get_logger(__name__)


async def send(channel: Channel, sending: Sending) -> Fate:
    """Try to deliver once. Raises DatabaseAway only."""
    try:
        return await channel.send(sending.parcel)
    except DatabaseAway:
        raise  # no channel's word: a rehearsal has killed the program
    except Exception as error:  # noqa: BLE001 - a channel's mistake must not hold up its chat for ever
        _log.error("channel failed", channel=channel.name, exc_info=error)
        return Fate(Outcome.UNCLEAR)


class Courier:
    """Keeps one bot sending."""

    def __init__(self, room: PostRoom, channel: Channel, per_second: int) -> None:
        self._room = room
        self._channel = channel
        self._per_second = per_second
        self._bag = Bag(per_second)
        self._done: list[tuple[Sending, Fate]] = []
        self._errands = Errands()
        self._stirred = asyncio.Event()
        self._called = True
        self._has_more = False
        self._is_visiting = False
        self._visited_at = 0.0
        self._heard_at: float | None = None
        self._idle = IDLE_SECONDS
        self._underway: set[int] = set()
        self._was_away = False

    def silent_seconds(self) -> float:
        """How long the messenger has taken nothing; 0 before the first round."""
        return 0.0 if self._heard_at is None else self._loop.time() - self._heard_at

    def nudge(self) -> None:
        """There is something to send: do not wait for the next round."""
        self._called = True
        self._stirred.set()

    async def run(self) -> None:
        """Deliver until cancelled; what was begun is finished and recorded first."""
        self._loop = asyncio.get_running_loop()
        self._heard_at = self._loop.time()
        self._pace = self._new_pace(self._loop.time())
        try:
            while True:
                self._stirred.clear()
                wait = min(self._start_what_may(), self._visit_if_needed())
                timer = self._loop.call_later(wait, self._stirred.set)
                await self._stirred.wait()
                timer.cancel()
        finally:
            await to_the_end(self._finish())

    def _new_pace(self, now: float) -> Pace:
        return Pace(self._per_second, self._channel.capabilities.per_chat, now)

    async def _finish(self) -> None:
        await self._errands.finish(PATIENCE_SECONDS)
        with suppress(DatabaseAway):  # then the next start finds them in doubt
            await self._hand_in(Visit(self._channel.name, self._done, self._bag.empty()))

    def _start_what_may(self) -> float:
        """Start messages; returns the seconds until the next may."""
        while True:
            now = self._loop.time()
            found = self._bag.next(self._pace, now)
            if not isinstance(found, Sending):
                return found
            start = self._pace.start(found.row.lane, found.row.address_id, now)
            self._underway.add(found.row.id)
            self._errands.start(self._deliver(found, start))

    async def _deliver(self, sending: Sending, start: Start) -> None:
        fate = Fate(Outcome.UNCLEAR)
        try:
            fate = await send(self._channel, sending)
        finally:
            was_full = not self._pace.has_place
            self._learn(sending, start, fate)
            self._underway.discard(sending.row.id)
            self._done.append((sending, fate))
            if sending.row.lane < Lane.BULK or fate.outcome is not Outcome.SENT:
                self.nudge()
            elif was_full or len(self._done) == 1:
                self._stirred.set()

    def _learn(self, sending: Sending, start: Start, fate: Fate) -> None:
        """What the fate of one message means for the others."""
        now = self._loop.time()
        match fate.outcome:
            case Outcome.NOT_SENT if fate.retry_after:
                again = sending.row.tries > 0
                self._pace.refused(start, fate.retry_after, now, again=again)
                self._loop.call_later(fate.retry_after, self.nudge)
            case Outcome.NOT_SENT | Outcome.UNCLEAR:
                self._pace.troubled(start, now)
            case Outcome.SHUT_OUT:
                self._pace.shut_out(start, now)
            case _:
                self._heard_at = now
                self._pace.accepted(start, now)

    def _visit_if_needed(self) -> float:
        """Set out to the post room; returns the seconds until that is needed."""
        if self._is_visiting:
            return inf  # its end stirs
        now = self._loop.time()
        room = self._bag.room(self._pace, now)
        wait = self._visited_at + (BEAT_SECONDS if self._done else self._idle) - now
        if wait > 0 and not self._called and not (self._has_more and any(room)):
            return wait
        self._called, self._is_visiting = False, True
        done, self._done = self._done, []
        back = self._bag.take_back(self._pace, now)
        keeps = self._bag.numbers() | self._underway if self._was_away else ()
        self._errands.start(self._visit(Visit(self._channel.name, done, back, room, keeps)))
        return inf

    async def _visit(self, visit: Visit) -> None:
        try:
            found = await self._hand_in(visit)
        except DatabaseAway as away:
            _log.warning("outbox out of reach", channel=self._channel.name, reason=str(away))
            self._done = [*visit.fates, *self._done]
            self._bag.put(sending for sending, _ in visit.back)
            self._has_more, self._was_away = False, True
        else:
            await self._take(found, visit)
        finally:
            self._is_visiting = False
            self._visited_at = self._loop.time()
            self._stirred.set()

    async def _take(self, found: Round, visit: Visit) -> None:
        self._was_away = False
        self._idle = SHARED_SECONDS if found.is_shared else IDLE_SECONDS
        self._bag.put(found.sendings)
        self._has_more = bool(visit.back) or 0 < max(visit.room, default=0) <= found.due
        if found.is_new:
            self._called = True
            if not self._underway:  # who was before may just have used up the allowance
                self._pace = self._new_pace(self._loop.time() + GRACE_SECONDS)
        elif not found.is_ours and (back := self._bag.empty()):
            await self._hand_in(Visit(self._channel.name, (), back))

    async def _hand_in(self, visit: Visit) -> Round:
        """Visit the post room; a row with which that fails is handed in by itself."""
        try:
            return await self._room.visit(visit)
        except DatabaseAway:
            raise
        except Exception as error:  # noqa: BLE001 - nobody's mail may stop because of one row
            _log.error("visit failed", channel=self._channel.name, exc_info=error)
        fates = list(visit.fates)
        with suppress(DatabaseAway):
            while fates:
                await self._room.record(*fates[0])
                del fates[0]
        self._done = [*fates, *self._done]
        self._bag.put(sending for sending, _ in visit.back)
        return Round(0, [])
