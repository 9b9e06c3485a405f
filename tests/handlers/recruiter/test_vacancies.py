"""A recruiter enters a vacancy in under a minute; what cannot be used is answered kindly."""

from datetime import date

import pytest

from bot.rehearsal.stage import Stage
from tests.handlers.pupil.visits import first_visit
from tests.handlers.recruiter.desk import (
    enters,
    finds,
    vacancies,
    without_vacancies,
)
from tests.handlers.talks import everything, reads, recruiter

SUMMARY = """📄 Tischler/-in
Muster Holz GmbH, Büren
Beginn: Sonntag, 1. August 2027
Abschluss: egal
2 Plätze

Stimmt alles?
[✅ Speichern]
[✏️ Ändern] [➕ Mehr angeben]
[🗑️ Verwerfen]"""


async def test_six_answers_make_a_vacancy(stage: Stage) -> None:
    neu = await recruiter(stage)
    await enters(neu)
    assert reads(neu).startswith(SUMMARY)
    assert await vacancies(stage) == []
    await neu.taps("✅ Speichern")
    (row,) = await vacancies(stage)
    assert (row.occupation, row.title, row.field) == ("tischler", "Tischler/-in", "PRFE_MAT")
    assert (row.company, row.start, row.places) == ("Muster Holz GmbH", date(2027, 8, 1), 2)
    assert (row.state, row.version, row.valid_until) == ("open", 1, date(2027, 8, 1))

    lena = await first_visit(stage)
    await finds(lena, "Muster Holz GmbH")


async def test_the_menu_leads_there_too(small_stage: Stage) -> None:
    neu = await recruiter(small_stage)
    await neu.says("menü")
    await neu.taps("➕ Neue Stelle")
    assert neu.sees("Frage 1 von 6")
    await neu.taps("Abbrechen")
    await neu.taps("📄 Stellen")
    assert neu.sees("Stellen in Ihren Orten")


async def test_free_text_is_guessed_and_asked_back(small_stage: Stage) -> None:
    neu = await recruiter(small_stage)
    await neu.says("neue stelle")
    await neu.says("kauffrau")
    assert neu.sees("Was davon ist es? Nicht dabei? Dann schreiben Sie es genauer.")
    guesses = [line for line in reads(neu).splitlines() if line[:2] in {"1.", "2.", "3."}]
    assert len(guesses) == 3
    await neu.says("2")
    assert neu.sees(f"Frage 2 von 6 · {guesses[1].removeprefix('2. ')}")


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("tischlr", "Tischler/-in"),
        ("Kauffrau im Einzelhandel", "Kaufmann/-frau im Einzelhandel"),
        ("autos verkaufen", "Automobilkaufmann/-frau"),
        ("MFA", "Medizinische/-r Fachangestellte/-r"),
    ],
)
async def test_what_is_meant_is_taken_at_once(small_stage: Stage, typed: str, name: str) -> None:
    neu = await recruiter(small_stage)
    await neu.says("/stelle")
    await neu.says(typed)
    assert neu.sees(f"Frage 2 von 6 · {name}")


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("0", "Mindestens ein Platz"),
        ("abc", "Bitte schreiben Sie eine Zahl"),
        ("-7", "Bitte schreiben Sie eine Zahl"),
        ("9999", "Bitte höchstens 99"),
        ("1" * 3000, "Bitte höchstens 99"),
        ("😀", "Bitte schreiben Sie eine Zahl"),
        ("x" * 5000, "Das ist zu lang für mich"),
    ],
)
async def test_a_number_that_cannot_be_is_asked_again(
    small_stage: Stage, typed: str, hint: str
) -> None:
    neu = await recruiter(small_stage)
    await neu.says("/stelle")
    await neu.says("tischler")
    await neu.says("Muster Holz GmbH")
    for tap in ("Büren", "Sofort", "Egal"):
        await neu.taps(tap)
    await neu.says(typed)
    assert neu.sees(hint)
    assert neu.sees("Wie viele Plätze sind frei?")
    await neu.says("12")
    assert neu.sees("12 Plätze")


@pytest.mark.parametrize(
    ("typed", "answer"),
    [
        ("30.2.2027", "Diesen Tag gibt es nicht."),
        ("asdf", "Das habe ich nicht als Tag erkannt."),
        ("Montag, 20.02.2027", "Wochentag und Datum passen nicht zusammen."),
        ("01.08.2020", "Dieser Tag ist schon vorbei."),
        ("1.8.2099", "mehr als drei Jahre in der Zukunft"),
        ("متى", "Das habe ich nicht als Tag erkannt."),
        ("ab sofort", "Welchen Abschluss"),
        ("15.9.", "Welchen Abschluss"),
    ],
)
async def test_begins_are_read_kindly(small_stage: Stage, typed: str, answer: str) -> None:
    neu = await recruiter(small_stage)
    await neu.says("/stelle")
    await neu.says("tischler")
    await neu.says("Muster Holz GmbH")
    await neu.says("33142")
    await neu.says(typed)
    assert neu.sees(answer)


