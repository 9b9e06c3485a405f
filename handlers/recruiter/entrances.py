"""Where recruiters come in: start, global words, and what no screen asked for."""

from bot.dialogue.screen import Screen, Shown
from bot.dialogue.turn import Turn
from bot.dialogue.words import Global
from bot.services.services import Services
from handlers.everyone import desk
from handlers.everyone.staff_entrances import staff_entrances
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


ENTRANCES = staff_entrances(
    start=start,
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
    },
)
