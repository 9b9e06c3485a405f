"""Cut lines, lost answers, servers that stop: nothing is lost, nothing comes twice."""

import asyncio
import re

import pytest
from playwright.async_api import Browser, Page, Route, expect

from bot.dialogue.event import EventKind
from tests.channels.web_browser import page_of, texts, write
from tests.channels.web_fakes import Office, plain
from tests.channels.web_guide import ACTIVITIES, Guide
from tests.channels.web_site import eventually, running

pytestmark = pytest.mark.asyncio(loop_scope="session")

CUT = ("Failed to load", "ERR_")  # how Chromium reports what these tests do on purpose


async def ready(page: Page) -> None:
    await page.get_by_role("button", name="Los geht's").wait_for()


async def test_a_lost_answer_does_not_double_what_was_said(browser: Browser) -> None:
    office = Office(Guide())
    ids = []

    async def lose(route: Route) -> None:
        ids.append((route.request.post_data_json or {})["id"])
        await route.fetch()  # the server has it
        if ids.count(ids[-1]) < 3:
            await route.abort()  # the page never hears so
        else:
            await route.continue_()

    async with running(office) as site, page_of(browser, site, expected=CUT) as page:
        await ready(page)
        await page.route("**/api/events", lose)
        await write(page, "nur einmal")
        await expect(page.locator(".mine[data-state=sent]")).to_have_count(1)
        await page.unroute("**/api/events")
        assert await page.get_by_text("Du sagst: nur einmal").count() == 1
    assert len(ids) == 3
    assert len(set(ids)) == 1
    assert office.said() == ["nur einmal"]


async def test_what_is_written_while_the_server_is_away_arrives_in_order(
    browser: Browser,
) -> None:
    office = Office(Guide())
    async with running(office) as site, page_of(browser, site, expected=CUT) as page:
        await ready(page)
        await site.stop()
        for number in range(4):
            await write(page, f"Zeile {number}")
        await expect(page.locator("#status")).to_have_text("getrennt, neuer Versuch läuft")
        await expect(page.locator(".mine[data-state=waiting]")).to_have_count(4)
        site.start()
        await page.evaluate("dispatchEvent(new Event('online'))")
        await expect(page.locator(".mine[data-state=sent]")).to_have_count(4)
        await expect(page.locator("#status")).to_have_text("verbunden")
        await page.get_by_text("Du sagst: Zeile 3").wait_for()
    assert office.said() == [f"Zeile {number}" for number in range(4)]


async def test_what_waits_survives_a_reload(browser: Browser) -> None:
    office = Office(Guide())
    async with running(office) as site, page_of(browser, site, expected=CUT) as page:
        await ready(page)
        await page.route("**/api/events", lambda route: route.abort())
        await write(page, "noch unterwegs")
        await expect(page.locator(".mine[data-state=waiting]")).to_have_count(1)
        await page.unroute("**/api/events")
        await page.reload()
        await page.get_by_text("Du sagst: noch unterwegs").wait_for()
        await expect(page.locator(".mine[data-state=sent]")).to_have_count(1)
        assert (await texts(page))[1:] == ["noch unterwegs", "Du sagst: noch unterwegs"]
    assert office.said() == ["noch unterwegs"]


async def test_streams_cut_again_and_again_lose_and_double_nothing(browser: Browser) -> None:
    office = Office()
    drawer = office.open_chat()
    address = drawer.session.address
    asked = []
    async with running(office) as site, page_of(browser, site, drawer, expected=CUT) as page:
        await expect(page.locator("#status")).to_have_text("verbunden")
        page.on("request", lambda request: asked.append(request.url))
        for number in range(12):
            office.post(address, plain(f"Nachricht {number}"))
            if number % 4 == 3:
                await site.stop()
                office.post(address, plain(f"währenddessen {number}"))
                site.start()
                await page.evaluate("dispatchEvent(new Event('online'))")
                await page.get_by_text(f"währenddessen {number}").wait_for()
        shown = await texts(page)
        await eventually(lambda: len(drawer.delivered) == 15)
    assert shown == [row.message.text.plain for row in drawer.rows if row.message]
    starts = [int(found[1]) for url in asked if (found := re.search(r"[?&]after=(\d+)", url))]
    assert starts == sorted(starts)
    assert starts[-1] >= 10  # it asks for what it misses, not for everything


