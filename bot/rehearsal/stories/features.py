"""Switching a feature off: a story that still holds without its feature proves nothing.

A feature is named by its kind and its name in the code:

* ``door pupil.towns.ask`` – a screen or action; who goes there comes home
* ``card take`` – a card action; it is refused
* ``notice fair_reminder`` – news; they are withdrawn
* ``duty post_due_reminders`` – what the tick does
* ``entrance pupil.quoted`` – where a role's surprises go; they lead home
* ``word pupil.stop`` – a word known everywhere; it is an ordinary answer
* ``quiet time`` – nothing waits for the morning
"""

from collections.abc import Callable, Iterable
from dataclasses import fields, replace
from datetime import time
from typing import Any

from bot.app import Lotse
from bot.dialogue.entrances import Entrances, Handler
from bot.dialogue.words import Global
from bot.domain.people import Role

QUIET = "quiet time"


def settings_without(names: Iterable[str]) -> dict[str, Any]:
    """The settings that switch features off, beside what ``switch_off`` does."""
    return {"quiet_from": time(0), "quiet_until": time(0)} if QUIET in names else {}


def switch_off(program: Lotse, names: Iterable[str]) -> None:
    """Take features out of a program that is not open yet. Raises ValueError for unknown ones."""
    for feature in set(names) - {QUIET}:
        kind, _, name = feature.partition(" ")
        try:
            SWITCHES[kind](program, name)
        except (KeyError, ValueError):
            raise ValueError(f"there is no feature {feature!r} in the program") from None


def _door(program: Lotse, name: str) -> None:
    del program.book.doors[name]


def _card(program: Lotse, name: str) -> None:
    del program.book.cards[name]


def _notice(program: Lotse, name: str) -> None:
    if name not in program.book.notices:
        raise KeyError(name)
    program.book.notices[name] = lambda *_given, **_ids: None


def _duty(program: Lotse, name: str) -> None:
    [duty] = [duty for duty in program.duties if duty.__name__ == name]
    program.duties.remove(duty)


def _entrance(program: Lotse, name: str) -> None:
    role, entrances, entrance = _entrances(program, name)
    if entrance not in {field.name for field in fields(Entrances)} - {"words"}:
        raise ValueError(entrance)
    homewards: dict[str, Any] = {entrance: _home(entrances)}
    program.entrances[role] = replace(entrances, **homewards)


def _word(program: Lotse, name: str) -> None:
    role, entrances, word = _entrances(program, name)
    words = dict(entrances.words)
    del words[Global(word)]
    program.entrances[role] = replace(entrances, words=words)


def _entrances(program: Lotse, name: str) -> tuple[Role, Entrances, str]:
    role, _, rest = name.partition(".")
    return Role(role), program.entrances[Role(role)], rest


def _home(entrances: Entrances) -> Handler:
    def home(turn: Any, services: Any, **_surprise: Any) -> Any:
        return entrances.words[Global.HOME](turn, services)

    return home


SWITCHES: dict[str, Callable[[Lotse, str], None]] = {
    "door": _door, "card": _card, "notice": _notice, "duty": _duty, "entrance": _entrance,
    "word": _word,
}  # fmt: skip
