"""Staff come in by an invitation that works once, by link or typed; wrong ones lead nowhere."""

from datetime import timedelta

import pytest

from bot.domain.people import Role
from bot.rehearsal.stage import Stage
from tests.handlers.talks import audited, everything, invited

WRONG = "K2B5C6D7F8G7"


async def test_by_link(stage: Stage) -> None:
    neu = stage.person("neu", on="telegram")
    await neu.starts("e_" + await invited(stage, "Nina Muster"))
    assert neu.sees("Willkommen, Nina Muster! 👋")
    await neu.taps("Menü")
    assert neu.sees("Was möchten Sie tun?")
    await neu.says("irgendwas")
    assert neu.sees("Das ging an niemanden.")


@pytest.mark.parametrize("typed", ["{}", "/einladung {}", "einladung {}", "e_{}"])
async def test_typed_as_the_first_message(small_stage: Stage, typed: str) -> None:
    neu = small_stage.person("neu", on="terminal")
    code = await invited(small_stage, "Nina Muster")
    await neu.says(typed.format(f"{code[:4].lower()}-{code[4:8]} {code[8:]}"))
    assert neu.sees("Willkommen, Nina Muster!")


async def test_typed_after_the_greeting(small_stage: Stage) -> None:
    neu = small_stage.person("neu")
    await neu.starts()
    await neu.says(await invited(small_stage, "Nina Muster"))
    assert neu.sees("Willkommen, Nina Muster!")


async def test_typed_while_something_else_is_asked(small_stage: Stage) -> None:
    neu = small_stage.person("neu", on="telegram")
    await neu.starts()
    await neu.taps("Los geht's")
    await neu.taps("Backen")
    await neu.taps("Weiter")
    await neu.says(WRONG)
    assert neu.sees("Diesen Code kenne ich nicht")
    assert neu.sees("Frage 2 von 4")
    await neu.says(await invited(small_stage, "Nina Muster"))
    assert neu.sees("Willkommen, Nina Muster!")


async def test_no_way_leads_back_to_the_screens_of_a_pupil(small_stage: Stage) -> None:
    neu = small_stage.person("neu")
    await neu.starts()
    await neu.taps("Los geht's")
    await neu.says("menü")
    await neu.taps("Hilfe")
    await neu.says("/einladung " + await invited(small_stage, "Nina Muster"))
    assert neu.sees("Willkommen, Nina Muster!")
    for _ in range(4):
        await neu.says("zurück")
        assert neu.sees("Was möchten Sie tun?")


async def test_a_coordinator_gets_her_own_menu(small_stage: Stage) -> None:
    kim = small_stage.person("kim")
    code = await invited(small_stage, "Kim Kreis", [], [], Role.COORDINATOR)
    await kim.starts("e_" + code)
    assert kim.sees("Willkommen, Kim Kreis!")


async def test_it_works_once(small_stage: Stage) -> None:
    code = await invited(small_stage, "Nina Muster")
    neu, other = small_stage.person("neu"), small_stage.person("other")
    await neu.starts("e_" + code)
    await other.starts("e_" + code)
    assert other.sees("Diesen Code kenne ich nicht")
    assert not other.sees("Nina")


async def test_of_two_at_the_same_moment_one_comes_in(stage: Stage) -> None:
    code = await invited(stage, "Nina Muster")
    people = [stage.person(f"p{n}", on="telegram") for n in range(6)]
    await stage.together([lambda one=one: one.starts("e_" + code) for one in people])
    assert sum("Willkommen, Nina Muster!" in everything(one) for one in people) == 1
    assert sum("Diesen Code kenne ich nicht" in everything(one) for one in people) == 5


async def test_it_expires(small_stage: Stage) -> None:
    code = await invited(small_stage, "Nina Muster")
    await small_stage.passes(timedelta(days=7))
    neu = small_stage.person("neu")
    await neu.starts("e_" + code)
    assert neu.sees("Diesen Code kenne ich nicht")


async def test_fifty_guesses_lock_the_chat_for_an_hour_and_are_noted(stage: Stage) -> None:
    code = await invited(stage, "Nina Muster")
    mallory = stage.person("mallory", on="telegram")
    for _ in range(50):
        await mallory.starts("e_" + WRONG)
    assert mallory.sees("Das waren zu viele falsche Codes.")
    assert [action for action, _ in await audited(stage)] == ["invitation_locked"]
    await mallory.starts("e_" + code)
    assert mallory.sees("Das waren zu viele falsche Codes."), "not even the right one"
    await stage.passes(timedelta(minutes=61))
    await mallory.starts("e_" + code)
    assert mallory.sees("Willkommen, Nina Muster!")


async def test_who_is_staff_already_does_not_use_up_a_code(small_stage: Stage) -> None:
    neu = small_stage.person("neu")
    await neu.starts("e_" + await invited(small_stage, "Nina Muster"))
    code = await invited(small_stage, "Uwe Testhof")
    await neu.starts("e_" + code)
    assert not neu.sees("Uwe")
    uwe = small_stage.person("uwe")
    await uwe.starts("e_" + code)
    assert uwe.sees("Willkommen, Uwe Testhof!")


@pytest.mark.parametrize("said", ["Landschaften", "Hauswirtscha", "1234567890", "hallo"])
async def test_ordinary_words_are_no_codes(small_stage: Stage, said: str) -> None:
    lena = small_stage.person("lena")
    await lena.starts()
    await lena.says(said)
    assert not lena.sees("Diesen Code kenne ich nicht")
