"""The menu: where every way begins and ends."""

from bot.dialogue.marks import screen
from bot.dialogue.screen import Choice, Screen, column, to
from bot.dialogue.turn import Turn
from bot.i18n import label, say
from bot.services.services import Services
from handlers.recruiter import help as help_screen
from handlers.recruiter.matches import found
from handlers.recruiter.today import today
from handlers.recruiter.vacancies import mine
from handlers.recruiter.vacancies_form import new


@screen
def menu(turn: Turn, services: Services) -> Screen:
    """What can be done here."""
    return Screen(
        say("Was möchten Sie tun?"),
        column(
            Choice(label("📋 Heute"), to(today)),
            Choice(label("✨ Treffer"), to(found)),
            Choice(label("📄 Stellen"), to(mine)),
            Choice(label("➕ Neue Stelle"), to(new)),
            Choice(label("❓ Hilfe"), to(help_screen.show)),
        ),
        back=False,
        menu=False,
    )
