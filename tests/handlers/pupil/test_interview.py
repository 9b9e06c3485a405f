"""The interview: toggles, own words, bad input, the way back."""

import pytest

from bot.dialogue.event import EventKind
from bot.rehearsal.actor import Actor
from bot.rehearsal.stage import Stage
from tests.handlers.pupil.visits import first_visit, reads

HELP = "Schreib zum Beispiel: „Ich koche gern.“"


@pytest.fixture
async def lena(small_stage: Stage) -> Actor:
    lena = small_stage.person("lena")
    await lena.starts("s_7k2f")
    await lena.taps("Los geht's")
    return lena


async def test_toggles_show_their_state(lena: Actor) -> None:
    await lena.taps("Backen")
    assert lena.button("🥐 Backen").chosen is True
    assert lena.button("🛍️ Verkaufen").chosen is False
    await lena.taps("Backen")
    assert lena.button("🥐 Backen").chosen is False
    assert lena.sees("Weiß ich nicht")


async def test_ticks_on_a_screen_that_is_being_drawn_anew_count(lena: Actor) -> None:
    await lena.taps("Backen")
    for tick in ("Verkaufen", "Im Labor"):
        await lena.taps_old(tick, "Frage 1 von 4")
        assert lena.button("🥐 Backen").chosen
    assert lena.button("🛍️ Verkaufen").chosen
    assert lena.button("🔬 Im Labor forschen").chosen
    await lena.taps("Weiter")
    await lena.taps_old("Verkaufen", "Frage 1 von 4")
    assert lena.sees("Frage 2 von 4")


async def test_a_fourth_activity_is_refused_kindly(lena: Actor) -> None:
    for tap in ("Backen", "Verkaufen", "Im Labor", "Videos"):
        await lena.taps(tap)
    assert lena.sees("Es gehen höchstens 3. Nimm erst eins weg.")
    assert lena.button("🎬 Videos machen").chosen is False


async def test_own_words_are_understood_and_shown_for_checking(lena: Actor) -> None:
    await lena.says("schraube gern an Autos")
    assert lena.sees("Verstanden: An Autos schrauben")
    assert lena.button("🚗 An Autos schrauben").chosen
    await lena.taps("Weiter")
    assert lena.sees("Frage 2 von 4")


async def test_an_occupation_goes_with_its_field(lena: Actor) -> None:
    await lena.says("tischlerin oder koch")
    assert lena.sees("Tischler/-in · Koch/Köchin")
    await lena.taps("Kochen, bedienen")
    await lena.says("und backen")
    assert lena.sees("Verstanden: Möbel bauen · Backen · Tischler/-in")


async def test_typing_more_than_fits_says_so(lena: Actor) -> None:
    for tap in ("Backen", "Verkaufen", "Im Labor"):
        await lena.taps(tap)
    await lena.says("ich mache gern videos")
    assert lena.sees("Es gehen höchstens 3.")


@pytest.mark.parametrize("said", ["asdf", "12345", "?!?", "x" * 3000, "lorem ipsum dolor"])
async def test_nonsense_gets_help_and_the_question_again(lena: Actor, said: str) -> None:
    await lena.says(said)
    assert lena.sees("verstanden") or lena.sees("ohne Worte")
    assert lena.sees(HELP)
    assert lena.sees("Frage 1 von 4")


async def test_emoji_alone_get_a_friendly_line(lena: Actor) -> None:
    await lena.says("🥰🥰🥰")
    assert lena.sees("😊 Das verstehe ich ohne Worte noch nicht.")


async def test_another_script_is_offered_the_languages(lena: Actor) -> None:
    await lena.says("أحب السيارات")
    assert lena.sees("Oder wechsle die Sprache.")
    assert lena.sees("[🌍 Sprache]")


async def test_5000_characters_lose_nothing(lena: Actor) -> None:
    await lena.taps("Backen")
    await lena.says("backen " * 715)
    assert lena.sees("Das ist zu lang für mich")
    assert lena.button("🥐 Backen").chosen


async def test_two_misses_bring_a_person(lena: Actor) -> None:
    await lena.says("asdf")
    assert not lena.sees("Mit Mensch reden")
    await lena.says("qwertz")
    assert lena.sees("[💬 Mit Mensch reden]")


