"""The menu: where every way begins and ends."""

from bot.dialogue.marks import screen
from bot.dialogue.screen import Screen
from bot.dialogue.turn import Turn
from bot.i18n import say
from bot.services.services import Services


@screen
def menu(turn: Turn, services: Services) -> Screen:
    """What can be done here."""
    return Screen(say("Was möchtest du tun?"), back=False, menu=False)
