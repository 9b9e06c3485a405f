"""What the bots show of themselves: in every language, and to the staff in their chats."""

from bot.botapi.profile import Commands, Profile
from bot.dialogue.channel import Audience
from bot.domain.people import Role
from bot.i18n import LANGUAGES, SOURCE_LANGUAGE, offered, speaking
from bot.services.unit import Unit
from handlers.everyone.introduction import (
    Introduction,
    commands_of_the_team,
    listed_commands,
    to_pupils,
    to_the_team,
)
from storage.queries import staff


def introductions(unit: Unit, channel: str) -> list[Profile | Commands]:
    """Name, descriptions and lists of the bot that is the channel of this name."""
    audience = unit.house.capabilities[channel].audience
    shown: list[Profile | Commands] = []
    for language in LANGUAGES:
        # German is for everybody whose language is not offered
        code = "" if language == SOURCE_LANGUAGE else language
        with speaking(language):
            said, listed = _to_everybody(unit, audience)
        shown += [
            Profile(said.name, said.description, said.short_description, code),
            Commands(listed, code),
        ]
    for chat, role, language in staff.chats(unit.session, channel):
        if chat.isdecimal():
            # where the team has another bot, nothing of its work is left here
            listed_for = Role.PUPIL if audience is Audience.PUPILS else Role(role)
            with speaking(offered(language)):
                shown.append(Commands(listed_commands(listed_for), chat=int(chat)))
    return shown


def _to_everybody(
    unit: Unit, audience: Audience
) -> tuple[Introduction, tuple[tuple[str, str], ...]]:
    county = unit.region.name
    if audience is Audience.STAFF:
        return to_the_team(county, unit.house.base_url), commands_of_the_team()
    return to_pupils(county), listed_commands(Role.PUPIL)
