"""Text that no screen asked for: perhaps it says what the pupil likes."""

from dataclasses import replace

from bot.dialogue.marks import action, screen
from bot.dialogue.screen import Choice, Door, Present, Screen, Shown, column, to
from bot.dialogue.turn import Turn
from bot.i18n import Text, join, label, say
from bot.services.services import Services
from handlers.pupil.first_visit import greeting, is_stranger
from handlers.pupil.interview import SCHOOL_TOWN, asking_of, first_from
from handlers.pupil.menu import menu
from handlers.pupil.misunderstood import courtesy
from handlers.pupil.my_wishes import keep_wishes, wishes_of
from handlers.pupil.questions import QUESTIONS
from handlers.pupil.results import found, results

_ACTIVITIES, _TOWN = QUESTIONS["activities"], QUESTIONS["town"]


def unasked(turn: Turn, services: Services, *, said: str) -> Shown:
    """Offer a search with what was understood; else show again what can be done."""
    heard = _ACTIVITIES.understand(asking_of(turn, services), said)
    if heard.codes:
        return offer(turn, services, codes=list(heard.codes))
    hint, reply = say("Tippe auf einen Knopf. Oder schreib „Menü“ oder „Hilfe“."), courtesy(said)
    if set(turn.notes) <= {SCHOOL_TOWN} and is_stranger(turn, services):  # or all is forgotten
        return greeting(turn, services).below(Text() if reply else hint)
    if reply:
        return Present(reply)
    turn.puzzled = True
    note = (
        say("Das habe ich nicht verstanden.")
        if any(map(str.isalnum, said))
        else say("😊 Das verstehe ich ohne Worte noch nicht.")
    )
    return Present(join([note, hint]))


@screen
def offer(turn: Turn, services: Services, *, codes: list[str]) -> Screen:
    """What was understood, to be confirmed before it replaces an answer."""
    asking = asking_of(turn, services)
    heard = replace(asking, wishes=_ACTIVITIES.keep(asking.wishes, tuple(codes)))
    return Screen(
        say("Soll ich danach suchen: {interests}?", interests=_ACTIVITIES.show(heard)),
        column(
            Choice(label("🔎 Ja, such danach"), to(search, codes=codes)),
            Choice(label("Nein, danke"), to(menu)),
        ),
    )


@action
def search(turn: Turn, services: Services, *, codes: list[str]) -> Door:
    """Search with these interests; the town is asked if it is not known yet."""
    wishes = _ACTIVITIES.keep(wishes_of(turn, services), tuple(codes))
    keep_wishes(turn, services, wishes)
    return to(results) if wishes.town else first_from(_TOWN.key, to(found).name)
