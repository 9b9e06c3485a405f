"""Doors that are known by name only must exist, and take what they are given."""

import inspect

import pytest

import handlers
from bot.dialogue.marks import collect
from bot.dialogue.screen import Door
from bot.domain.wishes import Wishes
from handlers.pupil import doors
from handlers.pupil.my_wishes import _without_the_gone
from tests.handlers.pupil.test_questions import REGION

NAMED = [
    *(door for door in vars(doors).values() if isinstance(door, Door)),
    doors.human_about(7),
]


@pytest.mark.parametrize("door", NAMED, ids=lambda door: door.name)
def test_the_door_exists(door: Door) -> None:
    function = collect(handlers).doors[door.name]
    inspect.signature(function).bind(None, None, **door.args)


def test_what_a_newer_pack_no_longer_knows_is_not_answered() -> None:
    wishes = Wishes(fields=("M", "gone"), occupations=("gone", "tischler"), town="00000000")
    assert _without_the_gone(wishes, REGION) == Wishes(fields=("M",), occupations=("tischler",))
