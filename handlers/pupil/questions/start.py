"""When the pupil wants to begin."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from bot.domain.wishes import StartWish, Wishes, next_summer
from bot.i18n import Text, later, say
from handlers.everyone.terms import start_wish
from handlers.pupil.question import Asking, Heard, Option, Question

_YEAR = re.compile(r"\b20\d\d\b")


class Start(Question):
    """Now, the coming summer, later, or an internship first."""

    key = "start"
    title = later("Beginn")
    hint = later("Schreib zum Beispiel: Sommer. Oder tippe auf einen Knopf.")
    optional = False
    listens: ClassVar[Mapping[str, str]] = {
        phrase: wish
        for wish, phrases in {
            StartWish.NOW: "sofort|jetzt|gleich|so schnell wie möglich|schnell|dieses jahr|asap",
            StartWish.SUMMER: "sommer|im sommer|august|september|nach der schule|nach den ferien",
            StartWish.LATER: "später|nächstes jahr|übernächstes jahr|irgendwann|in zwei jahren",
            StartWish.INTERNSHIP_FIRST: "praktikum|erst praktikum|schnuppern|ausprobieren",
        }.items()
        for phrase in phrases.split("|")
    }

    def ask(self, asking: Asking) -> Text:
        """The question."""
        return say("Wann möchtest du anfangen?")

    def options(self, asking: Asking) -> list[Option]:
        """All start wishes, the summer with its year."""
        return [Option(wish, start_wish(wish, asking.today)) for wish in StartWish]

    def understand(self, asking: Asking, said: str) -> Heard:
        """A year says which summer is meant."""
        if year := _YEAR.search(said):
            summer = next_summer(asking.today)
            wish = StartWish.SUMMER if int(year[0]) == summer else StartWish.LATER
            return Heard((wish,)) if int(year[0]) >= summer else Heard((StartWish.NOW,))
        return super().understand(asking, said)

    def codes(self, wishes: Wishes) -> tuple[str, ...]:
        """The start wish."""
        return (wishes.start,) if wishes.start else ()

    def keep(self, wishes: Wishes, codes: tuple[str, ...]) -> Wishes:
        """Into the start wish."""
        return replace(wishes, start=StartWish(codes[0]) if codes else None)
