"""One turn: once per event, in order, all or nothing; a poisoned event is set aside."""

import asyncio
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from sqlalchemy import text

from bot.dialogue.channel import Fate, Outcome
from bot.dialogue.event import Content, EventKind
from bot.domain.errors import NotFound
from bot.rehearsal.recording import Fault
from bot.rehearsal.stage import Actor, Stage, words_of

NOON = datetime(2027, 2, 1, 11, tzinfo=UTC)


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    stage = await Stage(database_url, NOON).open()
    yield stage
    await stage.close()


@pytest.fixture
def lena(stage: Stage) -> Actor:
    return stage.person("lena")


async def scalar(stage: Stage, statement: str) -> Any:
    return await stage.lotse.database.run(lambda s: s.execute(text(statement)).scalar())


async def test_a_repeated_event_changes_nothing(stage: Stage, lena: Actor) -> None:
    event = lena.event(EventKind.JOINED)
    for _ in range(3):
        await stage.send(event)
    assert len(lena.chat) == 1
    assert await scalar(stage, "SELECT count(*) FROM inbox") == 1
    assert await scalar(stage, "SELECT count(*) FROM outbox") == 1


async def test_a_repeat_is_recognised_after_a_restart(stage: Stage, lena: Actor) -> None:
    event = lena.event(EventKind.JOINED)
    await stage.send(event)
    await stage.restart()
    await stage.send(event)
    assert len(lena.chat) == 1


async def test_events_of_one_person_at_once_are_handled_one_after_another(
    stage: Stage, lena: Actor
) -> None:
    await lena.starts()
    events = [lena.event(EventKind.SAID, text="hallo") for _ in range(20)]
    await asyncio.gather(*(stage.lotse.receive(event) for event in events))
    await stage.settle()
    assert await scalar(stage, "SELECT count(*) FROM inbox WHERE state = 'done'") == 21
    assert await scalar(stage, "SELECT count(*) FROM outbox") == 21


async def test_many_people_begin_at_once(stage: Stage) -> None:
    people = [stage.person(f"p{n}") for n in range(40)]
    await asyncio.gather(
        *(stage.lotse.receive(person.event(EventKind.JOINED)) for person in people)
    )
    await stage.settle()
    assert all(len(person.chat) == 1 for person in people)
    assert await scalar(stage, "SELECT count(*) FROM person") == 40


def poison(stage: Stage, times: int) -> list[int]:
    """Let every answer fail the first ``times`` times, after it has already written something."""
    calls: list[int] = []
    answer: Callable[..., Any] = stage.lotse.turns._dispatcher.answer

    def failing(turn: Any, services: Any, conversation: Any, **how: Any) -> Any:
        calls.append(1)
        services.people.speak(turn.speaker.id, "en")
        if len(calls) <= times:
            raise ZeroDivisionError("a mistake in a handler")
        services.people.speak(turn.speaker.id, "de")
        return answer(turn, services, conversation, **how)

    stage.lotse.turns._dispatcher.answer = failing  # type: ignore[method-assign]
    return calls


async def test_an_event_that_fails_twice_is_handled_at_the_third_try(
    stage: Stage, lena: Actor
) -> None:
    calls = poison(stage, times=2)
    await lena.starts()
    assert len(calls) == 3
    assert len(lena.chat) == 1
    assert await scalar(stage, "SELECT state FROM inbox") == "done"


async def test_a_poisoned_event_is_set_aside_with_a_reference_and_the_chat_goes_on(
    stage: Stage, lena: Actor
) -> None:
    await lena.starts()
    calls = poison(stage, times=3)
    await lena.says("hallo")
    reference = await scalar(stage, "SELECT id FROM inbox WHERE state = 'aside'")
    assert f"Nummer für Rückfragen: {reference}" in words_of(lena.chat[-1])
    assert await scalar(stage, "SELECT language FROM person") == "de"
    assert await scalar(stage, "SELECT count(*) FROM inbox WHERE body IS NOT NULL") == 0
    await lena.says("hallo")
    assert len(calls) == 4
    assert "Rückfragen" not in words_of(lena.chat[-1])


