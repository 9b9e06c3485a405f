"""The demo shows the whole idea at whatever moment somebody starts it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.rehearsal.demo import Demo
from bot.rehearsal.demo_page import Role
from bot.rehearsal.stage import Actor, Stage
from bot.services.doors import Doors
from tests.handlers.pupil.visits import answer

BERLIN = ZoneInfo("Europe/Berlin")
NIGHT = "2026-12-31T23:50"
STARTS = [
    NIGHT,
    "2026-11-28T22:00",  # a Saturday
    "2026-11-22T12:00",  # a Sunday
    "2026-12-24T13:00",
    "2027-03-28T01:30",  # the clocks go forward
    "2026-10-25T02:30",  # they go back
    "2026-11-24T13:42",
]


@asynccontextmanager
async def demo_of(start: str, folder: Path) -> AsyncIterator[tuple[Stage, Demo]]:
    stage = Stage(
        f"sqlite:///{folder / 'demo.db'}", datetime.fromisoformat(start).replace(tzinfo=BERLIN)
    )
    await stage.open()
    try:
        demo = Demo(stage.lotse, stage.clock)
        await demo.begin()
        yield stage, demo
    finally:
        await stage.close()


async def sitting(stage: Stage, demo: Demo) -> Sequence[Actor]:
    """Pupil, recruiter and coordinator at the chats of the demo's page."""
    doors = Doors(stage.lotse.database, stage.lotse.house, stage.clock)
    actors = []
    for pane in (await demo.snapshot()).panes:
        visit = await doors.session(pane.chat)
        assert visit
        actors.append(Actor(stage, pane.role, stage.channels["web"], visit.address))
    return actors


@pytest.mark.parametrize("start", STARTS)
async def test_an_alert_reaches_the_recruiter_at_once(start: str, tmp_path: Path) -> None:
    async with demo_of(start, tmp_path) as (stage, demo):
        pupil, recruiter, coordinator = await sitting(stage, demo)
        assert (pupil.name, coordinator.name) == (Role.PUPIL, Role.COORDINATOR)
        await pupil.starts()
        await pupil.taps("Los geht's")
        await answer(pupil)
        await pupil.taps("Mit Mensch reden")
        await pupil.taps("16–17")
        await pupil.taps("Klasse 10")
        await pupil.says("Lena")
        await pupil.taps("Nach der Schule")
        await pupil.taps("Weiter ▶️")
        await pupil.taps("Ja, schicken")
        assert recruiter.sees("Neue Anfrage")
        await recruiter.taps("Karte öffnen")
        assert recruiter.sees("Lena")


async def test_a_clock_put_forward_is_told_and_a_right_one_is_not(tmp_path: Path) -> None:
    (tmp_path / "night").mkdir()
    async with demo_of(NIGHT, tmp_path / "night") as (_, demo):
        seen = await demo.snapshot()
        assert seen.put_forward == seen.now == datetime(2027, 1, 4, 10, tzinfo=BERLIN)
    async with demo_of("2026-11-24T13:42", tmp_path) as (_, demo):
        seen = await demo.snapshot()
        assert seen.put_forward is None
        assert seen.now == datetime(2026, 11, 24, 13, 42, tzinfo=BERLIN)


async def test_beginning_anew_in_the_evening_of_the_demo_begins_in_the_morning(
    tmp_path: Path,
) -> None:
    async with demo_of("2026-11-24T13:42", tmp_path) as (_, demo):
        for _ in range(8):
            await demo.pass_time(1)
        await demo.wipe()
        seen = await demo.snapshot()
        assert seen.put_forward == seen.now == datetime(2026, 11, 25, 10, tzinfo=BERLIN)
