"""Answers about a vacancy: what typed text may mean, what can be tapped, and their words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from bot.domain.people import Certificate
from bot.domain.typed_dates import Mistyped, parse_day
from bot.domain.vacancies import Condition, Kind
from bot.i18n import day, label, later, say, words
from bot.region.german import fold
from bot.region.model import Occupation
from bot.services.services import Services
from handlers.everyone.terms import CONDITIONS, KINDS
from handlers.everyone.unusable import (
    Unusable,
    line_or_nothing,
    mistyped,
    one_line,
    says_nothing,
)

Value: TypeAlias = str | int | bool

MOST_GUESSES = 3
MOST_PLACES = 99
LONGEST_NAME, LONGEST_CONTACT = 80, 200
YEARS_AHEAD = timedelta(days=3 * 365)

_NUMBER = re.compile(r"\d+")
_ENOUGH_LETTERS = 4
_SOON = {"sofort", "ab sofort", "jetzt", "ab jetzt", "gleich"}


@dataclass(frozen=True, slots=True)
class Desk:
    """What a question may look at: the services, and the towns of who is asked."""

    services: Services
    towns: Sequence[str] = ()


# --- occupation, firm, town ---


def occupations(said: str, desk: Desk) -> Sequence[Value]:
    """The one occupation that is called so, else the likeliest ones for free text."""
    region, finder = desk.services.unit.region, desk.services.unit.house.finder
    typed = fold(said).strip(" .!?")
    called = [job.slug for job in region.occupations if typed in _names(job)]
    if len(called) == 1:
        return called
    meant = finder.interests(said)
    found = meant.occupations
    if len(typed) >= _ENOUGH_LETTERS:
        similar = [
            job.slug for job in region.occupations if any(typed in name for name in _names(job))
        ]
        found = tuple(dict.fromkeys([*called, *found, *similar]))
    found = found or tuple(j.slug for j in region.occupations if j.field in meant.fields[:1])
    if not found:
        raise Unusable(
            say("Diesen Beruf kenne ich nicht. Schreiben Sie ihn bitte anders, etwa: Tischler")
        )
    return found[:MOST_GUESSES]


def _names(job: Occupation) -> list[str]:
    """What an occupation is called, folded: as a man, as a woman, in full, otherwise."""
    man, woman = job.name.partition("/")[0], job.name.replace("mann/-frau", "frau")
    return [fold(name) for name in (man, woman, job.name, *job.synonyms)]


def occupation(value: Value, desk: Desk) -> str:
    """The name of an occupation."""
    return desk.services.unit.region.occupation(str(value)).name


def company(said: str, desk: Desk) -> Sequence[Value]:
    """The name of a firm."""
    if sum(map(str.isalnum, said)) < 2:
        raise Unusable(say("Bitte schreiben Sie den Namen des Betriebs, etwa: Muster GmbH"))
    return [one_line(said, LONGEST_NAME)]


def typed(value: Value, desk: Desk) -> str:
    """What was typed, as it is."""
    return str(value) or label("Keine Angabe")


def towns(said: str, desk: Desk) -> Sequence[Value]:
    """Towns by name, village or postal code."""
    found = desk.services.unit.house.finder.towns(said)
    if not found:
        raise Unusable(
            say("Diesen Ort kenne ich nicht. Schreiben Sie Ort oder Postleitzahl, etwa: 33142")
        )
    return [town.key for town in found][:MOST_GUESSES]


def own_towns_first(desk: Desk) -> Sequence[Value]:
    """The towns that one looks after, then the others of the county."""
    county = [town.key for town in desk.services.unit.region.towns]
    return [*desk.towns, *(key for key in county if key not in desk.towns)][:10]


def town(value: Value, desk: Desk) -> str:
    """The name of a town."""
    return desk.services.unit.region.town(str(value)).name


# --- days ---


def begin(said: str, desk: Desk) -> Sequence[Value]:
    """A day from today on, or at once."""
    today = desk.services.unit.today
    if said.casefold().strip(" .!") in _SOON:
        return [today.isoformat()]
    return [_day(said, today).isoformat()]


def _day(said: str, today: date) -> date:
    try:
        found = parse_day(said, today)
    except Mistyped as error:
        raise mistyped(error) from error
    if found < today:
        raise Unusable(say("Dieser Tag ist schon vorbei."))
    if found > today + YEARS_AHEAD:
        raise Unusable(say("Dieser Tag liegt mehr als drei Jahre in der Zukunft."))
    return found


def usual_begins(desk: Desk) -> Sequence[Value]:
    """The next begins of a training year, and at once."""
    today = desk.services.unit.today
    years = (today.year, today.year + 1)
    begins = [date(year, month, 1) for year in years for month in (8, 9)]
    ahead = [begin.isoformat() for begin in begins if begin > today]
    return [*ahead[:2], today.isoformat()]


def begin_button(value: Value, desk: Desk) -> str:
    """One of the usual begins."""
    begin = date.fromisoformat(str(value))
    if begin == desk.services.unit.today:
        return label("Sofort")
    month = {8: later("1. August {year}"), 9: later("1. September {year}")}[begin.month]
    return label(month, year=begin.year)


def until(said: str, desk: Desk) -> Sequence[Value]:
    """A day from today on, or the usual end."""
    if says_nothing(said):
        return [""]
    return [_day(said, desk.services.unit.today).isoformat()]


def until_button(value: Value, desk: Desk) -> str:
    """Until when, empty for the usual end."""
    return day(date.fromisoformat(str(value))) if value else label("Wie üblich")


# --- closed lists ---


def certificate(value: Value, desk: Desk) -> str:
    """What the firm may wish for."""
    if value == Certificate.NONE:
        return label("Egal")
    return words(desk.services.unit.region.certificate(Certificate(str(value))).label)


def certificates(said: str, desk: Desk) -> Sequence[Value]:
    """By any word of what it is called or used to be called."""
    if says_nothing(said):
        return [Certificate.NONE]
    word = said.casefold().strip(" .!")
    found = [
        term.certificate
        for term in desk.services.unit.region.certificates
        if len(word) > 2 and word in f"{term.certificate} {term.label} {term.plain}".casefold()
    ]
    if not found:
        raise Unusable(say("Bitte tippen Sie einen Abschluss an. Oder „Egal“."))
    return found


def places(said: str, desk: Desk) -> Sequence[Value]:
    """How many: a number that can be true."""
    number = _NUMBER.search(said)
    if number is None or "-" in said:
        raise Unusable(say("Bitte schreiben Sie eine Zahl, zum Beispiel: 2"))
    places = int(number[0][:9])
    if places < 1:
        raise Unusable(say("Mindestens ein Platz muss frei sein. Wie viele sind es?"))
    if places > MOST_PLACES:
        raise Unusable(say("Das sind sehr viele. Bitte höchstens {most}.", most=MOST_PLACES))
    return [places]


def number(value: Value, desk: Desk) -> str:
    """A number."""
    return str(value)


def kind(value: Value, desk: Desk) -> str:
    """What is offered."""
    return label(KINDS[Kind(str(value))])


def condition(value: Value, desk: Desk) -> str:
    """What the work asks for."""
    return label(CONDITIONS[Condition(str(value))])


def yes_or_no(value: Value, desk: Desk) -> str:
    """Whether."""
    return label("Ja") if value else label("Nein")


def only_taps(said: str, desk: Desk) -> Sequence[Value]:
    """Nothing to type here."""
    raise Unusable(say("Bitte tippen Sie eine der Antworten an."))


def contact(said: str, desk: Desk) -> Sequence[Value]:
    """Who is asked in the firm, if that is known."""
    return [line_or_nothing(said, LONGEST_CONTACT)]
