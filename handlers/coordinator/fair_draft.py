"""The fair that a coordinator is entering or changing, in the conversation's memory."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time
from typing import Any, cast

from bot.dialogue.turn import Turn
from bot.domain.fairs import FairPlan
from bot.domain.people import Grade

_NOTE = "fair_draft"
_TEXTS = ("title", "place", "stop", "about", "bring", "cost", "registration", "access")
NEW = 0
"""In place of a fair's number: it is not saved yet."""


@dataclass(frozen=True, slots=True)
class Draft:
    """Answers so far as JSON values, the questions still on the way, and what is being changed.

    ``sequence`` is that of the fair when it was opened: who saves later than a colleague is told.
    """

    fair: int = NEW
    sequence: int = 0
    steps: tuple[str, ...] = ()
    values: dict[str, Any] = field(default_factory=dict)

    def __contains__(self, key: object) -> bool:
        """Whether the question has an answer."""
        return key in self.values

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        return date.fromisoformat(self.values["day"]), date.fromisoformat(self.values["last"])

    @property
    def is_complete(self) -> bool:
        """Whether everything that a fair must have is there."""
        return {"title", "day", "from", "to", "place"} <= self.values.keys()

    def plan(self, **otherwise: str) -> FairPlan:
        """The plan that the answers make; ``otherwise`` stands in for missing ones."""
        values = {**otherwise, **self.values}
        day, last = date.fromisoformat(values["day"]), date.fromisoformat(values["last"])
        deadline, town = values.get("deadline"), values.get("town")
        return FairPlan(
            start=datetime.combine(day, time.fromisoformat(values["from"])),
            end=datetime.combine(last, time.fromisoformat(values["to"])),
            town=town or None,
            grades=frozenset(map(Grade, values.get("grades", ()))),
            deadline=date.fromisoformat(deadline) if deadline else None,
            parents=values.get("parents", True),
            **{name: values.get(name, "") for name in _TEXTS},
        )


def draft_of(turn: Turn) -> Draft:
    """The present draft; an empty one when it is gone."""
    noted = cast("dict[str, Any]", turn.notes.get(_NOTE) or {})
    return Draft(
        noted.get("fair", NEW), noted.get("sequence", 0), tuple(noted.get("steps", ())),
        dict(noted.get("values", {})),
    )  # fmt: skip


def keep(turn: Turn, draft: Draft) -> Draft:
    """Remember the draft."""
    turn.notes[_NOTE] = {
        "fair": draft.fair, "sequence": draft.sequence, "steps": list(draft.steps),
        "values": draft.values,
    }  # fmt: skip
    return draft


def begin(
    turn: Turn, steps: Sequence[str], fair: int = NEW, plan: FairPlan | None = None
) -> Draft:
    """A new draft: empty, or of a fair as it is planned."""
    if plan is None:
        return keep(turn, Draft(steps=tuple(steps)))
    values: dict[str, Any] = {name: getattr(plan, name) for name in _TEXTS}
    values |= {
        "day": plan.start.date().isoformat(), "last": plan.end.date().isoformat(),
        "from": f"{plan.start:%H:%M}", "to": f"{plan.end:%H:%M}", "town": plan.town or "",
        "grades": [grade.value for grade in Grade if grade in plan.grades],
        "deadline": plan.deadline.isoformat() if plan.deadline else "", "parents": plan.parents,
    }  # fmt: skip
    return keep(turn, Draft(fair, plan.sequence, tuple(steps), values))


def go_through(turn: Turn, steps: Sequence[str]) -> Draft:
    """Ask these questions of the present draft next."""
    return keep(turn, replace(draft_of(turn), steps=tuple(steps)))


def note(turn: Turn, values: dict[str, Any]) -> Draft:
    """Remember answers."""
    draft = draft_of(turn)
    return keep(turn, replace(draft, values={**draft.values, **values}))


def drop(turn: Turn) -> None:
    """Forget the draft."""
    turn.notes.pop(_NOTE, None)
