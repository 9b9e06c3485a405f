"""Where pupils come in: start, global words, and what no screen asked for."""

from bot.dialogue.entrances import Entrances
from bot.dialogue.screen import Shown
from bot.dialogue.turn import Turn
from bot.dialogue.words import Global
from bot.services.matches import OFFER
from bot.services.services import Services
from handlers.everyone import surprises
from handlers.everyone.invitation import code_given, redeem
from handlers.everyone.places import joining, overview, typed_code
from handlers.pupil import siblings, talk
from handlers.pupil.distress import distress
from handlers.pupil.fairs import near_me
from handlers.pupil.first_visit import arrive
from handlers.pupil.forgetting import ask_to_forget
from handlers.pupil.help import helping
from handlers.pupil.human import begin
from handlers.pupil.menu import menu, search
from handlers.pupil.own_words import unasked
from handlers.pupil.privacy import privacy
from handlers.pupil.saved import saved
from handlers.pupil.settings import language, settings
from handlers.pupil.stop import stop, welcome_back
from handlers.pupil.summary import summary
from handlers.pupil.vacancy_news import answered_in_words


def start(turn: Turn, services: Services, *, code: str = "") -> Shown:
    """Begin. Staff bring an invitation instead of a poster's code, or type it."""
    if invitation := code_given(turn.said, code):
        return redeem(turn, services, code=invitation)
    if (joined := joining(turn, services, said=turn.said)) is not None:
        return joined
    news = welcome_back(turn, services)
    return arrive(turn, services, code=code).below(news)


def unexpected(turn: Turn, services: Services, *, said: str) -> Shown:
    """Text that no screen asked for: an invitation, something for an open talk, an interest."""
    if invitation := code_given(said):
        return redeem(turn, services, code=invitation)
    return talk.offer(turn, services, said=said) or unasked(turn, services, said=said)


def quoted(turn: Turn, services: Services, *, said: str, about_kind: str, about_id: int) -> Shown:
    """A reply to a message of a talk goes there; to any other it is just text."""
    if talk.belongs_to_talk(services, about_kind, about_id):
        return talk.quoted(turn, services, said=said, about_kind=about_kind, about_id=about_id)
    if about_kind == OFFER:
        return answered_in_words(turn, services, about_id)
    return unexpected(turn, services, said=said)


ENTRANCES = Entrances(
    start=start,
    code=typed_code,
    unexpected=unexpected,
    unreadable=surprises.unreadable,
    quoted=quoted,
    edited=talk.edited,
    distress=distress,
    lost=surprises.lost,
    apology=surprises.apology,
    returned=arrive,
    words={
        Global.HOME: menu,
        Global.HELP: helping,
        Global.HUMAN: begin,
        Global.BACK: menu,
        Global.CANCEL: menu,
        Global.START: start,
        Global.PROFILE: summary,
        Global.FAIRS: near_me,
        Global.VACANCIES: search,
        Global.SAVED: saved,
        Global.STOP: stop,
        Global.SETTINGS: settings,
        Global.LANGUAGE: language,
        Global.PRIVACY: privacy,
        Global.DELETE: ask_to_forget,
        Global.SWITCH: siblings.who,
        Global.CONNECT: overview,
    },
    someone_else=siblings.not_yours,
)
