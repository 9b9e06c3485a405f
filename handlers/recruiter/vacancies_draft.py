"""The vacancy that somebody is entering, in the conversation's memory."""

from collections.abc import Collection
from typing import Any, cast

from bot.dialogue.turn import Turn
from bot.services.services import Services
from bot.services.vacancy_drafts import Draft, draft_from_json, draft_to_json
from handlers.recruiter.vacancies_answers import Value

NEW = 0
"""In place of a vacancy's number: it is not saved yet."""

_NOTE = "vacancy_draft"


def draft_of(turn: Turn) -> Draft:
    """What has been entered so far."""
    return draft_from_json(cast("dict[str, Any]", turn.notes.get(_NOTE) or {}))


def note(turn: Turn, answers: dict[str, Value]) -> None:
    """Remember answers."""
    turn.notes[_NOTE] = draft_to_json(with_answers(draft_of(turn), answers))


def drop(turn: Turn) -> None:
    """Forget it."""
    turn.notes.pop(_NOTE, None)
    forget_choice(turn, NEW)


def with_answers(draft: Draft, answers: dict[str, Value]) -> Draft:
    """The draft with changed answers; an empty one takes the old one back."""
    said = {**draft_to_json(draft), **answers}
    return draft_from_json({key: value for key, value in said.items() if value})


def chosen(turn: Turn, services: Services, vacancy: int) -> list[str]:
    """What is chosen of several at present: what was tapped since, else what is known."""
    tapped = turn.notes.get(_choice(vacancy))
    if tapped is not None:
        return cast("list[str]", tapped)
    if vacancy == NEW:
        return sorted(draft_of(turn).conditions)
    return sorted(services.vacancy_desk.view(vacancy, turn.speaker.id).draft.conditions)


def choose(turn: Turn, vacancy: int, values: Collection[str]) -> None:
    """Remember what was tapped; it counts with "Fertig"."""
    turn.notes[_choice(vacancy)] = sorted(values)


def forget_choice(turn: Turn, vacancy: int) -> None:
    """What was tapped has become an answer, or was left."""
    turn.notes.pop(_choice(vacancy), None)


def _choice(vacancy: int) -> str:
    return f"vacancy_conditions_{vacancy}"
