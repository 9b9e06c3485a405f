"""The card of an enquiry in words: the pupil agrees to it, the recruiter reads it.

One function writes both, so nobody sees more, or anything else, than was agreed to.
"""

import unicodedata
from datetime import date

from bot.domain.matching import Reason, Rule
from bot.i18n import Text, day, join, later, say, words
from bot.i18n.text import FIRST_STRONG_ISOLATE, POP_ISOLATE
from bot.region.model import Region
from bot.services.facts import AskedFor, Facts
from bot.services.services import Services
from bot.services.staff import Contact
from handlers.everyone import terms

_REASONS = {
    Rule.OCCUPATION: later("Wunschberuf ✓"),
    Rule.FIELD: later("Interesse ✓"),
    Rule.DISTANCE: later("Ort ca. {km} km ✓"),
    Rule.CERTIFICATE_ENOUGH: later("Abschluss ✓"),
    Rule.INTERNSHIP_DATES: later("Zeit des Praktikums ✓"),
    Rule.INTERNSHIP: later("Praktikum möglich ✓"),
    Rule.START: later("Start ✓"),
    Rule.KIND: later("Art der Stelle ✓"),
    Rule.REACHABLE: later("Weg ✓"),
    Rule.FRESH: later("Stelle ganz aktuell ✓"),
    Rule.BEGINS: later("Beginn {day}"),
    Rule.PLACES: later("freie Plätze: {places}"),
    Rule.CERTIFICATE_MISSING: later("gewünscht ist {certificate}"),
    Rule.NO_GO: later("{condition} (lieber nicht)"),
    Rule.OTHER_DATES: later("Beginn {day}"),
    Rule.FAR: later("Ort ca. {km} km"),
    Rule.HARD_TO_REACH: later("Weg ca. {km} km"),
    Rule.CERTIFICATE_WISHED: later("gewünscht ist {certificate}"),
    Rule.CONDITION: later("{condition}"),
    Rule.ENDS_SOON: later("frei bis {day}"),
}


def card_text(facts: Facts, region: Region) -> Text:
    """Every field of the card; what the pupil has not said is left out."""
    return join(
        [_who(facts, region), _school(facts, region), _likes(facts, region),
         _vacancy(facts.asked_for, region), _times(facts)]
    )  # fmt: skip


def name_of(facts: Facts) -> str:
    """How staff call the pupil: the pseudonym, and the nickname if she gave one."""
    nickname = facts.about.nickname
    if not nickname:
        return facts.pseudonym
    return words("{code} „{nickname}“", code=facts.pseudonym, nickname=isolated(nickname))


def isolated(text: str) -> str:
    """Text that may be written from right to left, so that it does not turn its neighbours."""
    if any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text):
        return f"{FIRST_STRONG_ISOLATE}{text}{POP_ISOLATE}"
    return text


def office_of(town: str | None, region: Region) -> str:
    """Who looks after a town: "Stadt Büren"; the county for others."""
    return region.office(town).name.partition(" · ")[0]


def person_from(contact: Contact, services: Services) -> str:
    """The person whom a pupil talks to: "Nina Muster von der Stadt Büren", or without a name."""
    region = services.unit.region
    office, name = office_of(contact.town, region), contact.name
    own = region.office(contact.town).municipality is not None
    if name:
        return (
            words("{name} von der {office}", name=name, office=office)
            if own
            else words("{name} vom {office}", name=name, office=office)
        )
    return (
        words("Ein Mensch von der {office}", office=office)
        if own
        else words("Ein Mensch vom {office}", office=office)
    )


def _who(facts: Facts, region: Region) -> Text:
    about = facts.about
    parts = [name_of(facts)]
    if about.grade:
        parts.append(words(region.grade(about.grade).label))
    if about.age_band:
        parts.append(words("{age} Jahre", age=words(terms.AGE_BANDS[about.age_band])))
    if facts.wishes.town:
        parts.append(region.town(facts.wishes.town).name)
    return say("**{parts}**", parts=" · ".join(parts))


def _school(facts: Facts, region: Region) -> Text:
    wishes, parts = facts.wishes, []
    if wishes.certificate is not None:
        certificate = words(region.certificate(wishes.certificate).label)
        parts.append(words("Abschluss: {certificate}", certificate=certificate))
    if wishes.start is not None:
        parts.append(
            words("Start: {start}", start=terms.start_wish(wishes.start, date(facts.summer, 1, 1)))
        )
    spoken = region.languages.get(facts.language.partition("@")[0], facts.language)
    parts.append(words("Sprache: {language}", language=isolated(spoken)))
    return Text.of(" · ".join(parts))


def _likes(facts: Facts, region: Region) -> Text:
    liked = [words(region.field(code).name) for code in facts.wishes.fields]
    liked += [region.occupation(slug).short_name for slug in facts.wishes.occupations]
    return say("Mag: {liked}", liked=" · ".join(liked)) if liked else Text()


def _vacancy(asked: AskedFor | None, region: Region) -> Text:
    if asked is None:
        return Text()
    stands = say(
        "Stelle: {title}, {company}, {town}",
        title=asked.title, company=asked.company, town=region.town(asked.town).name,
    )  # fmt: skip
    fits = " · ".join(_reason(reason, region) for reason in asked.reasons)
    check = say("Prüfen: {check}", check=_reason(asked.check, region)) if asked.check else Text()
    return join([stands, say("Das passt: {reasons}", reasons=fits) if fits else Text(), check])


def _reason(reason: Reason, region: Region) -> str:
    certificate = words(region.certificate(reason.certificate).label) if reason.certificate else ""
    if reason.rule is Rule.DISTANCE and not reason.km:
        return words("Ort ✓")
    return words(
        _REASONS[reason.rule],
        km=round(reason.km or 0),
        day=day(reason.day) if reason.day else "",
        places=reason.places or 0,
        certificate=certificate,
        condition=words(terms.CONDITIONS[reason.condition]) if reason.condition else "",
    )


def _times(facts: Facts) -> Text:
    if facts.write_only:
        return say("Erreichbar: nur schriftlich")
    times = terms.slots(facts.wishes.slots)
    return say("Erreichbar: {times}", times=times) if times else Text()
