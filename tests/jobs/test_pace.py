"""What a bot's pace promises: the messenger counts, the network is as slow as it likes."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.jobs.pace import SECOND, Pace
from bot.services.outbox import Lane
from tests.jobs.walk import (
    Messenger,
    Posted,
    Walk,
    announcement,
    latencies,
    most_in_a_second,
    seeded,
)

POSTED = st.builds(
    Posted,
    at=st.floats(0, 5),
    lane=st.sampled_from(Lane),
    chat=st.integers(0, 6),
    number=st.integers(0, 10**9),
)


@given(
    posted=st.lists(POSTED, max_size=120),
    per_second=st.integers(1, 40),
    longest=st.sampled_from([0.001, 0.05, 0.5, 3.0]),
    seed=st.integers(0, 99),
)
@settings(deadline=None)
def test_never_more_than_allowed_in_any_second_and_in_any_chat(
    posted: list[Posted], per_second: int, longest: float, seed: int
) -> None:
    random = seeded(seed)
    messenger = Messenger(lambda: random.random() * longest, random)
    Walk(Pace(per_second, 1, 0.0), messenger, posted).run()
    assert len(messenger.came) == len(posted)
    assert most_in_a_second(messenger.came) <= per_second
    news = {each.chat for each in posted} - {e.chat for e in posted if e.lane == Lane.ANSWER}
    assert all(most_in_a_second(messenger.chats[chat]) <= 1 for chat in news)


@pytest.mark.parametrize(("jitter", "least"), [(0.0, 0.99), (0.05, 0.95)])
@pytest.mark.parametrize("per_second", [30, 1000])
def test_the_allowance_is_used(per_second: int, jitter: float, least: float) -> None:
    random = seeded(1)
    messenger = Messenger(latencies(random, jitter), random)
    number = 100 * per_second if per_second < 100 else 10 * per_second
    took = Walk(Pace(per_second, 1, 0.0), messenger, announcement(number)).run()
    assert number / took >= least * per_second


@pytest.mark.parametrize("jitter", [0.0, 0.05])
def test_an_announcement_leaves_room_for_answers(jitter: float) -> None:
    random = seeded(2)
    messenger = Messenger(latencies(random, jitter), random)
    answers = [
        Posted(random.random() * 90, Lane.ANSWER, 10_000 + number, 10_000 + number)
        for number in range(300)
    ]
    walk = Walk(Pace(30, 1, 0.0), messenger, [*announcement(3000), *answers])
    walk.run()
    waited = sorted(walk.waited[Lane.ANSWER])
    assert waited[len(waited) * 99 // 100] <= 0.09
    assert most_in_a_second(messenger.came) <= 30


def test_lanes_go_in_their_order() -> None:
    random = seeded(3)
    messenger = Messenger(latencies(random, 0.01), random)
    posted = [Posted(0.0, lane, 10 * place + lane, 0) for place in range(5) for lane in Lane]
    Walk(Pace(1, 1, 0.0), messenger, posted).run()
    chats = sorted(messenger.chats, key=lambda chat: messenger.chats[chat])
    assert [chat % 10 for chat in chats] == [0] * 5 + [1] * 5 + [2] * 5 + [3] * 5


def test_a_refusal_of_the_bot_holds_bulk_exactly_so_long_and_answers_go_on() -> None:
    random = seeded(4)
    blocked = (20.0, 27.0)  # for news; answers are accepted all the time

    def refuses(now: float, chat: int) -> float:
        return blocked[1] - now if chat < 3000 and blocked[0] <= now < blocked[1] else 0.0

    answers = [Posted(float(n), Lane.ANSWER, 5000 + n, 5000 + n) for n in range(1, 40)]
    messenger = Messenger(latencies(random, 0.0), random, refuses)
    walk = Walk(Pace(30, 1, 0.0), messenger, [*announcement(900), *answers])
    walk.run()
    assert len(messenger.refused) <= 2
    news = sorted(at for chat, came in messenger.chats.items() if chat < 3000 for at in came)
    assert not [at for at in news if blocked[0] <= at < blocked[1]]
    assert min(at for at in news if at >= blocked[1]) < blocked[1] + 0.05
    assert max(walk.waited[Lane.ANSWER]) < 0.08
    after = [at for at in news if blocked[1] <= at < blocked[1] + 5]
    assert len(after) >= 0.85 * 5 * 30  # one refusal is no reason to be slow afterwards


def test_a_chats_own_refusal_holds_that_chat_only() -> None:
    random = seeded(5)

    def refuses(now: float, chat: int) -> float:
        return 40.0 - now if chat == 7 and now < 40 else 0.0

    messenger = Messenger(latencies(random, 0.0), random, refuses)
    walk = Walk(Pace(30, 1, 0.0), messenger, announcement(900))
    pace = walk.pace
    start = pace.start(Lane.ANSWER, 7, 1.0)
    pace.accepted(start, 1.0)
    start = pace.start(Lane.ANSWER, 7, 1.1)  # two answers within a second: that chat is crowded
    assert start.crowded
    pace.refused(start, 3.0, 1.1, again=False)
    assert [pace.hold(lane, 1.1) for lane in Lane] == [0, 0, 0, 0]
    assert pace.chat(Lane.ANSWER, 7, 1.2) == pytest.approx(2.9)
    assert pace.chat(Lane.ANSWER, 8, 1.2) == 0


def test_a_single_odd_chat_cannot_hold_an_announcement_for_ever() -> None:
    random = seeded(6)

    def refuses(_now: float, chat: int) -> float:
        return 5.0 if chat == 0 else 0.0

    messenger = Messenger(latencies(random, 0.0), random, refuses)
    walk = Walk(Pace(30, 1, 0.0), messenger, announcement(900))
    walk.run(until=60)
    assert len(messenger.came) == 899
    assert max(messenger.came) < 900 / 30 + 5 + 1.5


def test_a_storm_slows_down_and_recovers() -> None:
    random = seeded(7)

    def refuses(now: float, _chat: int) -> float:
        return 1.0 if 10 <= now < 40 else 0.0

    messenger = Messenger(latencies(random, 0.02), random, refuses)
    walk = Walk(Pace(30, 1, 0.0), messenger, announcement(6000))
    walk.run(until=200)
    rate = Counter(int(at) // 10 for at in messenger.refused)
    assert rate[3] < 30  # about one attempt a second, not thirty
    assert not [at for at in messenger.refused if at >= 40]
    last = [at for at in messenger.came if 150 <= at < 200]
    assert len(last) >= 0.95 * 50 * 30


def test_troubles_in_a_row_make_all_wait_longer_and_longer() -> None:
    pace = Pace(30, 1, 0.0)
    now, waits = 2.0, []
    for _ in range(9):
        start = pace.start(Lane.BULK, 1, now)
        pace.troubled(start, now)
        waits.append(pace.hold(Lane.ANSWER, now))
        now += waits[-1] + 0.1
    assert waits == pytest.approx([0, 1, 2, 4, 8, 16, 32, 60, 60])
    pace.accepted(pace.start(Lane.ANSWER, 2, now), now)
    pace.troubled(pace.start(Lane.ANSWER, 2, now), now)
    assert pace.hold(Lane.ANSWER, now) == 0


def test_troubles_of_messages_sent_together_count_as_one() -> None:
    pace = Pace(30, 1, 0.0)
    starts = [pace.start(Lane.ALERT, chat, 2.0) for chat in range(20)]
    for start in starts:
        pace.troubled(start, 2.5)
    assert pace.hold(Lane.BULK, 2.5) == 0


def test_while_the_token_is_refused_one_message_a_minute_tries() -> None:
    pace = Pace(30, 1, 0.0)
    pace.shut_out(pace.start(Lane.ANSWER, 1, 1.0), 1.2)
    assert {pace.hold(lane, 1.2) for lane in Lane} == {60.0}


def test_memory_does_not_grow_with_the_chats() -> None:
    pace = Pace(10, 1, 0.0)
    for chat in range(5_000):
        now = 1.0 + chat * SECOND
        pace.accepted(pace.start(Lane.BULK, chat, now), now)
    assert len(pace._news) <= 50
