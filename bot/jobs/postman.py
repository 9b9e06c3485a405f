"""The postman: delivers the outbox through the channels given to it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable, Iterator, Mapping
from contextlib import suppress

import structlog

from bot.dialogue.channel import Channel, Fate, Outcome
from bot.domain.errors import DatabaseAway
from bot.jobs.courier import IDLE_SECONDS, Courier, send
from bot.jobs.nursery import to_the_end
from bot.services.ledger import Sending
from bot.services.postroom import PostRoom

_log = structlog.get_logger(__name__)


class Postman:
    """Claims what is due, sends it, and records what became of it.

    Channels without a limit are served round by round; each bot that has one by a courier.
    """

    def __init__(self, room: PostRoom, channels: Mapping[str, Channel]) -> None:
        self._room = room
        self._channels = channels
        self._couriers = {
            name: Courier(room, channel, channel.capabilities.per_second)
            for name, channel in channels.items()
            if channel.capabilities.per_second is not None
        }
        self._nudged = asyncio.Event()
        self._unrecorded: list[tuple[Sending, Fate]] = []

    def nudge(self) -> None:
        """There is something to send: do not wait for the next round."""
        self._nudged.set()
        for courier in self._couriers.values():
            courier.nudge()

    def silent_seconds(self, name: str) -> float:
        """How long the messenger of this bot has taken nothing."""
        return self._couriers[name].silent_seconds() if name in self._couriers else 0.0

    def jobs(self) -> Iterator[tuple[str, Callable[[], Awaitable[None]]]]:
        """What has to run for everything to be delivered, each with its name."""
        yield "postman", self.run
        for name, courier in self._couriers.items():
            yield f"courier {name}", courier.run

    async def run(self) -> None:
        """Serve the channels without a limit until cancelled.

        A claimed batch is finished and recorded before the task ends.
        """
        names = self._channels.keys() - self._couriers.keys()
        while names:
            self._nudged.clear()
            try:
                sent = await to_the_end(self._round(names))
            except DatabaseAway as away:
                _log.warning("outbox out of reach", reason=str(away))
                sent = 0
            if not sent:
                await self._rest()

    async def _rest(self) -> None:
        # not wait_for: when a nudge and the end come together, Python 3.11 forgets the end
        with suppress(TimeoutError):
            async with asyncio.timeout(IDLE_SECONDS):
                await self._nudged.wait()

    async def deliver_due(self) -> int:
        """Send what is due now on every channel, however fast; returns how many rows that were.

        For a program whose jobs do not run. Raises DatabaseAway.
        """
        return await self._round(self._channels)

    async def _round(self, names: Iterable[str]) -> int:
        for sending, fate in list(self._unrecorded):
            await self._record(sending, fate)
        claimed = await self._room.claim(names)
        deliveries = (self._deliver(sending) for sending in claimed.sendings)
        for failure in await asyncio.gather(*deliveries, return_exceptions=True):
            if failure is not None:
                raise failure
        return claimed.due

    async def _deliver(self, sending: Sending) -> None:
        fate = await send(self._channels[sending.row.channel], sending)
        if fate.outcome is not Outcome.READY:  # that is settled already
            self._unrecorded.append((sending, fate))
            await self._record(sending, fate)

    async def _record(self, sending: Sending, fate: Fate) -> None:
        """Record what became of a message; while the database is away, that is kept for later."""
        await self._room.record(sending, fate)
        self._unrecorded.remove((sending, fate))
