"""Where the pupil lives: a town, never an address."""

import re
from dataclasses import replace

from bot.domain.wishes import Wishes
from bot.i18n import Text, label, later, say
from handlers.pupil.question import Asking, Heard, Option, Question

_POSTAL_CODE = re.compile(r"(?<!\d)\d{5}(?!\d)")
_MOST_TOWNS = 9


class Town(Question):
    """The town of the school comes first; any other by the list, by name or by postal code."""

    key = "town"
    title = later("Ort")
    hint = later("Schreib den Ort oder die Postleitzahl. Zum Beispiel: Büren oder 33142.")
    optional = False

    def ask(self, asking: Asking) -> Text:
        """The question; among few towns the follow-up."""
        if asking.among and not _is_whole_county(asking):
            return say("Da gibt es mehrere Orte. In welchem wohnst du?")
        return say("Wo wohnst du? Du kannst auch den Ort oder die Postleitzahl schreiben.")

    def options(self, asking: Asking) -> list[Option]:
        """The towns in question."""
        county = tuple(town.key for town in asking.region.towns)
        if asking.home and not asking.among:
            return [_option(asking, asking.home), Option("", label("Anderer Ort"), opens=county)]
        return [_option(asking, key) for key in asking.among or county]

    def understand(self, asking: Asking, said: str) -> Heard:
        """Names, villages and postal codes, with typos; some leave two towns open."""
        towns = asking.finder.towns(said)
        keys = tuple(town.key for town in towns)[:_MOST_TOWNS]
        if len(keys) > 1:
            return Heard(among=keys)
        if keys:
            return Heard(keys, reply=_beyond(asking, keys[0]))
        county = tuple(town.key for town in asking.region.towns)
        return Heard(among=county, reply=_unknown(asking, said))

    def codes(self, wishes: Wishes) -> tuple[str, ...]:
        """The town's key."""
        return (wishes.town,) if wishes.town else ()

    def keep(self, wishes: Wishes, codes: tuple[str, ...]) -> Wishes:
        """Into the town."""
        return replace(wishes, town=codes[0] if codes else None)

    def show(self, asking: Asking) -> str:
        """The town's name."""
        return asking.region.town(asking.wishes.town).name if asking.wishes.town else ""


def _option(asking: Asking, key: str) -> Option:
    return Option(key, f"📍 {asking.region.town(key).name}")


def _is_whole_county(asking: Asking) -> bool:
    return len(asking.among) == len(asking.region.towns)


def _beyond(asking: Asking, key: str) -> Text | None:
    """For a neighbour's town: the search goes on from there, across the county's border."""
    if asking.region.in_county(key):
        return None
    return say(
        "{town} liegt nicht im {county}. Ich suche trotzdem, und zwar von dort aus.",
        town=asking.region.town(key).name,
        county=asking.region.name,
    )


def _unknown(asking: Asking, said: str) -> Text:
    if code := _POSTAL_CODE.search(said):
        return say(
            "Die Postleitzahl {code} kenne ich nicht. Ich suche im {county} und daneben. "
            "Welcher Ort ist am nächsten?",
            code=code[0],
            county=asking.region.name,
        )
    return say(
        "Diesen Ort kenne ich nicht. Ich suche im {county} und daneben. "
        "Welcher Ort ist am nächsten?",
        county=asking.region.name,
    )
