"""One bot's deliveries, on a clock that jumps: pace, order, holds, and a good end."""

import asyncio
from collections.abc import Callable
from math import ceil

import pytest

from bot.dialogue.channel import Fate, Outcome
from bot.jobs.courier import Courier
from bot.services.outbox import Lane
from tests.jobs.jumping import jump
from tests.jobs.office import Network, Office, seconds, working
from tests.jobs.walk import latencies, most_in_a_second, seeded


def refusing(since: float, until: float) -> Callable[[float, int], Fate | None]:
    """Too many requests for everybody, from one moment to another."""

    def says(now: float, _chat: int) -> Fate | None:
        if since <= now < until:
            return Fate(Outcome.NOT_SENT, retry_after=float(ceil(until - now)))
        return None

    return says


@pytest.mark.parametrize(("jitter", "least"), [(0.0, 0.985), (0.05, 0.95)])
@pytest.mark.parametrize("per_second", [30, 200])
def test_an_announcement_uses_the_allowance_and_never_more(
    per_second: int, jitter: float, least: float
) -> None:
    office, network = Office(), Network(per_second, latencies(seeded(1), jitter))
    number = 30 * per_second

    async def play() -> None:
        for chat in range(number):
            office.post(Lane.BULK, chat)
        await working(office, network, 40.0)

    jump(play())
    assert office.counts() == {"sent": number}
    assert most_in_a_second(network.came) <= per_second
    took = max(network.came) - min(network.came)
    assert number / took >= least * per_second
    assert office.visits < 15 * 40


