"""Coming back: unread messages, reloads, links, other devices, and the end of a chat."""

import pytest
from playwright.async_api import Browser, Page, expect

from bot.channels.web import Door
from tests.channels.web_browser import page_of, texts, write
from tests.channels.web_fakes import Office, plain
from tests.channels.web_guide import Guide
from tests.channels.web_site import eventually, running

pytestmark = pytest.mark.asyncio(loop_scope="session")


async def hide(page: Page, *, hidden: bool, tell: bool = True) -> None:
    """Let the page believe that it is hidden; without ``tell`` it does not notice at once."""
    await page.evaluate(
        """([hidden, tell]) => {
            Object.defineProperty(document, 'hidden', {get: () => hidden, configurable: true});
            if (tell) document.dispatchEvent(new Event('visibilitychange'));
        }""",
        [hidden, tell],
    )


async def test_a_hidden_page_counts_what_comes(browser: Browser) -> None:
    office = Office()
    drawer = office.open_chat()
    address = drawer.session.address
    async with running(office) as site, page_of(browser, site, drawer) as page:
        await hide(page, hidden=True, tell=False)
        office.post(address, plain("eins"))
        office.post(address, plain("zwei"))
        await page.get_by_text("zwei").wait_for()
        assert await page.title() == "(2) Ausbildungs-Lotse"
        await hide(page, hidden=False)
        assert await page.title() == "Ausbildungs-Lotse"


async def test_a_hidden_page_holds_no_connection(browser: Browser) -> None:
    office = Office()
    drawer = office.open_chat()
    address = drawer.session.address
    office.post(address, plain("eins"))
    async with running(office) as site, page_of(browser, site, drawer) as page:
        await page.get_by_text("eins").wait_for()
        await hide(page, hidden=True)
        await eventually(lambda: office.channel.listeners(address) == 0)
        office.post(address, plain("zwei"))
        await hide(page, hidden=False)
        await page.get_by_text("zwei").wait_for()
        await eventually(lambda: office.channel.listeners(address) == 1)


async def test_messages_are_delivered_once_a_page_has_shown_them(browser: Browser) -> None:
    office = Office()
    drawer = office.open_chat()
    office.post(drawer.session.address, plain("alt"))
    async with running(office) as site:
        assert not drawer.delivered
        async with page_of(browser, site, drawer) as page:
            await eventually(lambda: drawer.delivered == {1})
            await page.close()
        office.post(drawer.session.address, plain("neu eins"))
        office.post(drawer.session.address, plain("neu zwei"))
        async with page_of(browser, site, drawer) as page:
            await page.get_by_text("neu zwei").wait_for()
            parting = page.locator(".parting.new")
            await expect(parting).to_have_text("Neu")
            after = await parting.evaluate("mark => mark.nextElementSibling.innerText")
            assert "neu eins" in after
            await eventually(lambda: drawer.delivered == {1, 2, 3})


async def test_a_reload_keeps_own_lines_in_their_places(browser: Browser) -> None:
    office = Office(Guide())
    async with running(office) as site, page_of(browser, site, path="/?s=s_1") as page:
        await page.get_by_role("button", name="Los geht's").wait_for()
        for text in ("eins", "zwei"):
            await write(page, text)
            await page.get_by_text(f"Du sagst: {text}").wait_for()
        before = await texts(page)
        await eventually(lambda: len(office.last_chat().delivered) == 3)
        await page.reload()
        await page.get_by_text("Du sagst: zwei").wait_for()
        assert await texts(page) == before
        assert before[1:] == ["eins", "Du sagst: eins", "zwei", "Du sagst: zwei"]
        assert await page.locator(".parting").all_inner_texts() == ["Montag, 1. Februar 2027"]
    assert [event.code for event in office.events if event.code] == ["s_1"]
    assert len(office.events) == 3


