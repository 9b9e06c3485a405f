"""Ways into a talk between a pupil and a recruiter that many tests begin with."""

from collections.abc import Sequence

from sqlmodel import select

from bot.domain.enquiries import Specialism
from bot.domain.people import Role
from bot.rehearsal.stage import Actor, Stage, words_of
from bot.services.services import Services
from bot.services.unit import Unit
from storage.tables import Audit, Enquiry
from tests.handlers.pupil.visits import answer

HERE = "Büren"


def town_key(unit: Unit, name: str) -> str:
    """The municipality key of a town."""
    return next(town.key for town in unit.region.towns if town.name == name)


async def invited(
    stage: Stage,
    name: str,
    towns: Sequence[str] = (HERE,),
    specialisms: Sequence[Specialism] = tuple(Specialism),
    role: Role = Role.RECRUITER,
) -> str:
    """The code of a new invitation."""

    def invite(unit: Unit) -> str:
        keys = [town_key(unit, town) for town in towns]
        return Services(unit).invitations.invite(role, keys, specialisms, name)

    return await stage.backstage(invite)


async def recruiter(
    stage: Stage,
    name: str = "neu",
    called: str = "Nina Muster",
    towns: Sequence[str] = (HERE,),
    specialisms: Sequence[Specialism] = tuple(Specialism),
    on: str = "telegram",
) -> Actor:
    """A recruiter who has just come in."""
    actor = stage.person(name, on=on)
    await actor.starts("e_" + await invited(stage, called, towns, specialisms))
    assert actor.sees(f"Willkommen, {called}!")
    return actor


async def pupil_before_consent(
    stage: Stage,
    name: str = "lena",
    nickname: str = "Lena",
    on: str = "web",
    age: str = "16–17",
    grade: str = "Klasse 10",
    town: str = HERE,
) -> Actor:
    """A pupil who sees what would be sent."""
    pupil = stage.person(name, on=on)
    await pupil.starts()
    await pupil.taps("Los geht's")
    await answer(pupil, town=town)
    await pupil.taps("Mit Mensch reden")
    await pupil.taps(age)
    await pupil.taps(grade)
    await pupil.says(nickname)
    await pupil.taps("Nach der Schule")
    await pupil.taps("Weiter ▶️")
    return pupil


async def asking(stage: Stage, name: str = "lena", **how: str) -> Actor:
    """A pupil who has sent her enquiry."""
    pupil = await pupil_before_consent(stage, name, **how)
    await pupil.taps("Ja, schicken")
    assert pupil.sees("Geschickt! ✅")
    return pupil


async def talking(stage: Stage, on: str = "web") -> tuple[Actor, Actor]:
    """A recruiter and a pupil whose enquiry she has taken."""
    neu = await recruiter(stage)
    lena = await asking(stage, on=on)
    await neu.taps("Karte öffnen")
    await neu.taps("Übernehmen")
    return neu, lena


def reads(actor: Actor) -> str:
    """The newest message, with its buttons."""
    return words_of(actor.chat[-1])


def everything(actor: Actor) -> str:
    """All that stands in the chat, with buttons."""
    return "\n".join(map(words_of, actor.chat))


async def enquiries(stage: Stage) -> list[Enquiry]:
    """All enquiries as they are stored."""
    return await stage.backstage(
        lambda unit: list(unit.session.exec(select(Enquiry).order_by("id")))
    )


async def audited(stage: Stage) -> list[tuple[str, str]]:
    """What was noted: action and subject."""
    return await stage.backstage(
        lambda unit: [(row.action, row.subject) for row in unit.session.exec(select(Audit))]
    )
