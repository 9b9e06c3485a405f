"""Consent: nothing is kept without a yes, the yes lists all of it, under 14 there is no yes."""

import pytest
from sqlmodel import select

from bot.domain.consent import Fact, Purpose, current
from bot.domain.people import AgeBand
from bot.domain.wishes import StartWish
from bot.rehearsal.actor import Actor
from bot.rehearsal.stage import Stage
from bot.services.services import Services
from bot.services.unit import Unit
from handlers.pupil.keeping import _FACTS
from handlers.pupil.questions import QUESTIONS
from storage.tables import Consent, Person, Profile, SavedVacancy
from tests.handlers.conftest import raised
from tests.handlers.pupil.test_first_visit import kept_rows
from tests.handlers.pupil.visits import first_visit

PROFILE_ITEMS = {
    Fact.INTERESTS: "activities",
    Fact.TOWN: "town",
    Fact.CERTIFICATE: "certificate",
    Fact.START: "start",
    Fact.KINDS: "kinds",
    Fact.RADIUS: "radius",
    Fact.TRANSPORT: "transport",
    Fact.STRENGTHS: "strengths",
    Fact.NO_GOS: "no_gos",
    Fact.TIMES: "times",
}


def pupil_id(unit: Unit) -> int:
    return unit.session.exec(select(Person.id).where(Person.role == "pupil")).one() or 0


async def asked(stage: Stage, age: str = "16–17") -> Actor:
    """A pupil in front of the question whether anything may be kept."""
    lena = await first_visit(stage, likes="Im Labor", start="Sofort")
    await lena.taps("Ja, melde dich")
    await lena.taps(age)
    return lena


@pytest.mark.parametrize(("on", "told"), [("telegram", True), ("web", False)])
async def test_before_the_first_consent_it_is_said_who_else_sees_what_is_written(
    small_stage: Stage, on: str, told: bool
) -> None:
    lena = small_stage.person("lena", on=on)
    await lena.starts()
    await lena.says("messen")
    await lena.taps("🔔 Messe-Infos an")
    await lena.taps("16–17")
    for words in ("Telegram erlaubt die Nutzung erst ab 16 Jahren.", "http://127.0.0.1:8080"):
        assert lena.sees(words) is told
    await lena.taps("✅ Ja, gern")
    await lena.says("profil")
    await lena.taps("💾 Speichern")
    assert lena.sees("Das speichere ich dann")
    assert not lena.sees("Telegram erlaubt"), "once is enough"


async def test_a_yes_keeps_what_was_listed_and_gives_receipts(stage: Stage) -> None:
    lena = await asked(stage)
    for line in (
        "• Das mag ich: Im Labor forschen",
        "• Ort: Büren",
        "• Abschluss: Realschule (MSA)",
        "• Beginn: Sofort",
        "• Alter: 16–17",
        "• Sprache: Deutsch",
    ):
        assert lena.sees(line), line
    shown = lena.chat[-1].message.text.plain
    await lena.taps("Ja, melde dich")
    assert lena.sees("✅ Gespeichert. Ich melde mich, wenn etwas passt.")

    def kept(unit: Unit) -> None:
        consents = unit.session.exec(select(Consent)).all()
        assert {consent.purpose for consent in consents} == {"profile", "matches"}
        for consent in consents:
            assert consent.wording in shown
            assert lena.sees(consent.receipt)
        found = Services(unit).profiles.find(pupil_id(unit))
        assert found is not None
        wishes, about = found
        assert (wishes.fields, wishes.start) == (("N",), StartWish.NOW)
        assert about.age_band is AgeBand.FROM_16

    await stage.backstage(kept)
    await lena.taps("Weiter")
    assert lena.sees("Ich melde mich, wenn etwas passt.")
    assert not lena.sees("[🔔 Ja, melde dich]")


async def test_only_keeping_is_a_consent_of_its_own(small_stage: Stage) -> None:
    lena = await asked(small_stage)
    await lena.taps("Nur speichern")
    assert lena.sees("✅ Gespeichert.\nDeine Quittung: Q-")

    def purposes(unit: Unit) -> list[str]:
        return list(unit.session.exec(select(Consent.purpose)))

    assert await small_stage.backstage(purposes) == ["profile"]
    await lena.taps("Weiter")
    await lena.taps("Ja, melde dich")
    assert not lena.sees("Das speichere ich dann")
    await lena.taps("Ja, melde dich")
    assert await small_stage.backstage(purposes) == ["profile", "matches"]


