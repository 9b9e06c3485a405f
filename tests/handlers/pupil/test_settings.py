"""Settings: the language changes at once, topics are consents, a pause holds news back."""

from datetime import timedelta

from sqlmodel import select

from bot.domain.consent import Purpose
from bot.rehearsal.stage import Actor, Stage
from bot.services.services import Services
from storage.tables import Consent, Profile
from tests.handlers.pupil.visits import first_visit, reads
from tests.handlers.talks import everything, talking


async def settings_of(stage: Stage, age: str = "16–17") -> Actor:
    """A pupil who has said how old she is, in the topics of her settings."""
    lena = await first_visit(stage)
    await lena.says("einstellungen")
    await lena.taps("Themen")
    await lena.taps("Passende Stellen")
    await lena.taps(age)
    return lena


async def agreed(stage: Stage) -> set[str]:
    """The purposes that somebody agrees to now."""
    given = select(Consent.purpose).where(Consent.withdrawn_at == None)  # noqa: E711 - SQL's own "is"
    return await stage.backstage(lambda unit: set(unit.session.exec(given)))


async def test_the_language_changes_with_this_very_answer(stage: Stage) -> None:
    lena = stage.person("lena")
    await lena.starts()
    await lena.taps("Sprache")
    assert lena.sees("[Deutsch]\n[English]")
    await lena.taps("English")
    assert lena.sees("English")
    await lena.taps("#1")
    await lena.says("/settings")
    assert reads(lena).count("English") == 1
    language = await stage.backstage(lambda unit: Services(unit).people.get(1).language)
    assert language == "en"


async def test_after_the_language_it_goes_on_where_it_was(small_stage: Stage) -> None:
    lena = await first_visit(small_stage)
    await lena.says("einstellungen")
    await lena.taps("Sprache")
    await lena.says("deutsch")
    assert lena.sees("✅ Ab jetzt sprechen wir Deutsch.")
    await lena.taps("Weiter")
    assert lena.sees("⚙️ Einstellungen")


async def test_a_topic_is_a_consent_with_its_wording(stage: Stage) -> None:
    lena = await settings_of(stage)
    assert lena.sees("Das speichere ich dann:")
    await lena.taps("Ja, melde dich")
    assert await agreed(stage) == {Purpose.PROFILE, Purpose.MATCHES}
    await lena.taps("Weiter")
    assert lena.sees("Passende Stellen: an")
    await lena.taps("Passende Stellen")
    assert lena.sees("schreibt dir niemand mehr")
    assert lena.sees("Passende Stellen: aus")
    assert await agreed(stage) == {Purpose.PROFILE}


async def test_fair_news_are_switched_alone(small_stage: Stage) -> None:
    lena = await settings_of(small_stage)
    await lena.taps("Nur speichern")
    await lena.taps("Weiter")
    await lena.taps("🎪 Messen")
    await lena.taps("Ja, gern")
    assert await agreed(small_stage) == {Purpose.PROFILE, Purpose.FAIRS}
    await lena.says("einstellungen")
    await lena.taps("Themen")
    assert lena.sees("Messen: an")
    await lena.taps("🎪 Messen")
    assert await agreed(small_stage) == {Purpose.PROFILE}


async def test_under_14_no_topic_can_be_switched_on(small_stage: Stage) -> None:
    lena = await settings_of(small_stage, age="unter 14")
    assert lena.sees("Du bist noch nicht 14.")
    assert await agreed(small_stage) == set()
    stored = await small_stage.backstage(lambda unit: unit.session.exec(select(Profile)).first())
    assert stored is None


async def test_a_pause_holds_news_back_and_its_end_lets_them_through(stage: Stage) -> None:
    neu, lena = await talking(stage)
    await lena.says("einstellungen")
    await lena.taps("Pause")
    await lena.taps("2 Wochen")
    assert lena.sees("Pause bis Mo., 15.02.2027")
    await stage.passes(timedelta(days=1))
    await neu.says("Hallo Lena, wann passt es dir?", quotes="„Lena“")
    await stage.passes(timedelta(days=2))
    assert "wann passt es dir" not in everything(lena)
    await lena.says("einstellungen")
    await lena.taps("Pause")
    await lena.taps("Pause beenden")
    assert lena.sees("Ich schreibe dir wieder.")
    assert "wann passt es dir" in everything(lena)


async def test_a_pause_ends_by_itself(small_stage: Stage) -> None:
    neu, lena = await talking(small_stage)
    await lena.says("einstellungen")
    await lena.taps("Pause")
    await lena.taps("1 Woche")
    await small_stage.passes(timedelta(days=1))
    await neu.says("Hallo Lena, wann passt es dir?", quotes="„Lena“")
    await small_stage.passes(timedelta(days=5))
    assert "wann passt es dir" not in everything(lena)
    await small_stage.passes(timedelta(days=2))
    assert "wann passt es dir" in everything(lena)
    await lena.says("einstellungen")
    assert lena.sees("Nachrichten: an")
