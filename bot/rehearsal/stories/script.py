"""The script: a story as it was read, every word checked, nothing played yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import permutations, product
from math import factorial, prod
from pathlib import Path
from typing import Any

from bot.domain.consent import Purpose
from bot.domain.people import Role
from bot.rehearsal.stories.sections import (
    ACTIONS,
    ALTERNATIVES,
    DEED,
    PERSON,
    RESERVED,
    STORY_KEYS,
)
from bot.rehearsal.stories.shapes import MOMENT, TEXT, TEXTS, read_section
from bot.rehearsal.stories.text import Place, Row, StoryError, Table, Thing, read

MOST_ORDERS = 24
REGION = "kreis-paderborn-demo"
DEMO = "-demo"
"""At the end of a region's name: the county pack with the demo's vacancies and fairs."""


@dataclass(frozen=True, slots=True)
class Cast:
    """A person of a story, as the section ``person`` describes her."""

    name: str
    values: Mapping[str, Any]
    place: Place

    @property
    def role(self) -> Role:
        """What she is to the program."""
        return Role(self.values["role"])


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``who`` is a person or a reserved word; ``branches`` those of ``together``."""

    who: str
    values: Mapping[str, Any]
    place: Place
    branches: tuple["Step", ...] = ()

    @property
    def action(self) -> str:
        """What a person does in it; empty when she only looks."""
        return next((word for word in ACTIONS if word in self.values), "")


@dataclass(frozen=True, slots=True)
class Story:
    """A whole story. ``clock`` is a local time of the region, without a zone."""

    file: Path
    title: str
    features: tuple[str, ...]
    region: str
    clock: datetime
    people: tuple[Cast, ...]
    steps: tuple[Step, ...]

    @property
    def pack(self) -> str:
        """The name of the county pack."""
        return self.region.removesuffix(DEMO).replace("-", "_")

    @property
    def is_seeded(self) -> bool:
        """Whether the demo's vacancies and fairs are there."""
        return self.region.endswith(DEMO)

    def orders(self) -> Iterator["Story"]:
        """The story once for each order in which what happens together may happen."""
        choices = [
            [replace(step, branches=branches) for branches in permutations(step.branches)]
            for step in self.steps
        ]
        for steps in product(*choices):
            yield replace(self, steps=steps)


def read_story(file: Path) -> Story:
    """The story in a file. Raises StoryError for whatever is not part of the format."""
    root = read(file)
    if not isinstance(root, Table):
        raise StoryError(root.place, "a story is a mapping")
    for name, cell in root.cells.items():
        if name not in STORY_KEYS:
            raise StoryError(
                cell.place, f"{name!r} is not known here, only {', '.join(STORY_KEYS)}"
            )
    for name in ("story", "clock", "people", "steps"):
        if name not in root.cells:
            raise StoryError(root.place, f"{name!r} is missing")
    people = _people(root.cells["people"])
    story = Story(
        file=file,
        title=TEXT.read(root.cells["story"]),
        features=TEXTS.read(root.cells["feature"]) if "feature" in root.cells else (),
        region=TEXT.read(root.cells["region"]) if "region" in root.cells else REGION,
        clock=MOMENT.read(root.cells["clock"]),
        people=people,
        steps=_Steps({person.name for person in people}).read(root.cells["steps"]),
    )
    if prod(factorial(len(step.branches)) for step in story.steps) > MOST_ORDERS:
        raise StoryError(root.place, f"has more than {MOST_ORDERS} orders to play")
    return story


def _people(thing: Thing) -> tuple[Cast, ...]:
    if not isinstance(thing, Table):
        raise StoryError(thing.place, "expected a mapping of names")
    for name, cell in thing.cells.items():
        if name in RESERVED or name == "together":
            raise StoryError(cell.place, f"{name!r} is a reserved word, not a name")
    return tuple(_cast(name, cell) for name, cell in thing.cells.items())


def _cast(name: str, cell: Thing) -> Cast:
    values = read_section(PERSON, cell)
    if "profile" in values and Purpose.PROFILE not in values.get("consents", ()):
        raise StoryError(cell.place, "a profile is kept only with the consent profile")
    return Cast(name, values, cell.place)


@dataclass(slots=True)
class _Steps:
    """Reads steps; ``names`` grows by those that ``some`` gives."""

    names: set[str]

    def read(self, thing: Thing) -> tuple[Step, ...]:
        if not isinstance(thing, Row):
            raise StoryError(thing.place, "expected a list of steps")
        return tuple(map(self._step, thing.items))

    def _step(self, thing: Thing) -> Step:
        if not isinstance(thing, Table) or len(thing.cells) != 1:
            raise StoryError(thing.place, "a step is one person or reserved word and its mapping")
        [(who, cell)] = thing.cells.items()
        if who == "together":
            return self._together(cell, thing.place)
        if who in RESERVED:
            return self._reserved(who, cell, thing.place)
        if who not in self.names:
            raise StoryError(thing.place, f"nobody is called {who!r}")
        return _deed(who, cell, thing.place)

    def _together(self, cell: Thing, place: Place) -> Step:
        branches = self.read(cell)
        if len(branches) < 2 or not all(step.action for step in branches):
            raise StoryError(place, "together holds two or more actions of people")
        return Step("together", {}, place, branches)

    def _reserved(self, who: str, cell: Thing, place: Place) -> Step:
        values = read_section(RESERVED[who], cell)
        groups = ALTERNATIVES.get(who)
        if groups and frozenset(values) not in groups:
            allowed = " or ".join(" with ".join(sorted(group)) for group in groups)
            raise StoryError(place, f"{who} needs {allowed}")
        self.names |= {values[name] for name in ("named", "other") if name in values}
        return Step(who, values, place)


def _deed(who: str, cell: Thing, place: Place) -> Step:
    step = Step(who, read_section(DEED, cell), place)
    actions = [word for word in ACTIONS if word in step.values]
    if len(actions) > 1:
        raise StoryError(place, f"{' and '.join(actions)} are two steps")
    if {"quotes", "edits"} & set(step.values) and actions != ["says"]:
        raise StoryError(place, "quotes and edits need says")
    if not step.values:
        raise StoryError(place, f"{who} does nothing")
    return step
