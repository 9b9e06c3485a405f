"""Where recruiters come in: start, global words, and what no screen asked for."""

from bot.dialogue.screen import Screen, Shown
from bot.dialogue.turn import Turn
from bot.dialogue.words import Global
from bot.i18n import Text, say
from bot.services.services import Services
from handlers.everyone import desk
from handlers.everyone.staff_entrances import staff_entrances
from handlers.recruiter import help as help_screen
from handlers.recruiter.matches import found
from handlers.recruiter.menu import menu
from handlers.recruiter.today import today
from handlers.recruiter.vacancies import mine
from handlers.recruiter.vacancies_form import new


def start(turn: Turn, services: Services, *, code: str = "") -> Screen:
    """Begin, perhaps after a time away: what waits is told. Start codes are for pupils."""
    waiting = services.enquiries.today(turn.speaker.id)
    told = say(
        "📋 Offen: {open} · bei Ihnen: {mine}", open=len(waiting.open), mine=len(waiting.mine)
    )
    return home(turn, services).below(told if waiting.open or waiting.mine else Text())


def home(turn: Turn, services: Services) -> Screen:
    """The menu. Whoever goes there writes to nobody."""
    desk.lay_pen_down(turn)
    return menu(turn, services)


def returned(turn: Turn, services: Services) -> Shown:
    """In a chat that has just been joined: what waits."""
    return today(turn, services)


ENTRANCES = staff_entrances(
    start=start,
    returned=returned,
    words={
        Global.HOME: home,
        Global.START: start,
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
