"""Stop: no more news, at once and with one confirmation. "Start" turns them on again.

Only "start" and the switch in the settings do: whoever just looks around after a stop is not
written to again for that.
"""

from bot.dialogue.marks import action, screen
from bot.dialogue.screen import Choice, Screen, column, to
from bot.dialogue.turn import Turn
from bot.domain.consent import Purpose
from bot.i18n import Text, join, label, say
from bot.services.services import Services
from handlers.pupil.forgetting import ask_to_forget
from handlers.pupil.menu import menu


@action
def stop(turn: Turn, services: Services) -> Screen:
    """Stop now; asking back would be one message too many."""
    if not services.people.has_stopped(turn.speaker.id):
        services.people.stop(turn.speaker.id)
    return stopped(turn, services)


@screen
def stopped(turn: Turn, services: Services) -> Screen:
    """It has stopped; what stays, and the way back."""
    given = services.consents.given_by([turn.speaker.id]).get(turn.speaker.id, frozenset())
    return Screen(
        join(
            [
                say("🔕 Gestoppt. Ich schicke dir keine Nachrichten mehr."),
                say("Auch Antworten auf deine Anfrage kommen jetzt nicht mehr an.")
                if Purpose.ENQUIRY in given
                else Text(),
                say("Dein Profil bleibt gespeichert.") if Purpose.PROFILE in given else Text(),
                say("Willst du wieder Nachrichten? Schreib einfach „Start“."),
            ]
        ),
        column(
            Choice(label("🔔 Wieder an"), to(start_again)),
            Choice(label("🗑 Alles löschen"), to(ask_to_forget)),
        ),
        back=False,
    )


@action
def start_again(turn: Turn, services: Services) -> Screen:
    """News again."""
    note = welcome_back(turn, services)
    return menu(turn, services).below(note)


def welcome_back(turn: Turn, services: Services) -> Text:
    """Turn the news on again if they were stopped; what to say about it, else empty."""
    if not services.people.has_stopped(turn.speaker.id):
        return Text()
    services.people.resume(turn.speaker.id)
    return say("🔔 Du bekommst wieder Nachrichten.")
