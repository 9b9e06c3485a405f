"""The channels of the rehearsal keep what every channel promises, and can do what networks do."""

from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from bot.dialogue.channel import Fate, Outcome, Parcel, Reason
from bot.domain.clock import MovableClock
from bot.rehearsal.recording import CAPABILITIES, Fault, RecordingChannel
from bot.rehearsal.stories.transcript import lines_of
from tests.channels.contract import ChannelContract, message

NOON = datetime(2027, 2, 1, 11, tzinfo=UTC)


@dataclass
class Watched:
    """A recording channel and one chat of it."""

    channel: RecordingChannel
    address: str = "lena"

    async def seen(self) -> list[str]:
        return ["\n".join(lines_of(shown.message)) for shown in self.channel.chats[self.address]]


@pytest.fixture(params=sorted(CAPABILITIES))
def window(request: pytest.FixtureRequest) -> Watched:
    return Watched(RecordingChannel(request.param, MovableClock(NOON)))


class TestRecordingChannels(ChannelContract):
    """All of them."""


@pytest.fixture
def telegram() -> Watched:
    return Watched(RecordingChannel("telegram", MovableClock(NOON)))


def parcel(key: int, text: str = "Hallo", address: str = "lena") -> Parcel:
    return Parcel(address, key, message(text))


async def test_a_block_refuses_for_good(telegram: Watched) -> None:
    telegram.channel.blocked.add("lena")
    fate = await telegram.channel.send(parcel(1))
    assert (fate.outcome, fate.reason) == (Outcome.REFUSED, Reason.BLOCKED)
    assert await telegram.seen() == []


@pytest.mark.parametrize("arrives", [True, False])
async def test_a_fault_happens_once(telegram: Watched, arrives: bool) -> None:
    telegram.channel.faults.append(Fault(Fate(Outcome.UNCLEAR), arrives=arrives))
    assert (await telegram.channel.send(parcel(1))).outcome is Outcome.UNCLEAR
    assert (await telegram.channel.send(parcel(2))).outcome is Outcome.SENT
    assert len(await telegram.seen()) == 1 + arrives


async def test_a_fault_may_be_meant_for_one_person(telegram: Watched) -> None:
    telegram.channel.faults.append(Fault(Fate(Outcome.NOT_SENT), address="ben"))
    assert (await telegram.channel.send(parcel(1))).outcome is Outcome.SENT
    assert (await telegram.channel.send(parcel(2, address="ben"))).outcome is Outcome.NOT_SENT


async def test_all_that_came_is_kept_in_order(telegram: Watched) -> None:
    first = await telegram.channel.send(parcel(1, "Alt"))
    await telegram.channel.send(Parcel("lena", 1, message("Neu"), first.message_id))
    history = [each.text.plain for each in telegram.channel.history["lena"]]
    assert history == ["Alt", "Neu"]
    assert telegram.channel.read() == {"lena"}
    assert telegram.channel.read() == set()
