"""When a pupil is reminded of a fair, and whether a reminder that is due may still go out.

* a week before at 17:00 · the day before at 17:00 · on the morning at 8:00, for who asked for it ·
  two days before the registration deadline at 17:00. Of several days the first one counts.
* "Ich komme" gets all of them, "vielleicht" only the day before and the deadline: the two moments
  at which it can still become a yes. Saying yes here registers nowhere, so both get the deadline.
* A time that has passed when the plan is made is left out. Who signs up too late for the day
  before and the morning gets one reminder at once instead. A missed deadline reminder is not
  caught up: the answer to the sign-up tells the deadline.
* Nothing at or after the start. A reminder that is late yields to the next one of the same person.
* A moved fair is planned anew; reminders of the old version go nowhere. It brings no reminder at
  once: the correction that goes to everybody already is one.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from bot.domain.fairs import FairAnswer, FairPlan, FairState
from bot.domain.local_time import moment_of

AFTERNOON = time(17, 0)
MORNING_HOUR = time(8, 0)
PUNCTUAL = timedelta(minutes=5)


class ReminderKind(StrEnum):
    """Which reminder. One person gets each kind at most once for one version of a plan."""

    DEADLINE = "deadline"
    WEEK_BEFORE = "week_before"
    DAY_BEFORE = "day_before"
    MORNING = "morning"


@dataclass(frozen=True, slots=True)
class SignUp:
    """A pupil's present answer: given when (aware), and whether the morning reminder is wanted."""

    at: datetime
    answer: FairAnswer = FairAnswer.YES
    morning: bool = False


@dataclass(frozen=True, slots=True)
class PlannedReminder:
    """A reminder for one person. It may go out from ``due`` on, no longer at ``until`` (UTC).

    ``catch_up`` marks a day-before reminder that is given at once to a late sign-up; it keeps the
    kind, so that the key (person, kind, event_date, plan_version) never allows a second one.
    """

    kind: ReminderKind
    due: datetime
    until: datetime
    event_date: date
    plan_version: int
    catch_up: bool = False


class Verdict(StrEnum):
    """What to do with a planned reminder now: the closed list, also of reasons for not sending."""

    NOT_YET = "not_yet"
    SEND = "send"
    LATE = "late"  # goes out once, later than planned
    SUPERSEDED = "superseded"  # belongs to an old version of the plan
    CANCELLED = "cancelled"
    BEGUN = "begun"
    OVERTAKEN = "overtaken"  # the next reminder is due already
    DEADLINE_OVER = "deadline_over"

    @property
    def sends(self) -> bool:
        """Whether the reminder goes out now."""
        return self in (Verdict.SEND, Verdict.LATE)

    @property
    def is_missed(self) -> bool:
        """Whether the program was too late for it, which is worth showing to staff."""
        return self in (Verdict.BEGUN, Verdict.OVERTAKEN, Verdict.DEADLINE_OVER)


def offers_morning(plan: FairPlan) -> bool:
    """Whether a morning reminder would come before the start, so that it may be offered."""
    return plan.start.time() > MORNING_HOUR


def due_reminders(
    plan: FairPlan, sign_up: SignUp, zone: ZoneInfo, now: datetime
) -> tuple[PlannedReminder, ...]:
    """The reminders of one person for this version of the plan, by due time.

    To be called where the answer is given or the plan is changed, in the same transaction: ``now``
    (aware) is that moment, and whatever was due before it is left out. Rules: module docstring.
    """
    begins = plan.begins(zone)
    wanted = _wanted(sign_up)
    if plan.state is FairState.CANCELLED or now >= begins or not wanted:
        return ()
    times = _times(plan, zone)
    ahead = {kind: times[kind] for kind in wanted if kind in times and now < times[kind] < begins}
    catch_up = sign_up.at >= times[ReminderKind.DAY_BEFORE] and ReminderKind.MORNING not in ahead
    if catch_up:
        ahead[ReminderKind.DAY_BEFORE] = now
    return tuple(
        PlannedReminder(
            kind,
            due,
            _until(kind, plan, zone, ahead),
            plan.day,
            plan.version,
            catch_up and kind is ReminderKind.DAY_BEFORE,
        )
        for kind, due in sorted(ahead.items(), key=lambda item: item[1])
    )


def verdict(reminder: PlannedReminder, plan: FairPlan, now: datetime, zone: ZoneInfo) -> Verdict:
    """What to do at ``now`` (aware) with a reminder that has not gone out yet.

    ``plan`` is the fair as it is planned now. After any downtime a reminder goes out late once, or
    it is missed because the fair has begun, the deadline is over or the next reminder is due.
    """
    if plan.state is FairState.CANCELLED:
        return Verdict.CANCELLED
    if (reminder.plan_version, reminder.event_date) != (plan.version, plan.day):
        return Verdict.SUPERSEDED
    if now < reminder.due:
        return Verdict.NOT_YET
    if now >= plan.begins(zone):
        return Verdict.BEGUN
    if now >= reminder.until:
        is_deadline = reminder.kind is ReminderKind.DEADLINE
        return Verdict.DEADLINE_OVER if is_deadline else Verdict.OVERTAKEN
    return Verdict.LATE if now - reminder.due > PUNCTUAL else Verdict.SEND


def _wanted(sign_up: SignUp) -> set[ReminderKind]:
    """The kinds that follow from the answer."""
    if sign_up.answer is FairAnswer.NO:
        return set()
    wanted = {ReminderKind.DAY_BEFORE, ReminderKind.DEADLINE}
    if sign_up.answer is FairAnswer.YES:
        wanted.add(ReminderKind.WEEK_BEFORE)
    if sign_up.morning:
        wanted.add(ReminderKind.MORNING)
    return wanted


def _times(plan: FairPlan, zone: ZoneInfo) -> dict[ReminderKind, datetime]:
    """When each kind is due; no deadline, no deadline reminder."""
    days = timedelta(days=1)
    times = {
        ReminderKind.WEEK_BEFORE: moment_of(plan.day - 7 * days, AFTERNOON, zone),
        ReminderKind.DAY_BEFORE: moment_of(plan.day - days, AFTERNOON, zone),
        ReminderKind.MORNING: moment_of(plan.day, MORNING_HOUR, zone),
    }
    if plan.deadline:
        times[ReminderKind.DEADLINE] = moment_of(plan.deadline - 2 * days, AFTERNOON, zone)
    return times


def _until(
    kind: ReminderKind, plan: FairPlan, zone: ZoneInfo, ahead: dict[ReminderKind, datetime]
) -> datetime:
    """When the reminder is no longer worth sending: the next one's time or the start."""
    begins = plan.begins(zone)
    if kind is ReminderKind.DEADLINE and plan.deadline:
        return min(begins, moment_of(plan.deadline + timedelta(days=1), time(), zone))
    later = [
        due
        for other, due in ahead.items()
        if other is not ReminderKind.DEADLINE and due > ahead[kind]
    ]
    return min([*later, begins])