async def test_what_comes_again_is_not_shown_again(browser: Browser) -> None:
    office = Office()
    drawer = office.open_chat()
    address = drawer.session.address

    async def from_the_beginning(route: Route) -> None:
        await route.continue_(url=re.sub(r"after=\d+", "after=0", route.request.url))

    async with running(office) as site, page_of(browser, site, drawer, expected=CUT) as page:
        key = office.post(address, plain("alt"))
        office.post(address, plain("neu"), edits=key)
        office.post(address, plain("danach"))
        await page.get_by_text("danach").wait_for()
        await page.evaluate(
            "window.spoken = 0; new MutationObserver((all) => (window.spoken += all.length))"
            ".observe(document.querySelector('#log'), {childList: true, subtree: true})"
        )
        await page.route("**/api/stream*", from_the_beginning)
        async with page.expect_request("**/api/stream*"):
            await page.evaluate("dispatchEvent(new Event('online'))")
        office.post(address, plain("zuletzt"))
        await page.get_by_text("zuletzt").wait_for()
        assert await texts(page) == ["neu", "danach", "zuletzt"]
        assert await page.evaluate("window.spoken") == 1


async def test_a_proxy_that_breaks_streams_does_not_break_the_chat(browser: Browser) -> None:
    office = Office(Guide())
    async with running(office) as site, page_of(browser, site, expected=CUT) as page:
        await page.route("**/api/stream*", lambda route: route.abort())
        await page.reload()
        await ready(page)
        await write(page, "Hallo")
        await page.get_by_text("Du sagst: Hallo").wait_for()
        await expect(page.locator("#status")).to_have_text("verbunden")


async def test_a_proxy_that_holds_streams_back_does_not_break_the_chat(browser: Browser) -> None:
    office = Office(Guide())
    asked, held = asyncio.Event(), asyncio.Event()

    async def hold(_: Route) -> None:
        asked.set()
        await held.wait()

    async with running(office) as site, page_of(browser, site, expected=CUT) as page:
        await page.clock.install()
        await page.route("**/api/stream*", hold)
        await page.reload()
        await asked.wait()
        await expect(page.locator("#status")).to_have_text("verbinde …")
        await page.clock.fast_forward(6_000)  # it gives up on the stream, and asks instead
        await ready(page)
        held.set()


async def test_a_database_that_is_away_delays_and_loses_nothing(browser: Browser) -> None:
    office = Office(Guide())
    async with running(office) as site, page_of(browser, site, expected=("503",)) as page:
        await ready(page)
        office.away = True
        await write(page, "Geduld")
        await expect(page.locator(".mine[data-state=waiting]")).to_have_count(1)
        office.away = False
        await page.get_by_text("Du sagst: Geduld").wait_for()
    assert office.said() == ["Geduld"]


async def test_a_flood_is_slowed_down_and_stays_in_order(browser: Browser) -> None:
    office = Office()
    drawer = office.open_chat()
    lines = [f"{number}" for number in range(40)]
    async with (
        running(office, rate=30, burst=15) as site,
        page_of(browser, site, drawer, expected=("429",)) as page,
    ):
        await expect(page.locator("#status")).to_have_text("verbunden")
        for line in lines:
            await write(page, line)
        await expect(page.locator(".mine[data-state=sent]")).to_have_count(40)
    assert office.said() == lines


async def test_a_tap_whose_answer_was_lost_counts_once(browser: Browser) -> None:
    office = Office(guide := Guide())
    lost = asyncio.Event()

    async def lose_once(route: Route) -> None:
        if lost.is_set():
            await route.continue_()
            return
        lost.set()
        await route.fetch()
        await route.abort()

    async with running(office) as site, page_of(browser, site, expected=CUT) as page:
        await ready(page)
        await page.get_by_role("button", name="Los geht's").click()
        toggle = page.get_by_role("button", name=ACTIVITIES[0])
        await toggle.wait_for()
        await page.route("**/api/events", lose_once)
        await toggle.click()
        await expect(toggle).to_have_attribute("aria-pressed", "true")
        await expect(toggle).not_to_have_attribute("aria-busy", "true")
    assert guide.stale == 0
    assert [event.kind for event in office.events].count(EventKind.TAPPED) == 2
