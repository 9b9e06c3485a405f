"""Where the eye rests: answers come into view, and nobody is pulled away from what she reads."""

import pytest
from playwright.async_api import Browser, expect

from bot.dialogue.screen import Message
from bot.i18n import Text
from tests.channels.web_browser import page_of, write
from tests.channels.web_fakes import Drawer, Office, buttons, plain
from tests.channels.web_guide import Guide
from tests.channels.web_site import running

pytestmark = pytest.mark.asyncio(loop_scope="session")

UP = "log => log.scrollTo({top: 0, behavior: 'instant'})"
LONG = "\n".join(f"Zeile {number}" for number in range(1, 15))


def talked(office: Office, *, staff: bool = False) -> Drawer:
    """A chat with more in it than a phone shows at once."""
    drawer = office.open_chat(staff=staff)
    for _ in range(4):
        office.post(drawer.session.address, Message(Text.of(LONG), buttons("Ja", "Nein")))
    return drawer


async def test_an_answer_comes_into_view_however_fast_it_is(browser: Browser) -> None:
    office = Office(Guide())
    drawer = talked(office)
    async with running(office) as site, page_of(browser, site, drawer, path="/chat") as page:
        await expect(page.get_by_role("button", name="Nein").last).to_be_in_viewport()
        for words in ("eins", "zwei", LONG):
            await page.locator("#log").evaluate(UP)
            await expect(page.locator("article").last).not_to_be_in_viewport()
            await write(page, words)
            await expect(page.locator(".theirs").last).to_contain_text("Du sagst: ")
            await expect(page.locator(".theirs").last).to_be_in_viewport(ratio=0.99)
        await expect(page.locator("#down")).to_be_hidden()


async def test_who_reads_further_up_is_not_pulled_away(browser: Browser) -> None:
    office = Office(Guide())
    drawer = talked(office)
    async with running(office) as site, page_of(browser, site, drawer, path="/chat") as page:
        await write(page, "eins")
        await expect(page.get_by_text("Du sagst: eins")).to_be_in_viewport()
        await page.locator("#log").hover()
        await page.mouse.wheel(0, -1200)
        await expect(page.get_by_text("Du sagst: eins")).not_to_be_in_viewport()
        office.post(drawer.session.address, plain("Neues"))
        await expect(page.locator("#down")).to_be_visible()
        await expect(page.get_by_text("Neues", exact=True)).not_to_be_in_viewport()
        await page.locator("#down").click()
        await expect(page.get_by_text("Neues", exact=True)).to_be_in_viewport()
        await expect(page.locator("#down")).to_be_hidden()
