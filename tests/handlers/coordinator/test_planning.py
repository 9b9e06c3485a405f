"""A coordinator enters, changes, moves and cancels fairs in chat."""

import pytest

from bot.domain.fairs import FairState
from bot.rehearsal.stage import Actor, Stage
from bot.services.fair_plans import Fair
from bot.services.services import Services
from tests.services.fair_people import add_fair, coordinator, fan, says


async def ahead(stage: Stage) -> list[Fair]:
    return await stage.backstage(lambda unit: Services(unit).fairs.ahead())


async def enter(carla: Actor, *answers: str) -> None:
    """Answer one question after the other: [Tap] in brackets, everything else is typed."""
    await carla.taps("🎪 Messen")
    await carla.taps("➕ Neue Messe")
    for answer in answers:
        if answer.startswith("["):
            await carla.taps(answer[1:-1])
        else:
            await carla.says(answer)


async def test_a_fair_is_entered_step_by_step(stage: Stage, carla: Actor) -> None:
    await enter(carla, "Messe Delbrück (Beispiel)")
    assert carla.sees("Frage 2 von 13")
    for answer in ("Sa 20.02.2027", "10 bis 14 Uhr", "Probehalle", "Haltestelle Probeplatz"):
        await carla.says(answer)
    await carla.says("delbrück")
    await carla.taps("Klasse 9")
    await carla.taps("Klasse 10")
    await carla.taps("Weiter ▶️")
    await carla.says("Du sprichst mit 30 Betrieben.")
    await carla.taps("kostenlos")
    await carla.says("Per Mail an die Schule")
    assert carla.sees("Bis wann kann man sich anmelden?")
    await carla.says("15.02.2027")
    await carla.taps("Überspringen")
    await carla.taps("Ja")
    await carla.says("Ohne Stufen")
    for words in (
        "Samstag, 20. Februar 2027, 10:00 bis 14:00 Uhr", "Probehalle, Delbrück",
        "Klasse 9 und Klasse 10", "kostenlos", "Mo., 15.02.2027", "Ohne Stufen",
    ):  # fmt: skip
        assert carla.sees(words), words
    assert await ahead(stage) == []
    await carla.taps("✅ Speichern")
    assert carla.sees("Gespeichert")
    assert carla.sees("[📣 Ankündigen]")
    (fair,) = await ahead(stage)
    assert fair.plan.registration == "Per Mail an die Schule"
    assert fair.code.startswith("m_")


@pytest.mark.parametrize(
    ("said", "understood"),
    [
        ("8-10", "Klasse 8, Klasse 9 und Klasse 10"),
        ("9", "Klasse 9"),
        ("9., 10. und Q1", "Klasse 9, Klasse 10 und Q1 (Klasse 12)"),
        ("Klasse 10 und das Berufskolleg", "Klasse 10 und Berufskolleg"),
        ("alle", "alle"),
    ],
)
async def test_classes_can_be_typed(
    stage: Stage, carla: Actor, said: str, understood: str
) -> None:
    await enter(carla, *SHORT[:6], "asdf")
    assert carla.sees("schreiben Sie zum Beispiel: 8–10")
    for answer in (said, "überspringen", "kostenlos", "ohne anmeldung", *("überspringen",) * 3):
        await carla.says(answer)
    await carla.says("nein")
    await carla.says("überspringen")
    assert carla.sees(f"Für wen: {understood}")


SHORT = (
    "Börse (Beispiel)", "20.02.2027", "10-14", "Aula", "[Überspringen]", "[Büren]",
    "[Für alle ▶️]", "[Überspringen]", "[kostenlos]", "[Ohne Anmeldung]", "[Überspringen]",
    "[Nein]", "[Überspringen]",
)  # fmt: skip


async def test_what_is_optional_can_be_skipped_and_no_deadline_is_asked_without_registration(
    stage: Stage, carla: Actor
) -> None:
    await enter(carla, *SHORT)
    assert carla.sees("✅ Speichern")
    assert carla.sees("Für wen: alle")
    assert not carla.sees("Mitbringen")
    await carla.taps("Verwerfen")
    assert carla.sees("Es ist keine Messe geplant.")
    assert await ahead(stage) == []


async def test_a_fair_that_was_begun_is_taken_up_again(carla: Actor) -> None:
    await enter(carla, *SHORT[:3])
    await carla.says("menü")
    await carla.taps("🎪 Messen")
    await carla.taps("➕ Neue Messe")
    assert carla.sees("Sie haben schon angefangen: Börse (Beispiel)")
    await carla.taps("Weiter")
    assert carla.sees("Frage 4 von 13")
    await carla.says("/messen")
    await carla.taps("➕ Neue Messe")
    await carla.taps("Neu beginnen")
    assert carla.sees("Frage 1 von 13")


