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

Fates = Sequence[tuple[Sending, Fate]]

IDLE_SECONDS = 1.0
_log = structlog.get_logger(__name__)


class Postman:
    """Claims what is due, sends it, and records what became of it."""

    def __init__(self, room: PostRoom, channels: Mapping[str, Channel]) -> None:
        self._room = room
        self._channels = channels
        self._nudged = asyncio.Event()
        self._unrecorded: list[tuple[Fates, Sequence[Sending]]] = []

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
        for fates, untried in list(self._unrecorded):
            await self._record(fates, untried)
        claimed = await self._room.claim(self._channels)
        by_address: dict[int, list[Sending]] = defaultdict(list)
        for sending in claimed.sendings:
            by_address[sending.row.address_id].append(sending)
        groups = (self._deliver_in_order(group) for group in by_address.values())
        for failure in await asyncio.gather(*groups, return_exceptions=True):
            if failure is not None:
                raise failure
        return claimed.due

    async def _deliver_in_order(self, group: Sequence[Sending]) -> None:
        """First in, first out: what stands behind a message that has not arrived is put back."""
        fates: list[tuple[Sending, Fate]] = []
        for sending in group:
            fate = await self._send(sending)
            fates.append((sending, fate))
            if fate.outcome not in {Outcome.SENT, Outcome.READY}:
                break
        told = [(sending, fate) for sending, fate in fates if fate.outcome is not Outcome.READY]
        if told:
            untried = group[len(fates) :]
            self._unrecorded.append((told, untried))
            await self._record(told, untried)

    async def _send(self, sending: Sending) -> Fate:
        try:
            return await self._channels[sending.row.channel].send(sending.parcel)
        except DatabaseAway:
            raise  # no channel's word: a rehearsal has killed the program
        except Exception as error:  # noqa: BLE001 - a channel's mistake must not hold up its chat for ever
            _log.error("channel failed", channel=sending.row.channel, exc_info=error)
            return Fate(Outcome.UNCLEAR)

    async def _record(self, fates: Fates, untried: Sequence[Sending]) -> None:
        """Record what became of parcels; while the database is away, that is kept for later."""
        await self._room.record(fates, untried)
        self._unrecorded.remove((fates, untried))