async def test_a_no_keeps_nothing(small_stage: Stage) -> None:
    lena = await asked(small_stage)
    await lena.taps("Nein, danke")
    assert lena.sees("Ich speichere nichts.")
    assert await small_stage.backstage(kept_rows) == 0
    await lena.taps("Weiter")
    assert lena.sees("Heute habe ich keine passende Stelle.")


async def test_under_14_nothing_is_kept(stage: Stage) -> None:
    lena = await asked(stage, age="unter 14")
    assert lena.sees("Du bist noch nicht 14. Deshalb speichere ich nichts über dich.")
    assert lena.sees("Eltern oder Lehrern")
    await lena.says("profil")
    await lena.taps("Speichern")
    assert lena.sees("Du bist noch nicht 14.")
    assert await stage.backstage(kept_rows) == 0


async def test_a_yes_button_from_before_the_age_changed_keeps_nothing(small_stage: Stage) -> None:
    lena = await asked(small_stage)
    await lena.says("zurück")
    assert lena.sees("Wie alt bist du?")
    await lena.taps("unter 14")
    assert await small_stage.backstage(kept_rows) == 0


@pytest.mark.parametrize(
    ("said", "sees"),
    [
        ("13", "Du bist noch nicht 14."),
        ("ich bin 15", "• Alter: 14–15"),
        ("siebzehn", "• Alter: 16–17"),
        ("18 jahre", "• Alter: 18 oder älter"),
        ("alt genug", "Das habe ich nicht verstanden."),
        ("150", "Das habe ich nicht verstanden."),
    ],
)
async def test_the_age_can_be_typed(small_stage: Stage, said: str, sees: str) -> None:
    lena = await first_visit(small_stage, likes="Im Labor", start="Sofort")
    await lena.taps("Ja, melde dich")
    await lena.says(said)
    assert lena.sees(sees)


async def test_stars_move_into_the_profile(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.taps("⭐ Merken")
    await lena.says("profil")
    await lena.taps("Speichern")
    await lena.taps("18 oder älter")
    await lena.taps("Nur speichern")

    def stars(unit: Unit) -> int:
        return len(unit.session.exec(select(SavedVacancy)).all())

    assert await small_stage.backstage(stars) == 1
    await lena.says("menü")
    await lena.taps("Gemerkte Stellen")
    assert lena.sees("1. Holzmechaniker (m/w/d)")
    assert not lena.sees("48 Stunden")
    await lena.taps("1. ansehen")
    await lena.taps("⭐ Gemerkt")
    assert await small_stage.backstage(stars) == 0
    await lena.taps("⭐ Merken")
    assert lena.sees("⭐ Gemerkt.")
    assert await small_stage.backstage(stars) == 1


async def test_changes_after_the_yes_go_into_the_profile(small_stage: Stage) -> None:
    lena = await asked(small_stage)
    await lena.taps("Ja, melde dich")
    await lena.says("profil")
    assert lena.sees("Das habe ich gespeichert. Du hast es erlaubt.")
    await lena.taps("Beginn")
    await lena.taps("Später")

    def start(unit: Unit) -> StartWish | None:
        found = Services(unit).profiles.find(pupil_id(unit))
        return found[0].start if found else None

    assert await small_stage.backstage(start) is StartWish.LATER


async def test_the_nickname_never_enters_a_profile(small_stage: Stage) -> None:
    assert "nickname" not in Profile.model_fields


async def test_parents_are_asked_where_the_county_wants_it(sqlite_demo_url: str) -> None:
    async with raised(sqlite_demo_url, parent_step=("14-15",)) as stage:
        lena = await asked(stage, age="14–15")
        assert lena.sees("Sind deine Eltern einverstanden?")
        await lena.taps("Ja, sind sie")
        assert lena.sees("Das speichere ich dann")
        ben = await first_visit(stage, "ben", likes="Im Labor", start="Sofort")
        await ben.taps("Ja, melde dich")
        await ben.taps("14–15")
        await ben.taps("Noch nicht")
        assert ben.sees("Ich speichere nichts.")


def test_the_wordings_name_every_fact_of_their_consent() -> None:
    assert set(_FACTS) == set(current(Purpose.MATCHES).facts)
    told = {Fact.GRADE, Fact.AGE_BAND, Fact.LANGUAGE, *PROFILE_ITEMS}
    assert told == set(current(Purpose.PROFILE).facts)
    assert set(PROFILE_ITEMS.values()) | {"internship"} == set(QUESTIONS)
