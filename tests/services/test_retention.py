"""Retention: what nobody agreed to goes after 48 hours, the rest when its purpose is over."""

import logging
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlmodel import SQLModel, func, select

from bot.dialogue.event import EventKind
from bot.domain.consent import Purpose
from bot.domain.people import AgeBand, Role
from bot.domain.wishes import StartWish, Wishes
from bot.rehearsal.stage import Actor, Stage
from bot.services import retention
from bot.services.profiles import About
from bot.services.services import Services
from bot.services.traces import traces
from bot.services.unit import Unit
from storage.queries import records
from storage.tables import Audit, Chore, Consent, Conversation, Inbox, Outbox, Person, Profile
from tests.handlers.pupil.visits import first_visit

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


async def count(stage: Stage, table: type[SQLModel], *where: Any) -> int:
    statement = select(func.count()).select_from(table).where(*where)
    return await stage.backstage(lambda unit: unit.session.exec(statement).one())


async def pupil(
    stage: Stage, name: str, *purposes: Purpose, start: StartWish | None = None
) -> Actor:
    """Somebody who has said hello and agreed to this."""
    actor = stage.person(name)
    await actor.starts()

    def agree(unit: Unit) -> None:
        services = Services(unit)
        person = unit.session.exec(select(func.max(Person.id))).one()
        for purpose in purposes:
            services.consents.give(person, purpose, version=1, language="de", wording="…")
        if Purpose.PROFILE in purposes:
            wishes = Wishes(fields=("HOLZ",), start=start)
            services.profiles.keep(person, wishes, About(age_band=AgeBand.FROM_16))

    await stage.backstage(agree)
    return actor


