"""The postman: delivers the outbox through the channels given to it."""

import asyncio
from collections.abc import Mapping

import structlog

from bot.dialogue.channel import Channel, Fate, Outcome
from bot.domain.errors import DatabaseAway
from bot.jobs.nursery import to_the_end
from bot.services.delivery import Sending
from bot.services.postroom import PostRoom

IDLE_SECONDS = 1.0
_log = structlog.get_logger(__name__)


class Postman:
    """Claims what is due, sends it, and records what became of it."""

    def __init__(self, room: PostRoom, channels: Mapping[str, Channel]) -> None:
        self._room = room
        self._channels = channels
        self._nudged = asyncio.Event()
        self._unrecorded: list[tuple[Sending, Fate]] = []

    def nudge(self) -> None:
        """There is something to send: do not wait for the next round."""
        self._nudged.set()

    async def run(self) -> None:
        """Deliver until cancelled.

        A claimed batch is finished and recorded before the task ends.
        """
        while True:
            self._nudged.clear()
            try:
                sent = await to_the_end(self.deliver_due())
            except DatabaseAway as away:
                _log.warning("outbox out of reach", reason=str(away))
                sent = 0
            if not sent:
                await self._rest()

    async def _rest(self) -> None:
        try:
            await asyncio.wait_for(self._nudged.wait(), IDLE_SECONDS)
        except TimeoutError:
            return

    async def deliver_due(self) -> int:
        """Send what is due now; returns how many rows that were. Raises DatabaseAway."""
        for sending, fate in list(self._unrecorded):
            await self._record(sending, fate)
        claimed = await self._room.claim(self._channels)
        deliveries = (self._deliver(sending) for sending in claimed.sendings)
        for failure in await asyncio.gather(*deliveries, return_exceptions=True):
            if failure is not None:
                raise failure
        return claimed.due

    async def _deliver(self, sending: Sending) -> None:
        fate = await self._send(sending)
        if fate.outcome is not Outcome.READY:  # that is settled already
            self._unrecorded.append((sending, fate))
            await self._record(sending, fate)

    async def _send(self, sending: Sending) -> Fate:
        try:
            return await self._channels[sending.row.channel].send(sending.parcel)
        except DatabaseAway:
            raise  # no channel's word: a rehearsal has killed the program
        except Exception as error:  # noqa: BLE001 - a channel's mistake must not hold up its chat for ever
            _log.error("channel failed", channel=sending.row.channel, exc_info=error)
            return Fate(Outcome.UNCLEAR)

    async def _record(self, sending: Sending, fate: Fate) -> None:
        """Record what became of a message; while the database is away, that is kept for later."""
        await self._room.record(sending, fate)
        self._unrecorded.remove((sending, fate))
