"""What the pupil does not want at work."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from bot.domain.vacancies import Condition
from bot.domain.wishes import Wishes
from bot.i18n import Text, label, later, say
from handlers.everyone.terms import CONDITIONS
from handlers.pupil.question import Asking, Option, Question


class NoGos(Question):
    """Any number; they lower a vacancy in the list and are told, they never hide it."""

    key = "no_gos"
    title = later("Lieber nicht")
    hint = later("Schreib zum Beispiel: Schicht. Oder tippe auf einen Knopf.")
    most = len(Condition)
    listens: ClassVar[Mapping[str, str]] = {
        phrase: condition
        for condition, phrases in {
            Condition.SHIFT: "schicht|schichten|nachtschicht|nachts|nachts arbeiten",
            Condition.WEEKEND: "wochenende|samstag|samstags|sonntag|sonntags",
            Condition.EARLY: "früh|früh aufstehen|morgens früh|frühdienst",
            Condition.HEAVY: "schwer|schwere sachen|schwer tragen|tragen|heben",
            Condition.OUTDOOR: "draußen|regen|kälte|im freien",
        }.items()
        for phrase in phrases.split("|")
    }

    def ask(self, asking: Asking) -> Text:
        """The question, and what the answer does."""
        return say("Was möchtest du lieber nicht? Solche Stellen zeige ich dir weiter hinten.")

    def options(self, asking: Asking) -> list[Option]:
        """What work may ask for; a licence is only ever helpful, so it is no reason to refuse."""
        return [
            Option(condition, label(name))
            for condition, name in CONDITIONS.items()
            if condition is not Condition.LICENCE
        ]

    def codes(self, wishes: Wishes) -> tuple[str, ...]:
        """The no-gos."""
        return tuple(sorted(wishes.no_gos))

    def keep(self, wishes: Wishes, codes: tuple[str, ...]) -> Wishes:
        """Into the no-gos."""
        return replace(wishes, no_gos=frozenset(map(Condition, codes)))
