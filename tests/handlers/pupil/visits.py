"""Ways through a first visit that many tests begin with."""

from bot.rehearsal.actor import Actor
from bot.rehearsal.stage import Stage, words_of

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