async def test_the_way_back_leads_into_the_same_chat(browser: Browser) -> None:
    office = Office(Guide())
    async with running(office) as site:
        async with page_of(browser, site) as page:
            await page.get_by_role("button", name="Los geht's").wait_for()
            await page.get_by_role("button", name="Mehr", exact=True).click()
            await expect(page.locator("#qr")).to_have_js_property("complete", value=True)
            await expect(page.locator("#link")).to_contain_text("/zurueck/")
            link = await page.locator("#link").get_attribute("href") or ""
            await page.keyboard.press("Escape")
            await expect(page.get_by_role("button", name="Mehr", exact=True)).to_be_focused()
        async with page_of(browser, site, path=link.removeprefix(site.url)) as page:
            await page.get_by_role("button", name="Chat öffnen").click()
            await page.get_by_role("button", name="Los geht's").wait_for()
            assert page.url == f"{site.url}/"
    assert len(office.events) == 1


async def test_the_menu_names_the_messengers_that_run(browser: Browser) -> None:
    office = Office(Guide())
    staff = office.open_chat(staff=True)
    async with running(office) as site:
        async with page_of(browser, site) as page:
            await page.get_by_role("button", name="Mehr", exact=True).click()
            await expect(page.locator("#link")).to_contain_text("/zurueck/")
            await expect(page.locator("#menu")).not_to_contain_text("Messenger")
        office.doors = [Door("Telegram", "https://t.me/lotse_probe_bot", 16)]
        async with page_of(browser, site) as page:
            await page.get_by_role("button", name="Mehr", exact=True).click()
            link = page.get_by_role("link", name="Telegram (16+)")
            await expect(link).to_have_attribute("href", "https://t.me/lotse_probe_bot")
            await expect(page.locator("#menu")).to_contain_text("Schreib hier „verbinden“.")
        async with page_of(browser, site, staff, path="/chat") as page:
            await page.get_by_role("button", name="Mehr", exact=True).click()
            await expect(page.locator("#menu")).not_to_contain_text("Telegram")


async def test_leaving_clears_the_page_and_the_browser(browser: Browser) -> None:
    office = Office(Guide())
    async with running(office) as site, page_of(browser, site) as page:
        await page.get_by_role("button", name="Los geht's").wait_for()
        await write(page, "geheim")
        await page.get_by_text("Du sagst: geheim").wait_for()
        await page.get_by_role("button", name="Mehr", exact=True).click()
        await page.get_by_role("button", name="Chat hier beenden").click()
        await expect(page.get_by_role("alert")).to_contain_text("auf diesem Gerät beendet")
        assert await texts(page) == []
        assert "geheim" not in await page.evaluate("JSON.stringify(sessionStorage)")
        assert await page.context.cookies() == []
        await page.get_by_role("button", name="Neu anfangen").click()
        await page.get_by_role("button", name="Los geht's").wait_for()
        assert "geheim" not in " ".join(await texts(page))


async def test_a_deleted_chat_leaves_only_its_receipt(browser: Browser) -> None:
    office = Office(Guide())
    async with running(office) as site, page_of(browser, site, expected=("401",)) as page:
        await page.get_by_role("button", name="Los geht's").wait_for()
        await write(page, "mein Name ist Lena")
        await page.get_by_text("Du sagst:").wait_for()
        drawer = office.last_chat()
        office.post(drawer.session.address, plain("Alles ist gelöscht."))
        await page.get_by_text("Alles ist gelöscht.").wait_for()
        office.delete(drawer)
        await expect(page.get_by_role("alert")).to_contain_text("gibt es nicht mehr")
        assert await texts(page) == ["Alles ist gelöscht."]
        assert "Lena" not in await page.evaluate("JSON.stringify(sessionStorage)")
        await page.get_by_role("button", name="Neu anfangen").click()
        await page.get_by_role("button", name="Los geht's").wait_for()


async def test_two_tabs_of_one_pupil_both_get_everything(browser: Browser) -> None:
    office = Office(Guide())
    async with running(office) as site, page_of(browser, site) as one:
        await one.get_by_role("button", name="Los geht's").wait_for()
        two = await one.context.new_page()
        await two.goto(site.url)
        await two.get_by_role("button", name="Los geht's").wait_for()
        await write(one, "von links")
        await write(two, "von rechts")
        for tab in (one, two):
            await tab.get_by_text("Du sagst: von links").wait_for()
            await tab.get_by_text("Du sagst: von rechts").wait_for()
            assert await tab.locator(".theirs").count() == 3
    assert sorted(office.said()) == ["von links", "von rechts"]
    assert len(office.events) == 3