@pytest.mark.parametrize(
    ("step", "typed", "hint"),
    [
        (0, "asdfgh", "Diesen Beruf kenne ich nicht."),
        (0, "🎉", "Diesen Beruf kenne ich nicht."),
        (1, "!", "Bitte schreiben Sie den Namen des Betriebs"),
        (1, "x" * 200, "Das ist zu lang. Bitte höchstens 80 Zeichen."),
        (2, "99999", "Diesen Ort kenne ich nicht."),
    ],
)
async def test_what_cannot_be_used_is_explained(
    small_stage: Stage, step: int, typed: str, hint: str
) -> None:
    neu = await recruiter(small_stage)
    await neu.says("/stelle")
    for said in ("tischler", "Muster <b>&_* GmbH")[:step]:
        await neu.says(said)
    await neu.says(typed)
    assert neu.sees(hint)
    assert neu.sees(f"Frage {step + 1} von 6")


async def test_own_towns_come_first(small_stage: Stage) -> None:
    neu = await recruiter(small_stage, towns=["Salzkotten", "Büren"])
    await neu.says("/stelle")
    await neu.says("tischler")
    await neu.says("Muster Holz GmbH")
    labels = [button.label for row in neu.chat[-1].message.rows for button in row]
    assert set(labels[:2]) == {"Büren", "Salzkotten"}
    assert len(labels[:-2]) == 10


async def test_one_answer_is_changed_and_more_is_added(small_stage: Stage) -> None:
    neu = await recruiter(small_stage)
    await enters(neu)
    await neu.taps("✏️ Ändern")
    await neu.taps("Betrieb")
    await neu.says("Holzbau Probe")
    assert neu.sees("Holzbau Probe, Büren")
    for field, answer in (("Art", "Praktikum"), ("Praktikum", "Ja"), ("Deutsch", "A2")):
        await neu.taps("➕ Mehr angeben")
        await neu.taps(field)
        await neu.taps(answer)
    await neu.taps("➕ Mehr angeben")
    await neu.taps("Arbeit")
    for condition in ("Früh anfangen", "Schwer heben", "Schwer heben"):
        await neu.taps(condition)
    await neu.taps("Fertig")
    await neu.taps("➕ Mehr angeben")
    await neu.taps("Kontakt")
    await neu.says("keiner")
    assert not neu.sees("keiner")
    await neu.taps("➕ Mehr angeben")
    await neu.taps("Kontakt")
    await neu.says("Frau Probe, Büro")
    await neu.taps("✅ Speichern")
    (row,) = await vacancies(small_stage)
    assert (row.kind, row.internship, row.german_level) == ("internship", True, "A2")
    assert (row.conditions, row.contact) == ("early_start", "Frau Probe, Büro")


async def test_the_contact_is_for_staff_only(small_stage: Stage) -> None:
    await without_vacancies(small_stage)
    neu = await recruiter(small_stage)
    await enters(neu)
    await neu.taps("➕ Mehr angeben")
    await neu.taps("Kontakt")
    await neu.says("Frau Geheim")
    await neu.taps("✅ Speichern")
    lena = await first_visit(small_stage)
    await lena.taps("Mehr lesen")
    assert lena.sees("Muster Holz GmbH")
    assert "Geheim" not in everything(lena)


async def test_a_begun_vacancy_is_taken_up_again(small_stage: Stage) -> None:
    neu = await recruiter(small_stage)
    await neu.says("/stelle")
    await neu.says("tischler")
    await neu.says("menü")
    await neu.says("/stelle")
    assert neu.sees("Sie haben schon angefangen:")
    await neu.taps("Weiter")
    assert neu.sees("Frage 2 von 6")
    await neu.says("/stelle")
    await neu.taps("Neu beginnen")
    assert neu.sees("Frage 1 von 6")


async def test_discarding_saves_nothing(small_stage: Stage) -> None:
    neu = await recruiter(small_stage)
    await enters(neu)
    await neu.taps("Verwerfen")
    assert neu.sees("Es wurde nichts gespeichert.")
    assert await vacancies(small_stage) == []
