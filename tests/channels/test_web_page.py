import asyncio
from collections.abc import Sequence

import pytest
from playwright.async_api import Browser, Page, expect

from bot.channels.web import WebMessage
from bot.dialogue.event import EventKind
from bot.dialogue.screen import Document, Message
from bot.i18n import Span, Text
from tests.channels.web_browser import focused, page_of, texts, write
from tests.channels.web_fakes import Office, buttons, plain
from tests.channels.web_guide import ACTIVITIES, Guide
from tests.channels.web_site import eventually, running

pytestmark = pytest.mark.asyncio(loop_scope="session")

WICKED = '<b>&<a href="javascript:alert(1)"><img src=x onerror=alert(1)>'


async def tab_to(page: Page, label: str) -> None:
    for _ in range(30):
        if await focused(page) == label:
            return
        await page.keyboard.press("Tab")
    raise AssertionError(f"{label!r} cannot be reached with the Tab key")


async def test_a_conversation_by_keyboard_alone(browser: Browser) -> None:
    office = Office(guide := Guide())
    async with running(office) as site, page_of(browser, site, path="/?s=s_7k2f") as page:
        await page.get_by_role("button", name="Los geht's").wait_for()
        await tab_to(page, "Los geht's")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name=ACTIVITIES[0])).to_be_focused()
        await page.keyboard.press("Tab")
        await page.keyboard.press("Space")
        second = page.get_by_role("button", name=ACTIVITIES[1])
        await expect(second).to_have_attribute("aria-pressed", "true")
        await expect(second).to_be_focused()
        await tab_to(page, "Weiter")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("button", name="📍 Büren")).to_be_focused()
        await tab_to(page, "Deine Nachricht")
        await page.keyboard.type("Büren")
        await page.keyboard.press("Enter")
        await expect(page.get_by_text("3 Stellen")).to_be_visible()
        await expect(page.locator("#said")).to_be_focused()
        assert page.url == f"{site.url}/"
    joined, *_ = office.events
    assert (joined.kind, joined.code) == (EventKind.JOINED, "s_7k2f")
    assert guide.places[joined.address].chosen == {ACTIVITIES[1]}


async def test_the_first_stop_of_the_keyboard_leads_to_the_field(browser: Browser) -> None:
    office = Office(Guide())
    async with running(office) as site, page_of(browser, site) as page:
        await page.get_by_role("button", name="Los geht's").wait_for()
        await page.keyboard.press("Tab")
        assert await focused(page) == "Zum Textfeld springen"
        await page.keyboard.press("Enter")
        await expect(page.locator("#said")).to_be_focused()


class SlowOffice(Office):
    """Its shelf is filled a while after an event was taken."""

    async def fetch(self, address: str, after: int) -> Sequence[WebMessage]:
        await asyncio.sleep(0.2)
        return await super().fetch(address, after)


@pytest.mark.parametrize("kind", [Office, SlowOffice])
async def test_quick_taps_all_count(browser: Browser, kind: type[Office]) -> None:
    office = kind(guide := Guide())
    async with running(office) as site, page_of(browser, site) as page:
        await page.get_by_role("button", name="Los geht's").dblclick()
        await page.get_by_role("button", name="Weiter").wait_for()
        await page.evaluate(
            "const all = document.querySelectorAll('.choices button');"
            "for (const at of [0, 2, 5, 8]) all[at].click()"
        )
        await expect(page.get_by_role("button", name="📍 Büren")).to_be_visible()
    place = guide.places[office.last_chat().session.address]
    assert place.chosen == {ACTIVITIES[0], ACTIVITIES[2], ACTIVITIES[5]}
    assert guide.stale == 0


STOPPED = "const now = performance.now(); performance.now = () => now + (window.later ?? 0)"
UNDER = "([x, y]) => document.elementFromPoint(x, y).closest('.choices button').innerText"


