"""Killed, stopped or cut off again and again: nothing is lost, nothing is handled twice."""

import asyncio
from dataclasses import replace

from tests.faults.books import compare
from tests.faults.holding import held
from tests.faults.processes import STOP_WITHIN, Place, Stable, free_port, lotse_run, serving
from tests.faults.pupils import at_their_pages
from tests.faults.storm import cut, kill, stop, storm


async def test_killed_thirty_times(stable: Stable, place: Place) -> None:
    weather = await storm(stable, place, kill, 30)
    assert weather.events >= 600
    assert weather.repeats >= 30


async def test_stopped_under_load(stable: Stable, place: Place) -> None:
    await storm(stable, place, stop, 4, pupils=10, acts=15)


async def test_cut_off_from_postgresql_under_load(stable: Stable, postgresql_place: Place) -> None:
    weather = await storm(stable, postgresql_place, cut, 10, pupils=10, acts=15)
    assert weather.repeats >= 10


async def test_when_one_of_two_processes_dies_the_other_goes_on(
    stable: Stable, postgresql_place: Place
) -> None:
    other = replace(postgresql_place, port=free_port())
    async with (
        at_their_pages(postgresql_place.url, 5) as here,
        at_their_pages(other.url, 5) as there,
    ):
        with serving(stable, postgresql_place) as dying, serving(stable, other):
            async with asyncio.TaskGroup() as group:
                for pupil in (*here, *there):
                    group.create_task(pupil.plays(15))
                for _ in range(3):
                    await asyncio.sleep(0.3)
                    await kill(dying)
                    await asyncio.to_thread(postgresql_place.is_up)
        assert [pupil.repeats for pupil in there] == [0] * len(there)
        compare(postgresql_place, [*here, *there])


async def test_what_is_in_flight_when_it_is_stopped_is_finished(
    stable: Stable, place: Place
) -> None:
    async with at_their_pages(place.url, 20) as pupils:
        with lotse_run(place) as process:
            place.is_up()
            await asyncio.gather(*(pupil.arrives() for pupil in pupils))
            async with asyncio.TaskGroup() as group:
                with held(place):
                    for pupil in pupils:
                        group.create_task(pupil.types(1))
                    await asyncio.sleep(1)  # now all of them wait for the database
                    process.terminate()
                    await asyncio.sleep(0.5)
            assert await asyncio.to_thread(process.wait, STOP_WITHIN) == 0
        assert [pupil.repeats for pupil in pupils] == [0] * len(pupils)
        with serving(stable, place):
            await asyncio.gather(*(pupil.catches_up() for pupil in pupils))
        compare(place, pupils)
