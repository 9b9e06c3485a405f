"""A vacancy is kept true: reserved, filled, open again; whoever counts on it knows."""

from datetime import date, timedelta

import pytest
from sqlmodel import col, select

from bot.domain.errors import Refused
from bot.rehearsal.stage import Stage
from bot.services.services import Services
from bot.services.unit import Unit
from bot.services.vacancy_desk import DeskView
from storage.queries import staff as rows
from storage.tables import VacancyRow
from tests.handlers.pupil.visits import first_visit
from tests.handlers.recruiter.desk import (
    agrees,
    findable,
    finds,
    offers,
    opens,
    ticks,
    vacancies,
    without_vacancies,
)
from tests.handlers.talks import asking, everything, recruiter, town_key


async def test_a_stale_card_is_told_who_was_first(stage: Stage) -> None:
    neu = await recruiter(stage)
    zwei = await recruiter(stage, "zwei", "Monika Zwei")
    await offers(neu)
    await opens(neu)
    await opens(zwei)
    await neu.taps("⏸ Reservieren")
    assert neu.sees("Jugendliche sehen sie gerade nicht.")
    await zwei.taps("✅ Besetzt")
    assert zwei.sees("Nicht geändert: Nina Muster war schneller.")
    assert zwei.sees("⏸ reserviert")
    (row,) = await vacancies(stage)
    assert (row.state, row.version) == ("reserved", 2)
    await zwei.taps("♻️ Wieder offen")
    assert zwei.sees("🟢 offen")


async def test_of_two_changes_at_once_none_is_lost_unseen(stage: Stage) -> None:
    neu = await recruiter(stage)
    zwei = await recruiter(stage, "zwei", "Monika Zwei")
    await offers(neu)
    for each in (neu, zwei):
        await opens(each)
        await each.taps("✏️ Ändern")
        await each.taps("Plätze")
    await stage.together([lambda: neu.taps("4"), lambda: zwei.taps("5")])
    (row,) = await vacancies(stage)
    first, second = (neu, zwei) if row.places == 4 else (zwei, neu)
    assert row.version == 2
    assert first.sees("✅ Geändert.")
    assert second.sees("war schneller")


async def test_only_who_looks_after_the_town_changes_it(small_stage: Stage) -> None:
    neu = await recruiter(small_stage)
    await offers(neu)
    other = await recruiter(small_stage, "other", "Uwe Testhof", towns=["Delbrück"])
    await other.says("menü")
    await other.taps("📄 Stellen")
    assert "Muster Holz GmbH" not in everything(other)

    def tries(unit: Unit) -> DeskView:
        desk = Services(unit).vacancy_desk
        (uwe,) = rows.on_duty(unit.session, [town_key(unit, "Delbrück")])
        (row,) = unit.session.exec(
            select(VacancyRow).where(col(VacancyRow.entered_by).is_not(None))
        )
        with pytest.raises(Refused):
            desk.fill(row.id or 0, uwe, row.version)
        return desk.view(row.id or 0, uwe)

    view = await small_stage.backstage(tries)
    assert not view.may_change
    (row,) = await vacancies(small_stage)
    assert row.state == "open"


async def test_the_list_has_pages_and_the_done_apart(small_stage: Stage) -> None:
    await without_vacancies(small_stage)
    neu = await recruiter(small_stage)
    for number in range(8):
        await offers(neu, company=f"Firma {number}")
    await neu.says("menü")
    await neu.taps("📄 Stellen")
    assert neu.sees("1–6 von 8")
    await neu.taps("Ältere")
    assert neu.sees("7–8 von 8")
    assert neu.sees("1. Tischler/-in, Firma 1")
    await neu.taps("1. ansehen")
    await neu.taps("✅ Besetzt")
    await neu.says("menü")
    await neu.taps("📄 Stellen")
    await neu.taps("Ältere")
    assert neu.sees("7–7 von 7")
    await neu.taps("Neuere")
    assert neu.sees("1–6 von 7")
    await neu.taps("Erledigte")
    assert neu.sees("Firma 1, Büren")


