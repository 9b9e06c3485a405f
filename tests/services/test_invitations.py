"""Invitations: unguessable, kept as a hash alone, good once and not for long."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from bot.domain.enquiries import Specialism
from bot.domain.errors import NotFound
from bot.domain.people import Role
from bot.rehearsal.stage import Stage
from bot.services.invitations import CODE_LENGTH, Invitations, code_in
from bot.services.staff import COUNTY
from bot.services.traces import traces
from bot.services.unit import Unit
from storage.tables import Invitation, StaffDuty

NOON = datetime(2027, 2, 1, 11, tzinfo=UTC)
BUEREN = "05774016"


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    stage = await Stage(database_url, NOON).open()
    yield stage
    await stage.close()


async def invite(stage: Stage, *towns: str, role: Role = Role.RECRUITER) -> str:
    return await stage.backstage(
        lambda unit: Invitations(unit).invite(role, towns, [Specialism.TRAINING], "Nina Muster")
    )


async def duties(stage: Stage) -> list[tuple[str, str]]:
    def read(unit: Unit) -> list[tuple[str, str]]:
        return [(duty.town, duty.specialism) for duty in unit.session.exec(select(StaffDuty))]

    return await stage.backstage(read)


async def test_codes_are_long_different_and_have_digits(stage: Stage) -> None:
    codes = {await invite(stage, BUEREN) for _ in range(50)}
    assert len(codes) == 50
    assert all(len(code) == CODE_LENGTH and code_in(code) == code for code in codes)
    assert not any(set(code) & set("01OI") for code in codes)


async def test_neither_code_nor_name_stands_in_the_database(stage: Stage) -> None:
    code = await invite(stage, BUEREN)
    rows = await stage.backstage(lambda unit: list(unit.session.exec(select(Invitation))))
    assert code not in rows[0].digest
    assert rows[0].expires_at == NOON + timedelta(days=7)
    if stage.lotse.database.is_sqlite:
        found = traces(stage.lotse.database, [code, "Nina Muster"])
        assert [place for place in found if "invitation.member" not in place] == []


async def test_towns_and_specialisms_become_duties(stage: Stage) -> None:
    neu = stage.person("neu")
    await neu.starts("e_" + await invite(stage, BUEREN, "05774020"))
    assert await duties(stage) == [(BUEREN, "training"), ("05774020", "training")]


async def test_all_towns_are_the_county(stage: Stage) -> None:
    towns = [town.key for town in stage.lotse.house.region.towns]
    for number, given in enumerate([towns, [COUNTY], [COUNTY, BUEREN]]):
        await stage.person(f"p{number}").starts("e_" + await invite(stage, *given))
    assert await duties(stage) == [(COUNTY, "training")] * 3


@pytest.mark.parametrize(
    ("role", "towns", "name", "error"),
    [
        (Role.PUPIL, [BUEREN], "Nina", ValueError),
        (Role.RECRUITER, [], "Nina", ValueError),
        (Role.RECRUITER, [BUEREN], "  ", ValueError),
        (Role.RECRUITER, [BUEREN], "x" * 61, ValueError),
        (Role.RECRUITER, ["99999999"], "Nina", NotFound),
    ],
)
async def test_an_invitation_that_makes_no_sense_is_refused(
    stage: Stage, role: Role, towns: list[str], name: str, error: type[Exception]
) -> None:
    def make(unit: Unit) -> str:
        return Invitations(unit).invite(role, towns, [Specialism.TRAINING], name)

    with pytest.raises(error):
        await stage.backstage(make)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("K2B5C6D7F8G7", "K2B5C6D7F8G7"),
        (" e_k2b5-c6d7–f8g7 ", "K2B5C6D7F8G7"),
        ("LANDSCHAFTEN", None),
        ("A2BCDEFGHJKL", None),
        ("K2B5C6D7F8G", None),
        ("K2B5C6D7F8G7 bitte", None),
        ("А2В3С4D5Е6F7", None),
        ("", None),
    ],
)
def test_what_is_a_code(text: str, code: str | None) -> None:
    assert code_in(text) == code


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("K2B5C6D7F8G7", True),
        (" e_k2b5-c6d7-f8g7 ", True),
        ("k2b5 c6d7 f8g7", True),
        ("k2b5c6 d7f8g7", False),
        ("Realschule23", False),
        ("K2B5-C6D7", False),
    ],
)
def test_what_is_a_code_where_something_else_is_asked(text: str, is_one: bool) -> None:
    assert (code_in(text, as_written=True) is not None) is is_one