@pytest.mark.parametrize("staff", [False, True], ids=["pupil", "staff"])
async def test_a_hasty_second_tap_does_not_press_what_came_there(
    browser: Browser, staff: bool
) -> None:
    office = Office(Guide())
    drawer = office.open_chat(staff=staff)
    async with running(office) as site, page_of(browser, site, drawer, path="/chat") as page:
        box = await page.get_by_role("button", name="Los geht's").bounding_box()
        assert box
        thumb = [box["x"] + 20, box["y"] + 20]
        await page.evaluate(STOPPED)
        await page.mouse.click(*thumb)
        await page.get_by_role("button", name="Weiter").wait_for()
        under = page.get_by_role("button", name=await page.evaluate(UNDER, thumb))
        await page.mouse.click(thumb[0] + 5, thumb[1] - 5)
        await page.mouse.click(*thumb)
        beside = page.get_by_role("button", name=ACTIVITIES[-1])
        assert await beside.inner_text() != await under.inner_text()
        await beside.click()
        await expect(beside).to_have_attribute("aria-pressed", "true")
        await expect(under).to_have_attribute("aria-pressed", "false")
        await page.evaluate("window.later = 400")
        await page.mouse.click(*thumb)
        await expect(under).to_have_attribute("aria-pressed", "true")
    taps = [event for event in office.events if event.kind is EventKind.TAPPED]
    assert len(taps) == 3


async def test_a_toggle_changes_only_the_button(browser: Browser) -> None:
    office = Office(Guide())
    async with running(office) as site, page_of(browser, site) as page:
        log = page.get_by_role("log")
        await page.get_by_role("button", name="Los geht's").click()
        toggle = page.get_by_role("button", name=ACTIVITIES[1])
        await toggle.wait_for()
        await expect(log).to_have_attribute("aria-live", "polite")
        await page.evaluate(
            "window.spoken = 0; new MutationObserver((all) => (window.spoken += all.length))"
            ".observe(document.querySelector('.bubble'), {childList: true, subtree: true})"
        )
        await toggle.click()
        await expect(toggle).to_have_attribute("aria-pressed", "true")
        assert await page.evaluate("window.spoken") == 0
        assert await page.locator("[role=log] article").count() == 1


async def test_old_messages_are_not_read_aloud(browser: Browser) -> None:
    office = Office()
    drawer = office.open_chat()
    office.post(drawer.session.address, plain("alt"))
    async with (
        running(office) as site,
        page_of(browser, site, drawer, path="/datenschutz") as page,
    ):
        await page.add_init_script(
            "window.live = []; addEventListener('DOMContentLoaded', () => {"
            " const log = document.querySelector('#log');"
            " new MutationObserver((all) => all.filter((one) => one.target === log)"
            ".forEach(() => live.push(log.ariaLive)))"
            ".observe(log, {childList: true, subtree: true}) })"
        )
        await page.goto(site.url)
        await expect(page.locator("#status")).to_have_text("verbunden")
        office.post(drawer.session.address, plain("neu"))
        await page.get_by_text("neu", exact=True).wait_for()
        live = await page.evaluate("live")
    assert live[0] == "off"
    assert live[-1] == "polite"


async def test_what_people_write_stays_text(browser: Browser) -> None:
    office = Office()
    drawer = office.open_chat()
    spans = (
        Span(WICKED, bold=True),
        Span("gut", link="https://example.org/?a=1&b=<2>"),
        Span("böse", link="javascript:alert(1)"),
    )
    message = Message(Text(spans), buttons(WICKED[:20]), Document(WICKED, "text/html", b"<b>"))
    async with running(office) as site:
        office.post(drawer.session.address, message)
        async with page_of(browser, site, drawer) as page:
            await page.get_by_role("button", name=WICKED[:20]).wait_for()
            await write(page, WICKED)
            await expect(page.locator(".mine .text")).to_have_text(WICKED)
            assert (await texts(page))[0] == f"{WICKED}gutböse"
            assert await page.locator("#log :is(b, img, script)").count() == 0
            links = await page.locator("#log .text a").evaluate_all("all => all.map(a => a.href)")
            assert links == ["https://example.org/?a=1&b=%3C2%3E"]
            async with page.expect_download() as download:
                await page.locator(".file").click()
            assert (await (await download.value).path()).read_bytes() == b"<b>"


