"""When the pupil has time for a talk: days of the week and parts of the day."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from bot.domain.availability import HOURS
from bot.domain.wishes import DayPart, Slot, Wishes
from bot.i18n import Text, label, later, say, words
from bot.region.german import wished
from handlers.everyone import terms
from handlers.pupil.question import Asking, Heard, Option, Question

_SCHOOL_DAYS = ("0", "1", "2", "3", "4")
_DAYS = (*_SCHOOL_DAYS, "5")
_SHORT = ("mo", "di", "mi", "do", "fr", "sa")


class Times(Question):
    """Every chosen day at every chosen part of the day; nine buttons instead of eighteen."""

    key = "times"
    title = later("Zeit zum Reden")
    hint = later("Schreib zum Beispiel: Montag nachmittags. Oder tippe auf Knöpfe.")
    most = len(_DAYS) + len(DayPart)
    listens: ClassVar[Mapping[str, str]] = {
        **dict(zip(_SHORT, _DAYS, strict=True)),
        **{f"{terms.WEEKDAYS[int(day)]}s": day for day in _DAYS},
        **{name: part for part, name in terms.DAY_PARTS.items()},
        "mittag": DayPart.NOON, "nachmittag": DayPart.AFTERNOON, "abend": DayPart.EVENING,
        "nach der schule": DayPart.AFTERNOON, "wochenende": "5", "am wochenende": "5",
    }  # fmt: skip

    def ask(self, asking: Asking) -> Text:
        """The question."""
        return say("Wann passt dir ein Gespräch? Wähle Tage und Tageszeiten.")

    def options(self, asking: Asking) -> list[Option]:
        """Six days, three parts of the day."""
        days = [Option(day, words(terms.WEEKDAYS[int(day)])) for day in _DAYS]
        return [*days, *(Option(part, _with_hours(part)) for part in DayPart)]

    def understand(self, asking: Asking, said: str) -> Heard:
        """Days and parts of the day, without those ruled out."""
        return super().understand(asking, wished(said))

    def codes(self, wishes: Wishes) -> tuple[str, ...]:
        """The days, then the parts of the day."""
        days = sorted({str(slot.weekday) for slot in wishes.slots})
        return (*days, *(part for part in DayPart if part in {s.part for s in wishes.slots}))

    def keep(self, wishes: Wishes, codes: tuple[str, ...]) -> Wishes:
        """Into slots: without days every school day is meant, without parts the whole day."""
        parts = [DayPart(code) for code in codes if code in set(DayPart)]
        days = [code for code in codes if code.isdigit()]
        slots = {
            Slot(int(day), part)
            for day in (days or _SCHOOL_DAYS)
            for part in (parts or list(DayPart))
        }
        return replace(wishes, slots=frozenset(slots) if codes else frozenset())

    def show(self, asking: Asking) -> str:
        """As a week runs."""
        return terms.slots(asking.wishes.slots)


def _with_hours(part: DayPart) -> str:
    first, last = HOURS[part]
    return label(
        "{part} ({first}–{last})",
        part=words(terms.DAY_PARTS[part]), first=first.hour, last=last.hour,
    )  # fmt: skip
