"""How the pupil gets around."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from bot.domain.wishes import Transport, Wishes
from bot.i18n import Text, label, later, say
from bot.region.german import wished
from handlers.everyone.terms import TRANSPORTS
from handlers.pupil.question import Asking, Heard, Option, Question


class TransportQuestion(Question):
    """Any number of means of transport."""

    key = "transport"
    title = later("Unterwegs mit")
    hint = later("Schreib zum Beispiel: Bus und Fahrrad. Oder tippe auf einen Knopf.")
    most = len(Transport)
    listens: ClassVar[Mapping[str, str]] = {
        phrase: means
        for means, phrases in {
            Transport.PUBLIC: "bus|busse|bahn|zug|öffis|zug und bus|nahverkehr",
            Transport.BIKE: "rad|fahrrad|ebike|e bike|zu fuß",
            Transport.MOPED: "moped|roller|mofa|motorrad",
            Transport.CAR: "auto|pkw|führerschein",
            Transport.PARENTS: "eltern|mama|papa|mutter|vater",
        }.items()
        for phrase in phrases.split("|")
    }

    def ask(self, asking: Asking) -> Text:
        """The question."""
        return say("Wie kommst du zur Arbeit? Du kannst mehreres wählen.")

    def options(self, asking: Asking) -> list[Option]:
        """All means of transport."""
        return [Option(means, label(name)) for means, name in TRANSPORTS.items()]

    def understand(self, asking: Asking, said: str) -> Heard:
        """Without what is ruled out: "kein Auto, aber Bus"."""
        return super().understand(asking, wished(said))

    def codes(self, wishes: Wishes) -> tuple[str, ...]:
        """The means of transport."""
        return tuple(sorted(wishes.transport))

    def keep(self, wishes: Wishes, codes: tuple[str, ...]) -> Wishes:
        """Into the means of transport."""
        return replace(wishes, transport=frozenset(map(Transport, codes)))
