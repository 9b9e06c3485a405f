"""What fits reaches those responsible once and without a name, and the pupil who asked for it."""

from datetime import timedelta

from sqlmodel import select

from bot.domain.enquiries import Specialism
from bot.rehearsal.stage import Stage
from storage.tables import MatchAlert
from tests.handlers.pupil.visits import first_visit
from tests.handlers.recruiter.desk import (
    agrees,
    code_of,
    findable,
    matched,
    offers,
    ticks,
    without_vacancies,
    writes,
)
from tests.handlers.talks import everything, recruiter


async def test_the_alert_says_why_and_names_nobody(stage: Stage) -> None:
    neu, lena = await matched(stage)
    code = await code_of(stage)
    assert neu.sees("✨ Neuer Treffer")
    assert neu.sees(f"{code} · 16–17 Jahre · Büren")
    assert neu.sees("Stelle: Tischler/-in, Muster Holz GmbH, Büren")
    assert neu.sees("Das passt: Interesse ✓ · Ort ✓ · Abschluss ✓")
    assert "web-lena" not in everything(neu)
    assert not lena.sees("Neue Stelle")  # she has just seen it on her list


async def test_what_the_consent_does_not_name_is_not_told(stage: Stage) -> None:
    await without_vacancies(stage)
    neu = await recruiter(stage)
    await offers(neu)
    lena = await findable(stage)
    await lena.says("profil")
    await lena.taps("Mehr über mich")
    await lena.taps("Lieber nicht")
    await lena.taps("Früh anfangen")
    await lena.taps("Weiter")
    await ticks(stage)
    assert neu.sees("✨ Neuer Treffer")
    assert "Früh" not in everything(neu)


async def test_only_those_responsible_are_told_and_only_with_consent(stage: Stage) -> None:
    there = await recruiter(stage, "there", "Uwe Testhof", towns=["Delbrück"])
    other = await recruiter(stage, "other", "Leyla Probe", specialisms=[Specialism.INTERNSHIP])
    neu, _ = await matched(stage)
    ben = await first_visit(stage, "ben")
    await ben.taps("Ja, melde dich")
    await ben.taps("16–17")
    await ben.taps("Nur speichern")
    await ticks(stage)
    assert "Treffer" in everything(neu)
    for nobody in (there, other):
        assert "Treffer" not in everything(nobody)
    pairs = await stage.backstage(lambda unit: list(unit.session.exec(select(MatchAlert))))
    assert len(pairs) == 1


async def test_another_radius_brings_no_second_alert_for_the_same_vacancy(stage: Stage) -> None:
    """Story 5: at the summary the radius changes; the list follows, old matches stay silent."""
    await without_vacancies(stage)
    neu = await recruiter(stage)
    await offers(neu)
    await offers(neu, company="Fernholz AG", town="Salzkotten")
    lena = await first_visit(stage)
    await agrees(lena)

    async def radius(km: str) -> None:
        await lena.says("profil")
        await lena.taps("Mehr über mich")
        await lena.taps("Umkreis")
        await lena.says(km)

    await radius("10 km")
    await ticks(stage)
    assert neu.sees("✨ Neuer Treffer")
    assert "Stelle: Tischler/-in, Fernholz AG" not in everything(neu)
    await neu.says("menü")
    await radius("25 km")
    assert lena.sees("25 km")
    await ticks(stage)
    assert neu.sees("✨ Neuer Treffer")
    assert neu.sees("Stelle: Tischler/-in, Fernholz AG, Salzkotten")
    assert everything(neu).count("✨ Neuer Treffer") == 2
    await lena.says("menü")
    await lena.taps("Stellen suchen")
    assert lena.sees("Ich habe 2 Stellen für dich.")


async def test_many_matches_come_in_one_message(stage: Stage) -> None:
    neu = await recruiter(stage)
    lena = await findable(stage)
    await ticks(stage)
    code = await code_of(stage)
    assert neu.sees(f"✨ 4 neue Treffer für {code}")
    assert neu.sees("• Holzmechaniker (m/w/d), Küchenfabrik Beispielwald GmbH")
    await neu.taps("👀 Ansehen")
    assert neu.sees("✨ Treffer 1 von 4")
    await neu.taps("Ältere")
    assert neu.sees("✨ Treffer 2 von 4")
    await neu.says("menü")
    await neu.taps("✨ Treffer")
    assert neu.sees("✨ Treffer 1 von 4")
    assert lena.chat


async def test_a_night_of_changes_makes_one_message_in_the_morning(stage: Stage) -> None:
    neu = await recruiter(stage)
    await stage.passes(timedelta(hours=7))  # 22:00
    for name in ("ada", "ben", "cem"):
        await findable(stage, name)
        await ticks(stage)
    assert "Treffer" not in everything(neu)
    await stage.passes(timedelta(hours=9, minutes=30))
    assert everything(neu).count("neue Treffer") == 1
    assert neu.sees(
        "✨ 12 neue Treffer\n• Holzmechaniker (m/w/d), Küchenfabrik Beispielwald GmbH: 3"
    )


async def test_a_new_vacancy_reaches_the_pupil_too(stage: Stage) -> None:
    neu, lena = await matched(stage)
    await offers(neu, company="Möbel Probe")
    await ticks(stage)
    assert lena.sees("✨ Neue Stelle für dich:")
    assert lena.sees("Möbel Probe, Büren")
    await lena.taps("📄 Ansehen")
    assert lena.sees("Mit Mensch reden")
    await offers(neu, company="Holz Eins")
    await offers(neu, company="Holz Zwei")
    await ticks(stage)
    assert lena.sees("✨ 2 neue Stellen für dich:")
    assert lena.sees("Holz Eins")
    assert lena.sees("Holz Zwei")
    await lena.taps("Keine Stellen")
    assert lena.sees("schreibt dir niemand mehr")
    await offers(neu, company="Holz Drei")
    await ticks(stage)
    assert "Holz Drei" not in everything(lena)
    assert "Holz Drei, Büren\nDas passt" not in everything(neu)


async def test_with_the_consent_the_matches_go(stage: Stage) -> None:
    neu, lena = await matched(stage)
    code = await code_of(stage)
    await writes(neu)
    assert code in everything(neu)
    await lena.says("einstellungen")
    await lena.taps("Themen")
    await lena.taps("Passende Stellen")
    await stage.settle()
    assert code not in everything(neu)
    assert await stage.backstage(lambda unit: list(unit.session.exec(select(MatchAlert)))) == []
    await lena.taps("✅ Interesse")
    assert lena.sees("Das gibt es nicht mehr.")
    await neu.taps_old("✉️ Anschreiben", "Neuer Treffer")
    assert neu.sees("Das gibt es nicht mehr.")


async def test_who_deletes_everything_is_gone_from_the_matches(stage: Stage) -> None:
    neu, lena = await matched(stage)
    ben = await first_visit(stage, "ben")
    await agrees(ben)
    await ticks(stage)
    code = await code_of(stage)
    await lena.says("löschen")
    await lena.taps("Ja")
    await stage.settle()
    assert code not in everything(neu)
    assert "🗑️" in everything(neu)
    pairs = await stage.backstage(lambda unit: list(unit.session.exec(select(MatchAlert))))
    assert len(pairs) == 1
