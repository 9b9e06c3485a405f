"""Casting: the people of a story come into the program the way real ones do.

Staff use invitations; pupils with a profile have given their consents.
"""

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import cycle, islice, product
from typing import Any

from bot.domain.consent import Purpose, current
from bot.domain.enquiries import Specialism
from bot.domain.people import AgeBand, Certificate, Grade, Role
from bot.domain.vacancies import Kind
from bot.domain.wishes import StartWish, Wishes
from bot.i18n import offered
from bot.rehearsal.actor import Actor
from bot.rehearsal.stage import Stage
from bot.rehearsal.stories.script import Cast, Step
from bot.rehearsal.stories.text import Place, StoryError
from bot.services.invitations import START
from bot.services.people import meet
from bot.services.profiles import About
from bot.services.services import Services
from bot.services.unit import Unit

WORDING = "Rehearsed consent"
_TOGETHER = 100  # members of a crowd in one transaction


@dataclass(frozen=True, slots=True)
class Pupil:
    """A pupil who is known already."""

    channel: str
    address: str
    language: str
    wishes: Wishes
    about: About
    consents: tuple[Purpose, ...]


async def enter(stage: Stage, cast: Cast) -> Actor:
    """The person at her messenger, known to the program as far as the story says."""
    values = cast.values
    actor = stage.person(cast.name, on=values["on"], language=values.get("language", "de"))
    if cast.role.is_staff:
        await _join(stage, cast, actor)
    elif "profile" in values or "consents" in values:
        pupil = _pupil(stage, cast, actor)
        await stage.backstage(lambda unit: _remember(unit, [pupil]))
    return actor


async def _join(stage: Stage, cast: Cast, actor: Actor) -> None:
    """Start with the code of a real invitation."""
    name = cast.values.get("name", cast.name.capitalize())
    await actor.starts(await invite(stage, {**cast.values, "name": name}, cast.place))


async def invite(stage: Stage, values: Mapping[str, Any], place: Place) -> str:
    """The start code of a new invitation, as its section describes it."""
    role = Role(values["role"])
    towns = _towns(stage, values.get("towns", ()), place)
    specialisms = map(Specialism, values.get("specialisms", _specialisms(role)))
    code = await stage.backstage(
        lambda unit: Services(unit).invitations.invite(role, towns, specialisms, values["name"])
    )
    return START + code


def _specialisms(role: Role) -> tuple[str, ...]:
    both = (Specialism.TRAINING, Specialism.INTERNSHIP)
    return both if role is Role.RECRUITER else ()


def _towns(stage: Stage, names: Sequence[str], place: Place) -> list[str]:
    region = stage.lotse.house.region
    keys = {town.name: town.key for town in (*region.towns, *region.neighbours)}
    return [keys[name] for name in _known(names, keys, "town", place)]


def _known(
    names: Sequence[str], things: Container[str], what: str, place: Place
) -> tuple[str, ...]:
    for name in names:
        if name not in things:
            raise StoryError(place, f"there is no {what} {name!r} in this county")
    return tuple(names)


def _pupil(stage: Stage, cast: Cast, actor: Actor) -> Pupil:
    told, region = cast.values.get("profile", {}), stage.lotse.house.region
    codes = {field.code for field in region.fields}
    slugs = {occupation.slug for occupation in region.occupations}
    [town] = _towns(stage, [told["town"]], cast.place) if "town" in told else [None]
    start, certificate = told.get("start"), told.get("certificate")
    grade, age = told.get("grade"), told.get("age")
    return Pupil(
        channel=actor.channel.name,
        address=actor.address,
        language=actor.language,
        wishes=Wishes(
            fields=_known(told.get("fields", ()), codes, "field", cast.place),
            occupations=_known(told.get("occupations", ()), slugs, "occupation", cast.place),
            town=town,
            certificate=Certificate(certificate) if certificate else None,
            start=StartWish(start) if start else None,
            kinds=frozenset(map(Kind, told.get("kinds", ()))),
            radius_km=told.get("radius"),
        ),
        about=About(age_band=AgeBand(age) if age else None, grade=Grade(grade) if grade else None),
        consents=tuple(map(Purpose, cast.values.get("consents", ()))),
    )


def _remember(unit: Unit, pupils: Sequence[Pupil]) -> None:
    """What the program knows after an interview."""
    services = Services(unit)
    for pupil in pupils:
        language = offered(pupil.language)
        person_id = meet(
            unit.session, unit.house, unit,
            channel=pupil.channel, address=pupil.address, language=language,
        ).person_id  # fmt: skip
        for purpose in pupil.consents:
            services.consents.give(
                person_id, purpose,
                version=current(purpose).version, language=language, wording=WORDING,
            )  # fmt: skip
        if Purpose.PROFILE in pupil.consents:
            services.profiles.keep(person_id, pupil.wishes, pupil.about)


async def gather_crowd(stage: Stage, step: Step) -> None:
    """Many pupils with a profile, evenly mixed."""
    pupils = list(_crowd(stage, step))
    for at in range(0, len(pupils), _TOGETHER):
        some = pupils[at : at + _TOGETHER]
        await stage.backstage(lambda unit, some=some: _remember(unit, some))  # type: ignore[misc]
        for pupil in some:
            stage.channels[pupil.channel].expect(pupil.address)


def _crowd(stage: Stage, step: Step) -> Iterator[Pupil]:
    values = step.values
    towns = _towns(stage, values["towns"], step.place)
    default = (Purpose.PROFILE, Purpose.FAIRS)
    grades, languages = values.get("grades", ("10",)), values.get("languages", ("de",))
    mixed = cycle(product(languages, grades, towns, values["on"]))
    for number, (language, grade, town, channel) in enumerate(islice(mixed, values["count"])):
        yield Pupil(
            channel=channel,
            address=stage.channels[channel].address_of(f"crowd-{number}"),
            language=language,
            wishes=Wishes(town=town),
            about=About(age_band=AgeBand.FROM_16, grade=Grade(grade)),
            consents=tuple(map(Purpose, values.get("consents", default))),
        )
