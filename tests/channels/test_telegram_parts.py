"""A message in several parts is several messages to Telegram: each is counted and paced."""

import pytest

from bot.dialogue.channel import Parcel
from bot.dialogue.screen import Message
from bot.i18n import Text
from bot.services.outbox import Lane
from tests.channels.telegram_office import opened
from tests.jobs.office import Office, seconds, working
from tests.telegram.double import Person, TelegramDouble
from tests.telegram.double.chats import Chat

PER_SECOND, PARTS = 30, 3
LONG = " ".join(f"{number:07}" for number in range(4096 * PARTS // 8 - 100))


def who_said_nothing(double: TelegramDouble, count: int) -> list[Person]:
    """People who are known and have not written just now: to them nothing goes out in bursts."""
    people = [double.person(f"P{number}") for number in range(count)]
    for person in people:
        person.bot.chats[person.id] = Chat(person.id, person.user)
    return people


@pytest.mark.parametrize("jitter", [0.0, 0.05])
async def test_an_announcement_in_parts_keeps_to_the_pace(
    double: TelegramDouble, jitter: float
) -> None:
    double.jitter = (0.0, jitter)
    people, office = who_said_nothing(double, 2 * PER_SECOND), Office()
    office.text = LONG
    async with opened(double) as channel:
        for person in people:
            office.post(Lane.BULK, person.id)
        await working(office, channel, seconds() + 12.0)
    assert double.provoked == 0
    assert office.counts() == {"sent": len(people)}
    assert all(" ".join(m.text for m in person.messages) == LONG for person in people)
    assert {len(person.messages) for person in people} == {PARTS}
    taken = double.lotse.rates.taken
    rate = len(taken) / (taken[-1] - taken[0])
    assert rate >= 0.5 * PER_SECOND, "while parts wait, others leave"


async def test_edits_of_all_parts_are_a_second_apart_too(double: TelegramDouble) -> None:
    [lena] = who_said_nothing(double, 1)
    async with opened(double) as channel:
        first = await channel.send(Parcel(str(lena.id), 1, Message(Text.of(LONG))))
        began = seconds()
        other = Message(Text.of(LONG.swapcase().replace("0", "1")))
        again = await channel.send(Parcel(str(lena.id), 1, other, edits=first.message_id))
    assert again == first
    assert seconds() - began >= PARTS - 1