@pytest.mark.parametrize(
    "said", ["weiß nicht", "Keine Ahnung", "kp", "weiß net", "egal", "überspringen"]
)
async def test_not_knowing_is_an_answer(lena: Actor, said: str) -> None:
    await lena.says(said)
    assert lena.sees("Frage 2 von 4")


async def test_back_walks_question_by_question(lena: Actor) -> None:
    for tap in ("Backen", "Weiter", "Büren", "Abi"):
        await lena.taps(tap)
    await lena.taps("Zurück")
    assert lena.sees("Frage 3 von 4")
    assert lena.button("Abi").chosen
    await lena.says("zurück")
    assert lena.sees("Frage 2 von 4")
    await lena.says("zurück")
    assert lena.sees("Frage 1 von 4")


async def test_a_double_tap_answers_one_question_only(lena: Actor) -> None:
    await lena.taps("Backen")
    await lena.taps("Weiter")
    token = lena.button("Büren").token
    for _ in range(2):
        await lena.stage.send(lena.event(EventKind.TAPPED, choice=token))
    assert "Frage 3 von 4" in reads(lena)


async def test_an_old_button_shows_the_present_question(lena: Actor) -> None:
    old = lena.button("Verkaufen").token
    for tap in ("Backen", "Weiter", "Büren"):
        await lena.taps(tap)
    await lena.stage.send(lena.event(EventKind.TAPPED, choice=old))
    assert "Frage 3 von 4" in reads(lena)


async def test_every_button_can_be_typed(lena: Actor) -> None:
    await lena.says("14")
    assert lena.button("🥐 Backen").chosen
    await lena.says("weiter")
    await lena.says("1")
    assert lena.sees("✓ Büren")
    await lena.says("realschule msa")
    await lena.says("Sommer 2027")
    assert lena.sees("Gut gemacht!")


async def test_a_typed_answer_says_what_was_understood(lena: Actor) -> None:
    await lena.says("weiß nicht")
    await lena.says("ich wohne in paderbron")
    assert lena.sees("✓ Paderborn")
    assert lena.sees("Frage 3 von 4")


async def test_an_ambiguous_postal_code_asks_once(lena: Actor) -> None:
    await lena.says("weiß nicht")
    await lena.says("33161")
    assert lena.sees("Da gibt es mehrere Orte. In welchem wohnst du?")
    assert lena.sees("[📍 Hövelhof] [📍 Paderborn]")
    await lena.taps("Hövelhof")
    assert lena.sees("Frage 3 von 4")


async def test_an_unknown_postal_code_offers_the_nearest_town(lena: Actor) -> None:
    await lena.says("weiß nicht")
    await lena.says("10115")
    assert lena.sees("Die Postleitzahl 10115 kenne ich nicht.")
    assert lena.sees("[📍 Paderborn] [📍 Salzkotten]")


async def test_a_neighbours_town_is_searched_from(lena: Actor) -> None:
    await lena.says("weiß nicht")
    await lena.says("Lippstadt")
    assert lena.sees("Lippstadt liegt nicht im Kreis Paderborn. Ich suche trotzdem")


async def test_more_about_me_can_be_skipped_and_left(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.taps("Mehr über mich")
    assert lena.sees("Frage 1 von 6 · freiwillig")
    await lena.taps("Überspringen")
    assert lena.sees("Wie weit darf es von Büren aus sein?")
    await lena.taps("bis 5 km")
    await lena.taps("Fertig")
    assert lena.sees("Ich habe eine Stelle für dich.")


async def test_an_internship_brings_one_question_more(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.taps("Mehr über mich")
    await lena.taps("Praktikum")
    await lena.taps("Weiter")
    assert lena.sees("Frage 2 von 7 · freiwillig")
    assert lena.sees("Osterferien: Mo., 22.03.2027 bis Sa., 03.04.2027")
    await lena.says("30.2. bis 5.3.")
    assert lena.sees("Diesen Tag gibt es nicht.")
    await lena.says("22.3. bis 2.4.")
    assert lena.sees("✓ Mo., 22.03.2027 bis Fr., 02.04.2027\nDas liegt in den Ferien.")