async def test_an_expired_vacancy_is_done_until_somebody_opens_it_again(stage: Stage) -> None:
    await without_vacancies(stage)
    neu = await recruiter(stage)
    await offers(neu, start="Sofort")
    (before,) = await vacancies(stage)
    assert before.valid_until == date(2027, 4, 2)
    await stage.passes(timedelta(days=62))
    (row,) = await vacancies(stage)
    assert row.state == "expired"
    await neu.says("menü")
    await neu.taps("📄 Stellen")
    await neu.taps("Erledigte")
    await neu.taps("1. ansehen")
    assert neu.sees("⌛ abgelaufen")
    await neu.taps("♻️ Wieder offen")
    (row,) = await vacancies(stage)
    assert (row.state, row.valid_until) == ("open", date(2027, 6, 3))


async def test_who_saved_or_asked_hears_that_it_is_filled(stage: Stage) -> None:
    """Story 13: two alternatives, and the recruiter is asked for the outcome."""
    neu = await recruiter(stage)
    await offers(neu, certificate="Realschule")
    ben = await findable(stage, "ben")
    await ben.taps("Weiter")
    await finds(ben, "Muster Holz GmbH")
    await ben.taps("⭐ Merken")
    mia = await first_visit(stage, "mia")
    await finds(mia, "Muster Holz GmbH")
    await mia.taps("Mit Mensch reden")
    for tap in ("16–17", "Klasse 10", "Lieber kein Name", "Nur schreiben", "Weiter", "Ja, sch"):
        await mia.taps(tap)
    await ticks(stage)

    await neu.says("menü")
    await neu.taps("📄 Stellen")
    await neu.taps("1. ansehen")
    await neu.taps("✅ Besetzt")
    assert neu.sees("2 Personen hatten sie gemerkt oder gefragt.")
    for pupil in (ben, mia):
        assert pupil.sees("Diese Stelle ist nicht mehr frei: Tischler/-in, Muster Holz GmbH.")
        assert pupil.sees("Das passt auch zu dir:")
        assert pupil.sees("[2. ansehen]")
        assert not pupil.sees("[3. ansehen]")
    await ben.taps("1. ansehen")
    assert ben.sees("Mit Mensch reden")
    assert neu.sees("Was ist daraus geworden?")
    await neu.taps("✅ Abschließen")
    await neu.taps("Duale Ausbildung")
    assert neu.sees("ist abgeschlossen")


async def test_without_the_consent_it_stands_on_the_list_only(small_stage: Stage) -> None:
    await without_vacancies(small_stage)
    neu = await recruiter(small_stage)
    await offers(neu)
    lena = await first_visit(small_stage)
    await lena.taps("⭐ Merken")
    await lena.taps("Ja, melde dich")
    await lena.taps("16–17")
    await lena.taps("Nur speichern")
    await opens(neu)
    await neu.taps("✅ Besetzt")
    assert neu.sees("✅ Die Stelle ist besetzt.\n")
    assert not lena.sees("nicht mehr frei")
    await lena.says("menü")
    await lena.taps("Gemerkte Stellen")
    assert lena.sees("Diese Stelle ist leider nicht mehr frei.")


async def test_nobody_is_told_of_what_is_open_again(small_stage: Stage) -> None:
    """Filled by mistake at night: nothing is said in the morning."""
    await without_vacancies(small_stage)
    neu = await recruiter(small_stage)
    await offers(neu)
    lena = await first_visit(small_stage)
    await lena.taps("⭐ Merken")
    await agrees(lena)
    await small_stage.passes(timedelta(hours=9))
    await opens(neu)
    await neu.taps("✅ Besetzt")
    assert neu.sees("Eine Person hatte sie gemerkt")
    await neu.taps("♻️ Wieder offen")
    await small_stage.passes(timedelta(hours=9))
    assert "nicht mehr frei" not in everything(lena)


async def test_without_others_that_fit_the_menu_is_offered(small_stage: Stage) -> None:
    await without_vacancies(small_stage)
    neu = await recruiter(small_stage)
    await offers(neu)
    lena = await asking(small_stage)
    await opens(neu)
    await neu.taps("✅ Besetzt")
    assert lena.sees("Diese Stelle ist nicht mehr frei")
    assert lena.sees("Schreib „Menü“.")
