"""The log of a troubled run holds no word that anybody typed, and no secret."""

import asyncio
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from bot import logs
from bot.rehearsal.stage import Stage
from tests.conftest import log_plainly
from tests.faults.holding import cut_connections, held
from tests.faults.processes import Place, Stable, serving
from tests.faults.pupils import Pupil, at_their_pages

MARK = "Xylophonquark"
"""Stands in everything that is typed here; the program knows it from nowhere else."""

EVENTS: tuple[dict[str, str], ...] = (
    {"kind": "joined", "code": MARK},
    {"kind": "said", "text": "1"},
    {"kind": "said", "text": f"Ich mag {MARK}"},
    {"kind": "said", "text": MARK * 400},
    {"kind": "tapped", "choice": f"p.1.{MARK}"},
    {"kind": "tapped", "choice": f"k.{MARK}.1.1"},
    {"kind": "said", "text": f"/einladung {MARK}23"},
    {"kind": "said", "text": f"Ich will nicht mehr leben {MARK}"},
    {"kind": "said", "text": f"weiter {MARK}", "quoted": "1"},
    {"kind": "said", "text": "mensch"},
    {"kind": "said", "text": "16"},
    {"kind": "said", "text": MARK},
)
NO_EVENTS = (
    f'{{"id": "{MARK}", "kind": "said", "text": "{MARK}"}}',
    f'{{"{MARK}": "{MARK}"',
    MARK,
)


async def talks(pupil: Pupil) -> None:
    """Say the marked word in every way that the page has, and in some that it has not."""
    await pupil.insists("POST", "/api/visit", {})
    for event in EVENTS:
        await pupil.tells(**event)
    for body in NO_EVENTS:
        await pupil.sends(body.encode())
    for path in (f"/?s={MARK}", f"/zurueck/{MARK}", f"/team/{MARK}", f"/{MARK}?token={MARK}"):
        await pupil.asks("GET", path)
    await pupil.asks("POST", f"/zurueck/{MARK}", {MARK: MARK})
    await pupil.looks()


async def in_trouble(place: Place, pupil: Pupil) -> None:
    """Say it while the database is away."""
    with held(place):
        await pupil.asks("POST", "/api/events", pupil.event(kind="said", text=MARK))
    if "postgresql" in place.database:
        cut_connections(place)
        await pupil.tells(kind="said", text=MARK)


def read(log: Path) -> str:
    return log.read_text()


async def test_a_troubled_run(stable: Stable, place: Place) -> None:
    async with at_their_pages(place.url, 1) as (pupil,):
        with serving(stable, place):
            await talks(pupil)
            await in_trouble(place, pupil)
            link = (await pupil.insists("GET", "/api/link")).json()["link"]
        secrets = [place.key, place.pepper, pupil.secret, link.rpartition("/")[2]]
    log = read(place.log)
    assert "asked to come back" in log, "the trouble was noted"
    assert [said for said in (MARK, *secrets, *pupil.sent) if said in log] == []


@pytest.fixture
def paper(tmp_path: Path) -> Iterator[Path]:
    """Where this process logs to for a while."""
    root, file = logging.getLogger(), tmp_path / "paper.log"
    before, level, loud = root.handlers[:], root.level, logging.raiseExceptions
    with file.open("w") as stream:
        logs.configure("DEBUG", json=False, stream=stream)
        yield file
    root.handlers, logging.raiseExceptions = before, loud
    root.setLevel(level)
    log_plainly()


async def test_mistakes_in_the_program(database_url: str, paper: Path) -> None:
    stage = await Stage(database_url, datetime(2027, 2, 1, 11, tzinfo=UTC)).open()
    lena = stage.person("lena")

    def mistaken(turn: Any, services: Any, *_: Any, **__: Any) -> None:
        services.people.speak(turn.speaker.id, turn.event.text)
        raise LookupError(turn.event.text)

    try:
        await lena.starts()
        stage.lotse.turns._dispatcher.answer = mistaken  # type: ignore[method-assign]
        await lena.says(MARK)
        await asyncio.sleep(0)
    finally:
        await stage.close()
    log = read(paper)
    assert log.count("LookupError") >= 3, "each try was noted"
    assert MARK not in log
