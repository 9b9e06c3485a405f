"""The demo: the real program on a scratch database, with invented people and the clock in hand."""

import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from bot.app import Lotse
from bot.app.serving import stop_signals
from bot.app.site import build_site
from bot.channels.web import WebChannel, WebSettings, open_port, serve
from bot.domain.clock import MovableClock, SystemClock
from bot.domain.people import Role
from bot.jobs.nursery import until
from bot.rehearsal import inspection
from bot.rehearsal.demo_page import Pane, Snapshot, add_demo
from bot.rehearsal.demo_page.ports import Role as Seat
from bot.rehearsal.passing import pass_until
from bot.rehearsal.seeding import COORDINATOR, join_everywhere, seed
from bot.rehearsal.stage import rehearsal_settings
from bot.rehearsal.workdays import at_work
from bot.services import inspection as behind
from bot.services.doors import Doors
from bot.services.unit import Unit

RECRUITER = "Petra Probst-Muster"
"""The demo's recruiter looks after all towns, so that every enquiry reaches her chat."""

_OUTBOX_ROWS = 12


class Demo:
    """What the demo's page shows and moves (``demo_page.ports.Inspector``)."""

    def __init__(self, lotse: Lotse, clock: MovableClock) -> None:
        self._lotse = lotse
        self._clock = clock
        self._doors = Doors(lotse.database, lotse.house, lotse.clock)
        self._panes: tuple[Pane, ...] = ()
        self._put_forward: datetime | None = None

    async def begin(self) -> None:
        """Bring in the invented people and open their chats, at an hour when people work.

        At night nobody would see what becomes of an enquiry: its alert waits for the morning.
        """
        now = self._clock.now()
        opening = at_work(now, self._lotse.house.region)
        self._put_forward = opening if opening > now else None
        self._clock.move(opening - now)
        staff = await self._lotse.database.run(lambda s: _people(self._lotse.unit(s)))
        panes = [Pane(Seat.PUPIL, "", await self._doors.new_visitor())]
        for seat, (name, person_id) in zip((Seat.RECRUITER, Seat.COORDINATOR), staff, strict=True):
            secret = await self._doors.by_link(await self._doors.team_link(person_id))
            panes.append(Pane(seat, name, secret or ""))
        self._panes = tuple(panes)
        await self._lotse.tick()

    async def snapshot(self) -> Snapshot:
        """How things are at this moment."""
        visit = await self._doors.session(self._panes[0].chat)
        address = visit.address if visit else ""

        def read(unit: Unit) -> tuple[dict[str, list[dict[str, object]]], list[behind.Row]]:
            return behind.stored_about(unit, WebChannel.name, address), behind.outgoing(
                unit, _OUTBOX_ROWS
            )

        stored, rows = await self._lotse.database.run(lambda s: read(self._lotse.unit(s)))
        return Snapshot(
            now=self._clock.now(),
            panes=self._panes,
            stored=inspection.facts(stored, self._lotse.house.region),
            outbox=inspection.outgoing(rows),
            due=inspection.due(await self._lotse.planned()),
            put_forward=self._put_forward,
        )

    async def pass_time(self, hours: int) -> None:
        """Let so many hours pass; everything that falls due runs before this returns."""
        moment = self._clock.now() + timedelta(hours=hours)
        await pass_until(self._lotse, self._clock, moment, self._settle)

    async def _settle(self) -> None:
        while await self._lotse.postman.deliver_due():
            pass

    async def new_pupil(self) -> str:
        """Another, new pupil sits down."""
        secret = await self._doors.new_visitor()
        self._panes = (Pane(Seat.PUPIL, "", secret), *self._panes[1:])
        return secret

    async def wipe(self) -> None:
        """Delete everything and begin anew."""
        self._lotse.empty()
        await self.begin()


def _people(unit: Unit) -> list[tuple[str, int]]:
    """Seed, and give the two staff panes somebody; their names and numbers."""
    seed(unit, staff=False)
    return [
        (RECRUITER, join_everywhere(unit, Role.RECRUITER, RECRUITER)),
        (COORDINATOR, join_everywhere(unit, Role.COORDINATOR, COORDINATOR)),
    ]


async def run_demo(port: int, started: Callable[[str], None]) -> None:
    """Serve the demo on the loopback until stopped; its database goes with it.

    ``started`` hears the address of the page. Raises OSError when the port is taken.
    """
    with tempfile.TemporaryDirectory(prefix="lotse-demo-") as folder:
        listening = open_port("127.0.0.1", port)
        channel, clock = WebChannel(), MovableClock(SystemClock().now(), SystemClock())
        settings = rehearsal_settings(f"sqlite:///{Path(folder) / 'demo.db'}")
        lotse = Lotse(settings, clock, [channel])
        try:
            await lotse.open()
            demo = Demo(lotse, clock)
            await demo.begin()
            lotse.serve()
            site = build_site(lotse, channel, settings, demo=True)
            add_demo(site, demo, WebSettings(demo=True, publisher=lotse.house.region.name))
            started(f"http://127.0.0.1:{listening.getsockname()[1]}/demo")
            with stop_signals() as stop:
                await until(stop, serve(site, channel, listening))
        finally:
            listening.close()
            await lotse.close()
