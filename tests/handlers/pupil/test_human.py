"""Asking for a person: a few questions, a consent that lists exactly what goes, one enquiry."""

import pytest
from sqlmodel import select

from bot.dialogue.event import EventKind
from bot.domain.consent import Purpose, current
from bot.rehearsal.stage import Actor, Stage
from bot.services.unit import Unit
from storage.tables import Consent
from tests.handlers.conftest import MONDAY
from tests.handlers.pupil.visits import answer
from tests.handlers.talks import (
    asking,
    enquiries,
    everything,
    pupil_before_consent,
    reads,
    recruiter,
)


async def consents(stage: Stage) -> list[Consent]:
    def read(unit: Unit) -> list[Consent]:
        return list(unit.session.exec(select(Consent).where(Consent.purpose == Purpose.ENQUIRY)))

    return await stage.backstage(read)


def card_in(text: str) -> str:
    """The fields between the frame that consent and card have around them."""
    lines = text.splitlines()
    first = next(at for at, line in enumerate(lines) if "„Lena“" in line)
    last = next(at for at, line in enumerate(lines) if line.startswith("Erreichbar"))
    return "\n".join(lines[first : last + 1])


async def test_the_consent_lists_word_for_word_what_the_recruiter_sees(stage: Stage) -> None:
    neu = await recruiter(stage)
    lena = await pupil_before_consent(stage)
    asked = reads(lena)
    assert "Nina Muster von der Stadt Büren hilft dir. Das kostet nichts. Übernimmt es" in asked
    assert "Deine Telefonnummer schicke ich nicht." in asked
    await lena.taps("Ja, schicken")
    await neu.taps("Karte öffnen")
    assert card_in(asked) == card_in(reads(neu))
    (consent,) = await consents(stage)
    assert consent.version == current(Purpose.ENQUIRY).version
    assert consent.wording in asked
    assert card_in(consent.wording) == card_in(asked)
    assert consent.receipt.startswith("Q-")


async def test_nothing_is_sent_or_kept_before_the_yes(stage: Stage) -> None:
    neu = await recruiter(stage)
    lena = await pupil_before_consent(stage)
    assert await enquiries(stage) == []
    assert await consents(stage) == []
    await lena.taps("Nein, danke")
    assert lena.sees("Ich schicke nichts.")
    assert await enquiries(stage) == []
    assert not neu.sees("Neue Anfrage ·")


async def test_what_was_shown_is_sent_whatever_is_answered_elsewhere(small_stage: Stage) -> None:
    neu = await recruiter(small_stage)
    lena = await pupil_before_consent(small_stage)
    (yes,) = [button for button in lena.buttons() if button.label == "✅ Ja, schicken"]
    await lena.taps("Ändern")
    await lena.taps("Name")
    await lena.says("Lenchen")
    await small_stage.send(lena.event(EventKind.TAPPED, choice=yes.token))
    assert await enquiries(small_stage) == [], "an old yes means nothing"
    await lena.taps("Ja, schicken")
    await neu.taps("Karte öffnen")
    assert neu.sees("„Lenchen“")


@pytest.mark.parametrize("age", ["unter 14", "13", "ich bin 12"])
async def test_under_fourteen_nothing_is_sent(small_stage: Stage, age: str) -> None:
    neu = await recruiter(small_stage)
    kim = small_stage.person("kim")
    await kim.starts()
    await kim.taps("Los geht's")
    await answer(kim)
    await kim.taps("Mit Mensch reden")
    await (kim.taps(age) if age == "unter 14" else kim.says(age))
    assert kim.sees("Deshalb schicke und speichere ich nichts.")
    assert kim.sees("Sprich mit deinen Eltern oder Lehrern.")
    assert kim.sees("ohne Handy fragen: in der Schule oder hier: Stadt Büren")
    assert kim.sees("[🎪 Messen]")
    assert await enquiries(small_stage) == []
    assert await consents(small_stage) == []
    assert not neu.sees("Neue Anfrage ·")
    await kim.says("mensch")
    assert kim.sees("Deshalb schicke und speichere ich nichts.")


async def test_from_fourteen_the_consent_is_plainer_and_speaks_of_parents(
    small_stage: Stage,
) -> None:
    lena = await pupil_before_consent(small_stage, age="14–15")
    assert lena.sees("Ein Erwachsener liest, was unten steht.")
    assert lena.sees("Sprich am besten vorher mit deinen Eltern")


async def test_a_county_can_ask_for_the_parents_first(sqlite_url: str) -> None:
    stage = await Stage(sqlite_url, MONDAY, parent_step="14-15").open()
    try:
        await recruiter(stage)
        lena = stage.person("lena")
        await lena.starts()
        await lena.says("mensch")
        await lena.taps("14–15")
        await lena.taps("Büren")
        await lena.taps("Klasse 9")
        await lena.taps("Lieber kein Name")
        await lena.taps("Nur schreiben")
        await lena.taps("Weiter")
        assert lena.sees("Sprich mit deinen Eltern.")
        assert not lena.sees("Ja, schicken")
        await lena.taps("Noch nicht")
        assert await enquiries(stage) == []
        await lena.says("mensch")
        await lena.taps("Ja, sind sie")
        assert lena.sees("Erreichbar: nur schriftlich")
        await lena.taps("Ja, schicken")
        assert len(await enquiries(stage)) == 1
    finally:
        await stage.close()


