"""Where pupils come in: start, global words, and what no screen asked for."""

from bot.dialogue.entrances import Entrances
from bot.dialogue.screen import Shown
from bot.dialogue.turn import Turn
from bot.dialogue.words import Global
from bot.services.services import Services
from handlers.everyone import surprises
from handlers.pupil.first_visit import arrive
from handlers.pupil.help import helping
from handlers.pupil.menu import menu
from handlers.pupil.own_words import unasked
from handlers.pupil.summary import summary


def home(turn: Turn, services: Services, **_surprise: str | int) -> Shown:
    """The menu, whatever happened."""
    return menu(turn, services)


ENTRANCES = Entrances(
    start=arrive,
    unexpected=unasked,
    unreadable=surprises.unreadable,
    quoted=home,
    edited=surprises.edited,
    distress=home,
    lost=surprises.lost,
    apology=surprises.apology,
    returned=arrive,
    words={
        Global.HOME: menu,
        Global.HELP: helping,
        Global.HUMAN: home,
        Global.BACK: menu,
        Global.CANCEL: menu,
        Global.START: arrive,
        Global.PROFILE: summary,
    },
)
