"""The post room: the outbox as the postman sees it, each step one transaction."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial

import structlog
from sqlmodel import Session

from bot.dialogue.channel import Fate
from bot.domain.clock import Clock
from bot.domain.errors import DatabaseAway
from bot.services.delivery import Delivery, Round, Visit
from bot.services.ledger import Sending, Tellers
from bot.services.unit import House, Unit, Wording
from storage.baton import Baton
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
        self._batons = {
            name: Baton(database, f"post of {name}")
            for name, capabilities in house.capabilities.items()
            if capabilities.push
        }

    async def claim(self, channels: Iterable[str]) -> Round:
        """Parcels that go out now; "sending" is committed before they are handed out."""
        return await self._database.run(lambda session: self._desk(session).claim(channels))

    async def visit(self, visit: Visit) -> Round:
        """What a paced bot brings and takes; "sending" is committed before it is handed out.

        Of several processes one delivers for it: so there is one pace, and one order.
        """
        found = await self._batons[visit.channel].run(partial(self._visit, visit=visit))
        if found is None:
            if visit.fates or visit.back:
                await self._database.run(lambda session: self._desk(session).hand_over(visit))
            return Round(0, [], is_ours=False)
        return found

    def _visit(self, session: Session, is_new: bool, visit: Visit) -> Round:
        desk, is_shared = self._desk(session), not self._database.is_sqlite
        if is_new:
            desk.hand_over(visit)
            desk.recover(visit.channel, visit.keeps)
            return Round(0, [], is_new=True, is_shared=is_shared)
        return replace(desk.visit(visit), is_shared=is_shared)

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
        """At start: decide about parcels that a crash left in the middle of sending.

        Those of a bot for which another process delivers are left to that.
        """
        for name, baton in self._batons.items():
            await baton.run(partial(self._recover, channel=name))

    def _recover(self, session: Session, is_new: bool, channel: str) -> None:
        if is_new:
            self._desk(session).recover(channel)

    def close(self) -> None:
        """Let other processes deliver."""
        for baton in self._batons.values():
            baton.drop()

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
