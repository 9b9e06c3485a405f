"""The menu: where every way begins and ends."""

from bot.dialogue.marks import screen
from bot.dialogue.screen import Choice, Door, Screen, grid, to
from bot.dialogue.turn import Turn
from bot.domain.wishes import Wishes
from bot.i18n import Text, label, say
from bot.services.services import Services
from handlers.pupil.doors import FAIRS, HUMAN, PRIVACY, SETTINGS
from handlers.pupil.help import helping
from handlers.pupil.interview import first_questions
from handlers.pupil.my_wishes import wishes_of
from handlers.pupil.results import found, results
from handlers.pupil.saved import saved
from handlers.pupil.summary import summary


def search(turn: Turn, services: Services) -> Door:
    """To the vacancies; who has said nothing yet is asked first."""
    new = wishes_of(turn, services) == Wishes()
    return first_questions(to(found).name) if new else to(results)


@screen
def menu(turn: Turn, services: Services) -> Screen:
    """What can be done here."""
    return Screen(
        _asked(turn),
        grid(
            [
                Choice(label("🔎 Stellen suchen"), search(turn, services)),
                Choice(label("📋 Meine Angaben"), to(summary)),
                Choice(label("⭐ Gemerkte Stellen"), to(saved)),
                Choice(label("🎪 Messen"), FAIRS),
                Choice(label("💬 Mit Mensch reden"), HUMAN),
                Choice(label("⚙️ Einstellungen"), SETTINGS),
                Choice(label("❓ Hilfe"), to(helping)),
                Choice(label("🔒 Datenschutz"), PRIVACY),
            ]
        ),
        back=False,
        menu=False,
    )


def _asked(turn: Turn) -> Text:
    """The question; on a shared phone it says who is speaking."""
    asked = say("Was möchtest du tun?")
    return say("👤 {name}: ", name=turn.speaker.called) + asked if turn.speaker.called else asked
