"""Stop: one confirmation, no more news, and "start" brings them back without a new interview."""

from datetime import timedelta

import pytest
from sqlmodel import func, select

from bot.rehearsal.stage import Stage
from storage.tables import Outbox
from tests.handlers.pupil.visits import first_visit, reads
from tests.handlers.talks import everything, talking


@pytest.mark.parametrize(
    "said",
    ["stop", "stoppp", "/stop", "Abmelden bitte", "hör auf!", "Bitte keine Nachrichten mehr"],
)
async def test_many_words_stop_with_one_confirmation(small_stage: Stage, said: str) -> None:
    lena = await first_visit(small_stage)
    before = len(lena.chat)
    await lena.says(said)
    assert lena.sees("🔕 Gestoppt.")
    assert lena.sees("Schreib einfach „Start“.")
    assert len(lena.chat) == before + 1


async def test_to_register_is_not_to_stop(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.says("anmelden")
    assert not lena.sees("Gestoppt")


async def test_the_recruiter_is_told_and_start_brings_the_news_back(stage: Stage) -> None:
    neu, lena = await talking(stage)
    await lena.says("stoppp")
    assert lena.sees("Auch Antworten auf deine Anfrage kommen jetzt nicht mehr an.")
    await neu.says("Hallo Lena, wann passt es dir?", quotes="„Lena“")
    assert "nicht zugestellt: hat gestoppt" in everything(neu)
    assert "wann passt es dir" not in everything(lena)
    await lena.taps("Menü")
    assert not lena.sees("wieder Nachrichten")
    await lena.says("start")
    assert lena.sees("🔔 Du bekommst wieder Nachrichten.")
    assert not lena.sees("Frage 1 von 4")
    await neu.says("Bist du wieder da?", quotes="„Lena“")
    assert "Bist du wieder da?" in everything(lena)


async def test_what_waits_for_the_morning_is_withdrawn(stage: Stage) -> None:
    neu, lena = await talking(stage)
    await stage.passes(timedelta(hours=9))  # midnight in Paderborn
    await neu.says("Guten Morgen, Lena!", quotes="„Lena“")
    assert "Guten Morgen" not in everything(lena)
    await lena.says("hör auf")
    assert "nicht zugestellt: hat gestoppt" in everything(neu)
    await stage.passes(timedelta(hours=12))
    assert "Guten Morgen" not in everything(lena)
    waiting = select(func.count()).select_from(Outbox).where(Outbox.state == "queued")
    assert await stage.backstage(lambda unit: unit.session.exec(waiting).one()) == 0


async def test_it_can_be_undone_with_its_button_and_said_twice(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.says("stop")
    await lena.says("stop")
    assert lena.sees("🔕 Gestoppt.")
    await lena.taps("Wieder an")
    assert lena.sees("🔔 Du bekommst wieder Nachrichten.")
    await lena.says("einstellungen")
    assert lena.sees("Nachrichten: an")


async def test_a_new_poster_brings_the_news_back_too(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.says("stop")
    await lena.starts("s_7k2f")
    assert "🔔 Du bekommst wieder Nachrichten." in reads(lena)
