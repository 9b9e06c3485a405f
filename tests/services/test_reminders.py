"""Reminders at the edges: clock changes, quiet nights, changed minds, many people, one index."""

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from bot.domain.fairs import FairAnswer
from bot.rehearsal.stage import Stage
from bot.services.people import meet
from bot.services.reminders import BATCH, next_reminder, post_due_reminders
from bot.services.services import Services
from bot.services.signups import forget_old_sign_ups, forget_person
from bot.services.unit import Unit
from storage.queries import reminders as rows
from storage.queries.fairs import REMINDER, SIGN_UP
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

SOON = "ist es so weit"


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    stage = await Stage(database_url, at("2027-02-01T14:00")).open()
    yield stage
    await stage.close()


async def states(stage: Stage) -> list[tuple[str, str, str]]:
    statement = REMINDER.select().order_by(REMINDER.c.id)
    return await stage.backstage(
        lambda unit: [(r.kind, r.state, r.reason) for r in unit.session.execute(statement)]
    )


async def test_down_over_the_due_time_means_late_once(stage: Stage) -> None:
    tom, fair = await fan(stage, "tom", on="telegram"), await add_fair(stage)
    await says(stage, tom, fair)
    stage.clock.move(at("2027-02-19T18:30") - stage.clock.now())
    await stage.restart()
    await stage.passes(timedelta(minutes=1))
    assert times_seen(tom, "Morgen ist es so weit!") == 1
    assert times_seen(tom, SOON) == 1
    assert await states(stage) == [
        ("week_before", "missed", "overtaken"), ("day_before", "posted", ""),
    ]  # fmt: skip
    missed = await stage.backstage(lambda unit: Services(unit).reminders.not_delivered(fair.id))
    assert missed == {"overtaken": 1}


async def test_down_until_the_fair_has_begun_means_missed_and_visible(stage: Stage) -> None:
    tom, fair = await fan(stage, "tom", on="telegram"), await add_fair(stage)
    await says(stage, tom, fair)
    stage.clock.move(at("2027-02-20T10:00") - stage.clock.now())
    await stage.restart()
    await stage.passes(timedelta(days=1))
    assert times_seen(tom, SOON) == 0
    assert [state for _, state, _ in await states(stage)] == ["missed", "missed"]


async def test_a_late_yes_at_night_waits_for_the_morning_and_a_no_takes_it_back(
    stage: Stage,
) -> None:
    tom, eva = [await fan(stage, name, on="telegram") for name in ("tom", "eva")]
    fair = await add_fair(stage)
    await stage.until(at("2027-02-19T21:00"))
    for pupil in (tom, eva):
        await says(stage, pupil, fair)
    await stage.passes(timedelta(minutes=1))
    assert times_seen(tom, SOON) == 0
    for pupil in (tom, eva):
        await says(stage, pupil, fair, FairAnswer.NO)
    await says(stage, eva, fair)
    await stage.until(at("2027-02-20T09:00"))
    assert (times_seen(tom, SOON), times_seen(eva, "Heute ist es so weit!")) == (0, 1)


async def test_a_reminder_that_could_only_come_after_the_start_expires(stage: Stage) -> None:
    tom = await fan(stage, "tom", on="telegram")
    early = datetime.fromisoformat("2027-02-20T07:00")
    fair = await add_fair(stage, replace(PLAN, start=early))
    await stage.until(at("2027-02-19T21:00"))
    await says(stage, tom, fair)
    await stage.until(at("2027-02-20T12:00"))
    assert times_seen(tom, SOON) == 0
    missed = await stage.backstage(lambda unit: Services(unit).reminders.not_delivered(fair.id))
    assert missed == {"expired": 1}


@pytest.mark.parametrize("day", ["2027-03-28", "2027-10-31"])
async def test_local_times_hold_over_both_clock_changes(stage: Stage, day: str) -> None:
    tom = await fan(stage, "tom", on="telegram")
    start = datetime.fromisoformat(f"{day}T10:00")
    fair = await add_fair(stage, replace(PLAN, start=start, end=start + timedelta(hours=4)))
    await says(stage, tom, fair)
    before = start - timedelta(days=1)
    for moment in (f"{before.date()}T16:59", f"{before.date()}T17:00"):
        await stage.until(at(moment))
        assert times_seen(tom, "Morgen ist es so weit!") == moment.endswith("17:00")


