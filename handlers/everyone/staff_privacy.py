"""What is kept about staff, in short; the long page tells what is kept about pupils."""

from bot.dialogue.marks import screen
from bot.dialogue.screen import Screen
from bot.dialogue.turn import Turn
from bot.domain.consent import RETENTION, Thing
from bot.i18n import join, say
from bot.services.services import Services


@screen
def show(turn: Turn, services: Services) -> Screen:
    """What, how long, and who answers for it."""
    region = services.unit.region
    return Screen(
        join(
            [
                say("🔒 **Datenschutz**"),
                say(
                    "Über Sie sind Ihr Name, Ihre Aufgaben, Ihre Adresse im Chat und Ihre "
                    "Nachrichten gespeichert. Jugendliche lesen Ihren Namen."
                ),
                say(
                    "Gespräche werden {days} Tage nach dem Abschluss gelöscht. Löscht jemand "
                    "alles, sind sie sofort weg.",
                    days=RETENTION[Thing.CONVERSATION].age.days,
                ),
                say(
                    "Verantwortlich ist: {county}, {office}. Dort können Sie auch Ihren Zugang "
                    "beenden lassen.",
                    county=region.name,
                    office=region.coordinator_office,
                ),
            ],
            "\n\n",
        )
    )
