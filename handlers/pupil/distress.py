"""Somebody is not well: care and contacts first, everything else can wait.

What was written is gone before this is called, and only that it happened is counted, for no one.
"""

from bot.dialogue.conversation import BACK
from bot.dialogue.marks import screen
from bot.dialogue.screen import Choice, Screen, column, to
from bot.dialogue.turn import Turn
from bot.domain.safety import SafetyKind
from bot.i18n import Text, join, label, later, say
from bot.services.services import Services
from handlers.everyone.crisis import contacts
from handlers.pupil.doors import HUMAN

_CARING = {
    SafetyKind.DANGER: later(
        "💛 Das klingt sehr schwer. Gut, dass du es sagst. Du musst da nicht allein durch."
    ),
    SafetyKind.ABUSE: later(
        "💛 Das klingt schlimm. Du bist nicht schuld. Niemand darf dir wehtun."
    ),
    SafetyKind.DISTRESS: later("💛 Das klingt gerade schwer für dich. Gut, dass du es sagst."),
}


def distress(turn: Turn, services: Services) -> Screen:
    """At once, whatever was asked before; the interview waits where it was."""
    services.records.count("distress_pupil")
    return caring(turn, services)


@screen
def caring(turn: Turn, services: Services) -> Screen:
    """Contacts, and two ways on. Which kind of words it was is not remembered."""
    safety = turn.event.safety or SafetyKind.DISTRESS
    return _with_contacts(turn, services, say(_CARING[safety]))


@screen
def listen(turn: Turn, services: Services, *, said: str = "") -> Screen:
    """More words after it: a program must not pretend to understand them."""
    text = say("💛 Ich bin nur ein Programm. Ein Mensch kann dir jetzt besser zuhören.")
    return _with_contacts(turn, services, text)


def _with_contacts(turn: Turn, services: Services, first: Text) -> Screen:
    return Screen(
        join(
            [
                first,
                say("Bitte sprich jetzt mit einem Menschen. Hier hört dir jemand zu:"),
                contacts(services, turn.event.safety),
                say("Deine Nachricht habe ich nicht gespeichert und niemandem gezeigt."),
                say("Wir machen weiter, wann du willst."),
            ],
            "\n\n",
        ),
        column(
            Choice(label("▶️ Weitermachen"), BACK),
            Choice(label("💬 Mit Mensch reden"), HUMAN),
        ),
        answer=to(listen),
        back=False,
        menu=False,
        here=to(caring),
        fresh=True,
    )