def test_an_answer_does_not_wait_for_an_announcement() -> None:
    office, network = Office(), Network(30, latencies(seeded(2), 0.05))
    answers: list[int] = []

    async def play() -> None:
        for chat in range(1500):
            office.post(Lane.BULK, chat)
        courier = Courier(office, network, 30)  # type: ignore[arg-type]
        task = asyncio.ensure_future(courier.run())  # noqa: TID251 - the program's part
        random = seeded(3)
        for number in range(100):
            await asyncio.sleep(random.random() * 0.8)
            answers.append(office.post(Lane.ANSWER, 5_000 + number))
            courier.nudge()
        task.cancel()
        await asyncio.wait([task])

    jump(play())
    came = {chat: moments[0] for chat, moments in network.chats.items()}
    waits = sorted(
        came[5_000 + n] - office.posted[number]
        for n, number in enumerate(answers)
        if 5_000 + n in came
    )
    assert len(waits) >= 98
    assert waits[len(waits) * 98 // 100] <= 0.1 + 0.05
    assert most_in_a_second(network.came) <= 30


def test_lanes_are_sent_in_their_order() -> None:
    office, network = Office(), Network(2)

    async def play() -> None:
        for place in range(4):
            for lane in reversed(Lane):
                office.post(lane, 10 * place + lane)
        await working(office, network, 30.0)

    jump(play())
    chats = sorted(network.chats, key=lambda chat: network.chats[chat])
    assert [chat % 10 for chat in chats] == [0] * 4 + [1] * 4 + [2] * 4 + [3] * 4


def test_a_global_refusal_pauses_bulk_so_long_and_no_longer() -> None:
    office, network = Office(), Network(30, says=refusing(5.0, 12.0))

    async def play() -> None:
        for chat in range(600):
            office.post(Lane.BULK, chat)
        await working(office, network, 40.0)

    jump(play())
    assert office.counts() == {"sent": 600}
    assert len([at for at, _ in network.tried if 5.1 < at < 12.0]) == 0
    assert min(at for at in network.came if at > 5.1) < 12.2
    assert not office.sending


def test_answers_go_first_after_a_refusal() -> None:
    office, network = Office(), Network(5, says=refusing(2.0, 6.0))

    async def play() -> None:
        for chat in range(100):
            office.post(Lane.BULK, chat)
        courier = asyncio.ensure_future(working(office, network, 12.0))  # noqa: TID251 - beside it
        await asyncio.sleep(3.0)
        for chat in range(200, 204):
            office.post(Lane.ANSWER, chat)
        await courier

    jump(play())
    after = [chat for at, chat in network.tried if at >= 6.0]
    assert {200, 201, 202, 203} <= set(after[:6])


def test_a_storm_is_met_with_patience_and_ends() -> None:
    office, network = Office(), Network(30, says=lambda now, _chat: (
        Fate(Outcome.NOT_SENT, retry_after=1.0) if 3 <= now < 63 else None
    ))  # fmt: skip

    async def play() -> None:
        for chat in range(1200):
            office.post(Lane.BULK, chat)
        await working(office, network, 180.0)

    jump(play())
    refused = [at for at, _ in network.tried if 3 <= at < 63]
    assert len(refused) <= 2 * 60
    assert office.counts() == {"sent": 1200}
    assert most_in_a_second(network.came) <= 30


def test_an_outage_puts_few_messages_in_doubt() -> None:
    office, network = Office(), Network(30, says=lambda now, _chat: (
        Fate(Outcome.UNCLEAR) if 3 <= now < 63 else None
    ))  # fmt: skip

    async def play() -> None:
        for chat in range(900):
            office.post(Lane.BULK, chat)
        await working(office, network, 180.0)

    jump(play())
    counts = office.counts()
    assert counts["sent"] + counts["unclear"] == 900
    assert 2 <= counts["unclear"] <= 12


def test_what_is_called_off_stops_within_a_second() -> None:
    office, network = Office(), Network(30)

    async def play() -> None:
        for chat in range(900):
            office.post(Lane.BULK, chat)
        courier = asyncio.ensure_future(working(office, network, 20.0))  # noqa: TID251 - beside it
        await asyncio.sleep(5.0)
        office.called_off = True
        await courier

    jump(play())
    assert max(network.came) < 6.0
    assert not office.sending


def test_two_messages_for_one_chat_are_a_second_apart() -> None:
    office, network = Office(), Network(30)

    async def play() -> None:
        for _ in range(5):
            office.post(Lane.REMINDER, 7)
        for chat in range(100, 130):
            office.post(Lane.REMINDER, chat)
        await working(office, network, 12.0)

    jump(play())
    assert len(network.chats[7]) == 5
    assert most_in_a_second(network.chats[7]) == 1
    assert max(max(came) for chat, came in network.chats.items() if chat != 7) < 2.5


def test_while_the_database_is_away_nothing_is_forgotten() -> None:
    office, network = Office(), Network(30)
    office.away = (3.0, 8.0)

    async def play() -> None:
        for chat in range(150):
            office.post(Lane.BULK, chat)
        await working(office, network, 15.0)

    jump(play())
    assert office.counts() == {"sent": 150}
    assert len(network.came) == 150


def test_a_fate_that_cannot_be_told_holds_up_nobody() -> None:
    office, network = Office(), Network(30)

    async def play() -> None:
        numbers = [office.post(Lane.ALERT, chat) for chat in range(60)]
        office.poisoned = {numbers[5], numbers[17]}
        await working(office, network, 8.0)

    jump(play())
    assert office.counts() == {"sent": 60}


def test_asked_to_stop_he_finishes_what_is_under_way_and_gives_back_the_rest() -> None:
    office, network = Office(), Network(30, latency=lambda: 0.5)

    async def play() -> float:
        for chat in range(300):
            office.post(Lane.BULK, chat)
        await working(office, network, 3.0)
        return seconds()

    assert jump(play()) < 4.0
    assert not office.sending
    assert office.counts() == {"sent": len(network.came)}
    assert len(office.queued) == 300 - len(network.came)


def test_asked_to_stop_he_does_not_wait_for_ever() -> None:
    office, network = Office(), Network(30, latency=lambda: 300.0)

    async def play() -> float:
        for chat in range(10):
            office.post(Lane.ANSWER, chat)
        await working(office, network, 3.0)
        return seconds()

    assert jump(play()) < 12.0
    assert office.counts() == {"unclear": 10}


def test_a_channels_mistake_is_no_reason_to_stop() -> None:
    def says(_now: float, chat: int) -> Fate | None:
        if chat == 3:
            raise ZeroDivisionError("a mistake in the channel")
        return None

    office, network = Office(), Network(30, says=says)

    async def play() -> None:
        for chat in range(10):
            office.post(Lane.ALERT, chat)
        await working(office, network, 3.0)

    jump(play())
    assert office.counts() == {"sent": 9, "unclear": 1}
