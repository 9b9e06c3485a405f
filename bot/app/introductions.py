"""What the pupils' bot shows of itself: in every language, and to the staff who use it, too."""

from bot.botapi.profile import Commands, Profile
from bot.domain.people import Role
from bot.i18n import LANGUAGES, SOURCE_LANGUAGE, offered, speaking
from bot.services.unit import Unit
from handlers.everyone.introduction import listed_commands, to_pupils
from storage.queries import staff


def of_pupils_bot(unit: Unit, channel: str) -> list[Profile | Commands]:
    """Name, descriptions and lists; ``channel`` is the one whose chats of staff get their own."""
    shown: list[Profile | Commands] = []
    for language in LANGUAGES:
        # German is for everybody whose language is not offered
        code = "" if language == SOURCE_LANGUAGE else language
        with speaking(language):
            said = to_pupils(unit.region.name)
            shown += [
                Profile(said.name, said.description, said.short_description, code),
                Commands(listed_commands(Role.PUPIL), code),
            ]
    for chat, role, language in staff.chats(unit.session, channel):
        if chat.isdecimal():
            with speaking(offered(language)):
                shown.append(Commands(listed_commands(Role(role)), chat=int(chat)))
    return shown
