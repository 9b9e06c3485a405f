"""The demo's page: three chats, an inspector, and a clock to be turned; on this machine only."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest
from axe_playwright_python.async_playwright import Axe
from fastapi import FastAPI
from playwright.async_api import Browser, Page, expect

from bot.channels.web import WebSettings, build_web
from bot.rehearsal.demo_page import Role, add_demo
from tests.channels.web_backstage import Backstage
from tests.channels.web_browser import DESK, PHONE, page_of
from tests.channels.web_fakes import Office
from tests.channels.web_guide import Guide
from tests.channels.web_site import MARK, Site, running

pytestmark = pytest.mark.asyncio(loop_scope="session")


@asynccontextmanager
async def demo(office: Office) -> AsyncIterator[tuple[Site, Backstage]]:
    backstage = Backstage(office)

    def furnish(app: FastAPI, settings: WebSettings) -> None:
        add_demo(app, backstage, settings)

    async with running(office, furnish, demo=True) as site:
        yield site, backstage


@asynccontextmanager
async def asking(
    host: str = "127.0.0.1:8080", client: str = "127.0.0.1"
) -> AsyncIterator[httpx.AsyncClient]:
    office = Office()
    settings = WebSettings(demo=True)
    app = build_web(office.ports, office.channel, settings)
    add_demo(app, Backstage(office), settings)
    transport = httpx.ASGITransport(app, client=(client, 40000))
    async with httpx.AsyncClient(
        transport=transport, base_url=f"http://{host}", headers=MARK
    ) as calls:
        yield calls


@pytest.mark.parametrize("host", ["127.0.0.1:8080", "localhost:8080", "[::1]:8080", "localhost"])
async def test_this_machine_is_answered(host: str) -> None:
    async with asking(host) as client:
        assert (await client.get("/demo")).status_code == 200
        assert (await client.get("/demo/api/snapshot")).status_code == 200


@pytest.mark.parametrize(
    ("host", "client"),
    [
        ("evil.example:8080", "127.0.0.1"),
        ("localhost.evil.example", "127.0.0.1"),
        ("192.168.0.7:8080", "127.0.0.1"),
        ("127.0.0.1:8080", "192.168.0.9"),
    ],
)
async def test_everybody_else_is_refused(host: str, client: str) -> None:
    async with asking(host, client) as calls:
        for path in ("/demo", "/demo/api/snapshot", "/", "/api/messages", "/healthz"):
            assert (await calls.get(path)).status_code == 403


async def test_only_the_demos_own_page_turns_the_clock() -> None:
    async with asking() as client:
        foreign = {"Origin": "https://evil.example"}
        for path in ("time", "pupil", "wipe"):
            answer = await client.post(f"/demo/api/{path}", json={"hours": 1}, headers=foreign)
            assert answer.status_code == 403
        assert (await client.post("/demo/api/time", json={"hours": -1})).status_code == 422
        del client.headers["X-Lotse"]
        assert (await client.post("/demo/api/wipe", json={})).status_code == 403


async def test_the_demo_speaks_german_unless_the_address_asks_for_another_language() -> None:
    async with asking() as client:
        client.headers["Accept-Language"] = "en"
        assert '<html lang="de"' in (await client.get("/demo")).text
        assert '<html lang="de"' in (await client.get("/")).text
        assert '<html lang="en"' in (await client.get("/demo?lang=en")).text
        assert '<html lang="en"' in (await client.get("/")).text, "the chats inside, too"
        assert '<html lang="de"' in (await client.get("/demo?lang=de")).text


async def test_a_real_site_gets_no_demo() -> None:
    office = Office()
    with pytest.raises(ValueError, match="demo=True"):
        add_demo(
            build_web(office.ports, office.channel, WebSettings()),
            Backstage(office),
            WebSettings(),
        )


async def test_three_people_and_a_look_behind_them(browser: Browser) -> None:
    office = Office(Guide())
    async with (
        demo(office) as (site, backstage),
        page_of(browser, site, path="/demo", viewport=DESK, expected=("401",)) as page,
    ):
        for title in ("Jugendliche", "Akquise", "Koordination"):
            frame = page.frame_locator(f"iframe[title={title}]")
            await frame.get_by_role("button", name="Los geht's").wait_for()
        assert len({event.address for event in office.events}) == 3
        pupil = page.frame_locator("iframe[title=Jugendliche]")
        await pupil.get_by_role("button", name="Los geht's").click()
        await pupil.get_by_role("button", name="Weiter").wait_for()
        await expect(page.locator("#now")).to_have_text("Mo., 01.02.2027, 13:42")
        await page.get_by_role("button", name="+1 Tag").click()
        await expect(page.locator("#now")).to_have_text("Di., 02.02.2027, 13:42")
        recruiter = page.frame_locator("iframe[title=Akquise]")
        await recruiter.get_by_text("Neue Anfrage").wait_for()
        await expect(page.locator("#due")).to_contain_text("Mi., 03.02.2027")
        await page.get_by_role("button", name="Neue Person").click()
        await pupil.get_by_role("button", name="Los geht's").wait_for()
        assert backstage.pupils == 1
        await expect(recruiter.get_by_text("Neue Anfrage")).to_be_visible()
        await page.get_by_role("button", name="Alles löschen").click()
        await expect(recruiter.get_by_text("Neue Anfrage")).to_have_count(0)
        await recruiter.get_by_role("button", name="Los geht's").wait_for()
    assert len(backstage.chats) == len(Role)


async def test_a_clock_that_was_put_forward_is_told(browser: Browser) -> None:
    office = Office(Guide())
    async with demo(office) as (site, backstage), page_of(browser, site, path="/demo") as page:
        await expect(page.locator("#now")).to_have_text("Mo., 01.02.2027, 13:42")
        await expect(page.locator("#put-forward")).to_be_empty()
        backstage.put_forward = office.clock.now()
        await expect(page.locator("#put-forward")).to_have_text(
            "Draußen ist gerade Feierabend. Die Demo begann darum am Mo., 01.02.2027, 13:42."
        )


async def test_own_lines_of_one_chat_are_not_shown_in_another(browser: Browser) -> None:
    office = Office(Guide())
    async with (
        demo(office) as (site, _),
        page_of(browser, site, path="/demo", viewport=DESK) as page,
    ):
        pupil = page.frame_locator("iframe[title=Jugendliche]")
        await pupil.get_by_role("button", name="Los geht's").wait_for()
        await pupil.locator("#said").fill("nur hier")
        await pupil.locator("#said").press("Enter")
        await pupil.get_by_text("Du sagst: nur hier").wait_for()
        await page.reload()
        await pupil.get_by_text("Du sagst: nur hier").wait_for()
        await expect(pupil.locator(".mine")).to_have_text(["Ich: nur hier13:42 ✓gesendet"])
        recruiter = page.frame_locator("iframe[title=Akquise]")
        await recruiter.get_by_role("button", name="Los geht's").wait_for()
        await expect(recruiter.locator(".mine")).to_have_count(0)


async def test_on_a_phone_one_pane_is_shown_and_the_others_call(browser: Browser) -> None:
    office = Office(Guide())
    async with demo(office) as (site, _), page_of(browser, site, path="/demo") as page:
        await expect(page.locator("iframe[title=Jugendliche]")).to_be_visible()
        await expect(page.locator("iframe[title=Akquise]")).to_be_hidden()
        frame = page.frame_locator("iframe[title=Akquise]")
        await frame.locator("#log[aria-live=polite] article").first.wait_for(state="attached")
        await page.get_by_role("button", name="+1 Stunde").click()
        tab = page.get_by_role("button", name="Akquise")
        await expect(tab).to_have_text("Akquise neu")
        await tab.click()
        await expect(tab).to_have_attribute("aria-pressed", "true")
        await expect(tab).to_have_text("Akquise")
        await frame.get_by_text("Neue Anfrage").wait_for()
        await page.get_by_role("button", name="Einblick").click()
        await expect(page.get_by_role("heading", name="Postausgang")).to_be_visible()


async def test_a_demo_that_stopped_says_so(browser: Browser) -> None:
    office = Office(Guide())
    async with (
        demo(office) as (site, _),
        page_of(browser, site, path="/demo", viewport=DESK, expected=("ERR_",)) as page,
    ):
        await (
            page.frame_locator("iframe").first.get_by_role("button", name="Los geht's").wait_for()
        )
        await site.stop()
        await expect(page.get_by_role("alert").first).to_contain_text("antwortet nicht")


async def violations(page: Page) -> list[str]:
    found = (await Axe().run(page)).response["violations"]
    return [f"{each['id']}: {node['html']}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("look", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
async def test_the_demo_is_accessible(browser: Browser, look: str, size: dict[str, int]) -> None:
    office = Office(Guide())
    async with (
        demo(office) as (site, _),
        page_of(browser, site, path="/demo", color_scheme=look, viewport=size) as page,
    ):
        await (
            page.frame_locator("iframe").first.get_by_role("button", name="Los geht's").wait_for()
        )
        assert await violations(page) == []
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        if size is PHONE:
            await page.get_by_role("button", name="Einblick").click()
            assert await violations(page) == []
