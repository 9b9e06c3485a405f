"""The web channel's site on the program: shelf, doors, health and the privacy page."""

from collections.abc import Callable, Coroutine, Sequence
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import structlog
from fastapi import FastAPI

from bot.app import Lotse
from bot.channels.web import (
    Article,
    AwayError,
    Door,
    HealthReport,
    Ports,
    Session,
    WebChannel,
    WebMessage,
    WebSettings,
    build_web,
)
from bot.config import Settings
from bot.dialogue.screen import Document
from bot.domain.errors import DatabaseAway
from bot.services.doors import Doors, Lying
from bot.services.health import waiting
from bot.services.places import doors as open_doors
from handlers.everyone.privacy_page import sections

_log = structlog.get_logger(__name__)

P = ParamSpec("P")
R = TypeVar("R")


def _told(call: Callable[P, Coroutine[Any, Any, R]]) -> Callable[P, Coroutine[Any, Any, R]]:
    """Say "away" in the channel's own word when the database is out of reach."""

    @wraps(call)
    async def telling(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return await call(*args, **kwargs)
        except DatabaseAway as away:
            _log.warning("page is asked to come back", call=call.__name__, reason=str(away))
            raise AwayError from away

    return telling


class SiteShelf:
    """What lies ready for an address (``bot.channels.web.ports.Shelf``)."""

    def __init__(self, lotse: Lotse, doors: Doors) -> None:
        self._lotse = lotse
        self._doors = doors

    @_told
    async def fetch(self, address: str, after: int) -> Sequence[WebMessage]:
        """What lies behind position ``after``, in order."""
        return [_message(lying) for lying in await self._doors.fetch(address, after)]

    @_told
    async def acknowledge(self, address: str, positions: Sequence[int]) -> None:
        """The page has shown these positions."""
        await self._lotse.room.acknowledge(WebChannel.name, address, positions)
        self._lotse.postman.nudge()

    @_told
    async def document(self, address: str, key: int) -> Document | None:
        """The file of the address's own message ``key``."""
        return await self._doors.document(address, key)


def _message(lying: Lying) -> WebMessage:
    return WebMessage(
        position=lying.position,
        key=lying.key,
        revision=lying.position,
        message=lying.message,
        at=lying.at,
        seen=lying.seen,
        quotable=lying.quotable,
    )


class SiteDoorman:
    """Lets browsers in (``bot.channels.web.ports.Doorman``)."""

    def __init__(self, doors: Doors) -> None:
        self.new_visitor = _told(doors.new_visitor)
        self.by_link = _told(doors.by_link)
        self.return_link = _told(doors.return_link)
        self._doors = doors

    @_told
    async def session(self, secret: str) -> Session | None:
        """Whose chat it is."""
        visit = await self._doors.session(secret)
        if visit is None:
            return None
        return Session(visit.address, visit.language or "", visit.staff)


def build_site(
    lotse: Lotse, channel: WebChannel, settings: Settings, *, demo: bool = False
) -> FastAPI:
    """The site of a running program. ``channel`` is the one that the postman sends through."""
    region = lotse.house.region
    doors = Doors(lotse.database, lotse.house, lotse.clock)

    async def health() -> HealthReport:
        now = {name: each.trouble for name, each in lotse.channels.items() if each.trouble}
        troubles = lotse.watchman.troubles | now
        if lotse.clockwork.stands_still:
            troubles["clockwork"] = "stands still"
        try:
            figures = await lotse.database.run(lambda s: waiting(lotse.unit(s)))
        except DatabaseAway:
            return HealthReport(False, {**troubles, "database": "away"})
        return HealthReport(not troubles, {**figures, **troubles})

    def privacy() -> Sequence[Article]:
        told = sections(
            county=region.name,
            office=region.coordinator_office,
            unfinished_hours=settings.unfinished_hours,
        )
        return [Article(section.heading.plain, section.body) for section in told]

    ports = Ports(
        receive=_told(lotse.receive),
        shelf=SiteShelf(lotse, doors),
        doorman=SiteDoorman(doors),
        health=health,
        privacy=privacy,
        doors=lambda: [
            Door(d.firm, d.link, d.minimum_age) for d in open_doors(lotse.house, staff=False)
        ],
        clock=lotse.clock,
    )
    site = WebSettings(
        public_url=settings.base_url if not demo else "",
        publisher=region.name,
        frame_ancestors=settings.embedded_in,
        zone=region.zone,
        demo=demo,
    )
    return build_web(ports, channel, site)
