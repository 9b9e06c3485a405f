"""A fair's row as the plan that the domain knows, and back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.domain.fairs import FairPlan, FairState
from bot.domain.people import Grade
from bot.services.unit import Unit
from storage.tables import FairRow

_SAME = (
    "title", "place", "stop", "town", "about", "bring", "cost", "registration", "deadline",
    "parents", "access", "version", "sequence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fair:
    """A fair with its number and the start code of its posters ("m_7k2f")."""

    id: int
    code: str
    plan: FairPlan


def plan_of(row: FairRow) -> FairPlan:
    """The plan of the row."""
    return FairPlan(
        start=datetime.combine(row.start_day, row.start_time),
        end=datetime.combine(row.end_day, row.end_time),
        grades=frozenset(map(Grade, row.grades.split())),
        state=FairState(row.state),
        **{name: getattr(row, name) for name in _SAME},
    )


def fair_of(row: FairRow) -> Fair:
    """The row as a value."""
    return Fair(row.id or 0, row.code, plan_of(row))


def columns_of(plan: FairPlan) -> dict[str, Any]:
    """The plan as column values."""
    return {
        "start_day": plan.start.date(), "start_time": plan.start.time(),
        "end_day": plan.end.date(), "end_time": plan.end.time(),
        "grades": " ".join(grade.value for grade in Grade if grade in plan.grades),
        "state": plan.state.value,
        **{name: getattr(plan, name) for name in _SAME},
    }  # fmt: skip


def held_fair(unit: Unit, fair_id: int) -> Fair | None:
    """The fair as it stays until this transaction ends, None when there is none.

    Whoever tells its date or plans by it holds it, so that a move sees them or they see the move.
    """
    row = unit.session.get(
        FairRow, fair_id, with_for_update={"read": True}, populate_existing=True
    )
    return fair_of(row) if row else None