async def test_a_pupil_who_refuses_gets_vacancies_and_leaves_no_trace(
    stage: Stage, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    lena = await first_visit(stage)
    await lena.says("profil")
    await lena.taps("💾 Speichern")
    await lena.taps("16–17")
    await lena.taps("Nein, danke")
    assert lena.sees("Ich speichere nichts.")
    assert await count(stage, Consent) == await count(stage, Profile) == 0
    await stage.passes(47 * HOUR)
    assert await count(stage, Person) == 1
    await stage.passes(2 * HOUR)
    await stage.restart()
    for table in (Person, Conversation, Outbox):
        assert await count(stage, table) == 0
    assert traces(stage.lotse.database, ["web-lena", "Möbel", "16-17"]) == []
    assert "web-lena" not in caplog.text
    assert "Möbel" not in caplog.text


async def test_the_county_may_set_a_shorter_time(sqlite_url: str) -> None:
    stage = await Stage(
        sqlite_url, datetime(2027, 2, 1, 11, tzinfo=UTC), unfinished_hours=12
    ).open()
    await stage.person("lena").starts()
    await stage.passes(13 * HOUR)
    assert await count(stage, Person) == 0
    await stage.close()


async def test_a_tap_starts_the_48_hours_anew(stage: Stage) -> None:
    lena = await pupil(stage, "lena")
    await stage.passes(40 * HOUR)
    await lena.says("menü")
    await stage.passes(40 * HOUR)
    assert await count(stage, Person) == 1
    await stage.passes(9 * HOUR)
    assert await count(stage, Person) == 0


async def test_who_agreed_stays_and_staff_stay_too(stage: Stage) -> None:
    await pupil(stage, "lena", Purpose.PROFILE)
    await pupil(stage, "ben", Purpose.FAIRS)
    await pupil(stage, "neu")
    await stage.backstage(lambda unit: Services(unit).people.take_role(3, Role.RECRUITER))
    await stage.passes(60 * DAY)
    assert await count(stage, Person) == 3


async def test_without_a_profile_the_answers_go_although_the_person_stays(stage: Stage) -> None:
    await pupil(stage, "lena", Purpose.PROFILE)
    await pupil(stage, "ben", Purpose.FAIRS)
    await stage.passes(49 * HOUR)
    states = select(Conversation.person_id).where(Conversation.state.is_not(None))  # type: ignore[union-attr]
    assert await stage.backstage(lambda unit: list(unit.session.exec(states))) == [1]
    ben = stage.people["ben"]
    await ben.taps("Los geht's")  # an old button of a forgotten conversation
    assert not ben.sees("Frage 2")


async def test_after_twelve_silent_months_everything_goes(stage: Stage) -> None:
    await pupil(stage, "lena", Purpose.PROFILE, Purpose.MATCHES)
    await stage.passes(364 * DAY)
    assert await count(stage, Profile) == 1
    await stage.passes(2 * DAY)
    assert await count(stage, Person) == 0


async def test_a_profile_ends_with_the_search_on_30_september(stage: Stage) -> None:
    await pupil(
        stage, "lena", Purpose.PROFILE, Purpose.MATCHES, Purpose.FAIRS, start=StartWish.SUMMER
    )
    await pupil(stage, "ben", Purpose.PROFILE, start=StartWish.LATER)
    await stage.until(datetime(2027, 9, 30, 21, tzinfo=UTC))
    assert await count(stage, Profile) == 2
    await stage.until(datetime(2027, 9, 30, 23, tzinfo=UTC))  # it is October in Paderborn
    assert await count(stage, Profile) == 1
    still = select(Consent.purpose).where(Consent.person_id == 1, Consent.withdrawn_at.is_(None))  # type: ignore[union-attr]
    assert await stage.backstage(lambda unit: list(unit.session.exec(still))) == [Purpose.FAIRS]


async def test_in_october_no_transaction_ends_everybodys_search(stage: Stage) -> None:
    for number in range(retention.AT_ONCE + 2):
        await pupil(stage, f"p{number}", Purpose.PROFILE, start=StartWish.SUMMER)
    await stage.until(datetime(2027, 9, 30, 21, 59, tzinfo=UTC))
    stage.clock.move(timedelta(hours=2))
    assert await stage.backstage(retention.keep_no_longer), "there are more"
    assert await count(stage, Profile) == 2
    while await stage.backstage(retention.keep_no_longer):
        pass
    assert await count(stage, Profile) == 0


async def test_who_still_looks_in_october_keeps_her_profile(stage: Stage) -> None:
    lena = await pupil(stage, "lena", Purpose.PROFILE, start=StartWish.NOW)
    await stage.until(datetime(2027, 9, 30, 21, 30, tzinfo=UTC))
    stage.clock.move(timedelta(minutes=35))  # past midnight in Paderborn, before anything is due
    await lena.says("menü")
    await stage.passes(30 * DAY)
    assert await count(stage, Profile) == 1


async def test_marks_of_events_messages_and_audit_have_their_end(stage: Stage) -> None:
    lena = await pupil(stage, "lena", Purpose.PROFILE)
    await stage.backstage(lambda unit: unit.session.add(Audit(at=unit.now, action="joined")))
    await stage.passes(6 * DAY)
    await lena.says("menü")
    assert await count(stage, Inbox) == 2
    await stage.passes(2 * DAY)
    assert await count(stage, Inbox) == 1
    await stage.passes(80 * DAY)
    assert await count(stage, Outbox) == 2
    await stage.passes(3 * DAY)
    assert await count(stage, Outbox) == 1
    await stage.passes(280 * DAY)
    assert await count(stage, Audit) == 0


async def test_what_still_waits_is_not_taken_for_old(stage: Stage) -> None:
    await pupil(stage, "lena", Purpose.PROFILE)
    await stage.lotse.receive(stage.people["lena"].event(EventKind.SAID, text="menü"))
    waiting = Outbox.state == "queued"
    assert await count(stage, Outbox, waiting) == 1
    await stage.backstage(
        lambda unit: retention.rows.forget_old_messages(unit.session, unit.now + DAY, 100)
    )
    assert await count(stage, Outbox) == await count(stage, Outbox, waiting) == 1


async def test_more_than_fits_into_one_transaction_goes_at_once_all_the_same(
    stage: Stage,
) -> None:
    for n in range(retention.AT_ONCE + 5):
        await stage.lotse.receive(stage.person(f"p{n}").event(EventKind.JOINED))
    await stage.settle()
    assert await count(stage, Person) == retention.AT_ONCE + 5
    await stage.passes(50 * HOUR)
    assert await count(stage, Person) == 0


async def test_one_of_many_processes_does_the_work_once_an_hour(stage: Stage) -> None:
    def begin(unit: Unit) -> list[bool]:
        return [records.begin_chore(unit.session, "test", unit.now, HOUR) for _ in range(3)]

    assert await stage.backstage(begin) == [True, False, False]
    stage.clock.move(HOUR)
    assert await stage.backstage(begin) == [True, False, False]
    assert await count(stage, Chore, Chore.name == "test") == 1
