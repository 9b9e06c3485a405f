"""Pace: when the next message of a bot may start, so that the messenger never has to refuse one.

At most n messages a second means: a message starts a hair over one second after the one n before
it was *answered*. The messenger has counted that one at some moment before its answer, so whatever
the network does, no second of the messenger's own clock sees more than n. Fixed spacing would
waste the allowance or, with jitter, provoke refusals.

Pure arithmetic on the seconds of a monotonic clock; ``bot.jobs.courier`` does the waiting.
"""

from dataclasses import dataclass
from heapq import heappop, heappush, nsmallest
from math import inf

from bot.services.outbox import Lane

SECOND = 1.003
"""A second of the messenger's clock, and a hair."""

EVEN = 0.95
"""News are spread to this part of the even distance: a place comes free for an answer in time."""

TALK, SPARE = 5.0, 3
"""For so many seconds after an answer news leave so many more places free (of ten at most one)."""

CATCH_UP = 0.02
"""Seconds by which a late start may be made good by starting the next ones closer together."""

RECOVERY = 4.0
"""Seconds in which a bot slowed down by a storm of refusals becomes e times as fast again."""

FIRST_PAUSE, LONGEST_PAUSE = 1.0, 60.0
"""Seconds that all wait after troubles in a row, doubled each time."""

SHUT = 60.0
"""Seconds until one message tries whether the messenger accepts our token again."""


@dataclass(frozen=True, slots=True)
class Start:
    """A message that is on its way. ``crowded``: its chat got another one within the second."""

    lane: int
    chat: int
    at: float
    crowded: bool


class Pace:
    """The allowance of one bot: ``per_second`` messages to all, ``per_chat`` news to one chat.

    It begins as if it had just sent a second's worth: the process before may have.
    """

    def __init__(self, per_second: int, per_chat: int | None, now: float) -> None:
        self._places = per_second
        self._each = SECOND / per_second
        self._chat_pause = SECOND / per_chat if per_chat else 0.0
        self._free = [now + place * self._each for place in range(1, per_second + 1)]
        self._news: dict[int, float] = {}  # from when news may go to a chat
        self._refusals: dict[int, float] = {}  # until when the messenger wants nothing for it
        self._held = dict.fromkeys(Lane, now)
        self._news_from = now
        self._answered_at = -inf
        self._slowness = 1.0
        self._accepted = per_second  # messages since the last refusal
        self._refused_at = -inf
        self._trouble_at = -inf
        self._pause = 0.0

    @property
    def has_place(self) -> bool:
        """Whether not all places wait for an answer."""
        return bool(self._free)

    def place(self, now: float) -> float:
        """Seconds until any message may start; infinite while all places wait for an answer."""
        return max(0.0, self._free[0] - now) if self._free else inf

    def lane(self, lane: int, now: float) -> float:
        """Seconds until one in this lane may."""
        spread = 0.0
        if lane > Lane.ANSWER:
            spread = max(self._news_from - now, self._spare(now))
        return max(0.0, spread, self.hold(lane, now))

    def _spare(self, now: float) -> float:
        """Seconds until more than one place is free, while people are being answered."""
        spare = min(SPARE, self._places // 10) if now - self._answered_at <= TALK else 0
        if len(self._free) <= spare:
            return inf
        return nsmallest(spare + 1, self._free)[-1] - now

    def hold(self, lane: int, now: float) -> float:
        """Seconds that this lane is held because of a refusal or a trouble."""
        return max(0.0, self._held[Lane(lane)] - now)

    def chat(self, lane: int, chat: int, now: float) -> float:
        """Seconds until one in this lane may go to this chat: answers wait for a refusal only."""
        free = self._refusals.get(chat, now)
        if lane > Lane.ANSWER and self._chat_pause:
            free = max(free, self._news.get(chat, now))
        return max(0.0, free - now)

    def start(self, lane: int, chat: int, now: float) -> Start:
        """A message starts. ``place``, ``lane`` and ``chat`` must have said 0."""
        heappop(self._free)
        if lane == Lane.ANSWER:
            self._answered_at = now
        else:
            distance = self._each * EVEN * self._slowness
            self._news_from = max(self._news_from, now - CATCH_UP) + distance
        crowded = self._news.get(chat, now) > now
        self._news[chat] = inf
        return Start(lane, chat, now, crowded)

    def _answered(self, start: Start, now: float) -> None:
        heappush(self._free, now + SECOND * self._slowness)
        self._news[start.chat] = now + max(self._chat_pause, SECOND)
        for chats in (self._news, self._refusals):
            if len(chats) > 4 * self._places:
                for chat in [chat for chat, free in chats.items() if free <= now]:
                    del chats[chat]

    def accepted(self, start: Start, now: float) -> None:
        """The messenger has taken the message, or refused that one for good."""
        self._answered(start, now)
        self._accepted += 1
        faster = 1 - self._slowness / (RECOVERY * self._places)
        self._slowness = max(1.0, self._slowness * faster)
        self._pause, self._trouble_at = 0.0, -inf

    def refused(self, start: Start, pause: float, now: float, *, again: bool) -> None:
        """Too many requests: exactly what must be held is held for ``pause`` seconds.

        The messenger does not say whether it means the chat or the bot. It is the chat if that
        had got another message within the second, or if this one is refused ``again`` while others
        were accepted. Else it is the bot: then this lane and the later ones are held. Answers are
        held only when one of them is refused.
        """
        self._answered(start, now)
        if start.crowded or (again and self._accepted):
            self._refusals[start.chat] = now + pause
            return
        for lane in Lane:
            if lane >= start.lane:
                self._held[lane] = max(self._held[lane], now + pause)
        if start.at >= self._refused_at:  # else it was under way when the last one was refused
            if self._accepted < self._places:
                self._slowness = min(2 * self._slowness, self._places)
            self._accepted, self._refused_at = 0, now

    def troubled(self, start: Start, now: float) -> None:
        """No connection, or no word what became of it.

        One such may be chance. After the second in a row all wait, longer each time: else the
        messages of a whole announcement might get lost in an outage.
        """
        self._answered(start, now)
        if start.at < self._trouble_at:
            return  # it was under way when the last trouble became known
        if self._trouble_at > -inf:
            self._pause = min(2 * self._pause or FIRST_PAUSE, LONGEST_PAUSE)
            self._hold_all(now + self._pause)
        self._trouble_at = now

    def shut_out(self, start: Start, now: float) -> None:
        """The messenger refuses our token: nobody can be reached."""
        self._answered(start, now)
        self._hold_all(now + SHUT)

    def _hold_all(self, until: float) -> None:
        self._held = {lane: max(held, until) for lane, held in self._held.items()}
