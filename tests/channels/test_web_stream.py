import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing, asynccontextmanager

import httpx
import pytest

from bot.channels.web import open_port
from bot.dialogue.channel import Parcel
from bot.dialogue.event import Event
from tests.channels.web_fakes import Drawer, Office, plain
from tests.channels.web_site import MARK, Heard, Site, eventually, listen, running, said


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def drawer(office: Office) -> Drawer:
    return office.open_chat()


@asynccontextmanager
async def stream(
    site: Site, drawer: Drawer, after: int = 0, **headers: str
) -> AsyncIterator[AsyncIterator[Heard]]:
    cookie = {"Cookie": f"lotse={drawer.secret}"}
    query = f"/api/stream?after={after}&language=de"
    async with (
        httpx.AsyncClient(base_url=site.url, timeout=30) as client,
        client.stream("GET", query, headers={**cookie, **headers}) as answer,
    ):
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        async with aclosing(listen(answer)) as events:  # type: ignore[type-var]
            yield events


async def until(events: AsyncIterator[Heard], name: str) -> list[str]:
    """The words of all rows up to the next event called ``name``, that one included."""
    words = []
    async for event in events:
        if event.name == "row":
            row = json.loads(event.data)
            assert event.id == str(row["position"])
            words.append(row["text"][0]["text"])
        if event.name == name:
            return words
    raise AssertionError(f"the stream ended before {name!r}")


async def test_old_messages_come_first_and_new_ones_at_once(
    office: Office, drawer: Drawer
) -> None:
    address = drawer.session.address
    office.post(address, plain("alt"))
    async with running(office) as site, stream(site, drawer) as events:
        assert await until(events, "now") == ["alt"]
        office.post(address, plain("neu"))
        async with asyncio.timeout(1):
            assert await until(events, "row") == ["neu"]


async def test_sending_wakes_only_the_pages_of_that_address(
    office: Office, drawer: Drawer
) -> None:
    other = office.open_chat()
    async with (
        running(office) as site,
        stream(site, drawer) as mine,
        stream(site, other) as foreign,
    ):
        await until(mine, "now")
        await until(foreign, "now")
        office.post(drawer.session.address, plain("für dich"))
        await office.channel.send(Parcel(drawer.session.address, 1, plain("für dich")))
        assert await until(mine, "row") == ["für dich"]
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(0.3):
                await anext(foreign)


@pytest.mark.parametrize("by_header", [True, False])
async def test_a_reconnecting_page_misses_and_repeats_nothing(
    office: Office, drawer: Drawer, *, by_header: bool
) -> None:
    address = drawer.session.address
    async with running(office) as site:
        heard = []
        after = 0
        for number in range(6):
            office.post(address, plain(str(number)))
            office.post(address, plain(f"{number}b"))
            headers = {"Last-Event-ID": str(after)} if by_header and after else {}
            async with stream(site, drawer, 0 if by_header else after, **headers) as events:
                heard += await until(events, "row")  # cut after the first of two
            after += 1
        async with stream(site, drawer, after) as events:
            heard += await until(events, "now")
    assert heard == [f"{number}{half}" for number in range(6) for half in ("", "b")]


async def test_a_silent_stream_beats_and_looks_at_the_shelf(
    office: Office, drawer: Drawer
) -> None:
    async with running(office, beat=0.1) as site, stream(site, drawer) as events:
        await until(events, "beat")
        office.post(drawer.session.address, plain("aus einem anderen Prozess"), wake=False)
        async with asyncio.timeout(1):
            assert await until(events, "row") == ["aus einem anderen Prozess"]


async def test_a_deleted_chat_ends_its_streams_at_once(office: Office, drawer: Drawer) -> None:
    async with running(office) as site, stream(site, drawer) as events:
        await until(events, "now")
        office.delete(drawer)
        async with asyncio.timeout(1):
            assert [event.name async for event in events] == ["gone"]


async def test_a_page_learns_another_language(office: Office, drawer: Drawer) -> None:
    async with running(office) as site, stream(site, drawer) as events:
        await until(events, "now")
        office.speak(drawer, "ar")
        office.post(drawer.session.address, plain("مرحبا"))
        speech = json.loads((await anext(events)).data)
        assert (speech["language"], speech["direction"]) == ("ar", "rtl")
        assert await until(events, "row") == ["مرحبا"]


async def test_streams_do_not_hold_up_the_end(office: Office, drawer: Drawer) -> None:
    async with running(office) as site, stream(site, drawer) as events:
        await until(events, "now")
        async with asyncio.timeout(2):
            await site.stop()
            assert [event async for event in events] == []


async def test_a_page_that_went_is_forgotten(office: Office, drawer: Drawer) -> None:
    address = drawer.session.address
    async with running(office) as site:
        async with stream(site, drawer) as events:
            await until(events, "now")
            assert office.channel.listeners(address) == 1
        await eventually(lambda: not office.channel.listeners(address))


async def test_a_chat_may_be_open_in_only_so_many_places(office: Office, drawer: Drawer) -> None:
    async with running(office, streams=2) as site, stream(site, drawer) as a:
        await until(a, "now")
        async with stream(site, drawer) as b:
            await until(b, "now")
            async with httpx.AsyncClient(base_url=site.url) as client:
                client.cookies.set("lotse", drawer.secret)
                refused = await client.get("/api/stream")
            office.post(drawer.session.address, plain("beide"))
            assert await until(a, "row") == await until(b, "row") == ["beide"]
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "5")


async def test_a_database_that_goes_away_ends_the_stream_quietly(
    office: Office, drawer: Drawer
) -> None:
    async with running(office) as site, stream(site, drawer) as events:
        await until(events, "now")
        office.away = True
        office.channel.wake(drawer.session.address)
        async with asyncio.timeout(1):
            assert [event async for event in events] == []


async def test_an_event_under_way_is_finished_before_the_end(
    office: Office, drawer: Drawer
) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()
    receive = office.receive

    async def slow(event: Event) -> None:
        begun.set()
        await go_on.wait()
        await receive(event)

    office.receive = slow  # type: ignore[method-assign]
    async with (
        running(office) as site,
        httpx.AsyncClient(base_url=site.url, headers=MARK) as client,
        asyncio.TaskGroup() as group,
    ):
        client.cookies.set("lotse", drawer.secret)
        answer = group.create_task(client.post("/api/events", json=said("gerade noch")))
        await begun.wait()
        stopping = group.create_task(site.stop())
        await asyncio.sleep(0.3)
        assert not stopping.done()
        go_on.set()
        assert (await answer).status_code == 202
        await stopping
    assert office.said() == ["gerade noch"]


async def test_a_port_that_is_taken_is_said(office: Office) -> None:
    async with running(office) as site:
        with pytest.raises(OSError, match="in use"):
            open_port("127.0.0.1", site.port)
