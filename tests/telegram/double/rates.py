"""How many messages Telegram takes: in all, and for one chat."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from math import ceil

from tests.telegram.double.refusals import too_many

WINDOW_SECONDS = 1.0


@dataclass(slots=True)
class Rates:
    """The limits of one bot; ``seconds`` is a running stopwatch, no clock of the day.

    ``in_all`` messages in any window of one second, ``per_chat`` a second for one chat. A bot with
    Stars may send up to ``paid`` a second, but only messages that say that they may be paid for;
    those beyond the free ones are counted in ``charged``.
    A chat whose person has just done something takes ``burst`` messages at once: the messenger
    tolerates short bursts, and an answer may be two or three messages. Whatever is sent without
    being asked (news, reminders, announcements) has no burst: there the documented limit is taken
    by its word, because that is where bots get into trouble. None switches a limit off.

    Who is refused has to wait: until then everything of that kind is refused, as the messenger
    does. ``provoked`` counts the refusals, ``taken`` are the moments of all that was taken.
    """

    seconds: Callable[[], float]
    in_all: int | None = 30
    per_chat: float | None = 1.0
    burst: int = 3
    paid: int | None = None
    charged: int = 0
    provoked: int = 0
    taken: list[float] = field(default_factory=list)
    _sent: deque[float] = field(default_factory=deque)
    _held_until: float = 0.0
    _tokens: dict[int, tuple[float, float]] = field(default_factory=dict)

    def asked(self, chat: int) -> None:
        """The person of this chat has done something: a short burst may answer."""
        self._tokens[chat] = (float(self.burst), self.seconds())

    def take(self, chat: int, *, may_be_paid: bool = False) -> None:
        """Count one message. Raises Refusal with the seconds to wait."""
        now = self.seconds()
        if self._held_until > now:
            self._refuse(self._held_until - now)
        left = self._left(chat, now)
        if left is not None and left < 1.0:
            self._refuse((1.0 - left) / (self.per_chat or 1.0))
        if self.in_all is not None:
            self._take_of_all(now, self.in_all, self.paid if may_be_paid else None)
        if left is not None:
            self._tokens[chat] = (left - 1.0, now)
        self.taken.append(now)

    def _take_of_all(self, now: float, free: int, paid: int | None) -> None:
        sent = self._sent
        while sent and sent[0] <= now - WINDOW_SECONDS:
            sent.popleft()
        if len(sent) >= (paid or free):
            self._held_until = now + ceil(sent[0] + WINDOW_SECONDS - now)
            self._refuse(self._held_until - now)
        self.charged += len(sent) >= free
        sent.append(now)

    def _left(self, chat: int, now: float) -> float | None:
        """What this chat still takes; None when that is not limited."""
        if self.per_chat is None:
            return None
        tokens, at = self._tokens.get(chat, (1.0, now))
        return max(tokens, min(1.0, tokens + (now - at) * self.per_chat))

    def _refuse(self, seconds: float) -> None:
        self.provoked += 1
        raise too_many(max(1, ceil(seconds)))
