"""What people should be reminded of, told a second time and in another way than the program."""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta

from bot.domain.quiet import next_allowed
from tests.services.fair_people import BERLIN

DAY = timedelta(days=1)


def clock(day: datetime, hour: int) -> datetime:
    """That hour of the local day of ``day``, as a moment."""
    return datetime.combine(day.date(), time(hour), tzinfo=BERLIN)


@dataclass
class Fair:
    """A fair in the model: its local start, and how often it was moved."""

    start: datetime
    version: int = 1
    cancelled: bool = False

    @property
    def begins(self) -> datetime:
        return self.start.replace(tzinfo=BERLIN)

    def times(self, kinds: set[str]) -> dict[str, datetime]:
        moments = {
            "week_before": clock(self.start - 7 * DAY, 17),
            "day_before": clock(self.start - DAY, 17),
            "morning": clock(self.start, 8),
        }
        return {k: at for k, at in moments.items() if k in kinds and at < self.begins}


@dataclass
class Seat:
    """One person and one fair."""

    fair: Fair
    answer: str = ""
    morning: bool = False
    answered: datetime | None = None
    pending: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    queued: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    done: set[tuple[int, str]] = field(default_factory=set)  # posted, or told with a move
    arrived: list[str] = field(default_factory=list)

    def wants(self) -> set[str]:
        if self.answer not in {"yes", "maybe"}:
            return set()
        kinds = {"day_before"} | ({"week_before"} if self.answer == "yes" else set())
        return kinds | ({"morning"} if self.morning else set())

    def plan(self, now: datetime) -> None:
        """After an answer."""
        self.pending.clear()
        if not self.answer or self.answer == "no":
            for kind in self.queued:
                self.done.discard((self.fair.version, kind))
            self.queued.clear()
            return
        times = self.fair.times(self.wants())
        ahead = {kind: at for kind, at in times.items() if at > now}
        assert self.answered is not None
        late = self.answered >= times.get("day_before", self.fair.begins)
        if late and "morning" not in ahead and now < self.fair.begins:
            ahead["day_before"] = now
        for kind, at in ahead.items():
            if (self.fair.version, kind) not in self.done:
                later = [other for other in ahead.values() if other > at]
                self.pending[kind] = (at, min([*later, self.fair.begins]))

    def moved(self, now: datetime) -> None:
        """The fair has another version: the news of the move stand for a reminder at once."""
        self.pending.clear()
        self.queued.clear()
        if self.wants():
            times = self.fair.times(self.wants())
            ahead = {kind: at for kind, at in times.items() if at > now}
            for kind, at in ahead.items():
                later = [other for other in ahead.values() if other > at]
                self.pending[kind] = (at, min([*later, self.fair.begins]))
            if now >= times["day_before"] and "morning" not in ahead:
                self.done.add((self.fair.version, "day_before"))

    def cancelled(self) -> None:
        self.pending.clear()
        self.queued.clear()

    def awake(self, now: datetime) -> None:
        """The program has run all the time until ``now``."""
        for kind, (at, until) in sorted(self.pending.items(), key=lambda item: item[1]):
            if at <= now:
                del self.pending[kind]
                self._post(kind, at, until)
        self._deliver(now)

    def asleep(self, now: datetime) -> None:
        """The program was down and starts at ``now``."""
        self.queued = {
            kind: (max(at, next_allowed(now, BERLIN)), until)
            for kind, (at, until) in self.queued.items()
        }
        for kind, (at, until) in list(self.pending.items()):
            if at <= now:
                del self.pending[kind]
                if now < until:
                    self._post(kind, now, until)
                else:
                    self.done.add((self.fair.version, kind))
        self._deliver(now)

    def _post(self, kind: str, at: datetime, until: datetime) -> None:
        self.done.add((self.fair.version, kind))
        self.queued[kind] = (next_allowed(at, BERLIN), until)

    def _deliver(self, now: datetime) -> None:
        for kind, (at, until) in list(self.queued.items()):
            if at <= now:
                del self.queued[kind]
                if at < until:
                    self.arrived.append(f"{kind} v{self.fair.version}")