@pytest.mark.parametrize("last", ["apology", "lost"])
async def test_an_event_whose_apology_fails_too_holds_up_neither_the_chat_nor_the_next_start(
    stage: Stage, lena: Actor, last: str
) -> None:
    def breaks(*_args: Any, **_how: Any) -> Any:
        raise NotFound("a mistake in what is said about mistakes")

    await lena.starts()
    stage.lotse.turns._dispatcher.answer = breaks  # type: ignore[method-assign]
    setattr(stage.lotse.turns._dispatcher, last, breaks)
    if last == "apology":
        poison(stage, times=3)
    await lena.says("hallo")
    assert await scalar(stage, "SELECT count(*) FROM inbox WHERE state = 'aside'") == 1
    assert await scalar(stage, "SELECT count(*) FROM inbox WHERE body IS NOT NULL") == 0
    await stage.restart()
    await lena.says("hallo")
    assert lena.sees("Los geht's")


async def test_what_a_crash_left_unhandled_is_handled_at_the_next_start(
    stage: Stage, lena: Actor
) -> None:
    await lena.starts()
    event = lena.event(EventKind.SAID, text="hallo")
    await stage.lotse.database.run(
        lambda session: stage.lotse.turns._count(session, event, "crash")
    )
    await stage.restart()
    assert await scalar(stage, "SELECT count(*) FROM inbox WHERE state = 'waiting'") == 0
    assert len(lena.chat) == 2


@pytest.mark.parametrize("content", list(Content))
async def test_content_that_is_not_read_gets_a_friendly_line(
    stage: Stage, lena: Actor, content: Content
) -> None:
    await lena.starts()
    await lena.sends(content)
    assert lena.sees("Schreib mir bitte kurz")


async def test_five_thousand_characters_get_a_friendly_line(stage: Stage, lena: Actor) -> None:
    await lena.starts()
    await lena.says("x" * 5000)
    assert lena.sees("höchstens 4.000 Zeichen")


async def test_a_stale_or_forged_button_shows_the_present_state(stage: Stage, lena: Actor) -> None:
    await lena.starts()
    before = await scalar(stage, "SELECT count(*) FROM person")
    for token in ("p.1.0", "p.99.0", "k.take.1.1", "k.nothing.1.1", "💥", "x" * 200):
        await stage.send(lena.event(EventKind.TAPPED, choice=token))
    assert len(lena.chat) >= 2
    assert await scalar(stage, "SELECT count(*) FROM inbox WHERE state != 'done'") == 0
    assert await scalar(stage, "SELECT count(*) FROM person") == before


async def test_every_turn_is_one_commit_and_at_most_eight_statements(
    stage: Stage, lena: Actor
) -> None:
    from sqlalchemy import event as sqlalchemy_event  # noqa: PLC0415 - only this test listens

    await lena.starts()
    seen: list[str] = []
    commits: list[int] = []
    engine = stage.lotse.database.engine
    sqlalchemy_event.listen(engine, "before_cursor_execute", lambda *a: seen.append(a[2]))
    sqlalchemy_event.listen(engine, "commit", lambda _: commits.append(1))
    await stage.lotse.receive(lena.event(EventKind.SAID, text="hallo"))
    assert len(commits) == 1
    assert len(seen) <= 8


async def test_a_message_that_was_sent_anew_is_edited_from_then_on(stage: Stage) -> None:
    """Telegram edits nothing that is older than two days: the channel names another message."""
    ben = stage.person("ben", on="telegram")
    await ben.starts()
    anew = Fault(Fate(Outcome.SENT, "another"), arrives=True)
    stage.channels["telegram"].faults.append(anew)
    await ben.taps("Los geht's")
    [first] = ben.chat
    await ben.taps("Weiß ich nicht")
    assert ben.chat[0] is first, "what stood there before is left alone"
    assert len(ben.chat) == 2, "the recorder has no message of that name, so it shows one more"
