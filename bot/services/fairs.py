"""Fairs: planned, moved, cancelled; whoever counts on a fair is told what changes."""

from dataclasses import dataclass, replace

from sqlmodel import col, select

from bot.domain.errors import NotFound, NotUnderstood, Outdated
from bot.domain.fairs import FairAnswer, FairFault, FairPlan, FairState, cancelled, faults, revised
from bot.services.broadcasts import Broadcasts
from bot.services.calendar_file import fair_file
from bot.services.fair_plans import Fair, columns_of, fair_of, held_fair
from bot.services.mailing import fair_news
from bot.services.outbox import Lane, Notice
from bot.services.reminders import Reminders
from bot.services.unit import Unit
from storage.queries import fairs as rows
from storage.tables import FairRow

MOVED, CANCELLED = "fair_moved", "fair_cancelled"


@dataclass(frozen=True, slots=True)
class Changed:
    """A changed fair, and to how many people the news go out."""

    fair: Fair
    told: int = 0


class Fairs:
    """Looking up and changing fairs."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def get(self, fair_id: int) -> Fair:
        """The fair in any state, held until this transaction ends. Raises NotFound."""
        fair = held_fair(self._unit, fair_id)
        if fair is None:
            raise NotFound(f"fair {fair_id}")
        return fair

    def find(self, fair_id: int) -> Fair | None:
        """The fair in any state, held until this transaction ends; None when it is gone."""
        return held_fair(self._unit, fair_id)

    def by_code(self, code: str) -> Fair | None:
        """The fair of a start code ("m_7k2f"), None for an unknown one."""
        statement = select(FairRow).where(FairRow.code == code.strip().lower())
        row = self._unit.session.exec(statement).first()
        return fair_of(row) if row else None

    def ahead(self) -> list[Fair]:
        """All fairs that are not over yet, cancelled ones too, by date."""
        statement = (
            select(FairRow)
            .where(col(FairRow.end_day) >= self._unit.today)
            .order_by(col(FairRow.start_day), col(FairRow.start_time), col(FairRow.id))
        )
        found = [fair_of(row) for row in self._unit.session.exec(statement)]
        return [fair for fair in found if fair.plan.ends(self._unit.region.zone) > self._unit.now]

    def near(self, town: str | None) -> list[Fair]:
        """The fairs that take place, nearest to ``town`` (a municipality key) first, then by date.

        Those without a town come last; without ``town`` all are ordered by date.
        """
        happening = [f for f in self.ahead() if f.plan.state is not FairState.CANCELLED]
        region = self._unit.region
        if town is None:
            return happening

        def distance(fair: Fair) -> float:
            there = fair.plan.town
            return region.distance_km(town, there) if there else float("inf")

        return sorted(happening, key=distance)

    def is_ahead(self, plan: FairPlan) -> bool:
        """Whether the fair takes place and has not begun by now."""
        return plan.is_ahead(self._unit.now, self._unit.region.zone)

    def can_be_joined(self, plan: FairPlan) -> bool:
        """Whether somebody who has not answered yet may still say yes today."""
        return plan.takes(FairAnswer.YES, None, self._unit.today)

    def faults(self, plan: FairPlan) -> tuple[FairFault, ...]:
        """Everything that is wrong with a plan now; warnings may be overruled."""
        zone, days = self._unit.region.zone, plan.days
        years = {day.year for day in days}
        holidays = self._unit.region.holidays.public_holidays(*years) if years else ()
        return faults(plan, self._unit.now, zone, holidays)

    def add(self, plan: FairPlan, *, by: int | None = None) -> Fair:
        """A new fair. Raises NotUnderstood for a plan that cannot be."""
        self._refuse_impossible(plan)
        row = FairRow(
            code=self._new_code(), planned_by=by, created_at=self._unit.now,
            updated_at=self._unit.now,
            **columns_of(replace(plan, version=1, sequence=0, state=FairState.PLANNED)),
        )  # fmt: skip
        self._unit.session.add(row)
        self._unit.session.flush()
        return fair_of(row)

    def change(self, fair_id: int, plan: FairPlan, *, sequence: int) -> Changed:
        """Change a fair as it was seen with ``sequence``.

        Another time or place is told to everybody who counts on the old one, and reminders are
        planned anew, in this transaction. Raises Outdated when somebody was first, NotUnderstood
        for a plan that cannot be.
        """
        row, old = self._for_change(fair_id)
        if old.sequence != sequence:
            raise Outdated(f"fair {fair_id}")
        new = revised(old, plan)
        self._refuse_impossible(new)
        self._store(row, new)
        if new.version != old.version:
            Reminders(self._unit).renew(fair_id, old, new)
        return Changed(fair_of(row), self._tell_move(fair_id, old, new))

    def calendar(self, fair_id: int) -> bytes:
        """The calendar file of the fair as it is planned now. Raises NotFound."""
        fair, region = self.get(fair_id), self._unit.region
        uid = f"{fair.code}.{region.key}@lotse"
        return fair_file(
            fair.plan, uid, region.zone, region.coordinator_office, self._unit.now,
            description=fair.plan.about,
        )  # fmt: skip

    def would_tell(self, fair_id: int) -> int:
        """How many people count on the fair as it is planned now."""
        return rows.count(self._unit.session, rows.told(fair_id))

    def cancel(self, fair_id: int) -> Changed:
        """Call the fair off: nothing else about it goes out any more; twice changes nothing."""
        row, old = self._for_change(fair_id)
        if old.state is FairState.CANCELLED:
            return Changed(fair_of(row))
        if old.ends(self._unit.region.zone) <= self._unit.now:
            raise Outdated(f"fair {fair_id} is over")
        new = cancelled(old)
        self._store(row, new)
        Reminders(self._unit).supersede(fair_id)
        session, now = self._unit.session, self._unit.now
        people = rows.told(fair_id)
        rows.withdraw_notices(session, now, [MOVED], ("fair", fair_id))
        Broadcasts(self._unit).end_all(fair_id)
        notice = Notice(CANCELLED, {"fair": fair_id}, about=("fair", fair_id))
        ends = new.ends(self._unit.region.zone)
        told = fair_news(self._unit, people, notice, lane=Lane.REMINDER, expires=ends)
        return Changed(fair_of(row), len(told))

    def _tell_move(self, fair_id: int, old: FairPlan, new: FairPlan) -> int:
        """News for those who were told the old time or place.

        Who still waits for the news of an earlier move hears the present plan with those.
        """
        if (old.start, old.end, old.place) == (new.start, new.end, new.place):
            return 0
        args = {
            "fair": fair_id, "start": old.start.isoformat(), "end": old.end.isoformat(),
            "place": old.place,
        }  # fmt: skip
        notice = Notice(MOVED, args, about=("fair", fair_id))
        people = rows.told_but_not_waiting(fair_id, MOVED)
        begins = new.begins(self._unit.region.zone)
        return len(fair_news(self._unit, people, notice, lane=Lane.REMINDER, expires=begins))

    def _for_change(self, fair_id: int) -> tuple[FairRow, FairPlan]:
        row = self._unit.session.get(
            FairRow, fair_id, with_for_update=True, populate_existing=True
        )
        if row is None:
            raise NotFound(f"fair {fair_id}")
        return row, fair_of(row).plan

    def _store(self, row: FairRow, plan: FairPlan) -> None:
        for name, value in columns_of(plan).items():
            setattr(row, name, value)
        row.updated_at = self._unit.now
        self._unit.session.add(row)
        self._unit.session.flush()

    def _refuse_impossible(self, plan: FairPlan) -> None:
        wrong = [fault for fault in self.faults(plan) if not fault.is_warning]
        if wrong:
            raise NotUnderstood(", ".join(wrong))

    def _new_code(self) -> str:
        while True:
            code = f"m_{self._unit.house.code(4).lower()}"
            if self.by_code(code) is None:
                return code