async def test_yes_is_no_way_to_register_and_one_to_welcome_parents(carla: Actor) -> None:
    await enter(carla, *SHORT[:9], "ja")
    assert carla.sees("schreiben Sie auch, wie und wo")
    for answer in ("in der Schule", "Ohne Frist", "keine", "klar"):
        await carla.says(answer)
    await carla.says("Überspringen")
    assert carla.sees("Anmeldung: in der Schule")
    assert carla.sees("Deine Eltern sind willkommen.")


@pytest.mark.parametrize("nothing", ["keine", "Nix.", "nichts", "-"])
async def test_a_typed_nothing_leaves_the_line_out(carla: Actor, nothing: str) -> None:
    await enter(carla, *SHORT[:4], nothing, "[Büren]", "[Für alle ▶️]", *(nothing,) * 4)
    await carla.taps("Nein")
    await carla.says("Aufzug")
    assert carla.sees("✅ Speichern")
    assert carla.sees("Kosten: kostenlos")
    for line in ("Haltestelle", "Anmeldung:", "Mitbringen", "keine", "Nix", "nichts"):
        assert not carla.sees(line), line


@pytest.mark.parametrize(
    ("before", "wrong", "hint"),
    [
        (1, "30.02.2027", "Diesen Tag gibt es nicht"),
        (1, "asdf", "nicht als Tag erkannt"),
        (1, "Montag, 20.02.2027", "passen nicht zusammen"),
        (1, "20.01.2027", "schon vorbei"),
        (1, "20.02.2030", "mehr als zwei Jahre"),
        (1, "20.02.–28.02.2027", "höchstens vier Tage"),
        (2, "14-10", "Das Ende liegt vor dem Anfang"),
        (2, "10 Uhr", "Bis wann geht es?"),
        (2, "25-26 Uhr", "Diese Uhrzeit gibt es nicht"),
        (2, "🎉", "nicht als Uhrzeit erkannt"),
        (5, "Atlantis", "Diesen Ort kenne ich nicht"),
        (0, "x" * 90, "höchstens 80 Zeichen"),
        (0, "\u200b", "Ich sehe da kein Wort"),
        (3, "\u202e\u2066", "Ich sehe da kein Wort"),
    ],
)
async def test_what_cannot_be_is_said_at_once_in_plain_words(
    carla: Actor, before: int, wrong: str, hint: str
) -> None:
    await enter(carla, *SHORT[:before])
    question = carla.chat[-1].message.text.plain.splitlines()[-1]
    await carla.says(wrong)
    assert carla.sees(hint)
    assert carla.sees(question)


async def test_times_of_today_that_have_passed_and_a_late_deadline_are_refused(
    carla: Actor,
) -> None:
    await enter(carla, "Heute (Beispiel)", "01.02.2027", "10-12")
    assert carla.sees("Dieser Termin ist schon vorbei.")
    await carla.says("16-18")
    for answer in SHORT[3:9]:
        await (carla.taps(answer[1:-1]) if answer.startswith("[") else carla.says(answer))
    await carla.says("Am Telefon")
    await carla.says("02.02.2027")
    assert carla.sees("Die Anmeldefrist endet erst nach dem Beginn.")


async def test_a_holiday_is_only_a_warning(stage: Stage, carla: Actor) -> None:
    await enter(carla, SHORT[0], "01.05.2027", *SHORT[2:])
    assert carla.sees("⚠️ An diesem Tag ist ein Feiertag.")
    await carla.taps("✅ Speichern")
    assert len(await ahead(stage)) == 1


async def test_back_leads_to_the_question_before_and_one_answer_is_changed_alone(
    carla: Actor,
) -> None:
    await enter(carla, *SHORT[:3])
    await carla.taps("⬅️ Zurück")
    assert carla.sees("Von wann bis wann?")
    await carla.says("9-12")
    for answer in SHORT[3:]:
        await (carla.taps(answer[1:-1]) if answer.startswith("[") else carla.says(answer))
    await carla.taps("✏️ Etwas ändern")
    await carla.taps("Name")
    await carla.says("Börse am Samstag (Beispiel)")
    assert carla.sees("Börse am Samstag (Beispiel)")
    assert carla.sees("09:00 bis 12:00 Uhr")


