"""Where recruiters come in: start, global words, and what no screen asked for."""

from bot.dialogue.entrances import Entrances
from bot.dialogue.screen import Screen, Shown
from bot.dialogue.turn import Turn
from bot.dialogue.words import Global
from bot.services.services import Services
from handlers.everyone import desk, staff_privacy, staff_rights, surprises
from handlers.everyone.invitation import typed
from handlers.recruiter import help as help_screen
from handlers.recruiter.matches import found
from handlers.recruiter.menu import menu
from handlers.recruiter.today import today
from handlers.recruiter.vacancies import mine
from handlers.recruiter.vacancies_form import new


def start(turn: Turn, services: Services, *, code: str) -> Screen:
    """Begin; a start code means nothing to staff."""
    return home(turn, services)


def home(turn: Turn, services: Services) -> Screen:
    """The menu. Whoever goes there writes to nobody."""
    desk.lay_pen_down(turn)
    return menu(turn, services)


def returned(turn: Turn, services: Services) -> Shown:
    """Back after leaving: what waits."""
    return today(turn, services)


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
        Global.HOME: home,
        Global.START: home,
        Global.BACK: home,
        Global.CANCEL: home,
        Global.HELP: help_screen.show,
        Global.HUMAN: help_screen.show,
        Global.TODAY: today,
        Global.MATCHES: found,
        Global.VACANCIES: mine,
        Global.VACANCY: new,
        Global.PRIVACY: staff_privacy.show,
        Global.SETTINGS: staff_rights.settings,
        Global.STOP: staff_rights.stop,
        Global.DELETE: staff_rights.delete,
    },
)
