"""Where coordinators come in: start, global words, and what no screen asked for."""

from bot.dialogue.screen import Screen
from bot.dialogue.turn import Turn
from bot.dialogue.words import Global
from bot.i18n import say
from bot.services.services import Services
from handlers.coordinator import announce, fairs
from handlers.coordinator.menu import helping, menu
from handlers.everyone.staff_entrances import staff_entrances


def start(turn: Turn, services: Services, *, code: str = "") -> Screen:
    """Begin; start codes are for pupils."""
    greeting = say(
        "Guten Tag! Ich bin der Ausbildungs-Lotse vom {county} – ein Programm, kein Mensch.",
        county=services.unit.region.name,
    )
    return menu(turn, services).below(greeting)


def returned(turn: Turn, services: Services) -> Screen:
    """In a chat that has just been joined."""
    return menu(turn, services)


ENTRANCES = staff_entrances(
    start=start,
    returned=returned,
    words={
        Global.HOME: menu,
        Global.HELP: helping,
        Global.HUMAN: helping,
        Global.BACK: menu,
        Global.CANCEL: menu,
        Global.START: start,
        Global.FAIRS: fairs.overview,
        Global.BROADCAST: announce.choose,
    },
)
