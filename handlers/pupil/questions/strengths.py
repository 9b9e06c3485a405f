"""What the pupil is good at, in the eight strengths of the Stärken-Kompass."""

from dataclasses import replace

from bot.domain.wishes import Strength, Wishes
from bot.i18n import Text, label, later, say
from handlers.everyone.terms import STRENGTHS
from handlers.pupil.question import Asking, Option, Question


class Strengths(Question):
    """Up to three strengths; they help in a talk and never change a score."""

    key = "strengths"
    title = later("Stärken")
    hint = later("Tippe an, was du gut kannst. Es dürfen bis zu 3 sein.")
    most = 3

    def ask(self, asking: Asking) -> Text:
        """The question, with where the answer can be looked up."""
        return say(
            "Was kannst du gut? Wähle bis zu 3. "
            "Hilfe findest du in deinem Stärken-Kompass aus Klasse 8."
        )

    def options(self, asking: Asking) -> list[Option]:
        """The eight strengths in plain words."""
        return [Option(strength, label(name)) for strength, name in STRENGTHS.items()]

    def codes(self, wishes: Wishes) -> tuple[str, ...]:
        """The strengths."""
        return tuple(sorted(wishes.strengths))

    def keep(self, wishes: Wishes, codes: tuple[str, ...]) -> Wishes:
        """Into the strengths."""
        return replace(wishes, strengths=frozenset(map(Strength, codes)))
