"""A bot cannot work: coordinators hear of it by another way, once, and of its end."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.dialogue.channel import Fate, Outcome
from bot.domain.people import Role
from bot.rehearsal.recording import Fault
from bot.rehearsal.stage import Actor, Stage
from bot.services.outbox import Lane, Notice, Outbox, Purpose
from bot.services.services import Services
from bot.services.staff import Member
from bot.services.unit import Unit
from bot.services.watch import STANDS_STILL, is_stuck
from storage.tables import Address
from tests.services.fair_people import coordinator, number_of

STILL = "Der Telegram-Bot für Jugendliche steht still."
WELL = "Der Telegram-Bot für Jugendliche arbeitet wieder."


async def member(stage: Stage, name: str, on: str = "web") -> Actor:
    """A coordinator who came in by an invitation."""
    actor = await coordinator(stage, name, on)
    number = await number_of(stage, actor)
    entered = Member(number, Role.COORDINATOR, name.title())
    await stage.backstage(lambda unit: Services(unit).staff.enter(entered))
    return actor


@pytest.fixture
async def carla(stage: Stage) -> Actor:
    return await member(stage, "carla")


def times(person: Actor, words: str) -> int:
    return sum(words in message.text.plain for message in person.channel.history[person.address])


async def test_a_refused_token_is_told_once_and_its_end_once(stage: Stage, carla: Actor) -> None:
    bot = stage.channels["telegram"]
    for _ in range(2):
        bot.trouble = "token"
        for _ in range(3):
            await stage.passes(timedelta(minutes=1))
        await stage.restart()
        bot.trouble = ""
        for _ in range(3):
            await stage.passes(timedelta(minutes=1))
        await stage.restart()
    assert times(carla, STILL) == 2
    assert times(carla, WELL) == 2
    assert carla.sees("Was gewartet hat, geht jetzt hinaus.")


async def test_the_warning_says_what_to_do(stage: Stage, carla: Actor) -> None:
    stage.channels["telegram"].trouble = "token"
    await stage.passes(timedelta(minutes=1))
    assert carla.sees("BotFather")
    assert carla.sees("Nichts geht verloren")


async def test_it_does_not_go_through_the_bot_itself(stage: Stage) -> None:
    conny = await member(stage, "conny", on="telegram")
    bot = stage.channels["telegram"]
    bot.trouble = "token"
    await stage.passes(timedelta(minutes=1))
    bot.trouble = ""
    await stage.passes(timedelta(minutes=1))
    assert times(conny, STILL) + times(conny, WELL) == 0


async def test_what_was_over_before_it_could_be_told_is_not_told(
    stage: Stage, carla: Actor
) -> None:
    await stage.passes(timedelta(hours=8))  # at night nothing is pushed
    bot = stage.channels["telegram"]
    bot.trouble = "conflict"
    await stage.passes(timedelta(hours=1))
    bot.trouble = ""
    await stage.passes(timedelta(hours=12))
    assert times(carla, STILL) + times(carla, WELL) == 0
    bot.trouble = "conflict"
    await stage.passes(timedelta(minutes=1))
    assert times(carla, STILL) == 1, "the next trouble is told"


async def test_a_queue_that_stands_still_is_told(
    stage: Stage, carla: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    lena = stage.person("lena", on="telegram")
    await lena.starts()
    silence = [STANDS_STILL.total_seconds()]
    monkeypatch.setattr(stage.lotse.postman, "silent_seconds", lambda _name: silence[0])
    unreached = Fate(Outcome.NOT_SENT, retry_after=3600)
    stage.channels["telegram"].faults.append(Fault(unreached, address=lena.address))
    await lena.says("Menü")
    await stage.tick()
    assert stage.lotse.watchman.troubles == {}, "it has not waited for minutes yet"
    stage.clock.move(STANDS_STILL)
    await stage.tick()
    assert stage.lotse.watchman.troubles == {"telegram": "stuck"}
    await stage.settle()
    assert times(carla, STILL) == 1
    silence[0] = 0.0
    await stage.passes(timedelta(hours=1))
    assert stage.lotse.watchman.troubles == {}
    assert times(carla, WELL) == 1


async def test_what_is_due_and_not_even_tried_stands_still_too(stage: Stage) -> None:
    lena = stage.person("lena", on="telegram")
    await lena.starts()

    def post(unit: Unit) -> None:
        [address] = unit.session.execute(select(Address.id, Address.person_id)).all()
        notice = Notice("bot_well", {"bot": "telegram"})
        Outbox(unit).notify(address[1], notice, lane=Lane.ALERT, purpose=Purpose.SERVICE)

    await stage.backstage(post)
    assert not await stage.backstage(lambda unit: is_stuck(unit, "telegram"))
    stage.clock.move(STANDS_STILL)
    assert await stage.backstage(lambda unit: is_stuck(unit, "telegram"))
    assert not await stage.backstage(lambda unit: is_stuck(unit, "telegram_staff"))
