"""A fair moves or is cancelled, or a pupil is late: reminders stay true."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.rehearsal.stage import Actor, Stage
from bot.services.services import Services
from tests.handlers.pupil.fair_visits import BUEREN, come, elsewhere, open_fair
from tests.services.fair_people import add_fair, at, moves, times_seen


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    stage = await Stage(database_url, at("2027-02-01T14:00")).open()
    yield stage
    await stage.close()


@pytest.fixture
async def lena(stage: Stage) -> Actor:
    lena = stage.person("lena", on="telegram")
    await lena.starts()
    return lena


async def test_a_moved_fair_asks_again_and_runs_its_reminders_again(
    stage: Stage, lena: Actor
) -> None:
    """Story 9."""
    fair = await add_fair(stage)
    await come(lena)
    await stage.until(at("2027-02-19T17:05"))
    await moves(stage, fair, "2027-02-27T10:00")
    await stage.passes(timedelta(seconds=5))
    assert times_seen(lena, "Bisher: Samstag, 20. Februar 2027") == 1
    assert lena.sees("Kommst du trotzdem?")
    await lena.taps("📅 In den Kalender")
    file = lena.chat[-1].message.document
    assert file is not None
    assert b"SEQUENCE:1" in file.content
    assert b"20270227T100000" in file.content
    await lena.taps("✅ Ich komme")
    await stage.until(at("2027-02-28T00:00"))
    assert times_seen(lena, "In 7 Tagen ist es so weit!") == 2
    assert times_seen(lena, "Morgen ist es so weit!") == 2
    assert "27. Februar" in lena.find("Morgen ist es so weit!").message.text.plain


async def test_a_late_sign_up_is_reminded_once_and_one_after_the_start_never(
    stage: Stage, lena: Actor
) -> None:
    """Story 10."""
    await add_fair(stage, elsewhere("Morgen früh", "2027-02-02T09:00", BUEREN))
    await stage.until(at("2027-02-01T18:00"))
    await come(lena)
    await open_fair(lena)
    await stage.until(at("2027-02-02T09:00"))
    assert times_seen(lena, "Morgen ist es so weit!") == 1
    assert times_seen(lena, "ist es so weit") == 1
    await lena.taps("✅ Ich komme")
    late = stage.person("late", on="telegram")
    await late.starts()
    await late.says("messen")
    await late.taps("1 · ")
    assert late.sees("Diese Messe hat schon begonnen.")
    await stage.until(at("2027-02-03T12:00"))
    assert times_seen(late, "ist es so weit") == 0
    assert times_seen(lena, "ist es so weit") == 1


async def test_a_cancelled_fair_takes_its_reminder_back(stage: Stage, lena: Actor) -> None:
    """Story 15."""
    fair = await add_fair(stage)
    await come(lena)
    await stage.until(at("2027-02-19T16:40"))
    await stage.backstage(lambda unit: Services(unit).fairs.cancel(fair.id))
    await stage.until(at("2027-02-21T00:00"))
    assert times_seen(lena, "Morgen ist es so weit!") == 0
    assert times_seen(lena, "fällt leider aus") == 1
    await lena.taps("📅 Aus dem Kalender")
    file = lena.chat[-1].message.document
    assert file is not None
    assert b"METHOD:CANCEL" in file.content
