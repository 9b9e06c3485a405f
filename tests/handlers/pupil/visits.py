"""Ways through a first visit that many tests begin with."""

from bot.domain.consent import Purpose
from bot.domain.wishes import Wishes
from bot.rehearsal.actor import Actor
from bot.rehearsal.stage import Stage, words_of
from bot.services.places import code_in
from bot.services.profiles import About
from bot.services.services import Services
from bot.services.unit import Unit
from tests.services.fair_people import number_of

BUEREN = "05774016"

UNSURE = "Weiß ich nicht"


async def answer(
    pupil: Actor,
    *,
    likes: str = "Möbel bauen",
    town: str = "Büren",
    certificate: str = "Realschule",
    start: str = "Sommer",
) -> None:
    """Tap through the first four questions."""
    liked = (likes,) if likes == UNSURE else (likes, "Weiter ▶️")
    for tap in (*liked, town, certificate, start):
        await pupil.taps(tap)


async def first_visit(
    stage: Stage, name: str = "lena", code: str = "s_7k2f", **answers: str
) -> Actor:
    """A pupil who has come to her first result."""
    pupil = stage.person(name)
    await pupil.starts(code)
    await pupil.taps("Los geht's")
    await answer(pupil, **answers)
    return pupil


def reads(pupil: Actor) -> str:
    """The newest message, with its buttons."""
    return words_of(pupil.chat[-1])


async def known(stage: Stage, name: str = "lena", on: str = "web") -> Actor:
    """A pupil whose profile is kept."""
    lena = stage.person(name, on=on)
    await lena.starts()
    number = await number_of(stage, lena)

    def keep(unit: Unit) -> None:
        services = Services(unit)
        services.profiles.keep(number, Wishes(town=BUEREN), About())
        services.consents.give(number, Purpose.PROFILE, version=1, language="de", wording="Ja")

    await stage.backstage(keep)
    return lena


async def code_from(actor: Actor) -> str:
    """The code that joins another chat to this one."""
    await actor.says("/verbinden")
    await actor.taps("🔗 Chat verbinden")
    (code,) = [word for word in reads(actor).split() if code_in(word)]
    return code
