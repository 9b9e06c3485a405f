"""What is asked about a vacancy: one entry a question, the needed ones first.

A new question is an entry here, perhaps with a function in ``vacancies_answers``, and a field of
``bot.services.vacancy_drafts.Draft``.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.domain.people import Certificate
from bot.domain.vacancies import Condition, Kind
from bot.i18n import later
from handlers.recruiter import vacancies_answers as answers
from handlers.recruiter.vacancies_answers import Desk, Value

LEVELS = ("A1", "A2", "B1", "B2", "C1")


@dataclass(frozen=True, slots=True)
class Question:
    """``name`` is its button when one answer is changed, ``ask`` the question itself.

    ``read`` gives the values that a typed answer may mean (raises Unusable for none), ``offers``
    those to tap, ``words`` the words for a value. ``several``: they can be chosen together.
    ``numbered``: a typed number means the choice in that place.
    """

    key: str
    name: str
    ask: str
    read: Callable[[str, Desk], Sequence[Value]]
    words: Callable[[Value, Desk], str]
    offers: Callable[[Desk], Sequence[Value]] = lambda _desk: ()
    several: bool = False
    numbered: bool = True


def _all(*values: Value) -> Callable[[Desk], Sequence[Value]]:
    return lambda _desk: values


NEEDED = (
    Question(
        "occupation",
        later("Beruf"),
        later("Welcher Beruf ist es? Schreiben Sie ihn einfach."),
        answers.occupations,
        answers.occupation,
    ),
    Question(
        "company", later("Betrieb"), later("Welcher Betrieb?"), answers.company, answers.typed
    ),
    Question(
        "town",
        later("Ort"),
        later("In welchem Ort? Sie können auch die Postleitzahl schreiben."),
        answers.towns,
        answers.town,
        answers.own_towns_first,
    ),
    Question(
        "start",
        later("Beginn"),
        later("Wann geht es los? Sie können auch einen Tag schreiben."),
        answers.begin,
        answers.begin_button,
        answers.usual_begins,
    ),
    Question(
        "certificate",
        later("Abschluss"),
        later("Welchen Abschluss wünscht sich der Betrieb?"),
        answers.certificates,
        answers.certificate,
        _all(*Certificate),
    ),
    Question(
        "places",
        later("Plätze"),
        later("Wie viele Plätze sind frei?"),
        answers.places,
        answers.number,
        _all(1, 2, 3, 4, 5),
        numbered=False,
    ),
)
"""Without these nothing can be saved."""

OPTIONAL = (
    Question(
        "kind",
        later("Art"),
        later("Was wird angeboten?"),
        answers.only_taps,
        answers.kind,
        _all(*Kind),
    ),
    Question(
        "internship",
        later("Praktikum"),
        later("Ist vorher ein Praktikum möglich?"),
        answers.only_taps,
        answers.yes_or_no,
        _all(True, False),
    ),
    Question(
        "conditions",
        later("Arbeit"),
        later("Was gehört zur Arbeit? Wählen Sie alles, was stimmt."),
        answers.only_taps,
        answers.condition,
        _all(*Condition),
        several=True,
    ),
    Question(
        "german_level",
        later("Deutsch"),
        later("Wie viel Deutsch braucht man?"),
        answers.only_taps,
        answers.typed,
        _all(*LEVELS, ""),
    ),
    Question(
        "contact",
        later("Kontakt"),
        later("Wer ist im Betrieb zuständig? Das sehen nur Akquise und Koordination."),
        answers.contact,
        answers.typed,
        _all(""),
    ),
    Question(
        "valid_until",
        later("Frei bis"),
        later("Bis wann ist die Stelle ausgeschrieben?"),
        answers.until,
        answers.until_button,
        _all(""),
    ),
)

BY_KEY = {question.key: question for question in (*NEEDED, *OPTIONAL)}
