"""Fairs as the services keep them: order, codes, who may change what, and everything at once."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.domain.errors import NotFound, NotUnderstood, Outdated, Refused
from bot.domain.fairs import FairAnswer, FairPlan, FairState
from bot.rehearsal.stage import Stage
from bot.services.fair_plans import Fair
from bot.services.services import Services
from bot.services.unit import Unit
from storage.queries.fairs import REMINDER
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

BUEREN, PADERBORN = "05774016", "05774032"


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    stage = await Stage(database_url, at("2027-02-01T14:00")).open()
    yield stage
    await stage.close()


async def change(stage: Stage, fair: Fair, plan: FairPlan, sequence: int = 0) -> None:
    await stage.backstage(
        lambda unit: Services(unit).fairs.change(fair.id, plan, sequence=sequence) and None
    )


async def test_a_plan_is_kept_as_it_was_told(stage: Stage) -> None:
    plan = replace(PLAN, about="Zeile eins", bring="Stift", access="Aufzug", parents=False)
    fair = await add_fair(stage, plan)
    kept = await stage.backstage(lambda unit: Services(unit).fairs.get(fair.id))
    assert kept.plan == plan
    found = await stage.backstage(lambda unit: Services(unit).fairs.by_code(kept.code.upper()))
    assert found == kept
    assert await stage.backstage(lambda unit: Services(unit).fairs.by_code("m_none")) is None
    with pytest.raises(NotFound):
        await stage.backstage(lambda unit: Services(unit).fairs.get(99))


async def test_the_nearest_comes_first_and_one_without_a_town_last(stage: Stage) -> None:
    hour = timedelta(hours=1)
    for number, town in enumerate((BUEREN, PADERBORN, None, None)):
        begin = PLAN.start - timedelta(days=number)
        await add_fair(
            stage, replace(PLAN, title=f"{number}", town=town, start=begin, end=begin + hour)
        )
    near = await stage.backstage(lambda unit: Services(unit).fairs.near(BUEREN))
    assert [fair.plan.title for fair in near] == ["0", "1", "3", "2"]
    by_date = await stage.backstage(lambda unit: Services(unit).fairs.near(None))
    assert [fair.plan.title for fair in by_date] == ["3", "2", "1", "0"]


async def test_what_cannot_be_is_never_kept(stage: Stage) -> None:
    upside_down = replace(PLAN, start=PLAN.end, end=PLAN.start)
    with pytest.raises(NotUnderstood):
        await add_fair(stage, upside_down)
    fair = await add_fair(stage)
    with pytest.raises(NotUnderstood):
        await change(stage, fair, upside_down)


async def test_only_who_saw_the_present_plan_may_change_it(stage: Stage) -> None:
    fair = await add_fair(stage)
    await change(stage, fair, replace(PLAN, place="Aula"))
    with pytest.raises(Outdated):
        await change(stage, fair, replace(PLAN, place="Turnhalle"))
    await stage.backstage(lambda unit: Services(unit).fairs.cancel(fair.id) and None)
    with pytest.raises(Outdated):
        await change(stage, fair, replace(PLAN, place="Turnhalle"), sequence=2)
    again = await stage.backstage(lambda unit: Services(unit).fairs.cancel(fair.id))
    assert (again.told, again.fair.plan.state) == (0, FairState.CANCELLED)


async def test_an_answer_needs_the_consent_the_present_plan_and_a_fair_ahead(
    stage: Stage,
) -> None:
    fair, tom = await add_fair(stage), await fan(stage, "tom")
    number = await number_of(stage, tom)

    def answer(unit: Unit, version: int = 1, person: int = number) -> None:
        Services(unit).sign_ups.answer(fair.id, person, FairAnswer.YES, version=version)

    with pytest.raises(Outdated):
        await stage.backstage(lambda unit: answer(unit, version=2))
    stranger = stage.person("stranger")
    await stranger.starts()
    unasked = await number_of(stage, stranger)
    with pytest.raises(Refused):
        await stage.backstage(lambda unit: answer(unit, person=unasked))
    with pytest.raises(NotFound):
        await stage.backstage(
            lambda unit: Services(unit).sign_ups.remind_in_the_morning(fair.id, number, True)
        )
    stage.clock.move(at("2027-02-20T10:00") - stage.clock.now())
    with pytest.raises(Outdated):
        await stage.backstage(answer)


async def test_answers_while_the_fair_moves_are_reminded_of_the_new_date_or_refused(
    stage: Stage,
) -> None:
    """Whoever comes first: nobody is left with the reminders of the old date."""
    fair = await add_fair(stage)
    pupils = [await fan(stage, f"p{n}", on="telegram") for n in range(6)]
    acts = [says(stage, pupil, fair) for pupil in pupils]
    acts.insert(3, moves(stage, fair, "2027-02-27T10:00"))
    done = await asyncio.gather(*acts, return_exceptions=True)
    assert {type(each) for each in done} <= {type(None), Outdated}

    def planned(unit: Unit) -> set[tuple[int, int]]:
        statement = select(REMINDER.c.person_id, REMINDER.c.plan_version)
        rows = unit.session.execute(statement.where(REMINDER.c.state == "planned"))
        return {(row[0], row[1]) for row in rows}

    await stage.settle()
    reminded = await stage.backstage(planned)
    assert {version for _, version in reminded} == {2}
    come = await stage.backstage(lambda unit: Services(unit).sign_ups.counts(fair.id).yes)
    assert len(reminded) == come
    told = sum(times_seen(pupil, "Das hat sich geändert") for pupil in pupils)
    late = await stage.backstage(lambda unit: Services(unit).sign_ups.counts(fair.id).open_yes)
    assert told == late
