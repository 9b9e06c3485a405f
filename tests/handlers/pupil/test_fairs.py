"""Pupils find fairs, answer them, and are reminded: only with their consent."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlmodel import select

from bot.domain.fairs import FairAnswer
from bot.domain.wishes import Wishes
from bot.rehearsal.stage import Actor, Stage
from bot.services.profiles import About
from bot.services.services import Services
from storage.tables import Consent
from tests.handlers.pupil.fair_visits import BUEREN, SALZKOTTEN, come, elsewhere, open_fair
from tests.services.fair_people import (
    PLAN,
    add_fair,
    at,
    fan,
    moves,
    number_of,
    says,
    times_seen,
)


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    stage = await Stage(database_url, at("2027-02-01T14:00")).open()
    yield stage
    await stage.close()


@pytest.fixture
async def lena(stage: Stage) -> Actor:
    lena = stage.person("lena", on="telegram")
    await lena.starts()
    return lena


async def count(stage: Stage, table: str) -> int:
    statement = text(f"SELECT count(*) FROM {table}")  # noqa: S608 - a table's name from this file
    return await stage.backstage(lambda unit: int(unit.session.execute(statement).scalar_one()))


async def test_no_fair_is_no_dead_end(lena: Actor) -> None:
    await lena.says("messen")
    assert lena.sees("Zurzeit ist keine Messe geplant.")
    assert lena.sees("[🔔 Messe-Infos an]")


async def test_the_list_is_upcoming_only_and_by_date_without_a_town(
    stage: Stage, lena: Actor
) -> None:
    soon = await add_fair(stage, elsewhere("Bald", "2027-02-02T10:00", BUEREN))
    off = await add_fair(stage, elsewhere("Abgesagt", "2027-02-05T10:00", BUEREN))
    await add_fair(stage, elsewhere("Später", "2027-03-01T10:00", SALZKOTTEN))
    await stage.backstage(lambda unit: Services(unit).fairs.cancel(off.id))
    await lena.says("messen")
    assert lena.sees("1. Bald\nDi., 02.02.2027, 10:00 Uhr · Bald, Büren")
    assert lena.sees("2. Später")
    assert not lena.sees("Abgesagt")
    await stage.until(at("2027-02-02T14:00"))
    await lena.says("messen")
    assert not lena.sees("Bald")
    assert soon.plan.title == "Bald"


async def test_the_nearest_comes_first_and_a_long_list_has_pages(
    stage: Stage, lena: Actor
) -> None:
    await add_fair(stage, elsewhere("Fern", "2027-02-02T10:00", SALZKOTTEN))
    for day in range(3, 7):
        await add_fair(stage, elsewhere(f"Nah {day}", f"2027-02-0{day}T10:00", BUEREN))
    number = await number_of(stage, lena)
    await stage.backstage(
        lambda unit: Services(unit).profiles.keep(number, Wishes(town=BUEREN), About())
    )
    await lena.says("messen")
    assert lena.sees("🎪 Messen in der Nähe von Büren:")
    assert lena.sees("1. Nah 3")
    assert lena.sees("bei dir im Ort")
    assert not lena.sees("Fern")
    await lena.taps("Nächste ▶️")
    assert lena.sees("5. Fern")
    assert lena.sees("ca. ")
    await lena.taps("5 · Salzkotten")
    assert lena.sees("Haltestelle: Probeplatz")


async def test_details_say_all_that_matters(stage: Stage, lena: Actor) -> None:
    await add_fair(
        stage,
        replace(
            PLAN, bring="Lebenslauf", access="Ohne Stufen", registration="Online",
            deadline=date(2027, 2, 15), about="Viele Betriebe.",
        ),
    )  # fmt: skip
    await open_fair(lena)
    for words in (
        "Samstag, 20. Februar 2027, 10:00 bis 14:00 Uhr", "Probehalle, Delbrück", "Probeplatz",
        "Für wen: alle", "kostenlos", "Online", "Mo., 15.02.2027", "Lebenslauf",
        "Eltern sind willkommen", "Ohne Stufen", "Viele Betriebe.",
    ):  # fmt: skip
        assert lena.sees(words), words


async def test_nothing_is_kept_before_the_consent_and_the_receipt_names_it(
    stage: Stage, lena: Actor
) -> None:
    await add_fair(stage)
    await open_fair(lena)
    await lena.taps("✅ Ich komme")
    assert lena.sees("Wie alt bist du?")
    await lena.taps("14–15")
    assert lena.sees("Darf ich dir Neuigkeiten und Erinnerungen zu Messen schicken?")
    assert lena.sees("deinen Ort, deine Klasse und deine Antworten zu Messen")
    shown = lena.chat[-1].message.text.plain
    assert (await count(stage, "fair_signup"), await count(stage, "consent")) == (0, 0)
    await lena.taps("✅ Ja, gern")
    assert lena.sees("Beleg: Q-")
    assert lena.sees("Gut, du kommst!")
    assert lena.sees("• Sa., 13.02.2027, 17:00 Uhr\n• Fr., 19.02.2027, 17:00 Uhr")
    assert (await count(stage, "fair_signup"), await count(stage, "consent")) == (1, 1)
    number = await number_of(stage, lena)
    wording = await stage.backstage(
        lambda unit: unit.session.exec(
            select(Consent.wording).where(Consent.person_id == number)
        ).one()
    )
    assert wording == shown


async def test_under_14_nothing_is_stored_and_the_calendar_file_still_comes(
    stage: Stage, lena: Actor
) -> None:
    await add_fair(stage)
    await open_fair(lena)
    await lena.taps("✅ Ich komme")
    await lena.taps("unter 14")
    assert lena.sees("Darum speichere ich nichts")
    await lena.taps("📅 In den Kalender")
    file = lena.chat[-1].message.document
    assert file is not None
    assert b"SUMMARY:Messe Delbr" in file.content
    assert (await count(stage, "fair_signup"), await count(stage, "consent")) == (0, 0)


async def test_no_thanks_keeps_nothing(stage: Stage, lena: Actor) -> None:
    await add_fair(stage)
    await open_fair(lena)
    await lena.taps("❌ Nein danke")
    assert lena.sees("Ich habe nichts gespeichert.")
    await lena.taps("🤔 Vielleicht")
    await lena.taps("18 oder älter")
    await lena.taps("❌ Nein, danke")
    assert lena.sees("Kommen darfst du trotzdem!")
    assert (await count(stage, "fair_signup"), await count(stage, "consent")) == (0, 0)


async def test_the_answer_changes_at_any_time_and_the_reminders_with_it(
    stage: Stage, lena: Actor
) -> None:
    await add_fair(stage)
    await come(lena)
    await lena.taps("📋 Messe ansehen")
    assert [b.chosen for b in lena.buttons()[-6:-3]] == [True, False, False]
    await lena.taps("❌ Nein danke")
    assert lena.sees("Alles klar, du kommst nicht.")
    await stage.until(at("2027-02-21T00:00"))
    assert times_seen(lena, "ist es so weit") == 0


async def test_reminders_come_when_they_are_due(stage: Stage, lena: Actor) -> None:
    await add_fair(stage)
    await come(lena)
    await lena.taps("⏰ Morgens erinnern")
    assert lena.sees("• Sa., 20.02.2027, 08:00 Uhr")
    for moment, words in (
        ("2027-02-13T17:00", "In 7 Tagen ist es so weit!"),
        ("2027-02-19T17:00", "Morgen ist es so weit!"),
        ("2027-02-20T08:00", "Heute ist es so weit!"),
    ):
        await stage.until(at(moment) - timedelta(minutes=1))
        assert times_seen(lena, words) == 0
        await stage.until(at(moment))
        assert times_seen(lena, words) == 1
    await stage.until(at("2027-02-22T00:00"))
    assert times_seen(lena, "ist es so weit") == 3


async def test_the_registration_is_not_forgotten(stage: Stage, lena: Actor) -> None:
    await add_fair(stage, replace(PLAN, registration="Online", deadline=date(2027, 2, 15)))
    await come(lena)
    assert lena.sees("Anmelden bis Mo., 15.02.2027.")
    await stage.until(at("2027-02-13T17:00"))
    assert times_seen(lena, "Denk an die Anmeldung! Sie geht bis Mo., 15.02.2027.") == 1


async def test_after_the_deadline_nobody_joins_and_a_way_on_is_shown(
    stage: Stage, lena: Actor
) -> None:
    await add_fair(stage, replace(PLAN, registration="Online", deadline=date(2027, 2, 3)))
    tom, mia = await fan(stage, "tom", on="telegram"), await fan(stage, "mia", on="telegram")
    await open_fair(lena)
    await open_fair(tom)
    await tom.taps("✅ Ich komme")
    await open_fair(mia)
    await mia.taps("🤔 Vielleicht")
    await stage.until(at("2027-02-04T09:00"))
    await lena.taps("✅ Ich komme")  # a button from before the deadline
    for actor in (lena, mia):
        await open_fair(actor)
        assert actor.sees("Die Anmeldung ging bis Mi., 03.02.2027. Sie ist leider vorbei.")
        assert not actor.sees("Ich komme")
    await lena.taps("💬 Mit Mensch reden")
    await open_fair(tom)
    await tom.taps("❌ Nein danke")
    assert tom.sees("Alles klar, du kommst nicht.")
    assert (await count(stage, "fair_signup"), await count(stage, "consent")) == (2, 2)


async def test_news_after_the_deadline_offer_no_sign_up(stage: Stage) -> None:
    plan = replace(PLAN, registration="Online", deadline=date(2027, 2, 3))
    fair = await add_fair(stage, plan)
    tom, mia = await fan(stage, "tom", on="telegram"), await fan(stage, "mia", on="telegram")
    await says(stage, tom, fair)
    await says(stage, mia, fair, FairAnswer.MAYBE)
    await stage.until(at("2027-02-04T09:00"))
    await moves(stage, fair, "2027-02-27T10:00")
    await stage.passes(timedelta(seconds=5))
    assert times_seen(tom, "Kommst du trotzdem?") == 1
    await tom.taps("✅ Ich komme")
    assert tom.sees("Gut, du kommst!")
    assert times_seen(mia, "Sie ist leider vorbei.") == 1
    assert not mia.sees("[✅ Ich komme]")


async def test_the_bell_under_every_push_ends_it(stage: Stage) -> None:
    tom = await fan(stage, "tom", on="telegram")
    await add_fair(stage)
    await open_fair(tom)
    await tom.taps("✅ Ich komme")
    await stage.until(at("2027-02-13T17:00"))
    await tom.taps("🔕 Keine Messe-Infos")
    assert tom.sees("Du bekommst keine Nachrichten zu Messen mehr.")
    assert await count(stage, "fair_signup") == 0
    await stage.until(at("2027-02-21T00:00"))
    assert times_seen(tom, "ist es so weit") == 1
    await tom.taps("❌ Ich komme nicht")
    await tom.says("messen")
    assert tom.sees("Zurzeit ist keine Messe geplant.")


async def test_news_of_all_fairs_can_be_switched_on_and_off(stage: Stage, lena: Actor) -> None:
    await lena.says("messen")
    await lena.taps("🔔 Messe-Infos an")
    await lena.says("16")
    await lena.taps("✅ Ja, gern")
    assert lena.sees("Ab jetzt bekommst du Neuigkeiten zu Messen.")
    await lena.says("messen")
    await lena.taps("🔕 Keine Messe-Infos")
    assert lena.sees("[🔔 Wieder anschalten]")


async def test_where_no_file_can_be_sent_the_date_is_told(stage: Stage) -> None:
    await add_fair(stage)
    pipe = stage.person("pipe", on="terminal")
    await pipe.starts()
    await open_fair(pipe)
    await pipe.taps("📅 In den Kalender")
    assert pipe.sees("Notier dir den Termin:")
    assert pipe.chat[-1].message.document is None
