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

_TEAM = _LISTED[Role.COORDINATOR][2:]
"""What everybody of the team can ask for."""


@dataclass(frozen=True, slots=True)
class Introduction:
    """What is shown before anybody has pressed start."""

    name: str
    description: str
    short_description: str


def listed_commands(role: Role) -> tuple[tuple[str, str], ...]:
    """The commands listed for a role, without slash, each with what it does, as spoken now."""
    return _spoken(_LISTED[role])


def commands_of_the_team() -> tuple[tuple[str, str], ...]:
    """The same for one of the team whose role the messenger has not been told yet."""
    return _spoken(_TEAM)


def _spoken(listed: tuple[tuple[Global, str], ...]) -> tuple[tuple[str, str], ...]:
    german = _GERMAN if language() == SOURCE_LANGUAGE else {}
    return tuple((german.get(command, command.value), words(what)) for command, what in listed)


def to_the_team(county: str, link: str) -> Introduction:
    """The team's own bot; ``link`` is where pupils are helped."""
    return Introduction(
        words("Ausbildungs-Lotse {county} – Team", county=county),
        words(
            "Dieser Bot ist nur für das Team. Ausbildungsplätze und Hilfe findest du hier: {link}",
            link=link,
        ),
        words("Nur für das Team: Anfragen, Stellen und Messen."),
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