async def test_another_deadline_moves_its_own_reminder_and_no_other(stage: Stage) -> None:
    tom = await fan(stage, "tom", on="telegram")
    fair = await add_fair(stage, replace(PLAN, registration="Hier", deadline=date(2027, 2, 12)))
    await says(stage, tom, fair)
    await stage.backstage(prolonged(fair.id, date(2027, 2, 17)))
    await stage.until(at("2027-02-14T00:00"))
    assert (times_seen(tom, "Denk an die Anmeldung"), times_seen(tom, SOON)) == (0, 1)
    await stage.backstage(prolonged(fair.id, date(2027, 2, 18)))
    await stage.until(at("2027-02-21T00:00"))
    assert times_seen(tom, "Denk an die Anmeldung! Sie geht bis Do., 18.02.2027.") == 1
    assert times_seen(tom, "Denk an die Anmeldung") == 1
    assert times_seen(tom, SOON) == 2


async def test_another_deadline_does_not_lose_a_reminder_that_waits_for_the_morning(
    stage: Stage,
) -> None:
    tom = await fan(stage, "tom", on="telegram")
    fair = await add_fair(stage, replace(PLAN, registration="Hier", deadline=date(2027, 2, 19)))
    await stage.until(at("2027-02-19T21:00"))
    await says(stage, tom, fair)
    await stage.passes(timedelta(minutes=1))
    await stage.backstage(prolonged(fair.id, date(2027, 2, 20)))
    await stage.until(at("2027-02-20T09:00"))
    assert times_seen(tom, "Heute ist es so weit!") == 1


async def test_a_move_back_and_forth_before_anybody_heard_of_it_tells_nothing(
    stage: Stage,
) -> None:
    tom, fair = await fan(stage, "tom", on="telegram"), await add_fair(stage)
    await says(stage, tom, fair)
    await stage.until(at("2027-02-01T21:00"))
    await moves(stage, fair, "2027-02-27T10:00")
    await moves(stage, fair, "2027-02-20T10:00")
    await stage.until(at("2027-02-02T12:00"))
    assert times_seen(tom, "Das hat sich geändert") == 0
    await moves(stage, fair, "2027-02-27T10:00")
    await stage.passes(timedelta(seconds=1))
    await moves(stage, fair, "2027-02-20T10:00")
    await stage.passes(timedelta(seconds=1))
    assert times_seen(tom, "Das hat sich geändert") == 2


async def test_on_the_evening_before_the_news_of_a_move_stand_for_the_reminder(
    stage: Stage,
) -> None:
    tom, fair = await fan(stage, "tom", on="telegram"), await add_fair(stage)
    await stage.until(at("2027-02-19T16:00"))
    await says(stage, tom, fair)
    await stage.until(at("2027-02-19T18:00"))
    await moves(stage, fair, "2027-02-20T14:00")
    await says(stage, tom, fair)
    await stage.until(at("2027-02-21T00:00"))
    assert (times_seen(tom, SOON), times_seen(tom, "Das hat sich geändert")) == (1, 1)


async def test_another_place_is_told_and_the_reminders_stay(stage: Stage) -> None:
    tom, fair = await fan(stage, "tom", on="telegram"), await add_fair(stage)
    await says(stage, tom, fair)
    await moves(stage, fair, "2027-02-20T10:00", place="Turnhalle")
    await stage.until(at("2027-02-21T00:00"))
    assert times_seen(tom, "Das hat sich geändert") == 1
    assert "Turnhalle" in tom.find("Morgen ist es so weit!").message.text.plain
    assert times_seen(tom, SOON) == 2


async def test_many_are_reminded_in_one_tick_each_once_after_a_restart_too(stage: Stage) -> None:
    fair = await add_fair(stage)
    count = 2 * BATCH + 7
    await stage.backstage(lambda unit: crowd(unit, fair.id, count))
    stage.clock.move(at("2027-02-19T17:00") - stage.clock.now())
    await stage.tick()
    await stage.lotse.tick()
    await stage.restart()
    await stage.passes(timedelta(minutes=1))
    seen = [
        len(chat) for name, chat in stage.channels["telegram"].chats.items() if "crowd" in name
    ]
    assert seen == [1] * count


