"""Ways to vacancies and matches that the tests of recruiters begin with."""

from datetime import timedelta

from sqlmodel import select

from bot.rehearsal.stage import Actor, Stage
from bot.services.services import Services
from bot.services.unit import Unit
from bot.services.vacancies import put_in
from storage.tables import MatchAlert, VacancyRow
from tests.handlers.pupil.visits import answer, reads
from tests.handlers.talks import recruiter

TICK = timedelta(seconds=5)


async def enters(
    staff: Actor,
    occupation: str = "tischler",
    company: str = "Muster Holz GmbH",
    town: str = "Büren",
    start: str = "1. August",
    certificate: str = "Egal",
    places: str = "2",
) -> None:
    """Enter a vacancy with the fewest answers, as far as the summary."""
    await staff.says("/stelle")
    await staff.says(occupation)
    await staff.says(company)
    for tap in (town, start, certificate, places):
        await staff.taps(tap)


async def offers(staff: Actor, **answers: str) -> None:
    """Enter a vacancy and save it."""
    await enters(staff, **answers)
    await staff.taps("✅ Speichern")
    assert staff.sees("✅ Gespeichert")


async def agrees(pupil: Actor, age: str = "16–17") -> None:
    """From the first result to the consents "profile" and "matches"."""
    while "Nächste" in reads(pupil):
        await pupil.taps("Nächste")
    await pupil.taps("Ja, melde dich")
    await pupil.taps(age)
    await pupil.taps("Ja, melde dich")
    assert pupil.sees("✅ Gespeichert. Ich melde mich, wenn etwas passt.")


async def findable(stage: Stage, name: str = "lena", on: str = "web", **answers: str) -> Actor:
    """A pupil who wants to hear of what fits."""
    pupil = stage.person(name, on=on)
    await pupil.starts()
    await pupil.taps("Los geht's")
    await answer(pupil, **answers)
    await agrees(pupil)
    return pupil


async def without_vacancies(stage: Stage) -> None:
    """The demo's vacancies are all filled long ago: only what a test enters is open."""

    def close(unit: Unit) -> None:
        for row in unit.session.exec(select(VacancyRow)):
            row.state, row.match_from = "filled", None
            put_in(unit, row)

    await stage.backstage(close)


async def ticks(stage: Stage) -> None:
    """A moment passes."""
    await stage.passes(TICK)


async def vacancies(stage: Stage) -> list[VacancyRow]:
    """What staff have entered, the oldest first."""
    statement = select(VacancyRow).where(VacancyRow.source == "county").order_by("id")
    return await stage.backstage(
        lambda unit: [row for row in unit.session.exec(statement) if row.entered_by]
    )


async def opens(staff: Actor) -> None:
    """From the menu to the newest vacancy."""
    await staff.says("menü")
    await staff.taps("📄 Stellen")
    await staff.taps("1. ansehen")


async def finds(pupil: Actor, words: str) -> None:
    """Page through the hits until these words are there."""
    while words not in reads(pupil):
        await pupil.taps("Nächste")


async def matched(stage: Stage, on: str = "web") -> tuple[Actor, Actor]:
    """A recruiter who has one vacancy, and a pupil whom it fits."""
    await without_vacancies(stage)
    neu = await recruiter(stage)
    await offers(neu)
    lena = await findable(stage, on=on)
    await ticks(stage)
    return neu, lena


async def code_of(stage: Stage) -> str:
    """The pseudonym of the pupil who was matched first."""

    def code(unit: Unit) -> str:
        first = unit.session.exec(select(MatchAlert.pupil_id).order_by("id")).first()
        return Services(unit).people.get(first or 0).pseudonym

    return await stage.backstage(code)


async def writes(neu: Actor, sentence: str = "") -> None:
    """From the alert to the pupil."""
    await neu.taps("✉️ Anschreiben")
    if sentence:
        await neu.says(sentence)
    await neu.taps("✅ Abschicken")
