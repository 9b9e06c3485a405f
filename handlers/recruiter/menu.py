"""The menu: where every way begins and ends."""

from bot.dialogue.marks import screen
from bot.dialogue.screen import Choice, Screen, column, to
from bot.dialogue.turn import Turn
from bot.i18n import label, say
from bot.services.services import Services
from handlers.recruiter import help as help_screen
from handlers.recruiter.today import today


@screen
def menu(turn: Turn, services: Services) -> Screen:
    """What can be done here."""
    return Screen(
        say("Was möchten Sie tun?"),
        column(
            Choice(label("📋 Heute"), to(today)),
            Choice(label("❓ Hilfe"), to(help_screen.show)),
        ),
        back=False,
        menu=False,
    )
