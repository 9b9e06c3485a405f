"""Reminders of fairs: planned with the answer, judged when due and once more when sent."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from itertools import product
from typing import Any

from bot.domain.fairs import FairAnswer, FairPlan
from bot.domain.reminders import (
    PlannedReminder,
    ReminderKind,
    SignUp,
    Verdict,
    due_reminders,
    verdict,
)
from bot.services.fair_plans import held_fair, plan_of
from bot.services.mailing import fair_news
from bot.services.outbox import Lane, Notice
from bot.services.unit import Unit
from storage.queries import fairs as fair_rows
from storage.queries import reminders as rows
from storage.tables import FairRow, FairSignUp

BATCH = 100
REMINDER, DEADLINE = "fair_reminder", "fair_deadline"
_OF_THE_DAY = (ReminderKind.WEEK_BEFORE, ReminderKind.DAY_BEFORE, ReminderKind.MORNING)


@dataclass(frozen=True, slots=True)
class _Due:
    """A reminder whose time has come."""

    id: int
    fair_id: int
    person_id: int
    reminder: PlannedReminder


class Reminders:
    """Planning and judging. Every change happens in the transaction that causes it."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def plan(self, fair_id: int, plan: FairPlan, person_id: int, sign_up: SignUp) -> None:
        """Plan anew for one person after an answer; what has gone out is never repeated."""
        self.drop(fair_id, person_id, keep_posted=sign_up.answer is not FairAnswer.NO)
        planned = due_reminders(plan, sign_up, self._unit.region.zone, self._unit.now)
        key = {"fair_id": fair_id, "person_id": person_id}
        rows.plan(self._unit.session, [{**key, **_columns(reminder)} for reminder in planned])

    def drop(self, fair_id: int, person_id: int, *, keep_posted: bool = False) -> None:
        """Take back what is planned for one person, and what is posted but still waits."""
        session = self._unit.session
        rows.give_up(session, "dropped", fair_id=fair_id, person_id=person_id)
        if not keep_posted:
            withdrawn = fair_rows.withdraw_notices(
                session, self._unit.now, [REMINDER, DEADLINE], ("fair", fair_id),
                person_id=person_id,
            )  # fmt: skip
            rows.drop_posted(session, withdrawn, fair_id=fair_id, person_id=person_id)

    def supersede(self, fair_id: int) -> None:
        """Nothing that is planned for the fair goes out any more."""
        self._supersede(fair_id, [REMINDER, DEADLINE])

    def renew(self, fair_id: int, old: FairPlan, new: FairPlan) -> None:
        """Plan the new version for everybody who comes.

        Of another deadline alone the other reminders know nothing: they keep their place, so that
        one that waits is not lost. After a move all are planned anew.
        """
        moved = (old.start, old.end) != (new.start, new.end)
        if moved:
            self.supersede(fair_id)
        else:
            rows.carry_over(self._unit.session, fair_id, old.version, new.version, _OF_THE_DAY)
            self._supersede(fair_id, [DEADLINE], kind=ReminderKind.DEADLINE.value)
        for answer, morning in product((FairAnswer.YES, FairAnswer.MAYBE), (False, True)):
            self._plan_for_all(fair_id, new, SignUp(self._unit.now, answer, morning), moved)

    def _supersede(self, fair_id: int, notices: list[str], **matching: str) -> None:
        session, now = self._unit.session, self._unit.now
        rows.give_up(session, "superseded", fair_id=fair_id, **matching)
        fair_rows.withdraw_notices(session, now, notices, ("fair", fair_id))

    def _plan_for_all(self, fair_id: int, plan: FairPlan, said: SignUp, moved: bool) -> None:
        """One statement for each reminder, whatever the number of people.

        Instead of a reminder at once they get the news of the move: it counts as posted.
        """
        people = fair_rows.said(fair_id, said.answer.value).where(
            fair_rows.SIGN_UP.c.morning.is_(said.morning)
        )
        for reminder in due_reminders(plan, said, self._unit.region.zone, self._unit.now):
            if moved or not reminder.catch_up:
                state = "posted" if reminder.catch_up else "planned"
                values = {"fair_id": fair_id, **_columns(reminder), "state": state}
                rows.plan_all(self._unit.session, people, values)

    def still_holds(self, fair_id: int, person_id: int, kind: str, start: str) -> bool:
        """Whether a posted reminder of a fair on ``start`` may go out now, when it gets its words.

        ``kind`` and ``start`` are those that it was posted with.
        """
        fair = held_fair(self._unit, fair_id)
        sign_up = self._unit.session.get(FairSignUp, (fair_id, person_id))
        if fair is None or sign_up is None or sign_up.answer == FairAnswer.NO:
            return False
        row = rows.find(self._unit.session, fair_id, person_id, kind, fair.plan.version)
        if row is None or fair.plan.start.isoformat() != start:
            return False
        return verdict(_reminder(row), fair.plan, self._unit.now, self._unit.region.zone).sends

    def not_delivered(self, fair_id: int) -> dict[str, int]:
        """How many reminders of the fair were missed, by reason."""
        return rows.not_delivered(self._unit.session, fair_id)


