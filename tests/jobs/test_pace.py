"""What a bot's pace promises: the messenger counts, the network is as slow as it likes."""

from bisect import bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from math import inf
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.jobs.pace import SECOND, Pace, Start
from bot.services.outbox import Lane

Latency = Callable[[], float]


@dataclass
class Messenger:
    """Takes messages somewhere between their start and their answer, and remembers when."""

    latency: Latency
    random: Random
    refuses: Callable[[float, int], float] = lambda _now, _chat: 0.0
    came: list[float] = field(default_factory=list)
    chats: dict[int, list[float]] = field(default_factory=lambda: defaultdict(list))
    refused: list[float] = field(default_factory=list)

    def take(self, start: Start) -> tuple[float, float]:
        """When the answer is there, and the seconds it asks to wait."""
        took = self.latency()
        at = start.at + took * self.random.random()
        pause = self.refuses(at, start.chat)
        if pause:
            self.refused.append(at)
        else:
            self.came.append(at)
            self.chats[start.chat].append(at)
        return start.at + took, pause


@dataclass(order=True)
class Posted:
    """Something to be sent from a moment on."""

    at: float
    lane: Lane
    chat: int
    number: int


class Walk:
    """A pace, what waits, and a clock that jumps to the next moment at which anything happens."""

    def __init__(self, pace: Pace, messenger: Messenger, posted: Iterable[Posted]) -> None:
        self.pace = pace
        self.messenger = messenger
        self.coming = sorted(posted)
        self.waiting: dict[Lane, deque[Posted]] = {lane: deque() for lane in Lane}
        self.waited: dict[Lane, list[float]] = defaultdict(list)
        self._answers: list[tuple[float, int, Start, Posted, float]] = []
        self._numbers = count()
        self._again: Counter[int] = Counter()

    def run(self, until: float = inf) -> float:
        """Returns when the last answer came, at most ``until``."""
        now = 0.0
        while now < until:
            self._post(now)
            following = min(self._start_all(now), self._next_event())
            if following == inf:
                break
            now = max(now, following)
            self._take_answers(now)
        return now

    def _post(self, now: float) -> None:
        while self.coming and self.coming[0].at <= now:
            posted = self.coming.pop(0)
            self.waiting[posted.lane].append(posted)

    def _next_event(self) -> float:
        answered = self._answers[0][0] if self._answers else inf
        return min(answered, self.coming[0].at if self.coming else inf)

    def _start_all(self, now: float) -> float:
        """Start what may; returns when the next may."""
        while True:
            wait, posted = self._next(now)
            if posted is None:
                return now + wait
            self.waiting[posted.lane].remove(posted)
            self.waited[posted.lane].append(now - posted.at)
            start = self.pace.start(posted.lane, posted.chat, now)
            answered, pause = self.messenger.take(start)
            heappush(self._answers, (answered, next(self._numbers), start, posted, pause))

    def _next(self, now: float) -> tuple[float, Posted | None]:
        best = self.pace.place(now)
        if best:
            return best, None
        best = inf
        for lane, waiting in self.waiting.items():
            held = self.pace.lane(lane, now) if waiting else 0.0
            for posted in waiting:
                wait = max(held, self.pace.chat(lane, posted.chat, now))
                if not wait:
                    return 0.0, posted
                best = min(best, wait)
                if held:
                    break
        return best, None

    def _take_answers(self, now: float) -> None:
        while self._answers and self._answers[0][0] <= now:
            _, _, start, posted, pause = heappop(self._answers)
            if not pause:
                self.pace.accepted(start, now)
                continue
            self.pace.refused(start, pause, now, again=bool(self._again[posted.number]))
            self._again[posted.number] += 1
            retry = Posted(now + pause, posted.lane, posted.chat, posted.number)
            self.coming = sorted([*self.coming, retry])


def most_in_a_second(moments: Iterable[float]) -> int:
    came = sorted(moments)
    return max((bisect_right(came, at + 1) - place for place, at in enumerate(came)), default=0)


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - a simulation repeats itself


def announcement(number: int) -> list[Posted]:
    return [Posted(0.0, Lane.BULK, chat, chat) for chat in range(number)]


def latencies(random: Random, jitter: float) -> Latency:
    return lambda: 0.002 + random.random() * jitter


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
    assert len(after) >= 0.9 * 5 * 30  # one refusal is no reason to be slow afterwards


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
