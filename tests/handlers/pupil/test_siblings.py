"""Siblings on one phone: each has a chat of her own, and what is meant for one stays hers."""

from datetime import timedelta

import pytest
from sqlmodel import func, select

from bot.domain.consent import Purpose
from bot.domain.wishes import Wishes
from bot.rehearsal.stage import Actor, Stage
from bot.services.health import waiting
from bot.services.profiles import About
from bot.services.services import Services
from bot.services.unit import Unit
from bot.services.watch import is_stuck
from storage.tables import Consent, FairSignUp, Person
from tests.handlers.talks import everything
from tests.services.fair_people import add_fair, at, number_of, says, times_seen

BUEREN = "05774016"


async def phone(stage: Stage, on: str = "telegram") -> Actor:
    """Lena's phone, with a profile and news of fairs; then Mia comes."""
    phone = stage.person("phone", on=on)
    await phone.starts()
    lena = await number_of(stage, phone)

    def keep(unit: Unit) -> None:
        services = Services(unit)
        services.profiles.keep(lena, Wishes(town=BUEREN), About())
        for purpose in (Purpose.PROFILE, Purpose.FAIRS):
            services.consents.give(lena, purpose, version=1, language="de", wording="Ja")

    await stage.backstage(keep)
    await phone.says("/wechseln")
    await phone.taps("➕ Noch jemand")
    await phone.says("Lena")
    await phone.says("Mia")
    return phone


async def test_the_second_one_begins_at_the_beginning_and_both_go_on(stage: Stage) -> None:
    both = await phone(stage)
    assert both.sees("Hallo Mia!")
    assert both.sees("ein Programm, kein Mensch")
    await both.taps("▶️ Los geht's")
    await both.taps("Backen")
    await both.says("/wechseln")
    await both.taps("👤 Lena")
    assert both.sees("Jetzt bist du Lena.")
    await both.says("menü")
    assert both.sees("Lena: Was möchtest du tun?")
    await both.says("profil")
    assert both.sees("Büren")
    await both.says("/wechseln")
    await both.taps("👤 Mia")
    assert both.sees("Wir waren bei Frage 1.")
    await both.taps("▶️ Weiter")
    assert both.button("Backen").chosen


async def test_consents_and_answers_are_each_ones_own(stage: Stage) -> None:
    both = await phone(stage)
    mia = await number_of(stage, both)
    await both.says("messen")
    await both.taps("1 ·")
    await both.taps("✅ Ich komme")
    assert both.sees("Wie alt bist du?"), "her sister's consent is not hers"

    def rows(unit: Unit) -> tuple[int, int]:
        consents = select(func.count()).select_from(Consent).where(Consent.person_id == mia)
        answers = select(func.count()).select_from(FairSignUp)
        return unit.session.exec(consents).one(), unit.session.exec(answers).one()

    assert await stage.backstage(rows) == (0, 0)


async def test_news_for_the_other_one_say_for_whom_and_nothing_else(stage: Stage) -> None:
    both = await phone(stage)
    await both.says("/wechseln")
    await both.taps("👤 Lena")
    fair = await add_fair(stage)
    await says(stage, both, fair)
    await both.says("/wechseln")
    await both.taps("👤 Mia")
    await stage.backstage(lambda unit: Services(unit).fairs.cancel(fair.id))
    await stage.passes(timedelta(seconds=10))
    assert times_seen(both, "Es gibt etwas Neues für Lena. Ich zeige es nur Lena.") == 1
    assert times_seen(both, "fällt leider aus") == 0
    await stage.passes(timedelta(days=2))
    assert times_seen(both, "Es gibt etwas Neues für Lena.") == 1, "one call is enough"
    assert not await stage.backstage(lambda unit: is_stuck(unit, "telegram"))
    assert (await stage.backstage(waiting))["overdue_seconds"] == 0
    await both.taps("👤 Lena")
    await stage.passes(timedelta(seconds=10))
    assert times_seen(both, "fällt leider aus") == 1


async def test_a_button_of_the_other_one_does_nothing(stage: Stage) -> None:
    both = await phone(stage)
    await both.says("/wechseln")
    await both.taps("👤 Lena")
    fair = await add_fair(stage)
    await stage.backstage(
        lambda unit: Services(unit).broadcasts.send(fair.id, 1, by=_coordinator(unit))
    )
    await stage.passes(timedelta(seconds=10))
    assert times_seen(both, "Kommst du?") == 1
    await both.says("/wechseln")
    await both.taps("👤 Mia")
    await both.taps_old("✅ Ich komme", "Kommst du?")
    assert both.sees("Das gehört zu Lena. Ich habe nichts getan.")
    await both.taps("👤 Lena")
    await both.taps_old("✅ Ich komme", "Kommst du?")
    assert both.sees("Gut, du kommst!")
    await both.says("/wechseln")
    await both.taps("👤 Mia")
    await both.says("hallo", quotes="Kommst du?")
    assert both.sees("Das gehört zu Lena.")


