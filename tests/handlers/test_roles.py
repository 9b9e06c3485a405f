"""Who becomes staff leaves the pupils' rooms, and no way leads from one audience to the other."""

from collections.abc import Awaitable, Callable
from functools import partial

import pytest

from bot.dialogue.conversation import Conversation
from bot.dialogue.screen import Door
from bot.domain.people import Role
from bot.rehearsal.stage import Actor, Stage
from bot.services.unit import Unit
from storage.queries import turns
from tests.handlers.talks import invited, recruiter


async def coordinator(stage: Stage) -> Actor:
    """A coordinator who has just come in."""
    kim = stage.person("kim")
    await kim.starts("e_" + await invited(stage, "Kim Kreis", [], [], Role.COORDINATOR))
    return kim


async def stands_before(stage: Stage, person: Actor, door: Door) -> None:
    """Let the person's conversation say that this door is behind her."""

    def forge(unit: Unit) -> None:
        digest = unit.house.cipher.digest(person.channel.name, person.address)
        seat = turns.find_seat(unit.session, person.channel.name, digest)
        assert seat is not None
        conversation = Conversation.from_json(seat.state or {})
        conversation.trail.append(door)
        turns.store_conversation(
            unit.session, seat.conversation_id, conversation.to_json(), unit.now
        )

    await stage.backstage(forge)


async def test_a_new_recruiter_does_not_come_back_to_the_questions_for_pupils(
    small_stage: Stage,
) -> None:
    neu = small_stage.person("neu", on="telegram")
    await neu.starts()
    await neu.taps("Los geht's")
    await neu.taps("Backen")
    await neu.taps("Weiter")
    await neu.starts("e_" + await invited(small_stage, "Nina Muster"))
    assert neu.sees("Willkommen, Nina Muster!")
    await neu.says("zurück")
    assert neu.sees("Was möchten Sie tun?")
    await neu.taps("Neue Stelle")
    await neu.says("zurück")
    assert neu.sees("Was möchten Sie tun?")


@pytest.mark.parametrize("room", ["recruiter.today.today", "coordinator.menu.menu"])
async def test_no_way_leads_a_pupil_to_staff(small_stage: Stage, room: str) -> None:
    lena = small_stage.person("lena")
    await lena.starts()
    await stands_before(small_stage, lena, Door(room))
    await lena.says("zurück")
    assert lena.sees("Was möchtest du tun?")
    assert not lena.sees("Heute")
    assert not lena.sees("Ankündigen")


@pytest.mark.parametrize("come_in", [partial(recruiter, on="web"), coordinator])
async def test_no_way_leads_staff_to_the_rooms_of_pupils(
    small_stage: Stage, come_in: Callable[[Stage], Awaitable[Actor]]
) -> None:
    person = await come_in(small_stage)
    await stands_before(small_stage, person, Door("pupil.stored.stored"))
    await person.says("zurück")
    assert person.sees("Was möchten Sie tun?")
    assert not person.sees("gespeichert")


async def test_welcomed_with_what_there_is_to_do(small_stage: Stage) -> None:
    neu, kim = await recruiter(small_stage), await coordinator(small_stage)
    assert neu.sees("Neue Anfragen kommen hier an.")
    assert kim.sees("Hier planen Sie Messen")
    assert not kim.sees("Anfragen")


@pytest.mark.parametrize("come_in", [recruiter, coordinator])
async def test_staff_ask_for_privacy_too(
    small_stage: Stage, come_in: Callable[[Stage], Awaitable[Actor]]
) -> None:
    person = await come_in(small_stage)
    await person.says("/datenschutz")
    assert person.sees("Über Sie sind Ihr Name")
    assert person.sees("90 Tage nach dem Abschluss")


@pytest.mark.parametrize("come_in", [recruiter, coordinator])
@pytest.mark.parametrize(
    ("said", "answered"),
    [
        ("/stop", "Ich schreibe Ihnen weiter"),
        ("/stopp", "Sind Sie länger weg"),
        ("/löschen", "Ihren Zugang kann ich hier nicht löschen"),
        ("/delete", "Der Kreis beendet ihn"),
        ("/einstellungen", "Sprache: Deutsch"),
    ],
)
async def test_staff_who_want_to_stop_are_told_who_can_help(
    small_stage: Stage, come_in: Callable[[Stage], Awaitable[Actor]], said: str, answered: str
) -> None:
    person = await come_in(small_stage)
    await person.says(said)
    assert person.sees(answered)
    assert not person.sees("Das ging an niemanden")
    await person.taps("Datenschutz")
    assert person.sees("Über Sie sind Ihr Name")


async def test_staff_choose_their_language(small_stage: Stage) -> None:
    neu = await recruiter(small_stage)
    await neu.says("/settings")
    await neu.taps("English")
    assert neu.sees("Language: English")


async def test_words_of_the_recruiters_menu(small_stage: Stage) -> None:
    neu = await recruiter(small_stage)
    await neu.says("/stellen")
    assert neu.sees("Stellen in Ihren Orten")
    await neu.says("/treffer")
    assert neu.sees("Gerade gibt es keinen offenen Treffer.")
    await neu.says("/stelle")
    assert neu.sees("Welcher Beruf ist es?")


async def test_staff_who_are_not_understood_are_not_sent_to_a_person(small_stage: Stage) -> None:
    neu = await recruiter(small_stage)
    await neu.says("/stelle")
    for _ in range(3):
        await neu.says("qwertz")
    assert neu.sees("Diesen Beruf kenne ich nicht.")
    assert not neu.sees("Mit Mensch reden")
