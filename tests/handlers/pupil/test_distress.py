"""Somebody is not well: care and contacts at once, the interview waits, nothing of it is kept."""

import logging

import pytest
from sqlmodel import select

from bot.rehearsal.stage import Stage
from bot.services.traces import traces
from storage.tables import Counter
from tests.handlers.pupil.visits import first_visit, reads
from tests.handlers.talks import everything, talking

WORDS = ("lebn", "wil nich")


async def counted(stage: Stage) -> dict[str, int]:
    return await stage.backstage(
        lambda unit: {row.kind: row.count for row in unit.session.exec(select(Counter))}
    )


async def test_contacts_come_at_once_and_the_interview_goes_on_where_it_was(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    lena = stage.person("lena")
    await lena.starts("s_7k2f")
    await lena.taps("Los geht's")
    await lena.taps("Möbel bauen")
    await lena.taps("Weiter")
    assert lena.sees("Frage 2 von 4")
    await lena.says("ich wil nich mer lebn")
    assert reads(lena).index("112") < reads(lena).index("116 111")
    assert lena.sees("Du musst da nicht allein durch.")
    assert lena.sees("[▶️ Weitermachen]")
    assert lena.sees("[💬 Mit Mensch reden]")
    assert not lena.sees("Frage")
    await lena.taps("Weitermachen")
    assert lena.sees("Frage 2 von 4")
    await lena.taps("Büren")
    assert lena.sees("Frage 3 von 4")
    assert traces(stage.lotse.database, WORDS) == []
    assert not [word for word in WORDS if word in caplog.text]
    assert await counted(stage) == {"distress_pupil": 1}


async def test_it_is_the_very_first_message(small_stage: Stage) -> None:
    lena = small_stage.person("lena")
    await lena.says("mein vater schlägt mich")
    assert lena.sees("Du bist nicht schuld.")
    assert lena.sees("116 111")
    await lena.taps("Weitermachen")
    assert lena.sees("Stellen suchen")


async def test_more_words_are_not_pretended_to_be_understood(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.says("ich ritze mich")
    await lena.says("seit zwei wochen oder so")
    assert lena.sees("Ich bin nur ein Programm.")
    assert lena.sees("116 111")
    assert await counted(small_stage) == {"distress_pupil": 1}
    await lena.taps("Weitermachen")
    assert lena.sees("Holzmechaniker")
    assert traces(small_stage.lotse.database, ["ritze", "seit zwei wochen"]) == []


async def test_a_person_is_one_tap_away(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.says("ich ritze mich")
    await lena.taps("Mit Mensch reden")
    assert lena.sees("Wie alt bist du?")


async def test_it_does_not_reach_the_recruiter_not_even_as_a_quote(stage: Stage) -> None:
    neu, lena = await talking(stage)
    await neu.says("Hallo Lena, wann passt es dir?", quotes="„Lena“")
    await lena.says("ich will mich umbringen", quotes="wann passt es dir")
    assert lena.sees("112")
    assert "umbringen" not in everything(neu)
    assert traces(stage.lotse.database, ["umbringen"]) == []


async def test_staff_get_contacts_in_their_own_tone(small_stage: Stage) -> None:
    neu, lena = await talking(small_stage)
    await neu.says(
        "Lena schreibt, sie will sich umbringen. Ich will nicht mehr leben.", quotes="„Lena“"
    )
    assert neu.sees("nicht gespeichert und nicht weitergegeben")
    assert neu.sees("112")
    assert "umbringen" not in everything(lena)
    assert await counted(small_stage) == {"distress_recruiter": 1}
