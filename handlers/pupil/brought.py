"""What a start code brought along, a fair or a vacancy: it is seen first, then all else begins."""

from dataclasses import replace

from bot.dialogue.conversation import HOME
from bot.dialogue.marks import screen
from bot.dialogue.screen import Choice, Screen, column, to
from bot.dialogue.turn import Turn
from bot.domain.matching import Hit
from bot.domain.vacancies import Vacancy
from bot.domain.wishes import Wishes
from bot.i18n import Text, join, label, say
from bot.services.services import Services
from handlers.pupil import fairs, walk
from handlers.pupil.doors import LANGUAGE, PRIVACY
from handlers.pupil.interview import first_questions, resume
from handlers.pupil.my_wishes import wishes_of
from handlers.pupil.results import found
from handlers.pupil.vacancy import headline, more

_SIMILAR = 2


def brought(turn: Turn, services: Services, code: str) -> Screen | None:
    """The screen of the thing that the code stands for; None for any other code."""
    if fair := services.fairs.by_code(code):
        return about_fair(turn, services, fair=fair.id)
    if vacancy := services.vacancies.by_code(code):
        return about_vacancy(turn, services, vacancy=vacancy.id)
    return None


@screen
def about_fair(turn: Turn, services: Services, *, fair: int) -> Screen:
    """The fair, with the ways on for whoever comes for the first time."""
    shown = fairs.details(turn, services, fair=fair)
    return _with_ways_on(turn, services, shown)


@screen
def about_vacancy(turn: Turn, services: Services, *, vacancy: int) -> Screen:
    """The vacancy; when it is gone, that is said kindly, with others of its kind."""
    offered = services.vacancies.get(vacancy)
    if offered.is_shown(services.unit.today):
        return _with_ways_on(turn, services, more(turn, services, vacancy=vacancy))
    return _with_ways_on(turn, services, _gone(turn, services, offered))


def _gone(turn: Turn, services: Services, vacancy: Vacancy) -> Screen:
    head = say(
        "❗ Diese Stelle ist leider nicht mehr frei: {title}, {company}.",
        title=vacancy.title, company=vacancy.company,
    )  # fmt: skip
    others = services.search.similar(wishes_of(turn, services), vacancy, _SIMILAR)
    if not others:
        return Screen(join([head, say("Ich suche gern mit dir etwas anderes.")]))
    region = services.unit.region
    listed = [
        say("{n}. {vacancy}", n=n, vacancy=headline(hit, region))
        for n, hit in enumerate(others, start=1)
    ]
    text = join([head, say("Das ist so ähnlich:"), *listed], "\n\n")
    return Screen(text, column(*(_look(n, hit) for n, hit in enumerate(others, start=1))))


def _look(n: int, hit: Hit) -> Choice:
    return Choice(label("{n}. ansehen", n=n), to(more, vacancy=hit.vacancy.id))


def _with_ways_on(turn: Turn, services: Services, shown: Screen) -> Screen:
    """Below the thing: go on where one was, or begin. A stranger hears who speaks."""
    rows = (*shown.rows, *_ways_on(turn, services))
    text = shown.text if _is_known(turn, services) else join([_who(services), shown.text], "\n\n")
    return replace(shown, text=text, rows=rows, here=None, back=False, menu=False)


def _ways_on(turn: Turn, services: Services) -> tuple[tuple[Choice, ...], ...]:
    menu = Choice(label("🏠 Menü"), HOME)
    if walk.interrupted(turn):
        return ((Choice(label("▶️ Weiter mit Fragen"), to(resume)), menu),)
    if _is_known(turn, services):
        return ((menu,),)
    return (
        (Choice(label("▶️ Stellen suchen"), first_questions(to(found).name)),),
        (Choice(label("🌍 Sprache"), LANGUAGE), Choice(label("🔒 Datenschutz"), PRIVACY)),
    )


def _is_known(turn: Turn, services: Services) -> bool:
    return bool(walk.interrupted(turn)) or wishes_of(turn, services) != Wishes()


def _who(services: Services) -> Text:
    return join(
        [
            say(
                "Hallo! 👋 Ich bin der Ausbildungs-Lotse vom {county} – "
                "ein Programm, kein Mensch.",
                county=services.unit.region.name,
            ),
            say("Hier ist, was zu deinem Link gehört. Ich speichere noch nichts."),
        ]
    )
