"""Where coordinators come in: start, global words, and what no screen asked for."""

from bot.dialogue.entrances import Entrances
from bot.dialogue.screen import Screen, Shown
from bot.dialogue.turn import Turn
from bot.dialogue.words import Global
from bot.services.services import Services
from handlers.coordinator.menu import menu
from handlers.everyone import surprises


def start(turn: Turn, services: Services, *, code: str) -> Screen:
    """Begin."""
    return menu(turn, services)


def home(turn: Turn, services: Services, **_surprise: str | int) -> Shown:
    """The menu, whatever happened."""
    return menu(turn, services)


ENTRANCES = Entrances(
    start=start,
    unexpected=home,
    unreadable=surprises.unreadable,
    quoted=home,
    edited=home,
    distress=home,
    lost=surprises.lost,
    apology=surprises.apology,
    returned=home,
    words=dict.fromkeys((Global.HOME, Global.HELP, Global.HUMAN, Global.BACK, Global.START), home),
)
