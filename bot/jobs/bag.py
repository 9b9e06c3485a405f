"""The bag: what a bot has claimed and not yet sent, in the order of lanes."""

from collections import deque
from collections.abc import Iterable
from math import inf

from bot.jobs.pace import Pace
from bot.services.ledger import Sending
from bot.services.outbox import Lane

AHEAD = 0.2
"""Seconds' worth of messages that are claimed ahead: so a claim is worth its transaction, and a
crash leaves no more than these in doubt."""

TOO_LONG = 1.0
"""What cannot leave within these seconds goes back: by then it may have been called off."""


class Bag:
    """Holds claimed messages until the pace lets them start."""

    def __init__(self, per_second: int) -> None:
        self._most = max(2, round(per_second * AHEAD))
        self._lanes: dict[Lane, deque[Sending]] = {lane: deque() for lane in Lane}

    def __len__(self) -> int:
        """How many messages are in it."""
        return sum(map(len, self._lanes.values()))

    def put(self, sendings: Iterable[Sending]) -> None:
        """Put in what was claimed."""
        for sending in sendings:
            self._lanes[Lane(sending.row.lane)].append(sending)

    def room(self, pace: Pace, now: float) -> list[int]:
        """By lane: how many more in it and the lanes before it fit in.

        A lane that is held takes none, and bulk comes in larger pieces.
        """
        room, held = [], 0
        for lane, waiting in self._lanes.items():
            held += len(waiting)
            is_open = pace.hold(lane, now) <= TOO_LONG
            wants = lane < Lane.BULK or held <= self._most // 2
            room.append(max(0, self._most - held) if is_open and wants else 0)
        return room

    def next(self, pace: Pace, now: float) -> Sending | float:
        """Take out the next message that may start, or the seconds until one may."""
        if not len(self):
            return inf
        soonest = pace.place(now)
        if soonest > 0:
            return soonest
        soonest = inf
        for lane, waiting in self._lanes.items():
            wait = pace.lane(lane, now) if waiting else inf
            if wait > 0:
                soonest = min(soonest, wait)
                continue
            for place, sending in enumerate(waiting):
                wait = pace.chat(lane, sending.row.address_id, now)
                if not wait:
                    del waiting[place]
                    return sending
                soonest = min(soonest, wait)
        return soonest

    def take_back(self, pace: Pace, now: float) -> list[tuple[Sending, float]]:
        """Take out what cannot leave soon, each with the seconds it has to wait."""
        back = []
        for lane, waiting in self._lanes.items():
            hold = pace.hold(lane, now)
            for sending in list(waiting):
                wait = max(hold, pace.chat(lane, sending.row.address_id, now))
                if TOO_LONG < wait < inf:
                    waiting.remove(sending)
                    back.append((sending, wait))
        return back

    def numbers(self) -> set[int]:
        """Which rows are in it."""
        return {sending.row.id for waiting in self._lanes.values() for sending in waiting}

    def empty(self) -> list[tuple[Sending, float]]:
        """Take out everything: it waits again as if it had never been claimed."""
        back = [(sending, 0.0) for waiting in self._lanes.values() for sending in waiting]
        for waiting in self._lanes.values():
            waiting.clear()
        return back
