"""Everybody can use the page: checked by axe in light and dark, on a phone and on a desk."""

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from bot.channels.web import Door, return_path, team_path
from bot.dialogue.screen import Message
from bot.i18n import Text
from tests.channels.web_browser import DESK, PHONE, page_of, write
from tests.channels.web_fakes import Office, buttons, plain
from tests.channels.web_guide import ACTIVITIES, Guide
from tests.channels.web_site import running

pytestmark = pytest.mark.asyncio(loop_scope="session")

SMALLEST_TARGET = 44  # pixels, for a thumb
looks = pytest.mark.parametrize("look", ["light", "dark"])
sizes = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


async def violations(page: Page) -> list[str]:
    """What axe finds, as rule and element."""
    await page.evaluate("Promise.all(document.getAnimations().map((one) => one.finished))")
    found = (await Axe().run(page)).response["violations"]
    return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]


async def fits(page: Page) -> bool:
    """Whether nothing must be scrolled sideways."""
    inside: bool = await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return inside


@looks
@sizes
async def test_a_conversation_is_accessible(
    browser: Browser, look: str, size: dict[str, int]
) -> None:
    office = Office(Guide())
    async with (
        running(office) as site,
        page_of(browser, site, color_scheme=look, viewport=size) as page,
    ):
        await page.get_by_role("button", name="Los geht's").wait_for()
        assert await violations(page) == []
        await page.get_by_role("button", name="Los geht's").click()
        await page.get_by_role("button", name=ACTIVITIES[0]).click()
        await expect(page.locator("[aria-pressed=true]")).to_have_count(1)
        assert await violations(page) == []
        await page.get_by_role("button", name="Weiter").click()
        await page.get_by_role("button", name="📍 Büren").wait_for()
        await write(page, "Büren")
        await page.get_by_role("button", name="⭐ Merken").wait_for()
        address = office.last_chat().session.address
        office.post(address, None, edits=office.post(address, plain("weg")))
        await page.get_by_text("zurückgezogen").wait_for()
        assert await violations(page) == []
        await page.get_by_role("button", name="Mehr", exact=True).click()
        await expect(page.locator("#link")).to_contain_text("/zurueck/")
        assert await violations(page) == []
        assert await fits(page)
        await page.get_by_role("button", name="Chat hier beenden").click()
        await page.get_by_role("alert").wait_for()
        assert await violations(page) == []


@looks
@sizes
async def test_a_staff_chat_and_its_failures_are_accessible(
    browser: Browser, look: str, size: dict[str, int]
) -> None:
    office = Office()
    drawer = office.open_chat(staff=True)
    office.post(drawer.session.address, plain("🔔 Neue Anfrage"), quotable=True)
    async with (
        running(office) as site,
        page_of(
            browser,
            site,
            drawer,
            path="/chat",
            color_scheme=look,
            viewport=size,
            expected=("422", "ERR_"),
        ) as page,
    ):
        await page.get_by_role("button", name="Antworten").click()
        await page.route("**/api/events", lambda route: route.fulfill(status=422))
        await write(page, "Hallo")
        await expect(page.get_by_role("alert")).to_contain_text("Das hat nicht geklappt.")
        await site.stop()
        await page.get_by_role("button", name="Antworten").click()
        await expect(page.locator("#status")).to_contain_text("getrennt")
        assert await violations(page) == []


@looks
async def test_the_other_pages_are_accessible(browser: Browser, look: str) -> None:
    office = Office()
    drawer = office.open_chat()
    paths = (
        "/datenschutz",
        return_path((await office.return_link(drawer.session.address)) or ""),
        team_path("x" * 20),
    )
    async with running(office) as site:
        for path in paths:
            async with page_of(browser, site, path=path, color_scheme=look) as page:
                assert await violations(page) == []
                assert await fits(page)
        gone = ("410", "401")
        async with page_of(browser, site, path=team_path("x" * 20), expected=gone) as page:
            await page.get_by_role("button", name="Chat öffnen").click()
            await page.get_by_text("gilt nicht mehr").wait_for()
            assert await violations(page) == []
            await page.goto(f"{site.url}/chat")
            assert await violations(page) == []


