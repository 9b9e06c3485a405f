"""How a bot introduces itself on a messenger: its name, what it is for, the commands it lists.

The lists only remind; the program understands every command of a role in every state.
"""

from dataclasses import dataclass

from bot.dialogue.words import Global
from bot.domain.people import Role
from bot.i18n import SOURCE_LANGUAGE, language, later, words

_LISTED: dict[Role, tuple[tuple[Global, str], ...]] = {
    Role.PUPIL: (
        (Global.HELP, later("Hilfe und wie es weitergeht")),
        (Global.SETTINGS, later("Einstellungen")),
        (Global.PRIVACY, later("Was gespeichert ist")),
        (Global.STOP, later("Keine Nachrichten mehr")),
        (Global.DELETE, later("Alles löschen")),
    ),
    Role.RECRUITER: (
        (Global.TODAY, later("Was heute wartet")),
        (Global.MATCHES, later("Wer zu den Stellen passt")),
        (Global.VACANCIES, later("Ihre Stellen")),
        (Global.VACANCY, later("Neue Stelle aufnehmen")),
        (Global.HELP, later("Hilfe")),
    ),
    Role.COORDINATOR: (
        (Global.FAIRS, later("Messen planen und ändern")),
        (Global.BROADCAST, later("Eine Messe ankündigen")),
        (Global.SETTINGS, later("Einstellungen")),
        (Global.PRIVACY, later("Was gespeichert ist")),
        (Global.HELP, later("Hilfe")),
    ),
}
_GERMAN = {
    Global.HELP: "hilfe",
    Global.SETTINGS: "einstellungen",
    Global.PRIVACY: "datenschutz",
    Global.DELETE: "loeschen",
    Global.TODAY: "heute",
    Global.MATCHES: "treffer",
    Global.VACANCIES: "stellen",
    Global.VACANCY: "stelle",
    Global.FAIRS: "messen",
    Global.BROADCAST: "rundruf",
}
"""Messengers allow a-z, 0-9 and _ in commands; other languages list the English ones."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """What is shown before anybody has pressed start."""

    name: str
    description: str
    short_description: str


def listed_commands(role: Role) -> tuple[tuple[str, str], ...]:
    """The commands listed for a role, without slash, each with what it does, as spoken now."""
    german = _GERMAN if language() == SOURCE_LANGUAGE else {}
    return tuple(
        (german.get(command, command.value), words(what)) for command, what in _LISTED[role]
    )


def to_pupils(county: str) -> Introduction:
    """The pupils' bot, in the language spoken now."""
    return Introduction(
        words("Ausbildungs-Lotse {county}", county=county),
        words(
            "Ich zeige dir freie Ausbildungsplätze in deiner Nähe. Das dauert etwa 1 Minute. "
            "Ich bin ein Programm, kein Mensch. Tippe auf Start."
        ),
        words("Freie Ausbildungsplätze in deiner Nähe – mit Gründen und mit Menschen."),
    )
