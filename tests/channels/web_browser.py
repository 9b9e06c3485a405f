"""A real browser for the web page's tests."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest_asyncio
from playwright.async_api import Browser, Page, async_playwright, expect

from tests import chromium
from tests.channels.web_fakes import Drawer
from tests.channels.web_site import Site

PHONE = {"width": 360, "height": 740}
PATIENCE = 30_000  # milliseconds: a machine may be busy with other things
DESK = {"width": 1280, "height": 800}


@pytest_asyncio.fixture(scope="session", loop_scope="session")
async def browser() -> AsyncIterator[Browser]:
    path = chromium.installed()
    expect.set_options(timeout=PATIENCE)
    async with async_playwright() as playwright:
        started = await playwright.chromium.launch(
            executable_path=path, args=list(chromium.ARGUMENTS)
        )
        yield started
        await started.close()


@asynccontextmanager
async def page_of(
    browser: Browser,
    site: Site,
    drawer: Drawer | None = None,
    *,
    path: str = "/",
    expected: tuple[str, ...] = (),
    **context: object,
) -> AsyncIterator[Page]:
    """A page of the site in a browser of its own, with the cookie of ``drawer``.

    At the end nothing may have gone wrong in it, but for errors that contain one of ``expected``;
    and nothing may have been asked of anybody else.
    """
    opened = await browser.new_context(
        **{"viewport": PHONE, "locale": "de-DE", **context}  # type: ignore[arg-type]
    )
    if drawer:
        await opened.add_cookies([{"name": "lotse", "value": drawer.secret, "url": site.url}])
    page = await opened.new_page()
    page.set_default_timeout(PATIENCE)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    own = urlsplit(site.url).netloc
    page.on(
        "request",
        lambda asked: wrong.append(asked.url) if urlsplit(asked.url).netloc != own else None,
    )
    try:
        await page.goto(site.url + path)
        yield page
        assert [line for line in wrong if not any(part in line for part in expected)] == []
    finally:
        await opened.close()


async def texts(page: Page) -> list[str]:
    """What the bubbles say, in order."""
    return await page.locator("#log .bubble .text").all_inner_texts()


async def write(page: Page, text: str) -> None:
    """Type a text into the field and send it."""
    await page.locator("#said").fill(text)
    await page.locator("#said").press("Enter")


async def focused(page: Page) -> str:
    """The words of the element that has the focus: its label, or what stands on it."""
    words: str = await page.evaluate(
        "(({labels, ariaLabel, innerText}) => ariaLabel || labels?.[0]?.innerText || innerText)"
        "(document.activeElement)"
    )
    return words
