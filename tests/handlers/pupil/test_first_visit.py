"""The first visit: from the poster in the corridor to a vacancy, in few taps, nothing kept."""

from datetime import timedelta
from functools import partial

import pytest
from sqlmodel import func, select

from bot.dialogue.event import EventKind
from bot.rehearsal.stage import Stage
from bot.services.unit import Unit
from storage.tables import Consent, Profile, SavedVacancy
from tests.handlers.pupil.visits import answer, first_visit, reads
from tests.handlers.talks import asking, recruiter

KEPT = (Profile, SavedVacancy, Consent)


def kept_rows(unit: Unit) -> int:
    """How much is kept about pupils."""
    return sum(unit.session.exec(select(func.count()).select_from(table)).one() for table in KEPT)


async def test_a_useful_result_comes_at_the_sixth_tap(stage: Stage) -> None:
    lena = stage.person("lena")
    await lena.starts("s_7k2f")
    assert lena.sees("ein Programm, kein Mensch")
    assert lena.sees("Ich speichere noch nichts.")
    await lena.taps("Los geht's")
    assert lena.sees("Frage 1 von 4")
    await lena.taps("Möbel bauen")
    await lena.taps("Weiter")
    assert lena.sees("Frage 2 von 4")
    assert lena.sees("[📍 Büren] [Anderer Ort]")
    await lena.taps("Büren")
    assert lena.sees("Frage 3 von 4")
    await lena.taps("Realschule")
    assert lena.sees("Frage 4 von 4")
    await lena.taps("Sommer 2027")
    assert lena.sees("Gut gemacht! 🎉 Ich habe 4 Stellen für dich.")
    assert lena.sees(
        "Holzmechaniker (m/w/d)\nMöbel mit Maschinen herstellen\nKüchenfabrik Beispiel"
    )
    assert lena.sees("✓ Es passt zu: Möbel bauen.\n✓ Es ist direkt in Büren.")
    assert lena.sees("Prüf noch: Du arbeitest in Schichten")
    assert await stage.backstage(kept_rows) == 0


async def test_the_visit_is_one_message_that_changes(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    assert len(lena.chat) == 1


@pytest.mark.parametrize("code", ["", "s_zzzz", "v_1234", "c_9", "m_messe", "' OR 1=1", "🦄" * 30])
async def test_an_unknown_start_code_starts_as_usual(small_stage: Stage, code: str) -> None:
    lena = small_stage.person("lena")
    await lena.starts(code)
    assert lena.sees("Hallo! 👋 Ich bin der Ausbildungs-Lotse vom Kreis Paderborn")
    await lena.taps("Los geht's")
    await lena.taps("Weiß ich nicht")
    assert lena.sees("[📍 Altenbeken] [📍 Bad Lippspringe]")


async def test_who_says_hello_first_is_greeted_too(small_stage: Stage) -> None:
    lena = small_stage.person("lena")
    await lena.says("hallo?")
    assert lena.sees("ein Programm, kein Mensch")


async def test_who_answers_the_hello_of_a_poster_is_not_greeted_twice(small_stage: Stage) -> None:
    lena = small_stage.person("lena")
    await lena.starts("s_7k2f")
    await lena.says("hallo")
    assert lena.chat[-1].message.text.plain.count("Hallo!") == 1


async def test_after_a_break_it_goes_on_where_it_stopped(stage: Stage) -> None:
    lena = stage.person("lena")
    await lena.starts("s_7k2f")
    for tap in ("Los geht's", "Backen", "Weiter", "Büren"):
        await lena.taps(tap)
    await stage.passes(timedelta(hours=22))
    await stage.restart()
    await lena.says("hallo")
    assert lena.sees("Wir waren bei Frage 3. Weiter?")
    await lena.taps("▶️ Weiter")
    assert lena.sees("Frage 3 von 4")
    await lena.taps("Abi")
    await lena.taps("Sommer")
    assert lena.sees("✓ Es passt zu: Backen.")


async def test_pressing_start_again_resumes_as_well(small_stage: Stage) -> None:
    lena = small_stage.person("lena")
    await lena.starts()
    await lena.taps("Los geht's")
    await lena.starts("s_7k2f")
    assert lena.sees("Wir waren bei Frage 1. Weiter?")
    await lena.taps("Neu anfangen")
    assert lena.sees("Frage 1 von 4")


async def test_who_comes_back_later_finds_the_menu(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.starts()
    assert lena.sees("Schön, dass du wieder da bist! 👋")
    await lena.taps("Stellen suchen")
    assert lena.sees("Ich habe 4 Stellen für dich.")


async def test_who_has_sent_an_enquiry_is_no_stranger_when_her_answers_are_forgotten(
    small_stage: Stage,
) -> None:
    await recruiter(small_stage)
    lena = await asking(small_stage)
    await small_stage.passes(timedelta(hours=49))
    for greet in (partial(lena.says, "hallo"), lena.starts):
        await greet()
        assert lena.sees("Was möchtest du tun?")
        assert not lena.sees("Ich speichere noch nichts")


async def test_a_tap_works_after_a_restart_in_the_middle(small_stage: Stage) -> None:
    lena = small_stage.person("lena")
    await lena.starts("s_7k2f")
    await lena.taps("Los geht's")
    await lena.taps("Möbel bauen")
    await small_stage.restart()
    await lena.taps("Weiter")
    assert lena.sees("Frage 2 von 4")


async def test_two_addresses_are_two_people(small_stage: Stage) -> None:
    lena, ben = small_stage.person("lena"), small_stage.person("ben")
    await lena.starts("s_7k2f")
    await ben.starts("s_7k2f")
    for pupil, likes, town in ((lena, "Backen", "Büren"), (ben, "Verkaufen", "Büren")):
        await pupil.taps("Los geht's")
        await answer(pupil, likes=likes, town=town)
    assert "Es passt zu: Backen." in reads(lena)
    assert "Es passt zu: Verkaufen." in reads(ben)


async def test_two_tabs_of_one_pupil_share_the_interview(small_stage: Stage) -> None:
    lena = small_stage.person("lena")
    await lena.starts("s_7k2f")
    await lena.taps("Los geht's")
    in_both_tabs = lena.button("Backen").token
    await lena.taps("Backen")
    await small_stage.send(lena.event(EventKind.TAPPED, choice=in_both_tabs))
    assert "Frage 1 von 4" in reads(lena)
    assert lena.button("🥐 Backen").chosen
