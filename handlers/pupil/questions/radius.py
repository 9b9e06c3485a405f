"""How far the way may be."""

import re
from dataclasses import replace

from bot.domain.wishes import ANYWHERE_KM, RADII_KM, Wishes
from bot.i18n import Text, later, say
from handlers.everyone.terms import radius
from handlers.pupil.question import Asking, Heard, Option, Question

_NUMBER = re.compile(r"\d+")
_NEAREST_KM, _FARTHEST_KM = 1, 200


class Radius(Question):
    """Kilometres of road, estimated: never minutes."""

    key = "radius"
    title = later("Umkreis")
    hint = later("Schreib zum Beispiel: 15 km. Oder tippe auf einen Knopf.")
    numbered = False

    def ask(self, asking: Asking) -> Text:
        """The question, with the town if it is known."""
        if asking.wishes.town:
            town = asking.region.town(asking.wishes.town).name
            return say("Wie weit darf es von {town} aus sein?", town=town)
        return say("Wie weit darf der Weg sein?")

    def options(self, asking: Asking) -> list[Option]:
        """The usual ones, and the present one."""
        present = asking.wishes.radius_km
        radii = {*RADII_KM, present} if present else RADII_KM
        return [Option(str(km), radius(km)) for km in sorted(radii)]

    def understand(self, asking: Asking, said: str) -> Heard:
        """Any number of kilometres that makes sense, or "egal"."""
        number = _NUMBER.search(said)
        if number is None:
            words = said.casefold()
            far = any(word in words for word in ("egal", "überall", "weit weg", "ganz nrw"))
            return Heard((str(ANYWHERE_KM),)) if far else Heard()
        if _NEAREST_KM <= int(number[0][:9]) <= _FARTHEST_KM:
            return Heard((str(int(number[0])),))
        return Heard(
            reply=say(
                "Das geht von {nearest} bis {farthest} km. "
                "Weiter weg? Dann tippe auf „egal wie weit“.",
                nearest=_NEAREST_KM,
                farthest=_FARTHEST_KM,
            )
        )

    def codes(self, wishes: Wishes) -> tuple[str, ...]:
        """The kilometres."""
        return (str(wishes.radius_km),) if wishes.radius_km else ()

    def keep(self, wishes: Wishes, codes: tuple[str, ...]) -> Wishes:
        """Into the radius."""
        return replace(wishes, radius_km=int(codes[0]) if codes else None)
