"""The whole program with the pupils' bot: settings in, chats out."""

import subprocess
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial

import httpx
import pytest_asyncio
from sqlmodel import Session

from bot.app import Lotse
from bot.domain.enquiries import Specialism
from bot.domain.people import Role
from bot.services.invitations import START
from bot.services.services import Services
from bot.services.staff import COUNTY
from tests.channels.telegram_home import served, settings_at
from tests.channels.telegram_office import eventually
from tests.house.source import ROOT
from tests.telegram.double import TelegramDouble


@pytest_asyncio.fixture
async def double(double: TelegramDouble) -> AsyncIterator[TelegramDouble]:
    yield double
    assert double.provoked == 0


async def test_a_pupil_goes_through_the_first_visit(
    double: TelegramDouble, database_url: str
) -> None:
    async with served(settings_at(double, database_url)):
        lena = double.person("<b>Lena</b>")
        lena.starts()
        await lena.gets("Los geht's")
        lena.taps("Los geht's")
        await lena.gets("Frage 1 von 4")
        assert len(lena.messages) == 1, "navigation edits"
        lena.taps("#1")
        await lena.gets("☑")
        lena.taps("Weiter")
        await lena.gets("Frage 2 von 4")
        lena.says("Büren")
        await lena.gets("Frage 3 von 4")
        texts = [each.text.partition("\n")[0] for each in lena.messages]
        assert texts == ["Frage 2 von 4", "✓ Büren", "Frage 3 von 4"], (
            "typed words are answered anew"
        )
        assert all(query.answered for query in double.lotse.queries.values())


async def test_the_page_names_the_bot_once_it_runs(
    double: TelegramDouble, sqlite_url: str
) -> None:
    async with served(settings_at(double, sqlite_url)) as (lotse, site):
        channel = lotse.channels["telegram"]
        await eventually(lambda: channel.link)
        assert channel.link == f"https://t.me/{double.lotse.me.username}"
        browser = httpx.AsyncClient(
            transport=httpx.ASGITransport(site), base_url="http://chat.test"
        )
        async with browser:
            assert f'href="{channel.link}"' in (await browser.get("/")).text


async def test_an_old_button_shows_the_present_state(
    double: TelegramDouble, sqlite_url: str
) -> None:
    async with served(settings_at(double, sqlite_url)):
        lena = double.person("Lena")
        lena.starts()
        await lena.gets("Los geht's")
        [posted] = lena.messages
        old = next(posted.buttons)["callback_data"]
        lena.taps("Los geht's")
        await lena.gets("Frage 1 von 4")
        lena.presses(posted, old)
        await eventually(lambda: len(lena.messages) == 2)
        assert "Frage 1 von 4" in lena.messages[-1].words()


async def test_blocked_and_back(double: TelegramDouble, sqlite_url: str) -> None:
    async with served(settings_at(double, sqlite_url)):
        lena = double.person("Lena")
        lena.starts()
        await lena.gets("Los geht's")
        lena.blocks()
        await eventually(lambda: not double.lotse.updates)
        lena.unblocks()
        lena.starts()
        await lena.gets("Los geht's")


async def test_long_ago_and_deleted_messages_are_no_obstacle(
    double: TelegramDouble, sqlite_url: str
) -> None:
    async with served(settings_at(double, sqlite_url)):
        lena = double.person("Lena")
        lena.starts()
        await lena.gets("Los geht's")
        double.passes(timedelta(hours=50))
        lena.taps("Los geht's")
        await lena.gets("Frage 1 von 4")
        lena.messages[-1].gone = True
        lena.says("Holz")
        await eventually(lambda: "Frage" in lena.messages[-1].text)


async def test_the_bot_introduces_itself_to_each_in_her_own_way(
    double: TelegramDouble, database_url: str
) -> None:
    lena, ann, nina = (
        double.person("Lena"),
        double.person("Ann", language="en"),
        double.person("N"),
    )
    settings = settings_at(double, database_url)
    async with served(settings) as (lotse, _):
        invited = partial(invite, lotse)
        nina.starts(await lotse.database.run(invited))
        await nina.gets("Nina")
        await eventually(lambda: nina.commands[:1] == ["heute"], seconds=20)
        before = len(double.lotse.changes)
        looked = double.lotse.calls["getMyCommands"]
    for person in (lena, ann):
        person.starts()
    assert lena.commands == ["hilfe", "einstellungen", "datenschutz", "stop", "loeschen"]
    assert ann.commands == ["help", "settings", "privacy", "stop", "delete"]
    assert double.lotse.names["name", ""] == "Ausbildungs-Lotse Kreis Paderborn"
    assert double.lotse.names["name", "en"] != double.lotse.names["name", ""]
    async with served(settings, again=True):
        # at the lists for all, for English phones, and for Nina
        await eventually(lambda: double.lotse.calls["getMyCommands"] >= looked + 3)
    assert len(double.lotse.changes) == before, "nothing differed"


def invite(lotse: Lotse, session: Session) -> str:
    unit = lotse.unit(session)
    towns = [COUNTY]
    return START + Services(unit).invitations.invite(
        Role.RECRUITER, towns, tuple(Specialism), "Nina"
    )


def test_without_a_token_nothing_of_telegram_is_imported() -> None:
    script = (
        "import sys\n"
        "import bot.commands, bot.app.serving\n"
        "from bot.app.messengers import Messengers\n"
        "from bot.config import Settings\n"
        "from bot.domain.clock import SystemClock\n"
        "assert Messengers(Settings(_env_file=None), SystemClock()).channels == []\n"
        "heavy = {'aiogram', 'aiohttp', 'telegram', 'regex', 'bot.botapi'} & set(sys.modules)\n"
        "sys.exit(f'imported: {heavy}' if heavy else 0)\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, check=False, capture_output=True, text=True
    )
    assert run.returncode == 0, run.stderr
