"""Searching, stars and profiles on both databases."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.errors import NotFound
from bot.domain.matching import rank
from bot.domain.people import AgeBand, Certificate, Grade
from bot.domain.vacancies import Condition, Kind, Vacancy, VacancyState
from bot.domain.wishes import DayPart, Slot, StartWish, Strength, Transport, Wishes
from bot.rehearsal.seeding import seed
from bot.rehearsal.stage import Stage
from bot.services.people import meet
from bot.services.profiles import About, wishes_from_json, wishes_to_json
from bot.services.search import Page
from bot.services.services import Services
from bot.services.stock import OpenVacancies
from bot.services.unit import Unit
from bot.services.vacancies import put_in
from storage.tables import VacancyRow
from tests.services.offered import offered

MONDAY = datetime(2027, 2, 1, 14, tzinfo=UTC)
BUEREN = "05774016"
WOOD = Wishes(fields=("PRFE_MAT",), town=BUEREN, start=StartWish.SUMMER)


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    stage = await Stage(database_url, MONDAY).open()
    await stage.backstage(lambda unit: seed(unit, staff=False))
    yield stage
    await stage.close()


def somebody(unit: Unit, name: str = "lena") -> int:
    seat = meet(unit.session, unit.house, unit, channel="web", address=name, language="de")
    return seat.person_id


async def test_hits_are_the_promising_of_all_in_the_order_of_the_list(stage: Stage) -> None:
    def compare(unit: Unit) -> None:
        services = Services(unit)
        for wishes in (WOOD, Wishes(), replace(WOOD, occupations=("koch",), radius_km=20)):
            everything = rank(wishes, offered(unit), unit.region.distance_km, unit.today)
            promising = [hit for hit in everything if hit.promising]
            assert promising
            assert services.search.hits(wishes) == promising
            assert services.search.hits(wishes, 2) == promising[:2]
            assert services.search.count(wishes) == len(promising)
            for at in (1, 2, len(promising)):
                page = services.search.page(wishes, at)
                assert page == Page(promising[at - 1], at, len(promising))
            assert services.search.page(wishes, 999) == services.search.page(
                wishes, len(promising)
            )

    await stage.backstage(compare)


async def test_what_is_over_or_taken_is_not_found(stage: Stage) -> None:
    def look(unit: Unit) -> None:
        services = Services(unit)
        best = services.search.hits(WOOD)[0].vacancy
        for change in (
            {"state": VacancyState.FILLED},
            {"valid_until": unit.today - timedelta(days=1)},
        ):
            gone = replace(best, reference=f"gone-{change}", **change)
            number = services.vacancies.add(gone)
            assert number not in {hit.vacancy.id for hit in services.search.hits(WOOD)}
            assert services.search.hit(WOOD, number).vacancy.id == number

    await stage.backstage(look)


async def test_what_was_rolled_back_is_not_found_and_what_changes_then_is(stage: Stage) -> None:
    def best(unit: Unit) -> Vacancy:
        return Services(unit).search.hits(WOOD, 1)[0].vacancy

    class BackOutError(Exception):
        pass

    def fill_and_back_out(unit: Unit) -> None:
        number = best(unit).id
        row = unit.session.get_one(VacancyRow, number)
        row.state = VacancyState.FILLED
        put_in(unit, row)
        assert best(unit).id != number
        raise BackOutError

    def reserve_the_second(unit: Unit) -> None:
        row = unit.session.get_one(VacancyRow, second)
        row.state = VacancyState.RESERVED
        put_in(unit, row)

    first = (await stage.backstage(best)).id
    second = (await stage.backstage(lambda unit: Services(unit).search.hits(WOOD, 2)))[
        1
    ].vacancy.id
    with pytest.raises(BackOutError):
        await stage.backstage(fill_and_back_out)
    await stage.backstage(reserve_the_second)
    found = await stage.backstage(lambda unit: Services(unit).search.ranked(WOOD))
    assert found[0].id == first
    assert second not in [vacancy.id for vacancy in found]


async def test_another_process_sees_what_has_changed(stage: Stage) -> None:
    beside = OpenVacancies(stage.lotse.house.region.distance_km)

    def there(unit: Unit) -> set[int]:
        with beside.book(unit.session, unit.today) as book:
            return book.promising_for(WOOD)

    def fill(unit: Unit) -> int:
        row = unit.session.get_one(VacancyRow, Services(unit).search.ranked(WOOD)[0].id)
        row.state = VacancyState.FILLED
        put_in(unit, row)
        return row.id or 0

    before = await stage.backstage(there)
    gone = await stage.backstage(fill)
    assert await stage.backstage(there) == before - {gone}


async def test_a_vacancy_that_never_was_is_not_found(stage: Stage) -> None:
    def look(unit: Unit) -> None:
        with pytest.raises(NotFound):
            Services(unit).search.hit(WOOD, 99_999)

    await stage.backstage(look)


async def test_some_keeps_the_order_asked_for(stage: Stage) -> None:
    def look(unit: Unit) -> list[int]:
        return [hit.vacancy.id for hit in Services(unit).search.some(WOOD, [7, 99_999, 3, 5])]

    assert await stage.backstage(look) == [7, 3, 5]


async def test_changes_bring_what_they_promise(stage: Stage) -> None:
    def look(unit: Unit) -> None:
        search = Services(unit).search
        wishes = replace(WOOD, radius_km=5, start=StartWish.NOW)
        before = {hit.vacancy.id for hit in search.hits(wishes)}
        changes = search.changes(wishes)
        assert changes
        for change in changes:
            after = {hit.vacancy.id for hit in search.hits(change.wishes)}
            assert len(after - before) == change.more

    await stage.backstage(look)


async def test_a_field_is_proposed_only_if_it_resembles_a_wished_one(stage: Stage) -> None:
    def look(unit: Unit) -> None:
        wishes = Wishes(fields=("G",), town=BUEREN)
        added = {change.field for change in Services(unit).search.changes(wishes) if change.field}
        assert added <= set(unit.region.field("G").related)
        assert added

    await stage.backstage(look)


async def test_stars_are_kept_once_in_their_order(stage: Stage) -> None:
    def keep(unit: Unit) -> int:
        services, lena = Services(unit), somebody(unit)
        services.saved.keep(lena, [5, 3, 5])
        services.saved.keep(lena, [3, 4])
        ben = somebody(unit, "ben")
        services.saved.keep(ben, [3])
        assert services.saved.people_of(3) == [lena, ben]
        return lena

    lena = await stage.backstage(keep)

    def look(unit: Unit) -> None:
        saved = Services(unit).saved
        assert sorted(saved.of(lena)) == [3, 4, 5]
        saved.drop(lena, 4)
        saved.drop(lena, 4)
        assert sorted(saved.of(lena)) == [3, 5]

    await stage.backstage(look)


EVERYTHING = Wishes(
    fields=("M", "EL"),
    occupations=("koch",),
    town=BUEREN,
    certificate=Certificate.MSA,
    start=StartWish.LATER,
    kinds=frozenset({Kind.TRAINING, Kind.EQ}),
    radius_km=20,
    transport=frozenset({Transport.CAR}),
    strengths=frozenset({Strength.CARE, Strength.CRAFT}),
    no_gos=frozenset({Condition.SHIFT}),
    internship=(date(2027, 3, 22), date(2027, 4, 3)),
    slots=frozenset({Slot(0, DayPart.NOON), Slot(4, DayPart.EVENING)}),
    further=frozenset({("pets", "dog")}),
)


@pytest.mark.parametrize("wishes", [Wishes(), WOOD, EVERYTHING], ids=["none", "some", "all"])
def test_wishes_survive_being_stored(wishes: Wishes) -> None:
    assert wishes_from_json(wishes_to_json(wishes)) == wishes


async def test_a_profile_is_kept_without_the_nickname(stage: Stage) -> None:
    about = About("Lena", AgeBand.FROM_16, Grade.G10)

    def keep(unit: Unit) -> int:
        lena = somebody(unit)
        assert Services(unit).profiles.find(lena) is None
        Services(unit).profiles.keep(lena, EVERYTHING, about)
        return lena

    lena = await stage.backstage(keep)

    def look(unit: Unit) -> None:
        profiles = Services(unit).profiles
        assert profiles.find(lena) == (EVERYTHING, replace(about, nickname=""))
        profiles.forget(lena)
        assert profiles.find(lena) is None

    await stage.backstage(look)