def post_due_reminders(unit: Unit) -> bool:
    """A duty: post what is due, once. Returns whether there may be more."""
    found = [
        _Due(row.id, row.fair_id, row.person_id, _reminder(row))
        for row in rows.due(unit.session, unit.now, BATCH)
    ]
    plans = {
        fair_id: plan_of(unit.session.get_one(FairRow, fair_id))
        for fair_id in {due.fair_id for due in found}
    }
    judged: dict[Verdict, list[_Due]] = defaultdict(list)
    for due in found:
        judged[verdict(due.reminder, plans[due.fair_id], unit.now, unit.region.zone)].append(due)
    for judgement, group in judged.items():
        if judgement.sends:
            _post(unit, group, plans)
        else:
            state = "missed" if judgement.is_missed else "superseded"
            rows.missed(unit.session, [due.id for due in group], state, judgement.value)
    return len(found) == BATCH


def next_reminder(unit: Unit) -> datetime | None:
    """When the next planned reminder is due."""
    return rows.next_due(unit.session)


def _post(unit: Unit, due: Iterable[_Due], plans: dict[int, FairPlan]) -> None:
    """One statement for all who get the same words with the same end."""
    groups: dict[tuple[Any, ...], list[_Due]] = defaultdict(list)
    for each in due:
        reminder = each.reminder
        groups[each.fair_id, reminder.kind, reminder.until].append(each)
    for (fair_id, kind, until), group in groups.items():
        args = {"fair": fair_id, "kind": kind.value, "start": plans[fair_id].start.isoformat()}
        people = rows.people_of([each.id for each in group])
        name = DEADLINE if kind is ReminderKind.DEADLINE else REMINDER
        notice = Notice(name, args, about=("fair", fair_id))
        posted = fair_news(unit, people, notice, lane=Lane.REMINDER, expires=until)
        row_of = {person_id: outbox_id for outbox_id, person_id in posted}
        reached = [each for each in group if each.person_id in row_of]
        rows.posted(unit.session, [(each.id, row_of[each.person_id]) for each in reached])
        lost = [each.id for each in group if each.person_id not in row_of]
        rows.missed(unit.session, lost, "missed", "no_address")


def _columns(reminder: PlannedReminder) -> dict[str, Any]:
    values = asdict(reminder)
    values["kind"] = reminder.kind.value
    values["due_at"], values["until_at"] = values.pop("due"), values.pop("until")
    return values


def _reminder(row: Any) -> PlannedReminder:
    return PlannedReminder(
        ReminderKind(row.kind), row.due_at, row.until_at, row.event_date, row.plan_version,
        row.catch_up,
    )  # fmt: skip
