"""Why a vacancy fits, and what to check: the matching's reasons in words."""

from collections.abc import Callable

from bot.domain.matching import Hit, Reason, Rule
from bot.domain.people import Certificate
from bot.domain.vacancies import Condition
from bot.domain.wishes import Wishes
from bot.i18n import Text, day, later, say, say_n, words
from bot.region.model import Region
from handlers.everyone.terms import KINDS

CONDITIONS = {
    Condition.SHIFT: later("Du arbeitest in Schichten, mal früh und mal spät."),
    Condition.WEEKEND: later("Du arbeitest auch am Wochenende."),
    Condition.EARLY: later("Die Arbeit beginnt früh am Morgen."),
    Condition.HEAVY: later("Du trägst auch schwere Sachen."),
    Condition.OUTDOOR: later("Du bist viel draußen, auch bei Regen."),
    Condition.LICENCE: later("Ein Führerschein hilft hier."),
}
"""What the work asks of a person, as a sentence to the pupil."""

_PLAIN = {
    Rule.OCCUPATION: later("Diesen Beruf suchst du."),
    Rule.INTERNSHIP_DATES: later("Das Praktikum passt in deine Zeit."),
    Rule.INTERNSHIP: later("Du kannst vorher ein Praktikum machen."),
    Rule.START: later("Der Beginn passt."),
    Rule.REACHABLE: later("Du kommst gut hin."),
    Rule.FRESH: later("Die Stelle ist ganz aktuell."),
}


def reason(told: Reason, hit: Hit, wishes: Wishes, region: Region) -> Text:
    """One reason or check in a sentence to the pupil."""
    if told.rule in _PLAIN:
        return say(_PLAIN[told.rule])
    return _SAYINGS[told.rule](told, hit, wishes, region)


def way(hit: Hit, wishes: Wishes, region: Region) -> Text:
    """How far it is from the pupil's town; empty without a town."""
    if hit.km is None or wishes.town is None:
        return Text()
    town = region.town(wishes.town).name
    if hit.vacancy.town == wishes.town:
        return say("Es ist direkt in {town}.", town=town)
    return say("Es sind ca. {km} km von {town}.", km=round(hit.km), town=town)


def _field(told: Reason, hit: Hit, wishes: Wishes, region: Region) -> Text:
    return say(
        "Es passt zu: {activity}.", activity=words(region.field(hit.vacancy.field).activity)
    )


def _distance(told: Reason, hit: Hit, wishes: Wishes, region: Region) -> Text:
    return way(hit, wishes, region)


def _enough(told: Reason, hit: Hit, wishes: Wishes, region: Region) -> Text:
    if told.certificate is Certificate.NONE:
        return say("Du brauchst keinen Abschluss.")
    return say("Dein Abschluss reicht.")


def _kind(told: Reason, hit: Hit, wishes: Wishes, region: Region) -> Text:
    return say("Das suchst du: {kind}.", kind=words(KINDS[hit.vacancy.kind]))


def _begins(told: Reason, hit: Hit, wishes: Wishes, region: Region) -> Text:
    return say("Es beginnt am {day}.", day=day(told.day or hit.vacancy.start))


def _places(told: Reason, hit: Hit, wishes: Wishes, region: Region) -> Text:
    return say_n("Ein Platz ist frei.", "{n} Plätze sind frei.", hit.vacancy.places)


def _missing(told: Reason, hit: Hit, wishes: Wishes, region: Region) -> Text:
    return say(
        "Gewünscht ist {certificate}. Das ist kein Muss.",
        certificate=words(region.certificate(hit.vacancy.certificate).label),
    )


def _no_go(told: Reason, hit: Hit, wishes: Wishes, region: Region) -> Text:
    return say(
        "Das wolltest du lieber nicht: {condition}",
        condition=_condition(told, hit, wishes, region),
    )


def _far(told: Reason, hit: Hit, wishes: Wishes, region: Region) -> Text:
    return say("Der Weg ist weit: ca. {km} km.", km=round(hit.km or 0))


def _condition(told: Reason, hit: Hit, wishes: Wishes, region: Region) -> Text:
    return say(CONDITIONS[told.condition]) if told.condition else Text()


def _ends(told: Reason, hit: Hit, wishes: Wishes, region: Region) -> Text:
    return say("Melde dich bald: frei bis {day}.", day=day(hit.vacancy.valid_until))


_SAYINGS: dict[Rule, Callable[[Reason, Hit, Wishes, Region], Text]] = {
    Rule.FIELD: _field,
    Rule.DISTANCE: _distance,
    Rule.CERTIFICATE_ENOUGH: _enough,
    Rule.KIND: _kind,
    Rule.BEGINS: _begins,
    Rule.PLACES: _places,
    Rule.CERTIFICATE_MISSING: _missing,
    Rule.NO_GO: _no_go,
    Rule.OTHER_DATES: _begins,
    Rule.FAR: _far,
    Rule.HARD_TO_REACH: _far,
    Rule.CERTIFICATE_WISHED: _missing,
    Rule.CONDITION: _condition,
    Rule.ENDS_SOON: _ends,
}
