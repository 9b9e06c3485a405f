"""My answers: all of them at a glance, each changed alone."""

from bot.rehearsal.stage import Stage
from tests.handlers.pupil.visits import first_visit


async def test_one_answer_is_changed_without_walking_again(stage: Stage) -> None:
    lena = await first_visit(stage)
    await lena.says("menü")
    await lena.taps("Meine Angaben")
    for line in (
        "Das mag ich: Möbel bauen",
        "Ort: Büren",
        "Abschluss: Realschule (MSA)",
        "Beginn: Sommer 2027",
        "Das ist noch nicht gespeichert. Nach 48 Stunden vergesse ich es.",
    ):
        assert lena.sees(line), line
    await lena.taps("✏️ Ort")
    assert lena.sees("Ort\nWo wohnst du?")
    await lena.says("Delbrück")
    assert lena.sees("✓ Delbrück")
    assert lena.sees("Ort: Delbrück")
    assert lena.sees("Das mag ich: Möbel bauen")
    await lena.taps("Stellen ansehen")
    assert lena.sees("von Delbrück") or lena.sees("direkt in Delbrück")


async def test_a_smaller_radius_changes_list_and_reasons(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.says("profil")
    await lena.taps("Mehr über mich")
    await lena.taps("Umkreis")
    await lena.says("10 km")
    assert lena.sees("Umkreis: bis 10 km")
    await lena.taps("Stellen ansehen")
    assert lena.sees("Ich habe eine Stelle für dich.")
    await lena.says("profil")
    assert lena.sees("Umkreis: bis 10 km")
    await lena.taps("Mehr über mich")
    await lena.taps("Umkreis")
    await lena.says("25 km")
    await lena.taps("Stellen ansehen")
    assert lena.sees("Ich habe 3 Stellen für dich.")


async def test_several_answers_are_changed_with_toggles(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.says("profil")
    await lena.taps("Das mag ich")
    await lena.taps("Backen")
    await lena.taps("Möbel bauen")
    await lena.taps("Weiter ▶️")
    assert lena.sees("Das mag ich: Backen")


async def test_an_answer_can_be_taken_back(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.says("profil")
    await lena.taps("✏️ Abschluss")
    await lena.taps("Weiß ich nicht")
    assert lena.sees("Abschluss: –")


async def test_a_change_that_is_left_changes_nothing(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.says("profil")
    await lena.taps("✏️ Beginn")
    await lena.says("zurück")
    assert lena.sees("Beginn: Sommer 2027")


async def test_a_new_search_begins_with_the_answers_as_they_are(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.taps("Neue Suche")
    assert lena.button("🪵 Möbel bauen").chosen
    await lena.taps("Weiter ▶️")
    await lena.taps("Büren")
    assert lena.button("Realschule (MSA)").chosen


async def test_the_summary_before_any_answer_is_no_dead_end(small_stage: Stage) -> None:
    lena = small_stage.person("lena")
    await lena.starts()
    await lena.says("profil")
    assert lena.sees("Ort: –")
    await lena.taps("✏️ Ort")
    await lena.says("33098")
    assert lena.sees("Ort: Paderborn")


async def test_help_names_the_words_that_always_work(small_stage: Stage) -> None:
    lena = small_stage.person("lena")
    await lena.starts()
    await lena.says("hilfe")
    for word in ("Menü", "Zurück", "Mensch", "Stopp", "Löschen"):
        assert lena.sees(word)
