"""Doors to rooms that lead back here themselves: by name, so that no import goes in a circle.

A test opens each of them.
"""

from bot.dialogue.screen import Door

FAIRS = Door("pupil.fairs.near_me")
HUMAN = Door("pupil.human.begin")
LANGUAGE = Door("pupil.settings.language")
PRIVACY = Door("pupil.privacy.privacy")
SETTINGS = Door("pupil.settings.settings")


def human_about(vacancy: int) -> Door:
    """The door to a person who helps with this vacancy."""
    return Door(HUMAN.name, {"vacancy": vacancy})
