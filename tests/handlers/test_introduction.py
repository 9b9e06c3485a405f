"""What bots list is understood, short enough, and every role has it in every language."""

import pytest

from bot.botapi.profile import Commands, Profile
from bot.dialogue.words import exact_global
from bot.domain.people import Role
from bot.i18n import LANGUAGES, speaking
from handlers.coordinator.entrances import ENTRANCES as COORDINATOR
from handlers.everyone.introduction import (
    commands_of_the_team,
    listed_commands,
    to_pupils,
    to_the_team,
)
from handlers.pupil.entrances import ENTRANCES as PUPIL
from handlers.recruiter.entrances import ENTRANCES as RECRUITER

ENTRANCES = {Role.PUPIL: PUPIL, Role.RECRUITER: RECRUITER, Role.COORDINATOR: COORDINATOR}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_listed_command_is_understood(role: Role, language: str) -> None:
    with speaking(language):
        listed = Commands(listed_commands(role)).listed
    assert len(listed) == 5
    for name, what in listed:
        assert exact_global(f"/{name}") in ENTRANCES[role].words
        assert name.isascii()
        assert name.islower()
        assert 3 <= len(what) <= 256


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_introduction_fits(language: str) -> None:
    with speaking(language):
        both = (
            to_pupils("Kreis Paderborn"),
            to_the_team("Kreis Paderborn", "https://lotse.example"),
        )
    for said in both:
        assert Profile(said.name, said.description, said.short_description)


def test_what_the_team_is_offered_everybody_in_it_has() -> None:
    for name, _ in commands_of_the_team():
        for role in (Role.RECRUITER, Role.COORDINATOR):
            assert exact_global(f"/{name}") in ENTRANCES[role].words
