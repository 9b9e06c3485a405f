"""The web page keeps what every channel promises: the real site, seen in a real browser."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page

from bot.dialogue.channel import Fate, Parcel, Receive
from bot.dialogue.screen import Message
from tests.channels.contract import ChannelContract
from tests.channels.web_browser import page_of
from tests.channels.web_fakes import Drawer, Office
from tests.channels.web_site import eventually, running

pytestmark = pytest.mark.asyncio(loop_scope="session")

_READ = """all => all.map(one => [
    one.querySelector('.text').textContent,
    ...[...one.querySelectorAll('.name')].map(name => name.textContent),
    ...[...one.querySelectorAll('a[href]')].map(link => link.href),
].join('\\n'))"""
_BUTTONS = """all => all.map(one => {
    const pressed = one.getAttribute('aria-pressed')
    return ({true: '☑ ', false: '☐ '}[pressed] ?? '') + one.textContent
}).join(' ')"""


@dataclass
class Shelved:
    """The channel as the outbox uses it: the row lies on the shelf before the page is woken."""

    office: Office
    drawer: Drawer
    keys: dict[int, int] = field(default_factory=dict)
    laid: dict[int, Message] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.name = self.office.channel.name
        self.capabilities = self.office.channel.capabilities

    async def run(self, receive: Receive) -> None:
        await self.office.channel.run(receive)

    async def send(self, parcel: Parcel) -> Fate:
        known = self.keys.get(int(parcel.edits or parcel.key), 0)
        if self.laid.get(parcel.key) != parcel.message:
            address = self.drawer.session.address
            self.keys[parcel.key] = self.office.post(
                address, parcel.message, edits=known, wake=False
            )
            self.laid[parcel.key] = parcel.message
        return await self.office.channel.send(parcel)


@dataclass
class Watched:
    """An open page, and who looks at it."""

    channel: Shelved
    page: Page

    @property
    def address(self) -> str:
        return self.channel.drawer.session.address

    async def seen(self) -> list[str]:
        """What the bubbles say; the buttons of the newest stand below all of them."""
        drawer = self.channel.drawer
        await eventually(lambda: {row.position for row in drawer.rows} <= drawer.delivered)
        bubbles: list[str] = await self.page.locator("article").evaluate_all(_READ)
        buttons = await self.page.locator(".choices button").evaluate_all(_BUTTONS)
        return [*bubbles[:-1], f"{bubbles[-1]}\n{buttons}"]


@pytest_asyncio.fixture(loop_scope="session")
async def window(browser: Browser) -> AsyncIterator[Watched]:
    office = Office()
    drawer = office.open_chat()
    async with running(office) as site, page_of(browser, site, drawer) as page:
        yield Watched(Shelved(office, drawer), page)


class TestWeb(ChannelContract):
    """What every channel promises."""