def _coordinator(unit: Unit) -> int:
    from bot.services.people import newcomer  # noqa: PLC0415 - a test's own look behind

    return newcomer(unit, "de")[0]


async def test_who_deletes_herself_leaves_the_other_one(stage: Stage) -> None:
    both = await phone(stage)
    lena = await stage.backstage(lambda unit: unit.session.exec(select(func.min(Person.id))).one())
    await both.says("/wechseln")
    await both.taps("👤 Lena")
    await both.says("/loeschen")
    await both.taps("🗑 Ja, alles löschen")
    assert both.sees("Alles über dich ist gelöscht.")
    assert both.sees("ein Programm, kein Mensch"), "Mia goes on"

    def left(unit: Unit) -> tuple[object, list[str | None]]:
        from storage.queries.seats import sitters  # noqa: PLC0415 - a test's own look behind

        (address,) = {place.address_id for place in Services(unit).places.of(mia)}
        names = [row["name"] for row in sitters(unit.session, address)]
        return unit.session.get(Person, lena), names

    mia = await number_of(stage, both)
    assert await stage.backstage(left) == (None, [None])
    await stage.passes(timedelta(minutes=5))
    await both.says("/wechseln")
    assert both.sees("Benutzt ihr dieses Handy zu zweit?")
    assert "Lena" not in everything(both).rpartition("gelöscht")[2]


async def test_an_old_button_of_one_who_is_gone_does_nothing(stage: Stage) -> None:
    both = await phone(stage)
    await both.says("/wechseln")
    await both.taps("👤 Lena")
    fair = await add_fair(stage)
    await stage.backstage(
        lambda unit: Services(unit).broadcasts.send(fair.id, 1, by=_coordinator(unit))
    )
    await stage.passes(timedelta(seconds=10))
    await both.says("/loeschen")
    await both.taps("🗑 Ja, alles löschen")
    await both.taps_old("✅ Ich komme", "Kommst du?")
    assert both.sees("Das gibt es nicht mehr.")


async def test_names_are_checked(small_stage: Stage) -> None:
    both = small_stage.person("both")
    await both.starts()
    await both.says("wechseln")
    await both.taps("➕ Noch jemand")
    await both.says("Lena Muster")
    assert both.sees("Der Vorname reicht.")
    await both.says("Lena")
    await both.says("lena")
    assert both.sees("So heißt hier schon jemand.")
    await both.says("0171 5556677")
    assert both.sees("Die brauche ich nicht.")
    await both.says("Mia")
    assert both.sees("Hallo Mia!")


async def news_for_lena_at_night(stage: Stage) -> Actor:
    """Mia sits there, it is 23:00, and Lena's fair is called off: the call waits for 07:30."""
    both = await phone(stage)
    await both.says("/wechseln")
    await both.taps("👤 Lena")
    fair = await add_fair(stage)
    await says(stage, both, fair)
    await both.says("/wechseln")
    await both.taps("👤 Mia")
    await stage.until(at("2027-02-01T23:00"))
    await stage.backstage(lambda unit: Services(unit).fairs.cancel(fair.id))
    await stage.passes(timedelta(minutes=1))
    assert times_seen(both, "Es gibt etwas Neues für Lena.") == 0
    return both


@pytest.mark.parametrize("tap", ["", "1 Woche"])
async def test_who_stops_or_rests_does_not_silence_the_other_one(stage: Stage, tap: str) -> None:
    both = await news_for_lena_at_night(stage)
    if tap:
        await both.says("/einstellungen")
        await both.taps("⏸️ Pause")
        await both.taps(tap)
    else:
        await both.says("Stopp")
        assert both.sees("Gestoppt.")
    await stage.until(at("2027-02-02T08:00"))
    assert times_seen(both, "Es gibt etwas Neues für Lena.") == 1
    await both.taps("👤 Lena")
    await stage.passes(timedelta(seconds=10))
    assert times_seen(both, "fällt leider aus") == 1


async def test_a_third_one_who_takes_the_seat_at_night_is_told_as_well(stage: Stage) -> None:
    both = await news_for_lena_at_night(stage)
    await both.says("/wechseln")
    await both.taps("➕ Noch jemand")
    await both.says("Ida")
    await stage.until(at("2027-02-02T08:00"))
    assert times_seen(both, "Es gibt etwas Neues für Lena.") == 1


async def test_what_has_been_read_meanwhile_is_not_announced(stage: Stage) -> None:
    both = await news_for_lena_at_night(stage)
    await both.says("/wechseln")
    await both.taps("👤 Lena")
    await stage.until(at("2027-02-02T08:00"))
    assert times_seen(both, "fällt leider aus") == 1
    await both.says("/wechseln")
    await both.taps("👤 Mia")
    await stage.passes(timedelta(hours=1))
    assert times_seen(both, "Es gibt etwas Neues für Lena.") == 0
