"""A fair as it is planned: one plan with versions, its life, and what is wrong with it."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.errors import Outdated
from bot.domain.local_time import moment_of, wall_clock
from bot.domain.people import Grade

MOST_DAYS = 4
FURTHEST_AHEAD = timedelta(days=2 * 365 + 1)


class FairState(StrEnum):
    """Life of a fair. A cancellation beats everything."""

    PLANNED = "planned"
    MOVED = "moved"
    CANCELLED = "cancelled"


class FairAnswer(StrEnum):
    """What a pupil says to an announcement."""

    YES = "yes"
    MAYBE = "maybe"
    NO = "no"


@dataclass(frozen=True, slots=True)
class FairPlan:
    """What an announcement, the reminders and the calendar file tell about a fair.

    ``start`` and ``end`` are wall-clock times of the region, naive on purpose: they become moments
    as late as possible. ``stop`` is the bus stop, ``town`` a municipality key, empty ``grades``
    mean everybody, ``deadline`` is the last day of ``registration``, empty ``cost`` means free.

    ``version`` rises with every change of the dates: reminders belong to one version. ``sequence``
    rises with every change at all: calendars follow it (RFC 5545, 3.8.7.4).
    """

    title: str
    start: datetime
    end: datetime
    place: str
    stop: str = ""
    town: str | None = None
    grades: frozenset[Grade] = frozenset()
    about: str = ""
    bring: str = ""
    cost: str = ""
    registration: str = ""
    deadline: date | None = None
    parents: bool = True
    access: str = ""
    version: int = 1
    sequence: int = 0
    state: FairState = FairState.PLANNED

    def __post_init__(self) -> None:
        """Refuse moments: with an offset the plan would be wrong after a clock change."""
        if self.start.tzinfo is not None or self.end.tzinfo is not None:
            raise ValueError("a fair is planned in wall-clock times of its region")

    @property
    def day(self) -> date:
        """The first day, local."""
        return self.start.date()

    @property
    def days(self) -> tuple[date, ...]:
        """Every day from the first to the last, local; none if it ends before it starts."""
        length = (self.end.date() - self.day).days + 1
        return tuple(self.day + timedelta(days=n) for n in range(length))

    def begins(self, zone: ZoneInfo) -> datetime:
        """The moment of the start, aware, in UTC."""
        return moment_of(self.day, self.start.time(), zone)

    def ends(self, zone: ZoneInfo) -> datetime:
        """The moment of the end, aware, in UTC."""
        return moment_of(self.end.date(), self.end.time(), zone)

    def is_ahead(self, now: datetime, zone: ZoneInfo) -> bool:
        """Whether it takes place and has not begun at the moment ``now`` (aware)."""
        return self.state is not FairState.CANCELLED and self.begins(zone) > now

    def takes(self, answer: FairAnswer, before: FairAnswer | None, today: date) -> bool:
        """Whether ``answer`` may follow the answer ``before`` on the local day ``today``.

        After the deadline nobody can join any more: who comes may confirm it or think again.
        """
        if self.deadline is None or today <= self.deadline:
            return True
        return answer is FairAnswer.NO or before in {FairAnswer.YES, answer}


def revised(old: FairPlan, new: FairPlan) -> FairPlan:
    """``new`` as the successor of ``old``, with state and numbers set as the change demands.

    Nothing changed gives ``old``. Other dates are a new version, another start or end is a move.
    A cancelled fair stays cancelled (Outdated).
    """
    if old.state is FairState.CANCELLED:
        raise Outdated("this fair is cancelled")
    new = replace(new, version=old.version, sequence=old.sequence, state=old.state)
    if new == old:
        return old
    moved = (new.start, new.end) != (old.start, old.end)
    return replace(
        new,
        version=old.version + (moved or new.deadline != old.deadline),
        sequence=old.sequence + 1,
        state=FairState.MOVED if moved else old.state,
    )


def cancelled(plan: FairPlan) -> FairPlan:
    """The plan, called off: a new version, so that no reminder of the old one goes out."""
    if plan.state is FairState.CANCELLED:
        return plan
    return replace(
        plan,
        version=plan.version + 1,
        sequence=plan.sequence + 1,
        state=FairState.CANCELLED,
    )


class FairFault(StrEnum):
    """What is wrong with a plan. A warning may be overruled by the coordinator, the rest not."""

    ENDS_BEFORE_START = "ends_before_start"
    IN_THE_PAST = "in_the_past"
    TOO_FAR_AHEAD = "too_far_ahead"
    TOO_LONG = "too_long"
    DEADLINE_AFTER_START = "deadline_after_start"
    DEADLINE_PASSED = "deadline_passed"
    HOLIDAY = "holiday"

    @property
    def is_warning(self) -> bool:
        """Whether the plan may be kept all the same."""
        return self in (FairFault.DEADLINE_PASSED, FairFault.HOLIDAY)


def faults(
    plan: FairPlan, now: datetime, zone: ZoneInfo, holidays: Collection[date] = ()
) -> tuple[FairFault, ...]:
    """Everything that is wrong with the plan at ``now`` (aware), empty when all is well.

    ``holidays`` are the public holidays of the region. A deadline on the first day itself is
    allowed: small fairs register at the door.
    """
    today = wall_clock(now, zone).date()
    found = {
        FairFault.ENDS_BEFORE_START: plan.end <= plan.start,
        FairFault.IN_THE_PAST: plan.begins(zone) <= now,
        FairFault.TOO_FAR_AHEAD: plan.day > today + FURTHEST_AHEAD,
        FairFault.TOO_LONG: len(plan.days) > MOST_DAYS,
        FairFault.DEADLINE_AFTER_START: plan.deadline is not None and plan.deadline > plan.day,
        FairFault.DEADLINE_PASSED: plan.deadline is not None and plan.deadline < today,
        FairFault.HOLIDAY: any(day in holidays for day in plan.days),
    }
    return tuple(fault for fault, is_so in found.items() if is_so)