async def test_very_long_texts_fit_and_arrive(browser: Browser) -> None:
    office = Office(Guide())
    long = "x" * 4000 + "👩‍🔧" * 200
    async with running(office) as site, page_of(browser, site) as page:
        await page.get_by_role("button", name="Los geht's").wait_for()
        await write(page, long)
        await expect(page.locator(".theirs .text").last).to_contain_text("Du sagst: xxx")
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        await write(page, "ü" * 31_000)
        await expect(page.locator("#hint")).to_have_text(
            "Das ist zu lang. Schreib es bitte kürzer."
        )
        assert len(await page.locator("#said").input_value()) == 31_000
        await write(page, "kurz")
        await expect(page.locator(".theirs .text").last).to_have_text("Du sagst: kurz")
        await expect(page.locator("#hint")).to_be_hidden()
    assert office.said() == [long, "kurz"]


async def test_each_line_runs_in_the_direction_of_its_script(browser: Browser) -> None:
    office = Office()
    drawer = office.open_chat(language="ar")
    async with running(office) as site, page_of(browser, site, drawer) as page:
        await expect(page.locator("html")).to_have_attribute("dir", "rtl")
        await expect(page.locator("html")).to_have_attribute("lang", "ar")
        office.post(drawer.session.address, plain("مرحبا\nTischler"))
        await page.get_by_text("Tischler").wait_for()
        bubble = await page.locator(".theirs .bubble").bounding_box()
        assert bubble is not None
        assert bubble["x"] + bubble["width"] > 340  # beside the right edge
        office.speak(drawer, "de")
        office.post(drawer.session.address, plain("Hallo"))
        await page.get_by_text("Hallo").wait_for()
        await expect(page.locator("html")).to_have_attribute("dir", "ltr")


async def test_staff_answer_to_a_card(browser: Browser) -> None:
    office = Office()
    drawer = office.open_chat(staff=True)
    address = drawer.session.address
    key = office.post(address, plain("🔔 Neue Anfrage · Büren"), quotable=True)
    office.post(address, plain("Guten Morgen"))
    async with running(office) as site, page_of(browser, site, drawer, path="/chat") as page:
        await expect(page.get_by_role("button", name="Antworten")).to_have_count(1)
        await page.get_by_role("button", name="Antworten").click()
        await expect(page.locator("#quote q")).to_have_text("🔔 Neue Anfrage · Büren")
        await expect(page.locator("#said")).to_be_focused()
        await page.keyboard.type("Hallo Lena!")
        await page.keyboard.press("Enter")
        await expect(page.locator(".mine q")).to_have_text("🔔 Neue Anfrage · Büren")
        await page.get_by_role("button", name="Antworten").click()
        await page.keyboard.press("Escape")
        await write(page, "ohne Bezug")
        await eventually(lambda: len(office.said()) == 2)
        await page.get_by_role("button", name="Mehr", exact=True).click()
        await expect(page.locator("#qr")).to_have_count(0)
    quotes = {event.text: event.quoted for event in office.events}
    assert quotes["Hallo Lena!"] == str(key)
    assert quotes["ohne Bezug"] == ""


async def test_a_changed_message_is_replaced_and_a_withdrawn_one_says_so(browser: Browser) -> None:
    office = Office()
    drawer = office.open_chat()
    address = drawer.session.address
    async with running(office) as site, page_of(browser, site, drawer) as page:
        first = office.post(address, plain("Offen"))
        office.post(address, plain("danach"))
        office.post(address, plain("Übernommen"), edits=first)
        await page.get_by_text("Übernommen").wait_for()
        assert await texts(page) == ["Übernommen", "danach"]
        office.post(address, None, edits=first)
        await page.get_by_text("zurückgezogen").wait_for()
        assert await texts(page) == ["Diese Nachricht wurde zurückgezogen.", "danach"]
        await page.reload()
        await expect(page.locator("#log .text")).to_have_count(2)
        assert (await texts(page))[1] == "danach"
