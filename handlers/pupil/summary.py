"""What the pupil has said so far, with a button to change each single answer."""

from collections.abc import Sequence

from bot.dialogue.marks import screen
from bot.dialogue.screen import Choice, Screen, column, grid, to
from bot.dialogue.turn import Turn
from bot.i18n import Text, join, label, say, words
from bot.services.services import Services
from handlers.pupil import keeping, questions
from handlers.pupil.interview import asking_of, one_question
from handlers.pupil.my_wishes import hours_remembered
from handlers.pupil.question import Asking, Question
from handlers.pupil.results import results


@screen
def summary(turn: Turn, services: Services) -> Screen:
    """The answers to the first questions, and what else is known."""
    asking = asking_of(turn, services)
    kept = services.profiles.find(turn.speaker.id) is not None
    told = [q for q in questions.more(asking.wishes) if q.show(asking)]
    choices = [
        Choice(label("➕ Mehr über mich"), to(further)),
        Choice(label("🔎 Stellen ansehen"), to(results)),
    ]
    if not kept:
        choices.append(Choice(label("💾 Speichern"), to(keeping.offer, then=to(summary).name)))
    return Screen(
        join(
            [
                say("📋 **Meine Angaben**"),
                _answers(asking, [*questions.first(), *told]),
                _place(services, kept=kept),
            ],
            "\n\n",
        ),
        (*grid(_changes(questions.first())), *column(*choices)),
    )


@screen
def further(turn: Turn, services: Services) -> Screen:
    """The answers to the optional questions."""
    asking = asking_of(turn, services)
    optional = questions.more(asking.wishes)
    return Screen(
        join(
            [
                say("➕ **Mehr über mich** · alles freiwillig"),
                _answers(asking, optional),
                say("Tippe an, was du sagen oder ändern willst."),
            ],
            "\n\n",
        ),
        (
            *grid(_changes(optional, then=to(further).name)),
            (Choice(label("🔎 Stellen ansehen"), to(results)),),
        ),
    )


def _answers(asking: Asking, asked: Sequence[Question]) -> Text:
    lines = [
        say("{title}: **{answer}**", title=words(question.title), answer=question.show(asking))
        if question.show(asking)
        else say("{title}: –", title=words(question.title))
        for question in asked
    ]
    return join(lines)


def _changes(asked: Sequence[Question], then: str = "") -> list[Choice]:
    back = then or to(summary).name
    return [
        Choice(label("✏️ {title}", title=words(question.title)), one_question(question.key, back))
        for question in asked
    ]


def _place(services: Services, *, kept: bool) -> Text:
    """Where the answers are, in plain words."""
    if kept:
        return say("Das habe ich gespeichert. Du hast es erlaubt.")
    return say(
        "Das ist noch nicht gespeichert. Nach {hours} Stunden vergesse ich es.",
        hours=hours_remembered(services),
    )
