"""The chat inside another site's page."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from playwright.async_api import Browser, expect

from tests.channels.web_browser import PHONE
from tests.channels.web_fakes import Office
from tests.channels.web_guide import Guide
from tests.channels.web_site import running

pytestmark = pytest.mark.asyncio(loop_scope="session")


@asynccontextmanager
async def host_page(html: str) -> AsyncIterator[int]:
    """Another site, with one page."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        body = html.encode()
        head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n"
        writer.write(head.encode() + b"Connection: close\r\n\r\n" + body)
        await writer.drain()
        writer.close()

    async with await asyncio.start_server(answer, "127.0.0.1", 0) as server:
        yield server.sockets[0].getsockname()[1]


@asynccontextmanager
async def embedded(site_url: str) -> AsyncIterator[int]:
    head = "<!doctype html><title>Connect</title><h1>Ausbildung im Kreis</h1>"
    async with host_page(f'{head}<script src="{site_url}/embed.js" defer></script>') as port:
        yield port


async def test_one_line_brings_the_chat_into_another_page(browser: Browser) -> None:
    office = Office(Guide())
    async with (
        running(office, frame_ancestors=("http://127.0.0.1:*",)) as site,
        embedded(site.url) as port,
    ):
        page = await browser.new_page(viewport=PHONE, locale="de-DE")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        await page.goto(f"http://127.0.0.1:{port}/")
        button = page.get_by_role("button", name="Ausbildung finden")
        await button.wait_for()
        assert [url for url in asked if url.startswith(site.url)] == [f"{site.url}/embed.js"]
        await button.click()
        frame = page.frame_locator("iframe")
        await frame.get_by_role("button", name="Los geht's").click()
        await frame.get_by_role("button", name="Weiter").wait_for()
        await page.get_by_role("button", name="Chat schließen").click()
        await expect(page.locator("iframe")).to_be_hidden()
        await expect(button).to_be_focused()
        await page.close()


async def test_a_hasty_second_tap_leaves_the_chat_open(browser: Browser) -> None:
    office = Office(Guide())
    async with (
        running(office, frame_ancestors=("http://127.0.0.1:*",)) as site,
        embedded(site.url) as port,
    ):
        page = await browser.new_page(viewport=PHONE, locale="de-DE")
        await page.goto(f"http://127.0.0.1:{port}/")
        await page.get_by_role("button", name="Ausbildung finden").dblclick()
        await page.get_by_role("button", name="Chat schließen").wait_for()
        await expect(page.locator("iframe")).to_be_visible()
        await page.close()


async def test_a_browser_that_keeps_no_cookie_there_is_led_to_an_own_window(
    browser: Browser,
) -> None:
    office = Office(Guide())
    async with (
        running(office, frame_ancestors=("http://localhost:*",)) as site,
        embedded(site.url) as port,
    ):
        page = await browser.new_page(viewport=PHONE, locale="de-DE")
        await page.goto(f"http://localhost:{port}/")  # another site than 127.0.0.1
        await page.get_by_role("button", name="Ausbildung finden").click()
        frame = page.frame_locator("iframe")
        await expect(frame.get_by_role("alert")).to_contain_text("in einem eigenen Fenster")
        async with page.context.expect_page() as opened:
            await frame.get_by_role("link", name="In neuem Fenster öffnen").click()
        window = await opened.value
        await window.get_by_role("button", name="Los geht's").wait_for()
        await window.close()
        await page.close()
    assert not [event for event in office.events if event.kind != "joined"]


async def test_other_sites_show_an_empty_frame(browser: Browser) -> None:
    office = Office(Guide())
    async with (
        running(office, frame_ancestors=("https://connect.example",)) as site,
        embedded(site.url) as port,
    ):
        page = await browser.new_page(viewport=PHONE, locale="de-DE")
        await page.goto(f"http://127.0.0.1:{port}/")
        async with page.expect_console_message(lambda said: "frame-ancestors" in said.text):
            await page.get_by_role("button", name="Ausbildung finden").click()
        await page.close()
    assert not office.events
