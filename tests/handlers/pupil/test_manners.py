"""How people really write: a yes, a hello, a thank-you, a thumb, a slip of the finger."""

from datetime import timedelta

import pytest

from bot.rehearsal.stage import Stage
from bot.services.services import Services
from tests.handlers.pupil.visits import first_visit, reads
from tests.handlers.talks import everything, pupil_before_consent, recruiter, talking
from tests.services.fair_people import (
    add_fair,
    coordinator,
    fan,
    moves,
    number_of,
    times_seen,
)


async def test_a_typed_yes_is_the_button_that_says_yes(small_stage: Stage) -> None:
    await recruiter(small_stage)
    lena = await pupil_before_consent(small_stage)
    await lena.says("ja klar")
    assert lena.sees("Geschickt! ✅")
    await lena.says("löschen")
    await lena.says("nein")
    assert lena.sees("Was möchtest du tun?")
    await lena.says("löschen")
    await lena.says("ja")
    assert lena.sees("Alles über dich ist gelöscht.")


async def test_back_does_not_lead_into_what_was_sent(small_stage: Stage) -> None:
    await recruiter(small_stage)
    lena = await pupil_before_consent(small_stage)
    await lena.taps("✅ Ja, schicken")
    await lena.says("zurück")
    assert lena.sees("Was möchtest du tun?")


async def test_a_yes_at_the_door_is_the_way_on(small_stage: Stage) -> None:
    lena = small_stage.person("lena")
    await lena.starts()
    await lena.says("ok")
    assert lena.sees("Frage 1 von 4")
    await small_stage.passes(timedelta(hours=20))
    await lena.says("bin wieder da")
    await lena.says("ja")
    assert lena.sees("Frage 1 von 4")


@pytest.mark.parametrize(
    ("said", "reply"),
    [
        ("Hallo!", "Hallo! 👋"), ("danke dir", "Gern! 😊"), ("ok", "Alles klar. 👍"),
        ("👍", "Das verstehe ich ohne Worte noch nicht."),
    ],
)  # fmt: skip
async def test_whoever_is_polite_is_answered_so(small_stage: Stage, said: str, reply: str) -> None:
    lena = await first_visit(small_stage)
    await lena.says(said)
    assert lena.sees(f"{reply}\n")
    assert not lena.sees("nicht verstanden")
    assert lena.sees("Ich habe 4 Stellen für dich."), "and the screen stays"
    await lena.says("profil")
    await lena.taps("✏️ Ort")
    await lena.says(said)
    assert lena.sees(f"{reply}\n")
    assert lena.sees("Wo wohnst du?")


@pytest.mark.parametrize("said", ["Nichts davon", "keins davon!", "none of these"])
async def test_who_likes_none_of_it_goes_on(small_stage: Stage, said: str) -> None:
    lena = small_stage.person("lena")
    await lena.starts()
    await lena.says("ja")
    await lena.says(said)
    assert lena.sees("Frage 2 von 4")


async def test_a_person_is_offered_once_on_a_screen(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    for words in ("menü", "blub", "blubb", "blubbb"):
        await lena.says(words)
    assert reads(lena).count("Mit Mensch reden") == 1


async def test_a_wrong_age_can_be_put_right_wherever_it_was_asked(small_stage: Stage) -> None:
    await recruiter(small_stage)
    await add_fair(small_stage)
    lena = await first_visit(small_stage)
    await lena.says("mensch")
    await lena.taps("unter 14")
    await lena.taps("✏️ Alter ändern")
    await lena.taps("unter 14")
    await lena.says("profil")
    await lena.taps("💾 Speichern")
    assert lena.sees("Deshalb speichere ich nichts")
    await lena.says("messen")
    await lena.taps("1 ·")
    await lena.taps("✅ Ich komme")
    await lena.taps("✏️ Alter ändern")
    await lena.taps("16–17")
    assert lena.sees("Darf ich dir Neuigkeiten und Erinnerungen zu Messen schicken?")
    await lena.says("profil")
    await lena.taps("💾 Speichern")
    assert lena.sees("Das speichere ich dann:")


async def test_start_ends_the_pause_as_well(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.says("einstellungen")
    await lena.taps("⏸️ Pause")
    await lena.taps("2 Wochen")
    await lena.says("stopp")
    await lena.says("start")
    assert lena.sees("Du bekommst wieder Nachrichten.")
    await lena.says("einstellungen")
    assert lena.sees("Nachrichten: an")


@pytest.mark.parametrize("said", ["Sprache", "english please", "язык", "لغة"])
async def test_the_language_can_be_asked_for(small_stage: Stage, said: str) -> None:
    lena = await first_visit(small_stage)
    await lena.says(said)
    await lena.taps("English")
    await lena.taps("Go on")
    assert times_seen(lena, "I have 4 vacancies for you.") == 1


async def test_times_for_a_talk_are_told_as_they_were_chosen(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.says("mensch")
    await lena.taps("16–17")
    await lena.taps("Klasse 10")
    await lena.taps("Lieber kein Name")
    await lena.taps("Nach der Schule")
    await lena.taps("Weiter")
    await lena.says("profil")
    assert lena.sees("Zeit zum Reden: nach der Schule")


async def test_the_buttons_of_news_can_be_typed(stage: Stage) -> None:
    ben = await fan(stage, "ben", on="telegram")
    fair = await add_fair(stage)
    kim = await coordinator(stage, "kim")
    number = await number_of(stage, kim)
    await stage.backstage(lambda unit: Services(unit).broadcasts.send(fair.id, 1, by=number))
    await stage.passes(timedelta(minutes=1))
    await ben.says("vieleicht")
    assert ben.sees("Gut, vielleicht.")
    await moves(stage, fair, "2027-02-27T10:00")
    await stage.passes(timedelta(minutes=1))
    await ben.says("ja")
    assert ben.sees("Gut, du kommst!")
    await ben.says("nein")
    assert ben.sees("Das habe ich nicht verstanden."), "now the news is not the newest any more"


async def test_what_is_typed_below_news_is_no_button_of_hers_by_chance(stage: Stage) -> None:
    neu, lena = await talking(stage)
    await neu.says("Passt Dienstag?", quotes="Klasse 10")
    await lena.says("ja")
    assert lena.sees("Soll ich das schicken?")
    await lena.says("ja")
    assert "Angekommen" in everything(lena)
    await neu.says("Antworten")
    assert neu.sees("Ihre nächste Nachricht geht an")
