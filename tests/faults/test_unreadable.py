"""A value that no key opens: whom it concerns gets a kind answer, the others notice nothing."""

from collections.abc import AsyncIterator, Callable
from io import StringIO

import pytest
from cryptography.fernet import Fernet
from pydantic import SecretStr
from sqlalchemy import bindparam, text

from bot.dialogue.channel import Reason
from bot.dialogue.event import EventKind
from bot.domain.errors import WrongKeys
from bot.rehearsal.stage import Stage, words_of
from bot.services.doors import Doors
from bot.services.outbox import Lane
from bot.services.unit import Unit
from tests.faults.moody import NOON, PostOffice

DAMAGED = b"gAAAAABsomething-that-was-torn"


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[PostOffice]:
    office = await PostOffice(database_url).open()
    yield office
    await office.close()


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    stage = await Stage(database_url, NOON).open()
    yield stage
    await stage.close()


def damage(table: str, column: str, number: int) -> Callable[[Unit], None]:
    statement = text(f"UPDATE {table} SET {column} = :torn WHERE id = :id")  # noqa: S608 - names of our own
    statement = statement.bindparams(bindparam("torn", DAMAGED), bindparam("id", number))

    def tear(unit: Unit) -> None:
        unit.session.execute(statement)

    return tear


@pytest.mark.parametrize("lane", [Lane.ANSWER, Lane.BULK])
async def test_one_damaged_message_fails_and_the_others_go_on(
    office: PostOffice, lane: Lane
) -> None:
    people = [await office.resident(name) for name in ("ayla", "ben", "cem")]
    rows = [await office.post(person, lane, written=7) for person in people]
    later = await office.post(people[1], lane)
    await office.backstage(damage("outbox", "body", rows[1]))
    await office.deliver()
    found = [(row["state"], row["reason"]) for row in await office.rows(rows)]
    assert found == [("sent", ""), ("failed", Reason.UNREADABLE), ("sent", "")]
    assert office.channel.arrived("ben") == [later]
    assert (7, "failed", Reason.UNREADABLE) in office.told


async def test_a_damaged_address_is_kept_anew_when_its_person_writes_again(stage: Stage) -> None:
    lena, ben = stage.person("lena", on="telegram"), stage.person("ben", on="telegram")
    await lena.starts()
    await stage.backstage(damage("address", "value", 1))
    await lena.says("hallo")  # nobody knows where to answer to
    await ben.starts()
    assert ben.chat
    before = len(lena.chat)
    await lena.says("hallo")
    assert len(lena.chat) == before + 1


async def test_a_damaged_conversation_begins_anew(stage: Stage) -> None:
    lena = stage.person("lena", on="telegram")
    await lena.starts()
    await lena.taps("Los geht's")
    await stage.backstage(damage("conversation", "state", 1))
    await lena.says("hallo")
    assert lena.sees("Los geht's")
    await lena.taps("Los geht's")
    assert lena.sees("Frage 1")


async def test_a_damaged_event_is_set_aside_with_a_word_to_who_sent_it(stage: Stage) -> None:
    lena = stage.person("lena", on="telegram")
    await lena.starts()
    event = lena.event(EventKind.SAID, text="hallo")
    await stage.lotse.database.run(lambda s: stage.lotse.turns._count(s, event, "crash") and None)
    await stage.backstage(damage("inbox", "body", 2))
    await stage.restart()
    assert "Nummer für Rückfragen: 2" in words_of(lena.chat[-1])
    await lena.says("hallo")
    assert "Rückfragen" not in words_of(lena.chat[-1])


async def test_a_damaged_message_keeps_nobody_from_her_page(stage: Stage) -> None:
    lena = stage.person("lena")
    await lena.starts()
    await lena.says("hallo")
    await stage.backstage(damage("outbox", "body", 1))
    lying = await Doors(stage.lotse.database, stage.lotse.house, stage.clock).fetch(
        lena.address, 0
    )
    assert [each.message is None for each in lying] == [True, False]


OTHERS = {
    "keys": (SecretStr(Fernet.generate_key().decode()),),
    "pepper": SecretStr(Fernet.generate_key().decode()),
}


@pytest.mark.parametrize("secret", list(OTHERS))
async def test_with_another_key_or_pepper_it_does_not_start(
    database_url: str, secret: str
) -> None:
    stage = await Stage(database_url, NOON).open()
    await stage.person("lena").starts()
    await stage.close()
    right = stage.settings
    stage.settings = right.model_copy(update={secret: OTHERS[secret]})
    other = stage._build()
    try:
        with pytest.raises(WrongKeys, match=f"LOTSE_{secret.upper()}"):
            await other.open()
        with pytest.raises(WrongKeys):
            other.prepare()
    finally:
        await other.close()
    stage.settings = right
    stage.lotse = stage._build()
    await stage.open()
    await stage.close()


async def test_a_duty_that_fails_keeps_no_other_from_its_work(stage: Stage, log: StringIO) -> None:
    done: list[str] = []

    def breaks(_unit: object) -> None:
        raise ZeroDivisionError("a mistake in a duty")

    def works(_unit: object) -> None:
        done.append("worked")

    stage.lotse.duties = [breaks, works]
    with pytest.raises(ZeroDivisionError):
        await stage.lotse.tick()
    assert done == ["worked"]
