"""A pupil's answers: in the profile once it is kept, before that in the conversation alone.

The conversation's memory is encrypted and goes 48 hours after the last tap. The nickname never
enters the profile: the consent for it does not name it.
"""

from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

from bot.dialogue.turn import Turn
from bot.domain.people import AgeBand, Grade
from bot.domain.wishes import Wishes
from bot.region.model import Region
from bot.services.profiles import About, wishes_from_json, wishes_to_json
from bot.services.services import Services

_WISHES, _ABOUT = "wishes", "about"


def hours_remembered(services: Services) -> int:
    """How long answers without consent live after the last tap, at most."""
    return services.unit.house.unfinished // timedelta(hours=1)


def wishes_of(turn: Turn, services: Services) -> Wishes:
    """What the pupil looks for, as far as she has said."""
    kept = services.profiles.find(turn.speaker.id)
    wishes = kept[0] if kept else wishes_from_json(_noted(turn, _WISHES))
    return _without_the_gone(wishes, services.unit.region)


def keep_wishes(turn: Turn, services: Services, wishes: Wishes) -> None:
    """Remember changed wishes where the others are."""
    if kept := services.profiles.find(turn.speaker.id):
        services.profiles.keep(turn.speaker.id, wishes, kept[1])
    else:
        turn.notes[_WISHES] = wishes_to_json(wishes)


def about_of(turn: Turn, services: Services) -> About:
    """What the pupil has said about herself; what she has not said is empty."""
    noted = _noted(turn, _ABOUT)
    nickname = noted.get("nickname", "")
    if kept := services.profiles.find(turn.speaker.id):
        return replace(kept[1], nickname=nickname)
    age_band, grade = noted.get("age_band"), noted.get("grade")
    return About(
        nickname, AgeBand(age_band) if age_band else None, Grade(grade) if grade else None
    )


def keep_about(turn: Turn, services: Services, about: About) -> None:
    """Remember what the pupil said about herself where her wishes are.

    Whoever turns out to be under 14 has agreed to nothing any more.
    """
    if about.age_band is AgeBand.UNDER_14:
        if services.profiles.find(turn.speaker.id):
            turn.notes[_WISHES] = wishes_to_json(wishes_of(turn, services))
        services.privacy.end_all(turn.speaker.id)
    noted = {"nickname": about.nickname}
    if kept := services.profiles.find(turn.speaker.id):
        services.profiles.keep(turn.speaker.id, kept[0], about)
    else:
        noted |= {"age_band": about.age_band or "", "grade": about.grade or ""}
    turn.notes[_ABOUT] = {name: value for name, value in noted.items() if value}


def keep_profile(turn: Turn, services: Services) -> None:
    """Move the answers into a profile. The caller has the consent "profile"."""
    wishes, about = wishes_of(turn, services), about_of(turn, services)
    services.profiles.keep(turn.speaker.id, wishes, about)
    turn.notes.pop(_WISHES, None)
    keep_about(turn, services, about)


def _without_the_gone(wishes: Wishes, region: Region) -> Wishes:
    """What a newer county pack no longer knows counts as not answered."""
    return replace(
        wishes,
        fields=tuple(filter(region.knows, wishes.fields)),
        occupations=tuple(filter(region.knows, wishes.occupations)),
        town=wishes.town if wishes.town and region.knows(wishes.town) else None,
    )


def _noted(turn: Turn, name: str) -> dict[str, Any]:
    return cast("dict[str, Any]", turn.notes.get(name) or {})
