"""Fairs and the people around them, for tests of services and of conversations."""

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from bot.dialogue.event import EventKind
from bot.domain.fairs import FairAnswer, FairPlan
from bot.domain.people import Role
from bot.rehearsal.stage import Actor, Stage
from bot.services.fair_plans import Fair
from bot.services.services import Services
from bot.services.unit import Unit

BERLIN = ZoneInfo("Europe/Berlin")
DELBRUECK = "05774020"
PLAN = FairPlan(
    "Messe Delbrück (Beispiel)",
    datetime.fromisoformat("2027-02-20T10:00"),
    datetime.fromisoformat("2027-02-20T14:00"),
    "Probehalle",
    stop="Probeplatz",
    town=DELBRUECK,
)


def at(text: str) -> datetime:
    """A moment told by the wall clock of Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


async def number_of(stage: Stage, actor: Actor) -> int:
    """The person's number in the database."""
    digest = stage.lotse.house.cipher.digest(actor.channel.name, actor.address)

    def look(unit: Unit) -> int:
        from storage.queries.turns import find_seat  # noqa: PLC0415 - a test's own look behind

        seat = find_seat(unit.session, actor.channel.name, digest)
        assert seat is not None
        return seat.person_id

    return await stage.backstage(look)


async def coordinator(stage: Stage, name: str, on: str = "web") -> Actor:
    """Somebody who plans fairs, at her menu."""
    actor = stage.person(name, on=on)
    await actor.starts()
    number = await number_of(stage, actor)
    await stage.backstage(lambda unit: Services(unit).people.take_role(number, Role.COORDINATOR))
    await actor.starts()
    return actor


async def fan(stage: Stage, name: str, on: str = "web") -> Actor:
    """A pupil who wants news of fairs."""
    actor = stage.person(name, on=on)
    await stage.send(actor.event(EventKind.JOINED))
    number = await number_of(stage, actor)

    def agree(unit: Unit) -> None:
        Services(unit).consents.give(number, "fairs", version=1, language="de", wording="Ja")

    await stage.backstage(agree)
    return actor


async def add_fair(stage: Stage, plan: FairPlan = PLAN) -> Fair:
    """A planned fair."""
    return await stage.backstage(lambda unit: Services(unit).fairs.add(plan))


async def says(
    stage: Stage, actor: Actor, fair: Fair, answer: FairAnswer = FairAnswer.YES
) -> None:
    """A pupil's answer to the present plan, without the chat."""
    number = await number_of(stage, actor)

    def keep(unit: Unit) -> None:
        services = Services(unit)
        version = services.fairs.get(fair.id).plan.version
        services.sign_ups.answer(fair.id, number, answer, version=version)

    await stage.backstage(keep)


async def moves(stage: Stage, fair: Fair, start: str, **other: object) -> None:
    """Move the fair to another start; it stays as long as it was."""

    def move(unit: Unit) -> None:
        fairs = Services(unit).fairs
        plan = fairs.get(fair.id).plan
        new = datetime.fromisoformat(start)
        changed = replace(plan, start=new, end=new + (plan.end - plan.start), **other)
        fairs.change(fair.id, changed, sequence=plan.sequence)

    await stage.backstage(move)


def times_seen(actor: Actor, words: str) -> int:
    """In how many messages of the chat these words stand."""
    return sum(words in shown.message.text.plain for shown in actor.chat)