async def test_nothing_is_too_wide_or_too_small_to_touch(browser: Browser) -> None:
    office = Office(Guide())
    narrow = {"width": 320, "height": 480}  # 1280 pixels at 400 %
    async with running(office) as site, page_of(browser, site, viewport=narrow) as page:
        await page.get_by_role("button", name="Los geht's").click()
        await page.get_by_role("button", name=ACTIVITIES[0]).wait_for()
        assert await fits(page)
        sizes = await page.locator("button:visible, textarea").evaluate_all(
            "all => all.map(one => [one.offsetWidth, one.offsetHeight])"
        )
        assert len(sizes) == len(ACTIVITIES) + 4
        assert [size for size in sizes if min(size) < SMALLEST_TARGET] == []


REACH = """(all, half) => all.filter((one) => {
  const { x, y, width, height } = one.getBoundingClientRect();
  const [left, top] = [x + width / 2, y + height / 2];
  return [-half, half].some((by) => document.elementFromPoint(left, top + by) !== one);
}).map((one) => one.innerText)"""


async def test_what_looks_small_is_large_enough_for_a_thumb(browser: Browser) -> None:
    office = Office()
    drawer = office.open_chat(staff=True)
    address = drawer.session.address
    for words in ("Neue Anfrage", "Noch eine"):
        asked = Message(Text.of(words), buttons("Übernehmen", "Später", "Karte öffnen"))
        office.post(address, asked, quotable=True)
    still = {"path": "/chat", "reduced_motion": "reduce"}
    async with running(office) as site, page_of(browser, site, drawer, **still) as page:
        await expect(page.get_by_role("log")).to_have_attribute("aria-live", "polite")
        small = page.locator(".reply, .earlier .choices button")
        await expect(small).to_have_count(5)
        assert await small.evaluate_all(REACH, SMALLEST_TARGET / 2 - 1) == []


async def test_the_menu_fits_the_smallest_phone(browser: Browser) -> None:
    office = Office(Guide())
    office.doors = [Door("Telegram", "https://t.me/lotse_probe_bot", 16)]
    narrow = {"width": 320, "height": 480}
    async with running(office) as site, page_of(browser, site, viewport=narrow) as page:
        await page.get_by_role("button", name="Mehr", exact=True).click()
        await expect(page.locator("#link")).to_contain_text("/zurueck/")
        assert await page.locator("#menu").evaluate("menu => menu.scrollWidth <= menu.clientWidth")
        assert await violations(page) == []


async def test_who_wants_no_motion_gets_none(browser: Browser) -> None:
    office = Office(Guide())
    async with running(office) as site:
        for motion, moving in (("reduce", False), ("no-preference", True)):
            async with page_of(browser, site, reduced_motion=motion) as page:
                await page.get_by_role("button", name="Los geht's").wait_for()
                scrolling = await page.locator("#log").evaluate(
                    "log => getComputedStyle(log).scrollBehavior"
                )
                assert (scrolling == "smooth") is moving
                office.post(office.last_chat().session.address, plain("neu"))
                await page.get_by_text("neu", exact=True).wait_for()
                name = await page.locator("article").last.evaluate(
                    "article => getComputedStyle(article).animationName"
                )
                assert (name != "none") is moving


async def test_on_paper_there_is_only_what_was_said(browser: Browser) -> None:
    office = Office(Guide())
    async with running(office) as site, page_of(browser, site) as page:
        await page.get_by_role("button", name="Los geht's").wait_for()
        await page.emulate_media(media="print")
        await expect(page.get_by_text("ein Programm, kein Mensch")).to_be_visible()
        await expect(page.locator("#composer")).to_be_hidden()
        await expect(page.get_by_role("button")).to_have_count(0)


async def test_without_scripts_the_page_says_so(browser: Browser) -> None:
    office = Office()
    async with running(office) as site, page_of(browser, site, java_script_enabled=False) as page:
        await expect(page.locator(".noscript")).to_be_visible()
        assert "Bitte JavaScript einschalten" in await page.locator(".noscript").inner_html()