async def test_the_clock_can_jump_from_one_reminder_to_the_next(stage: Stage) -> None:
    tom, fair = await fan(stage, "tom", on="telegram"), await add_fair(stage)
    assert await stage.backstage(next_reminder) is None
    await says(stage, tom, fair)
    assert await stage.backstage(next_reminder) == at("2027-02-13T17:00")


async def test_two_ticks_at_once_post_a_reminder_once(stage: Stage) -> None:
    tom, fair = await fan(stage, "tom", on="telegram"), await add_fair(stage)
    await says(stage, tom, fair)
    stage.clock.move(at("2027-02-19T17:00") - stage.clock.now())
    await asyncio.gather(*(stage.backstage(post_due_reminders) for _ in range(4)))
    await stage.settle()
    assert times_seen(tom, SOON) == 1


async def test_sign_ups_go_30_days_after_the_fair_and_two_numbers_stay(stage: Stage) -> None:
    tom, fair = await fan(stage, "tom", on="telegram"), await add_fair(stage)
    await says(stage, tom, fair)
    stage.clock.move(at("2027-03-22T12:00") - stage.clock.now())
    await stage.backstage(forget_old_sign_ups)
    assert await count_of(stage, fair.id) == (1, 1)
    stage.clock.move(timedelta(days=1))
    for _ in range(2):
        await stage.backstage(forget_old_sign_ups)
        assert await count_of(stage, fair.id) == (1, 0)
    assert await states(stage) == []


async def test_a_deleted_person_leaves_nothing(stage: Stage) -> None:
    tom, fair = await fan(stage, "tom", on="telegram"), await add_fair(stage)
    await says(stage, tom, fair)
    number = await number_of(stage, tom)
    await stage.backstage(lambda unit: forget_person(unit, number))
    assert await states(stage) == []
    assert await count_of(stage, fair.id) == (0, 0)


async def test_what_is_due_is_found_by_an_index(stage: Stage) -> None:
    plan = await stage.backstage(explain)
    assert "fair_reminder_due" in plan
    assert "SCAN fair_reminder\n" not in plan
    assert "Seq Scan" not in plan
    assert "TEMP B-TREE" not in plan


def explain(unit: Unit) -> str:
    statement = rows.due_statement(unit.now, 100)
    dialect = unit.session.get_bind().dialect
    words = str(statement.compile(dialect=dialect, compile_kwargs={"literal_binds": True}))
    prefix = "EXPLAIN QUERY PLAN" if dialect.name == "sqlite" else "EXPLAIN"
    if dialect.name == "postgresql":
        unit.session.execute(text("SET LOCAL enable_seqscan = off"))  # the table is empty
    return "\n".join(str(row[-1]) for row in unit.session.execute(text(f"{prefix} {words}")))


def prolonged(fair_id: int, day: date) -> Callable[[Unit], None]:
    def prolong(unit: Unit) -> None:
        fairs = Services(unit).fairs
        plan = fairs.get(fair_id).plan
        fairs.change(fair_id, replace(plan, deadline=day), sequence=plan.sequence)

    return prolong


def crowd(unit: Unit, fair_id: int, count: int) -> None:
    """Many pupils who come, each with a chat of her own."""
    services = Services(unit)
    for n in range(count):
        seat = meet(
            unit.session, unit.house, unit,
            channel="telegram", address=f"crowd-{n}", language="de",
        )  # fmt: skip
        services.consents.give(seat.person_id, "fairs", version=1, language="de", wording="Ja")
        services.sign_ups.answer(fair_id, seat.person_id, FairAnswer.YES, version=1)


async def count_of(stage: Stage, fair_id: int) -> tuple[int, int]:
    """How many come, and how many sign-ups are stored."""

    def look(unit: Unit) -> tuple[int, int]:
        stored = unit.session.execute(select(func.count()).select_from(SIGN_UP)).scalar_one()
        return Services(unit).sign_ups.counts(fair_id).yes, stored

    return await stage.backstage(look)