async def test_a_fair_is_moved_and_those_who_come_are_told(stage: Stage, carla: Actor) -> None:
    fair = await add_fair(stage)
    lena = await fan(stage, "lena")
    await says(stage, lena, fair)
    await carla.taps("🎪 Messen")
    await carla.taps("1 · ")
    assert carla.sees("✅ 1 kommt")
    await carla.taps("📅 Verschieben")
    assert carla.sees("Bisher: Samstag, 20. Februar 2027")
    await carla.says("27.2.2027")
    await carla.taps("Bleibt so")
    await carla.taps("Bleibt so")
    assert carla.sees("1 Person kennt den alten Termin")
    await carla.taps("✅ Speichern")
    assert carla.sees("1 Person bekommt eine Nachricht")
    assert lena.sees("Bisher: Samstag, 20. Februar 2027, 10:00 bis 14:00 Uhr, Probehalle")
    assert lena.sees("Samstag, 27. Februar 2027")
    assert lena.sees("Kommst du trotzdem?")
    await carla.taps("📋 Messe ansehen")
    assert carla.sees("1 davon hat den neuen Termin noch nicht bestätigt.")
    await lena.taps("✅ Ich komme")
    await carla.taps("⬅️ Zurück")
    (moved,) = await ahead(stage)
    assert (moved.plan.version, moved.plan.sequence, moved.plan.state) == (2, 1, FairState.MOVED)
    await carla.says("messen")
    await carla.taps("1 · ")
    assert not carla.sees("noch nicht bestätigt")


async def test_who_saves_after_a_colleague_is_told(stage: Stage, carla: Actor) -> None:
    await add_fair(stage)
    zoe = await coordinator(stage, "zoe")
    for actor, place in ((carla, "Aula"), (zoe, "Turnhalle")):
        await actor.taps("🎪 Messen")
        await actor.taps("1 · ")
        await actor.taps("✏️ Ändern")
        await actor.taps("Veranstaltungsort")
        await actor.says(place)
    await carla.taps("✅ Speichern")
    await zoe.taps("✅ Speichern")
    assert zoe.sees("Jemand hat diese Messe inzwischen geändert.")
    (fair,) = await ahead(stage)
    assert fair.plan.place == "Aula"


async def test_a_fair_is_cancelled_once(stage: Stage, carla: Actor) -> None:
    fair = await add_fair(stage)
    lena = await fan(stage, "lena")
    await says(stage, lena, fair)
    zoe = await coordinator(stage, "zoe")
    for actor in (carla, zoe):
        await actor.taps("🎪 Messen")
        await actor.taps("1 · ")
        await actor.taps("🚫 Absagen")
        assert actor.sees("1 Person bekommt dann eine Absage")
    await carla.taps("🚫 An 1 absagen")
    assert carla.sees("Abgesagt. 1 Person")
    assert lena.sees("fällt leider aus")
    await zoe.taps("🚫 An 1 absagen")
    assert zoe.sees("Das hat sich inzwischen geändert")
    assert sum("fällt leider aus" in shown.message.text.plain for shown in lena.chat) == 1


async def test_what_is_saved_is_not_walked_into_again(carla: Actor) -> None:
    await enter(carla, *SHORT)
    await carla.taps("✅ Speichern")
    assert carla.sees("[🏠 Menü]")
    await carla.says("zurück")
    assert carla.sees("Was möchten Sie tun?")


async def test_a_fair_that_nobody_knows_of_is_called_off_in_plain_words(
    stage: Stage, carla: Actor
) -> None:
    await add_fair(stage)
    await carla.taps("🎪 Messen")
    await carla.taps("1 · ")
    assert carla.sees("✅ 0 kommen")
    await carla.taps("Ankündigen")
    assert carla.sees("Noch möchte niemand Messe-Infos bekommen.")
    await carla.taps("Abbrechen")
    await carla.taps("Absagen")
    assert carla.sees("Noch hat niemand zugesagt.")
    await carla.taps("🚫 Ja, absagen")
    assert carla.sees("🚫 Abgesagt.\n[🎪 Alle Messen]")
    await carla.says("danke")
    assert carla.sees("Das habe ich nicht verstanden.")


async def test_to_skip_an_answer_that_is_there_says_that_it_goes(carla: Actor) -> None:
    await enter(carla, *SHORT)
    await carla.taps("Etwas ändern")
    await carla.taps("Haltestelle")
    await carla.says("Markt")
    await carla.taps("Etwas ändern")
    await carla.taps("Haltestelle")
    await carla.taps("Ohne Angabe")
    assert not carla.sees("Markt")
