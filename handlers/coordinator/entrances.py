"""Where coordinators come in: start, global words, and what no screen asked for."""

from bot.dialogue.entrances import Entrances
from bot.dialogue.screen import Screen
from bot.dialogue.turn import Turn
from bot.dialogue.words import Global
from bot.i18n import say
from bot.services.services import Services
from handlers.coordinator import announce, fairs
from handlers.coordinator.menu import helping, menu
from handlers.everyone import desk, staff_privacy, staff_rights, surprises
from handlers.everyone.invitation import typed


def start(turn: Turn, services: Services, *, code: str = "") -> Screen:
    """Begin; start codes are for pupils."""
    greeting = say(
        "Guten Tag! Ich bin der Ausbildungs-Lotse vom {county} – ein Programm, kein Mensch.",
        county=services.unit.region.name,
    )
    return menu(turn, services).below(greeting)


def returned(turn: Turn, services: Services) -> Screen:
    """Back after leaving the chat."""
    return menu(turn, services)


ENTRANCES = Entrances(
    start=start,
    code=typed,
    unexpected=desk.unquoted,
    unreadable=surprises.unreadable,
    quoted=desk.quoted,
    edited=desk.edited,
    distress=desk.distress,
    lost=surprises.lost,
    apology=surprises.apology,
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
        Global.PRIVACY: staff_privacy.show,
        Global.SETTINGS: staff_rights.settings,
        Global.STOP: staff_rights.stop,
        Global.DELETE: staff_rights.delete,
    },
)
