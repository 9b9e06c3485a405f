"""The demo data goes through the services, once."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.enquiries import Specialism
from bot.domain.people import Role
from bot.rehearsal.seed import load_seed
from bot.rehearsal.seeding import COORDINATOR, seed
from bot.rehearsal.stage import Stage
from bot.services.services import Services
from bot.services.unit import Unit
from tests.services.offered import offered

MONDAY = datetime(2027, 2, 1, 14, tzinfo=UTC)


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    stage = await Stage(database_url, MONDAY).open()
    yield stage
    await stage.close()


def numbers(unit: Unit) -> tuple[int, int, int]:
    services = Services(unit)
    return len(offered(unit)), len(services.fairs.ahead()), len(services.staff.some())


async def test_everything_is_there_once_however_often_it_is_seeded(stage: Stage) -> None:
    await stage.backstage(lambda unit: seed(unit, staff=False))
    await stage.backstage(seed)
    await stage.backstage(seed)
    data = load_seed(stage.lotse.house.region, MONDAY.date())
    assert await stage.backstage(numbers) == (
        len(data.vacancies), len(data.fairs), len(data.recruiters) + 1,
    )  # fmt: skip


async def test_staff_look_after_their_towns(stage: Stage) -> None:
    await stage.backstage(seed)
    members = {m.name: m for m in await stage.backstage(lambda u: Services(u).staff.some())}
    town = {town.name: town.key for town in stage.lotse.house.region.towns}
    nina = members["Nina Musterkamp"]
    assert nina.towns == (town["Büren"],)
    assert set(nina.specialisms) == {Specialism.TRAINING, Specialism.INTERNSHIP}
    assert members["Oksana Probenko"].towns == ("*",)
    assert members[COORDINATOR].role is Role.COORDINATOR
    responsible = await stage.backstage(
        lambda unit: Services(unit).routing.responsible(town["Büren"], Specialism.TRAINING)
    )
    assert nina.person_id in responsible


async def test_seeding_a_month_later_neither_doubles_nor_changes_vacancies(stage: Stage) -> None:
    await stage.backstage(seed)
    await stage.passes(timedelta(days=30))
    before = await stage.backstage(offered)
    await stage.backstage(seed)
    assert before == await stage.backstage(offered)
