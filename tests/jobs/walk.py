"""A simulated messenger, and a walk through the time of a clock that jumps."""

from bisect import bisect_right
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from heapq import heappop, heappush
from itertools import count
from math import inf
from random import Random

from bot.jobs.pace import Pace, Start
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
