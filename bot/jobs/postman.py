"""The postman: delivers the outbox through the channels given to it."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence

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
        """Send what is due now; returns how many parcels were claimed."""
        sendings = await self._room.claim(self._channels)
        by_address: dict[int, list[Sending]] = defaultdict(list)
        for sending in sendings:
            by_address[sending.row.address_id].append(sending)
        await asyncio.gather(*(self._deliver_in_order(group) for group in by_address.values()))
        return len(sendings)

    async def _deliver_in_order(self, group: Sequence[Sending]) -> None:
        """First in, first out: what stands behind an unsent message is put back."""
        fates: list[tuple[Sending, Fate]] = []
        for sending in group:
            fate = await self._channels[sending.row.channel].send(sending.parcel)
            fates.append((sending, fate))
            if fate.outcome is Outcome.NOT_SENT:
                break
        told = [(sending, fate) for sending, fate in fates if fate.outcome is not Outcome.READY]
        if told:
            await self._room.record(told, group[len(fates) :])
