"""The database is away for a while: an honest 503, nothing half done, and it goes on by itself."""

import asyncio

from tests.faults.books import compare
from tests.faults.holding import full_disk, held, moved_away
from tests.faults.processes import Place, Stable, serving
from tests.faults.pupils import Body, Pupil, at_their_pages


async def is_refused_for_now(pupil: Pupil) -> Body:
    """What she tells is not taken, and she is told when to ask again."""
    body = pupil.event(kind="said", text="1")
    answer = await pupil.asks("POST", "/api/events", body)
    assert answer.status_code == 503
    assert 1 <= int(answer.headers["Retry-After"]) <= 60
    return body


async def goes_on(pupil: Pupil, body: Body) -> None:
    """The same event is taken now, once."""
    assert (await pupil.asks("POST", "/api/events", body)).status_code == 202
    pupil.switches(1)
    await pupil.types(2)
    await pupil.catches_up()


async def test_somebody_holds_the_database(stable: Stable, place: Place) -> None:
    async with at_their_pages(place.url, 10) as pupils:
        with serving(stable, place):
            await asyncio.gather(*(pupil.arrives() for pupil in pupils))
            with held(place):
                bodies = await asyncio.gather(*map(is_refused_for_now, pupils))
            await asyncio.gather(*map(goes_on, pupils, bodies))
        compare(place, pupils)


async def test_the_file_is_moved_away(stable: Stable, sqlite_place: Place) -> None:
    """SQLite itself would go on in it for ever, and all that was taken would be lost."""
    async with at_their_pages(sqlite_place.url, 3) as pupils:
        with serving(stable, sqlite_place):
            await asyncio.gather(*(pupil.arrives() for pupil in pupils))
            with moved_away(sqlite_place):
                bodies = await asyncio.gather(*map(is_refused_for_now, pupils))
                assert (await pupils[0].asks("GET", "/healthz")).status_code == 503
            await asyncio.gather(*map(goes_on, pupils, bodies))
        compare(sqlite_place, pupils)


async def test_the_disk_is_full(stable: Stable, sqlite_place: Place) -> None:
    async with at_their_pages(sqlite_place.url, 10) as pupils:
        with serving(stable, sqlite_place) as served:
            await asyncio.gather(*(pupil.arrives() for pupil in pupils))
            with full_disk(served.pid):
                bodies = await asyncio.gather(*map(is_refused_for_now, pupils))
                assert (await pupils[0].asks("GET", "/healthz")).status_code == 503
                assert (await pupils[0].asks("GET", "/api/messages")).status_code == 200
            await asyncio.gather(*map(goes_on, pupils, bodies))
        compare(sqlite_place, pupils)
