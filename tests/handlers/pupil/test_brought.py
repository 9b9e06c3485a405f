"""Links to a fair or a vacancy: it is seen first, then everything else begins."""

import re

from bot.domain.people import Role
from bot.domain.vacancies import VacancyState
from bot.rehearsal.stage import Actor, Stage
from bot.services.services import Services
from bot.services.unit import Unit
from storage.tables import VacancyRow
from tests.handlers.pupil.visits import first_visit
from tests.handlers.talks import everything, invited, recruiter


async def code_on(actor: Actor) -> str:
    """The start code of the link that somebody of the staff sees."""
    found = re.findall(r"/\?s=([mv]_\w+)", everything(actor))
    assert found
    return str(found[-1])


async def fairs_link(stage: Stage) -> str:
    kim = stage.person("kim")
    await kim.starts("e_" + await invited(stage, "Kim Kreis", [], [], Role.COORDINATOR))
    await kim.says("messen")
    await kim.taps("1 ·")
    return await code_on(kim)


async def vacancys_link(stage: Stage) -> str:
    neu = await recruiter(stage)
    await neu.says("/stellen")
    await neu.taps("1. ansehen")
    await neu.taps("🔗 Link zum Teilen")
    code = await code_on(neu)
    await neu.taps("🔗 Link zum Teilen")
    assert await code_on(neu) == code, "always the same"
    return code


async def test_a_stranger_sees_the_fair_and_who_speaks_then_begins(stage: Stage) -> None:
    lena = stage.person("lena", on="telegram")
    await lena.starts(await fairs_link(stage))
    assert lena.sees("ein Programm, kein Mensch")
    assert lena.sees("🎪 Praktikumsbörse Nord (Beispiel)")
    assert lena.sees("[✅ Ich komme]")
    await lena.taps("📅 In den Kalender")
    await lena.taps("⬅️ Zurück")
    await lena.taps("▶️ Stellen suchen")
    assert lena.sees("Frage 1 von 4")


async def test_a_stranger_sees_the_vacancy_then_begins(stage: Stage) -> None:
    lena = stage.person("lena")
    code = await vacancys_link(stage)
    await lena.starts(code)
    assert lena.sees("ein Programm, kein Mensch")
    assert lena.sees("Beginn: ")
    assert lena.sees("[⭐ Merken]")
    assert lena.sees("[💬 Mit Mensch reden]")
    assert lena.sees("[🔒 Datenschutz]")
    await lena.taps("▶️ Stellen suchen")
    assert lena.sees("Frage 1 von 4")


async def test_a_vacancy_that_is_gone_leads_to_similar_ones(stage: Stage) -> None:
    code = await vacancys_link(stage)

    def gone(unit: Unit) -> str:
        services = Services(unit)
        vacancy = services.vacancies.by_code(code)
        assert vacancy is not None
        row = services.unit.session.get_one(VacancyRow, vacancy.id)
        row.state = VacancyState.FILLED
        services.unit.session.add(row)
        return vacancy.title

    title = await stage.backstage(gone)
    lena = stage.person("lena")
    await lena.starts(code.upper())
    assert lena.sees(f"Diese Stelle ist leider nicht mehr frei: {title}")
    assert not lena.sees("Mit Mensch reden")
    assert lena.sees("Das ist so ähnlich:") or lena.sees("etwas anderes")
    await lena.taps("▶️ Stellen suchen")
    assert lena.sees("Frage 1 von 4")


async def test_in_the_middle_of_the_questions_nothing_is_lost(stage: Stage) -> None:
    code = await fairs_link(stage)
    lena = stage.person("lena", on="telegram")
    await lena.starts()
    await lena.taps("Los geht's")
    await lena.taps("Backen")
    await lena.taps("Weiter")
    await lena.starts(code)
    assert lena.sees("Praktikumsbörse Nord")
    assert not lena.sees("ein Programm, kein Mensch")
    await lena.taps("▶️ Weiter mit Fragen")
    assert lena.sees("Wir waren bei Frage 2")


async def test_who_is_known_keeps_her_answers(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.starts(await fairs_link(small_stage))
    assert lena.sees("Praktikumsbörse Nord")
    assert not lena.sees("Stellen suchen")
    await lena.taps("🏠 Menü")
    assert lena.sees("Was möchtest du tun?")
