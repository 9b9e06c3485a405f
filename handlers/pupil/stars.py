"""Stars on vacancies: kept with the profile, before that in the conversation alone."""

from typing import cast

from bot.dialogue.turn import Turn
from bot.i18n import Text, say
from bot.services.services import Services
from handlers.pupil.my_wishes import hours_remembered

_SAVED = "saved"
_MOST_IN_NOTES = 50


def starred(turn: Turn, services: Services) -> list[int]:
    """Numbers of the saved vacancies, the earliest first."""
    if services.profiles.find(turn.speaker.id):
        return services.saved.of(turn.speaker.id)
    return list(cast("list[int]", turn.notes.get(_SAVED, [])))


def turn_star(turn: Turn, services: Services, vacancy: int) -> Text:
    """Put a star on a vacancy or take it away; says which."""
    saved = starred(turn, services)
    kept = services.profiles.find(turn.speaker.id) is not None
    if vacancy in saved:
        _drop(turn, services, vacancy, kept=kept)
        return say("Nicht mehr gemerkt.")
    if kept:
        services.saved.keep(turn.speaker.id, [vacancy])
        return say("⭐ Gemerkt.")
    turn.notes[_SAVED] = [*saved, vacancy][-_MOST_IN_NOTES:]
    return say(
        "⭐ Gemerkt, aber nur {hours} Stunden lang. Länger geht es mit Profil: Schreib „Profil“.",
        hours=hours_remembered(services),
    )


def keep_stars(turn: Turn, services: Services) -> None:
    """Move the stars from the conversation to the profile. The caller has the consent."""
    services.saved.keep(turn.speaker.id, cast("list[int]", turn.notes.pop(_SAVED, [])))


def _drop(turn: Turn, services: Services, vacancy: int, *, kept: bool) -> None:
    if kept:
        services.saved.drop(turn.speaker.id, vacancy)
    else:
        saved = cast("list[int]", turn.notes.get(_SAVED, []))
        turn.notes[_SAVED] = [each for each in saved if each != vacancy]
