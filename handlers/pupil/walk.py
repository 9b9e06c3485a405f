"""Where somebody is in the interview, and what she has tapped there but not yet confirmed."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import cast

from bot.dialogue.turn import Turn
from bot.domain.wishes import Wishes
from handlers.pupil import questions
from handlers.pupil.question import Question

BREAK = timedelta(hours=4)
_PLACE, _DRAFT = "interview", "draft"


class Way(StrEnum):
    """How the interview was entered: the first questions, the optional ones, one to change."""

    FIRST = "first"
    MORE = "more"
    ONE = "one"


@dataclass(frozen=True, slots=True)
class Place:
    """A question on a way; ``then`` is the name of the door at the way's end."""

    step: str
    way: Way
    then: str

    @property
    def question(self) -> Question:
        """The present question; the first one if it no longer exists since an update."""
        return questions.QUESTIONS.get(self.step) or questions.first()[0]

    def steps(self, wishes: Wishes) -> list[str]:
        """The questions of this way that make sense after the answers so far."""
        if self.way is Way.ONE:
            return [self.question.key]
        way = questions.first() if self.way is Way.FIRST else questions.more(wishes)
        return [question.key for question in way]

    def number(self, wishes: Wishes) -> int:
        """Which question it is, from 1."""
        steps = self.steps(wishes)
        return steps.index(self.step) + 1 if self.step in steps else 1

    def next_step(self, wishes: Wishes) -> str | None:
        """The question after this one, None at the end."""
        steps = self.steps(wishes)
        return next(iter(steps[self.number(wishes) :]), None)


def remember(turn: Turn, place: Place) -> None:
    """Remember where she is, to go on after a break; a single answer is nothing to resume."""
    if place.way is not Way.ONE:
        turn.notes[_PLACE] = [place.step, place.way, place.then, turn.now.isoformat()]


def interrupted(turn: Turn) -> Place | None:
    """Where an interview was begun and not finished."""
    noted = cast("list[str] | None", turn.notes.get(_PLACE))
    return Place(noted[0], Way(noted[1]), noted[2]) if noted else None


def was_away(turn: Turn) -> bool:
    """Whether the question was shown a while ago: then "hallo" is no wrong answer."""
    noted = cast("list[str] | None", turn.notes.get(_PLACE))
    return noted is not None and turn.now - datetime.fromisoformat(noted[3]) > BREAK


def end(turn: Turn) -> None:
    """The interview is over or left: nothing is to be resumed."""
    turn.notes.pop(_PLACE, None)


def chosen(turn: Turn, question: Question, wishes: Wishes) -> tuple[str, ...]:
    """What is chosen at present: what was tapped since, else the remembered answer."""
    draft = _drafts(turn).get(question.key)
    return question.codes(wishes) if draft is None else tuple(draft)


def draft(turn: Turn, question: Question, codes: tuple[str, ...]) -> None:
    """Remember what was tapped; it becomes an answer with "Weiter"."""
    turn.notes[_DRAFT] = {**_drafts(turn), question.key: list(codes)}


def forget_draft(turn: Turn, question: Question) -> None:
    """What was tapped has become an answer, or was left."""
    turn.notes[_DRAFT] = {k: v for k, v in _drafts(turn).items() if k != question.key}


def _drafts(turn: Turn) -> dict[str, list[str]]:
    return cast("dict[str, list[str]]", turn.notes.get(_DRAFT, {}))
