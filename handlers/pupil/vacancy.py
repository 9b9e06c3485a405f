"""One vacancy in full: what the work is and asks for, where and when; never whom to ask there."""

from bot.dialogue.marks import action, screen
from bot.dialogue.screen import Choice, Door, Screen, to
from bot.dialogue.turn import Turn
from bot.domain.matching import Hit
from bot.domain.people import Certificate
from bot.domain.vacancies import INTERNSHIPS, Condition, Kind
from bot.domain.wishes import Wishes
from bot.i18n import Text, day, join, label, later, say, say_n, words
from bot.region.model import Region
from bot.services.services import Services
from handlers.everyone.terms import KINDS
from handlers.pupil.doors import human_about
from handlers.pupil.my_wishes import wishes_of
from handlers.pupil.reasons import CONDITIONS, way
from handlers.pupil.stars import starred, turn_star

_GERMAN = {
    "A1": later("erste Wörter reichen (A1)"),
    "A2": later("einfache Gespräche (A2)"),
    "B1": later("du kommst im Alltag klar (B1)"),
    "B2": later("du verstehst fast alles (B2)"),
    "C1": later("du sprichst fließend (C1)"),
}


def talk_about(vacancy: int) -> Choice:
    """The button to a person who helps with this vacancy."""
    return Choice(label("💬 Mit Mensch reden"), human_about(vacancy))


def star_choice(door: Door, *, saved: bool) -> Choice:
    """The star as a button."""
    return Choice(label("⭐ Gemerkt") if saved else label("⭐ Merken"), door, chosen=saved)


def headline(hit: Hit, region: Region) -> Text:
    """What every view of a vacancy begins with: title and plain words for it, firm, begin."""
    vacancy = hit.vacancy
    work = words(region.occupation(vacancy.occupation).plain)
    if vacancy.kind is not Kind.TRAINING:
        work = f"{words(KINDS[vacancy.kind])} · {work}"
    lines = [
        say("**{title}**", title=vacancy.title),
        say("__{work}__", work=work),
        say("{company}, {town}", company=vacancy.company, town=region.town(vacancy.town).name),
        say("Beginn: {day}", day=day(vacancy.start)),
    ]
    return join(lines)


@screen
def more(turn: Turn, services: Services, *, vacancy: int) -> Screen:
    """Everything that a pupil may know about a vacancy."""
    wishes, region = wishes_of(turn, services), services.unit.region
    hit = services.search.hit(wishes, vacancy)
    saved = star_choice(to(star, vacancy=vacancy), saved=vacancy in starred(turn, services))
    text = join([headline(hit, region), _details(hit, wishes, region)], "\n\n")
    if hit.vacancy.is_shown(services.unit.today):
        return Screen(text, ((saved,), (talk_about(vacancy),)))
    gone = say("❗ Diese Stelle ist leider nicht mehr frei.")
    return Screen(text, ((saved,),)).below(gone)


@action
def star(turn: Turn, services: Services, *, vacancy: int) -> Screen:
    """Put the star on or take it away."""
    note = turn_star(turn, services, vacancy)
    return more(turn, services, vacancy=vacancy).below(note)


def _details(hit: Hit, wishes: Wishes, region: Region) -> Text:
    vacancy = hit.vacancy
    places = say_n("Frei: ein Platz", "Frei: {n} Plätze", vacancy.places)
    level = vacancy.german_level
    german = say("Deutsch: {level}", level=words(_GERMAN[level])) if level else Text()
    before = (
        say("Du kannst vorher ein Praktikum machen.")
        if vacancy.internship and vacancy.kind not in INTERNSHIPS
        else Text()
    )
    until = say("Die Stelle ist frei bis {day}.", day=day(vacancy.valid_until))
    facts = [way(hit, wishes, region), places, _certificate(hit, region), german]
    return join([join(facts), _conditions(hit), join([before, until])], "\n\n")


def _certificate(hit: Hit, region: Region) -> Text:
    """The firm's wish, in words that say what the certificate is."""
    wished = hit.vacancy.certificate
    if wished is Certificate.NONE:
        return say("Abschluss: Du brauchst keinen.")
    term = region.certificate(wished)
    return join(
        [
            say("Abschluss: am liebsten {label}. Das ist kein Muss.", label=words(term.label)),
            say("({plain})", plain=words(term.plain)),
        ]
    )


def _conditions(hit: Hit) -> Text:
    """What the work asks of a person."""
    met = [c for c in Condition if c in hit.vacancy.conditions]
    lines = [say("• {condition}", condition=say(CONDITIONS[each])) for each in met]
    return join([say("Gut zu wissen:"), *lines]) if lines else Text()
