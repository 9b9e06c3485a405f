"""The post room: the outbox as the postman sees it, each step one transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import structlog
from sqlmodel import Session

from bot.dialogue.channel import Fate
from bot.domain.clock import Clock
from bot.domain.errors import DatabaseAway
from bot.services.delivery import Delivery, Round, Visit
from bot.services.ledger import Sending, Tellers
from bot.services.unit import House, Unit, Wording
from storage.database import Database
from storage.queries import claims

_log = structlog.get_logger(__name__)


class PostRoom:
    """Hands out what is due and takes back what became of it. All raise DatabaseAway."""

    def __init__(
        self, database: Database, house: House, clock: Clock, wording: Wording, tellers: Tellers
    ) -> None:
        self._database = database
        self._house = house
        self._clock = clock
        self._wording = wording
        self._tellers = tellers

    async def claim(self, channels: Iterable[str]) -> Round:
        """Parcels that go out now; "sending" is committed before they are handed out."""
        return await self._database.run(lambda session: self._desk(session).claim(channels))

    async def visit(self, visit: Visit) -> Round:
        """What a paced bot brings and takes; "sending" is committed before it is handed out."""
        return await self._database.run(lambda session: self._desk(session).visit(visit))

    async def record(self, sending: Sending, fate: Fate) -> None:
        """What a channel said.

        When it cannot be told to whom it concerns, at least that it has ended is kept: nobody's
        mail may stop because of one row.
        """
        said = [(sending, fate)]
        try:
            await self._database.run(lambda session: self._desk(session).ledger.record(said))
        except DatabaseAway:
            raise
        except Exception as error:  # noqa: BLE001 - whatever somebody who is told does wrong
            _log.error("fate cannot be told", outbox=sending.row.id, exc_info=error)
            await self._database.run(lambda session: self._desk(session, {}).ledger.record(said))

    async def recover(self) -> None:
        """At start: decide about parcels that a crash left in the middle of sending."""
        await self._database.run(lambda session: self._desk(session).recover())

    async def acknowledge(
        self, channel: str, address: str, positions: Sequence[int] | None
    ) -> None:
        """A page has shown these positions (None: all that lie ready).

        Only now are they delivered. Unknown and repeated ones change nothing.
        """
        await self._database.run(
            lambda session: self._desk(session).ledger.acknowledge(channel, address, positions)
        )

    def _desk(self, session: Session, tellers: Tellers | None = None) -> Delivery:
        unit = Unit(session, self._clock.now(), self._house)
        told = self._tellers if tellers is None else tellers
        return Delivery(unit, self._wording, told)


def next_delivery(unit: Unit) -> datetime | None:
    """When the next waiting message is due."""
    return claims.next_due(unit.session)