async def test_one_open_enquiry_for_a_vacancy(stage: Stage) -> None:
    neu = await recruiter(stage)
    lena = await pupil_before_consent(stage, on="telegram")
    await stage.together([lambda: lena.taps("Ja, schicken"), lambda: lena.taps("Ja, schicken")])
    assert len(await enquiries(stage)) == 1
    assert everything(neu).count("Neue Anfrage ·") == 1
    await lena.says("menü")
    await lena.taps("Stellen suchen")
    await lena.taps("Mit Mensch reden")
    assert lena.sees("Das habe ich schon geschickt. ✅ Nina Muster von der Stadt Büren")
    await lena.says("menü")
    await lena.taps("Mit Mensch reden")
    assert lena.sees("Ich schicke genau das:"), "without a vacancy it is another enquiry"


async def test_without_any_answer_one_can_still_ask_for_a_person(small_stage: Stage) -> None:
    await recruiter(small_stage, towns=["Delbrück"])
    ben = small_stage.person("ben")
    await ben.starts()
    await ben.says("Mensch")
    await ben.taps("18 oder älter")
    assert ben.sees("Wo wohnst du?")
    await ben.taps("Weiß ich nicht")
    await ben.says("ich bin in der 10b")
    await ben.taps("Lieber kein Name")
    await ben.taps("Weiter")
    assert ben.sees("Ein Mensch vom Kreis Paderborn hilft dir.")
    await ben.taps("Ja, schicken")
    (enquiry,) = await enquiries(small_stage)
    assert (enquiry.town, enquiry.vacancy_id, enquiry.specialism) == ("", None, "training")


@pytest.mark.parametrize(
    "nickname", ["Lena", "L", "🦊", "مريم", "Олена", "lena marie", "<b>&_*", "👩‍👩‍👧‍👦"]
)
async def test_any_nickname_stands_on_the_card_as_it_is(small_stage: Stage, nickname: str) -> None:
    lena = await pupil_before_consent(small_stage, nickname=nickname)
    assert nickname in reads(lena)


@pytest.mark.parametrize(
    ("nickname", "answered"),
    [
        ("0171 1234567", "Telefonnummer oder Adresse"),
        ("lena@example.org", "Telefonnummer oder Adresse"),
        ("x" * 31, "höchstens 30 Zeichen"),
        ("\u200b", "höchstens 30 Zeichen"),
    ],
)
async def test_a_nickname_that_gives_too_much_away_is_asked_again(
    small_stage: Stage, nickname: str, answered: str
) -> None:
    lena = await named(small_stage, nickname)
    assert lena.sees(answered)
    assert lena.sees("dich nennen?")


async def test_a_whole_name_is_asked_about(small_stage: Stage) -> None:
    lena = await named(small_stage, "Lena-Marie Beispiel")
    assert lena.sees("Das sieht nach deinem ganzen Namen aus.")
    await lena.taps("Nur")
    await lena.taps("Weiter")
    assert lena.sees("„Lena-Marie“")
    assert not lena.sees("Beispiel ")


async def test_every_answer_of_the_card_can_be_changed(small_stage: Stage) -> None:
    lena = await pupil_before_consent(small_stage)
    await lena.taps("Ändern")
    await lena.taps("Klasse")
    await lena.taps("Internat. Klasse")
    assert lena.sees("Internat. Klasse")
    await lena.taps("Ändern")
    await lena.taps("Zeiten")
    await lena.taps("Tage wählen")
    await lena.taps("Samstag")
    await lena.taps("Weiter ▶️")
    assert lena.sees("Erreichbar: nach der Schule, Samstag nachmittags und abends")
    await lena.taps("Ändern")
    await lena.taps("Ort")
    await lena.taps("Delbrück")
    assert lena.sees("Ort ca. ")
    await lena.taps("Ja, schicken")
    (enquiry,) = await enquiries(small_stage)
    assert enquiry.specialism == "international"


async def test_the_card_is_german_for_staff_and_the_consent_in_the_pupils_language(
    small_stage: Stage,
) -> None:
    neu = await recruiter(small_stage)
    lena = small_stage.person("lena", language="en")
    await lena.starts()
    await lena.says("human")
    await lena.taps("#3")
    await lena.taps("Büren")
    for tap in ("#3", "#1", "#5", "#1"):
        await lena.taps(tap)
    await neu.taps("Karte öffnen")
    assert neu.sees("Sprache: English")
    assert neu.sees("Klasse 10 · 16–17 Jahre")


async def named(stage: Stage, nickname: str) -> Actor:
    """A pupil who has just said what to call her."""
    lena = stage.person("lena")
    await lena.starts()
    await lena.says("mensch")
    await lena.taps("16–17")
    await lena.taps("Büren")
    await lena.taps("Klasse 10")
    await lena.says(nickname)
    return lena


async def test_a_second_enquiry_asks_nothing_twice(small_stage: Stage) -> None:
    await recruiter(small_stage)
    lena = await asking(small_stage)
    await lena.says("mensch")
    assert lena.sees("Ich schicke genau das:")
    assert not lena.sees("Stelle:")
