"""The commands that must always answer: in every state, for every role, by both names."""

from collections.abc import Awaitable, Callable

import pytest

from bot.rehearsal.stage import Actor, Stage
from tests.handlers.pupil.visits import first_visit
from tests.handlers.talks import asking, recruiter
from tests.handlers.test_roles import coordinator

State = Callable[[Stage], Awaitable[Actor]]

PUPIL = {
    ("/privacy", "/datenschutz"): "Verantwortlich",
    ("/help", "/hilfe"): "Diese Wörter gehen immer",
    ("/settings", "/einstellungen"): "Einstellungen",
    ("/stop", "/stopp"): "Gestoppt",
    ("/delete", "/loeschen", "/löschen"): "Soll ich alles über dich löschen?",
    ("/cancel", "/abbrechen"): "Was möchtest du tun?",
}
STAFF = {
    ("/privacy", "/datenschutz"): "Über Sie sind Ihr Name",
    ("/settings", "/einstellungen"): "Sprache: Deutsch",
    ("/stop", "/stopp"): "Ich schreibe Ihnen weiter",
    ("/delete", "/loeschen", "/löschen"): "Ihren Zugang kann ich hier nicht löschen",
    ("/start", "/cancel", "/abbrechen"): "Was möchten Sie tun?",
}


async def asked_a_number(stage: Stage) -> Actor:
    lena = await first_visit(stage)
    await lena.taps("➕ Mehr über mich")
    while not lena.sees("Wie weit darf es"):
        await lena.taps("⏭️ Überspringen")
    return lena


async def asked_a_name(stage: Stage) -> Actor:
    lena = await first_visit(stage)
    await lena.says("/wechseln")
    await lena.taps("➕ Noch jemand")
    return lena


async def asked_for_consent(stage: Stage) -> Actor:
    lena = await first_visit(stage)
    await lena.says("profil")
    await lena.taps("💾 Speichern")
    await lena.taps("16–17")
    return lena


async def at_the_greeting(stage: Stage) -> Actor:
    lena = stage.person("lena")
    await lena.starts()
    return lena


async def asked_a_question(stage: Stage) -> Actor:
    lena = await at_the_greeting(stage)
    await lena.taps("Los geht's")
    return lena


@pytest.mark.parametrize(
    "state",
    [at_the_greeting, asked_a_question, asked_a_number, asked_a_name, asked_for_consent],
)
async def test_pupils(small_stage: Stage, state: State) -> None:
    lena = await state(small_stage)
    for names, answer in PUPIL.items():
        for name in (*names, f"{names[-1]} bitte", f"Bitte {names[-1][1:]}!"):
            await lena.says(name)
            assert lena.sees(answer), (state.__name__, name)
    for name in ("/start", "/start@lotse_bot", "Start"):
        await lena.says("/stop")
        await lena.says(name)
        assert lena.sees("Du bekommst wieder Nachrichten."), (state.__name__, name)


async def writing_to_a_pupil(stage: Stage) -> Actor:
    neu = await recruiter(stage)
    await asking(stage)
    await neu.taps("📇 Karte öffnen")
    await neu.taps("✋ Übernehmen")
    await neu.taps("💬 Antworten")
    return neu


async def entering_a_vacancy(stage: Stage) -> Actor:
    neu = await recruiter(stage)
    await neu.says("/stelle")
    return neu


async def planning_a_fair(stage: Stage) -> Actor:
    kim = await coordinator(stage)
    await kim.says("/messen")
    await kim.taps("➕ Neue Messe")
    return kim


@pytest.mark.parametrize(
    "state", [recruiter, coordinator, writing_to_a_pupil, entering_a_vacancy, planning_a_fair]
)
async def test_staff(small_stage: Stage, state: State) -> None:
    person = await state(small_stage)
    for names, answer in STAFF.items():
        for name in (*names, f"{names[-1]} bitte"):
            await person.says(name)
            assert person.sees(answer), (state.__name__, name)
