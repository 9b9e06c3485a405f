"""What is asked about a fair: one entry a question, in the order of asking.

A new question is an entry here and a field of ``bot.domain.fairs.FairPlan``.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from bot.dialogue.words import NO, YES, plain
from bot.domain.fairs import FairFault
from bot.domain.people import Grade
from bot.domain.typed_dates import Mistyped, parse_day, parse_days, parse_times
from bot.i18n import later, say
from bot.services.services import Services
from handlers.coordinator.fair_draft import Draft
from handlers.coordinator.fair_faults import sentences
from handlers.everyone.unusable import (
    Unusable,
    line_or_nothing,
    mistyped,
    one_line,
    says_nothing,
)

_STOP = re.compile(r"(?:bus)?haltestelle:?\s+(?=\S)", re.IGNORECASE)
_CLASSES = re.compile(r"\b(\d{1,2})\.?(?:\s*(?:-|–|bis)\s*(\d{1,2}))?\b")
_CLASS = dict(zip(range(8, 14), Grade, strict=False))  # 11 to 13 are EF, Q1 and Q2
_SPOKEN = {
    "ef": Grade.EF, "q1": Grade.Q1, "q2": Grade.Q2, "berufskolleg": Grade.BK, "bk": Grade.BK,
    "international": Grade.IFK, "ifk": Grade.IFK, "fertig": Grade.LEFT,
}  # fmt: skip
LONGEST_TITLE, LONGEST_LINE, LONGEST_TEXT = 80, 150, 600

Answers = dict[str, Any]
Read = Callable[[str, Draft, Services], Answers]

_UNREGISTERED: Answers = {"registration": "", "deadline": ""}


@dataclass(frozen=True, slots=True)
class Question:
    """``name`` is its button when one answer is changed, ``ask`` the question itself.

    ``read`` understands a typed answer (raises Unusable). ``offers`` are answers to tap, label
    and value. ``after``: it is only asked when that other question has an answer.
    """

    key: str
    name: str
    ask: str
    read: Read
    offers: tuple[tuple[str, Answers], ...] = ()
    after: str = ""

    def applies(self, draft: Draft) -> bool:
        """Whether it makes sense after the answers so far."""
        return not self.after or bool(draft.values.get(self.after))

    def is_answered(self, draft: Draft) -> bool:
        """Whether there is an answer to keep."""
        return {"day": "day", "times": "from"}.get(self.key, self.key) in draft


def _line(key: str, longest: int = LONGEST_LINE) -> Read:
    def read(said: str, draft: Draft, services: Services) -> Answers:
        return {key: one_line(said, longest)}

    return read


def _perhaps(key: str, longest: int = LONGEST_LINE) -> Read:
    def read(said: str, draft: Draft, services: Services) -> Answers:
        return {key: line_or_nothing(said, longest)}

    return read


def _stop(said: str, draft: Draft, services: Services) -> Answers:
    """Only the name: "Haltestelle" stands before it wherever it is told."""
    return {"stop": _STOP.sub("", line_or_nothing(said, LONGEST_LINE))}


def _registration(said: str, draft: Draft, services: Services) -> Answers:
    told = line_or_nothing(said, LONGEST_TEXT)
    if plain(told) in YES:
        raise Unusable(say("Bitte schreiben Sie auch, wie und wo. Zum Beispiel: in der Schule"))
    return {"registration": told} if told else _UNREGISTERED


def _days(said: str, draft: Draft, services: Services) -> Answers:
    today = services.unit.today
    try:
        first, last = parse_days(said, today)
    except Mistyped as error:
        raise mistyped(error) from error
    if first < today:
        raise Unusable(sentences([FairFault.IN_THE_PAST]))
    answers = {"day": first.isoformat(), "last": last.isoformat()}
    _refuse(answers, draft, services, (FairFault.TOO_FAR_AHEAD, FairFault.TOO_LONG))
    return answers


def _times(said: str, draft: Draft, services: Services) -> Answers:
    try:
        start, end = parse_times(said)
    except Mistyped as error:
        raise mistyped(error) from error
    answers = {"from": f"{start:%H:%M}", "to": f"{end:%H:%M}"}
    _refuse(answers, draft, services, (FairFault.IN_THE_PAST, FairFault.ENDS_BEFORE_START))
    return answers


def _deadline(said: str, draft: Draft, services: Services) -> Answers:
    if says_nothing(said):
        return {"deadline": ""}
    try:
        day = parse_day(said, services.unit.today)
    except Mistyped as error:
        raise mistyped(error) from error
    answers = {"deadline": day.isoformat()}
    _refuse(answers, draft, services, (FairFault.DEADLINE_AFTER_START,))
    return answers


def _town(said: str, draft: Draft, services: Services) -> Answers:
    if says_nothing(said):
        return {"town": ""}
    towns = services.unit.house.finder.towns(said)
    if not towns:
        raise Unusable(say("Diesen Ort kenne ich nicht. Tippen Sie ihn bitte in der Liste an."))
    return {"town": towns[0].key}


def _grades(said: str, draft: Draft, services: Services) -> Answers:
    """Such as "8-10", "9, 10 und EF" or "alle"."""
    heard = said.casefold()
    if "alle" in re.findall(r"\w+", heard):
        return {"grades": []}
    ranges = [range(int(first), int(last or first) + 1) for first, last in _CLASSES.findall(heard)]
    chosen = {_CLASS[number] for each in ranges for number in each if number in _CLASS}
    chosen |= {grade for word, grade in _SPOKEN.items() if word in heard}
    if not chosen:
        raise Unusable(
            say("Bitte tippen Sie die Klassen an, oder schreiben Sie zum Beispiel: 8–10")
        )
    return {"grades": [grade.value for grade in Grade if grade in chosen]}


def _access(said: str, draft: Draft, services: Services) -> Answers:
    """A "no" is an answer here, and one that must be told; signs alone are none."""
    text = one_line(said, LONGEST_LINE)
    return {"access": text if any(map(str.isalnum, text)) else ""}


def _parents(said: str, draft: Draft, services: Services) -> Answers:
    if (heard := plain(said)) in YES | NO:
        return {"parents": heard in YES}
    raise Unusable(say("Bitte tippen Sie auf „Ja“ oder „Nein“."))


def _refuse(
    answers: Answers, draft: Draft, services: Services, faults: Iterable[FairFault]
) -> None:
    """Say at once what can never be saved."""
    probe = Draft(values={**draft.values, **answers})
    stand_in = services.unit.today.isoformat()
    plan = probe.plan(**{"day": stand_in, "last": stand_in, "from": "23:58", "to": "23:59"})
    wrong = [fault for fault in services.fairs.faults(plan) if fault in faults]
    if wrong:
        raise Unusable(sentences(wrong))


SKIP = later("Überspringen")


def _skip(key: str, words: str = SKIP) -> tuple[tuple[str, Answers], ...]:
    return ((words, {key: ""}),)


QUESTIONS = (
    Question("title", later("Name"), later("Wie heißt die Messe?"), _line("title", LONGEST_TITLE)),
    Question(
        "day",
        later("Tag"),
        later("An welchem Tag? Zum Beispiel: Sa 20.02.2027 oder 23.–25.9.2027"),
        _days,
    ),
    Question("times", later("Uhrzeit"), later("Von wann bis wann? Zum Beispiel: 10–14"), _times),
    Question(
        "place",
        later("Veranstaltungsort"),
        later("Wo findet sie statt? Gebäude und Straße reichen."),
        _line("place"),
    ),
    Question(
        "stop",
        later("Haltestelle"),
        later("Welche Bushaltestelle liegt in der Nähe?"),
        _stop,
        _skip("stop"),
    ),
    Question(
        "town",
        later("Stadt oder Gemeinde"),
        later("In welcher Stadt oder Gemeinde?"),
        _town,
        _skip("town", later("Ohne Ort")),
    ),
    Question("grades", later("Für wen"), later("Für welche Klassen ist die Messe?"), _grades),
    Question(
        "about",
        later("Beschreibung"),
        later("Was passiert dort? Zwei, drei Sätze für die Jugendlichen, mit „du“."),
        _perhaps("about", LONGEST_TEXT),
        _skip("about"),
    ),
    Question(
        "cost",
        later("Kosten"),
        later("Was kostet der Eintritt?"),
        _perhaps("cost"),
        _skip("cost", later("kostenlos")),
    ),
    Question(
        "registration",
        later("Anmeldung"),
        later("Muss man sich anmelden? Wenn ja: wie und wo?"),
        _registration,
        ((later("Ohne Anmeldung"), _UNREGISTERED),),
    ),
    Question(
        "deadline",
        later("Anmeldefrist"),
        later("Bis wann kann man sich anmelden?"),
        _deadline,
        _skip("deadline", later("Ohne Frist")),
        after="registration",
    ),
    Question(
        "bring",
        later("Mitbringen"),
        later("Was sollen die Jugendlichen mitbringen?"),
        _perhaps("bring"),
        _skip("bring"),
    ),
    Question(
        "parents",
        later("Eltern"),
        later("Sind Eltern willkommen?"),
        _parents,
        ((later("Ja"), {"parents": True}), (later("Nein"), {"parents": False})),
    ),
    Question(
        "access",
        later("Barrierefreiheit"),
        later("Wie barrierefrei ist der Ort? Zum Beispiel: ohne Stufen, Aufzug."),
        _access,
        _skip("access"),
    ),
)
BY_KEY = {question.key: question for question in QUESTIONS}
ALL = tuple(BY_KEY)
MOVE = ("day", "times", "place")
"""What is asked when a fair is moved."""
