"""The interview: its questions in the order in which they are asked.

A new question is a file in this folder and an entry here, nothing else: the interview asks it, the
summary shows and changes it, the profile keeps it, and the consent names it by its title.
"""

from collections.abc import Mapping
from types import MappingProxyType

from bot.domain.wishes import Wishes
from handlers.pupil.question import Question
from handlers.pupil.questions.activities import Activities
from handlers.pupil.questions.certificate import CertificateQuestion
from handlers.pupil.questions.internship import Internship
from handlers.pupil.questions.kinds import Kinds
from handlers.pupil.questions.no_gos import NoGos
from handlers.pupil.questions.radius import Radius
from handlers.pupil.questions.start import Start
from handlers.pupil.questions.strengths import Strengths
from handlers.pupil.questions.times import Times
from handlers.pupil.questions.town import Town
from handlers.pupil.questions.transport import TransportQuestion

QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {
        question.key: question
        for question in (
            Activities(), Town(), CertificateQuestion(), Start(),
            Kinds(), Internship(), Radius(), TransportQuestion(), Strengths(), NoGos(), Times(),
        )
    }
)  # fmt: skip


def first() -> list[Question]:
    """Those before the first result: few, so that it comes within two minutes."""
    return [question for question in QUESTIONS.values() if not question.optional]


def more(wishes: Wishes) -> list[Question]:
    """The optional ones ("Mehr über mich") that make sense after the answers so far."""
    return [
        question
        for question in QUESTIONS.values()
        if question.optional and question.applies(wishes)
    ]
