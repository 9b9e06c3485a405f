"""Which kind of offer the pupil looks for."""

from collections.abc import Mapping
from dataclasses import replace
from typing import ClassVar

from bot.domain.vacancies import Kind
from bot.domain.wishes import Wishes
from bot.i18n import Text, label, later, say
from bot.region.german import wished
from handlers.everyone.terms import KINDS
from handlers.pupil.question import Asking, Heard, Option, Question

_ANY = "any"


class Kinds(Question):
    """Any number of kinds; whoever is just looking sees all."""

    key = "kinds"
    title = later("Art der Stelle")
    hint = later("Schreib zum Beispiel: Praktikum. Oder tippe auf einen Knopf.")
    most = len(Kind)
    listens: ClassVar[Mapping[str, str]] = {
        phrase: kind
        for kind, phrases in {
            Kind.TRAINING: "ausbildung|lehre|ausbildungsplatz|azubi|lehrstelle",
            Kind.DUAL_STUDY: "studium|dual|studieren|duales studium",
            Kind.INTERNSHIP: "praktikum|betriebspraktikum|praktika",
            Kind.DAY_VISIT: "ein tag|tagespraktikum|berufsfelderkundung|schnuppern|girls day"
            "|boys day",
            Kind.EQ: "eq|einstiegsqualifizierung|einstiegsjahr",
            _ANY: "alles|egal|gucken|schauen|nur gucken|nur schauen|weiß noch nicht",
        }.items()
        for phrase in phrases.split("|")
    }

    def ask(self, asking: Asking) -> Text:
        """The question; two of the words are explained."""
        return say(
            "Was suchst du? Du kannst mehreres wählen.\n"
            "Beim __Schnuppertag__ schaust du einen Tag lang zu. "
            "Das __Einstiegsjahr__ ist ein langes Praktikum vor der Ausbildung."
        )

    def options(self, asking: Asking) -> list[Option]:
        """The kinds, and all of them at once."""
        kinds = [Option(kind, label(name)) for kind, name in KINDS.items()]
        return [*kinds, Option(_ANY, label("Ich schaue nur"))]

    def understand(self, asking: Asking, said: str) -> Heard:
        """Without what is ruled out: "kein Studium"."""
        return super().understand(asking, wished(said))

    def toggled(self, asking: Asking, chosen: tuple[str, ...], code: str) -> tuple[str, ...]:
        """Just looking and looking for something exclude each other."""
        rest = super().toggled(asking, chosen, code)
        return tuple(each for each in rest if each == code or _ANY not in {each, code})

    def codes(self, wishes: Wishes) -> tuple[str, ...]:
        """The kinds; all of them mean: just looking."""
        return (_ANY,) if wishes.kinds == frozenset(Kind) else tuple(sorted(wishes.kinds))

    def keep(self, wishes: Wishes, codes: tuple[str, ...]) -> Wishes:
        """Into the kinds."""
        kinds = frozenset(Kind) if _ANY in codes else frozenset(map(Kind, codes))
        return replace(wishes, kinds=kinds)
