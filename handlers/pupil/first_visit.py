"""The first visit: who speaks here, what it is for, and that nothing is stored yet."""

from bot.dialogue.marks import screen
from bot.dialogue.screen import Choice, Screen, to
from bot.dialogue.turn import Turn
from bot.domain.wishes import Wishes
from bot.i18n import join, label, say
from bot.services.services import Services
from handlers.pupil import walk
from handlers.pupil.brought import brought
from handlers.pupil.doors import LANGUAGE, PRIVACY
from handlers.pupil.interview import SCHOOL_TOWN, first_questions, resume
from handlers.pupil.menu import menu
from handlers.pupil.my_wishes import wishes_of
from handlers.pupil.results import found


def arrive(turn: Turn, services: Services, *, code: str = "") -> Screen:
    """Somebody presses start: a new pupil, one who stopped in between, or one who comes back.

    ``code`` is the start code of a QR poster. A school's puts its town first, a fair's or a
    vacancy's shows that; an unknown one is no reason to fail, so it starts as usual.
    """
    if school := services.unit.region.school_by_code(code):
        turn.notes[SCHOOL_TOWN] = school.municipality
    if shown := brought(turn, services, code):
        return shown
    if walk.interrupted(turn):
        return resume(turn, services)
    if is_stranger(turn, services):
        return greeting(turn, services)
    return menu(turn, services).below(say("Schön, dass du wieder da bist! 👋"))


def is_stranger(turn: Turn, services: Services) -> bool:
    """Whether nothing is known of her: no answer, and no consent either, to an enquiry perhaps."""
    if wishes_of(turn, services) != Wishes():
        return False
    return not services.consents.given_by([turn.speaker.id]).get(turn.speaker.id)


@screen
def greeting(turn: Turn, services: Services) -> Screen:
    """A program, no human; one minute; nothing stored yet."""
    return Screen(
        join(
            [
                say(
                    "Hallo! 👋 Ich bin der Ausbildungs-Lotse vom {county} – "
                    "ein Programm, kein Mensch.",
                    county=services.unit.region.name,
                ),
                say("Ich zeige dir freie Ausbildungsplätze in deiner Nähe."),
                say("Das dauert etwa 1 Minute. Ich speichere noch nichts."),
            ]
        ),
        (
            (Choice(label("▶️ Los geht's"), first_questions(to(found).name)),),
            (
                Choice(label("🌍 Sprache"), LANGUAGE),
                Choice(label("🔒 Datenschutz"), PRIVACY),
            ),
        ),
        back=False,
        menu=False,
    )
