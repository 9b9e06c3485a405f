"""When an internship would fit: in the holidays, or in school time if the school says so."""

from dataclasses import replace
from datetime import date, timedelta

from bot.domain.availability import Period, WindowNote, WindowProblem, check_window, school_time
from bot.domain.typed_dates import Mistake, Mistyped, parse_days
from bot.domain.vacancies import INTERNSHIPS
from bot.domain.wishes import StartWish, Wishes
from bot.i18n import Text, join, label, later, say, short_day, words
from bot.region.schooldays import SchoolHoliday
from handlers.pupil.question import Asking, Heard, Option, Question

_LOOK_AHEAD = timedelta(days=300)
_SHORTEST = timedelta(days=4)  # from Monday to Friday
_MOST_STRETCHES = 3
_NAMES = {
    "Oster": later("Osterferien"),
    "Pfingst": later("Pfingstferien"),
    "Sommer": later("Sommerferien"),
    "Herbst": later("Herbstferien"),
    "Weihnacht": later("Weihnachtsferien"),
    "Winter": later("Winterferien"),
}
"""How a name of the library ``holidays`` begins, and what pupils call these holidays."""

_PROBLEMS = {
    WindowProblem.ENDS_BEFORE_START: later("Der letzte Tag liegt vor dem ersten."),
    WindowProblem.STARTS_IN_PAST: later("Der erste Tag ist schon vorbei."),
    WindowProblem.TOO_LONG: later("Das ist länger als ein halbes Jahr."),
}
_NOTES = {
    WindowNote.IN_HOLIDAYS: later("Das liegt in den Ferien. Gut so!"),
    WindowNote.TOUCHES_HOLIDAYS: later(
        "Ein Teil davon ist Schulzeit. Frag dafür in der Schule nach."
    ),
    WindowNote.IN_SCHOOL_TIME: later("Das ist Schulzeit. Frag dafür in der Schule nach."),
}
_MISTAKES = {
    Mistake.NO_SUCH_DAY: later("Diesen Tag gibt es nicht."),
    Mistake.WRONG_WEEKDAY: later("Der Wochentag passt nicht zum Datum."),
    Mistake.END_FIRST: later("Der letzte Tag liegt vor dem ersten."),
}


class Internship(Question):
    """A window of days: the next holidays, the school time between them, or typed dates."""

    key = "internship"
    title = later("Praktikum")
    hint = later("Schreib den ersten und den letzten Tag. Zum Beispiel: 22.3. bis 2.4.")

    def applies(self, wishes: Wishes) -> bool:
        """Only for those who look for an internship or a visit."""
        return wishes.start is StartWish.INTERNSHIP_FIRST or bool(wishes.kinds & INTERNSHIPS)

    def ask(self, asking: Asking) -> Text:
        """The question, with the dates of the holidays."""
        free = [
            say(
                "{name}: {first} bis {last}",
                name=_name(holiday), first=short_day(holiday.start), last=short_day(holiday.end),
            )
            for holiday in _coming(asking)
        ]  # fmt: skip
        question = say("Wann passt dir ein Praktikum? Du kannst auch Tage schreiben.")
        return join([question, *free])

    def options(self, asking: Asking) -> list[Option]:
        """The next holidays and the school time before them."""
        return [Option(_code(window), name) for name, window in _windows(asking)]

    def understand(self, asking: Asking, said: str) -> Heard:
        """Two days, or the name of the holidays; bad ones are explained."""
        named = super().understand(asking, said)
        if named.codes:
            return named
        try:
            window = parse_days(said, asking.today)
        except Mistyped as mistyped:
            wrong = _MISTAKES.get(mistyped.mistake)
            return Heard(reply=say(wrong) if wrong else None)
        check = check_window(window, asking.today, _holidays(asking))
        if check.problem:
            return Heard(reply=say(_PROBLEMS[check.problem]))
        return Heard((_code(window),), reply=say(_NOTES[check.note]) if check.note else None)

    def codes(self, wishes: Wishes) -> tuple[str, ...]:
        """The first and the last day."""
        return (_code(wishes.internship),) if wishes.internship else ()

    def keep(self, wishes: Wishes, codes: tuple[str, ...]) -> Wishes:
        """Into the window."""
        return replace(wishes, internship=_window(codes[0]) if codes else None)

    def show(self, asking: Asking) -> str:
        """From the first to the last day."""
        if asking.wishes.internship is None:
            return ""
        first, last = asking.wishes.internship
        return words("{first} bis {last}", first=short_day(first), last=short_day(last))


def _windows(asking: Asking) -> list[tuple[str, Period]]:
    """What is offered, with its name, the nearest first."""
    holidays = _coming(asking)
    named = [(_name(holiday), (holiday.start, holiday.end)) for holiday in holidays]
    periods = [(holiday.start, holiday.end) for holiday in holidays]
    until = max((end for _, end in periods), default=asking.today + _LOOK_AHEAD)
    for first, last in school_time(asking.today, until, periods)[:_MOST_STRETCHES]:
        named.append((label("Schulzeit bis {day}", day=f"{last:%d.%m.}"), (first, last)))
    return sorted(named, key=lambda window: window[1])


def _coming(asking: Asking) -> list[SchoolHoliday]:
    """The next holidays."""
    horizon = asking.today + _LOOK_AHEAD
    return [h for h in _long_holidays(asking) if asking.today <= h.start <= horizon]


def _long_holidays(asking: Asking) -> list[SchoolHoliday]:
    """Holidays of this and the next year that are long enough for an internship."""
    return [
        holiday
        for year in (asking.today.year, asking.today.year + 1)
        for holiday in asking.region.holidays.school_holidays(year)
        if holiday.end - holiday.start >= _SHORTEST
    ]


def _holidays(asking: Asking) -> list[Period]:
    return [(holiday.start, holiday.end) for holiday in _long_holidays(asking)]


def _name(holiday: SchoolHoliday) -> str:
    """The holidays' name; the library's names are too long for a button."""
    known = [name for begin, name in _NAMES.items() if holiday.name.startswith(begin)]
    return label(known[0]) if known else f"{holiday.start:%d.%m.} – {holiday.end:%d.%m.}"


def _code(window: Period) -> str:
    return f"{window[0].isoformat()}/{window[1].isoformat()}"


def _window(code: str) -> Period:
    first, last = code.split("/")
    return date.fromisoformat(first), date.fromisoformat(last)
