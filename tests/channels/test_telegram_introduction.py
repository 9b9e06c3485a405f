from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.botapi.introduction import Introducer
from bot.botapi.profile import Commands, Profile
from bot.botapi.settings import TelegramSettings
from bot.channels.telegram.line import AiogramLine as Line
from tests.telegram.double import TelegramDouble

PUPILS = (("help", "Hilfe"), ("stop", "Keine Nachrichten mehr"))
SAYINGS = (
    Profile("Ausbildungs-Lotse", "Ich zeige dir freie Plätze.", "Freie Ausbildungsplätze"),
    Profile("Training pilot", "I show you free places.", "Free places", "en"),
    Commands(PUPILS),
    Commands((("help", "Help"),), "en"),
)


@pytest_asyncio.fixture
async def line(double: TelegramDouble) -> AsyncIterator[Line]:
    line = Line(TelegramSettings(double.lotse.token, double.url))
    yield line
    await line.close()


async def test_everybody_sees_it_in_her_own_language(double: TelegramDouble, line: Line) -> None:
    team = Introducer(line)
    await team.tell(SAYINGS)
    lena, ann = double.person("Lena"), double.person("Ann", language="en")
    nina = double.person("Nina")
    for person in (lena, ann, nina):
        person.starts()
    await team.tell([*SAYINGS, Commands((("heute", "Was wartet"),), chat=nina.id)])
    assert [each.commands for each in (lena, ann, nina)] == [["help", "stop"], ["help"], ["heute"]]
    assert double.lotse.names["name", ""] == "Ausbildungs-Lotse"
    assert double.lotse.names["description", "en"] == "I show you free places."


async def test_only_what_differs_is_set(double: TelegramDouble, line: Line) -> None:
    await Introducer(line).tell(SAYINGS)
    assert len(double.lotse.changes) == 8
    await Introducer(line).tell(SAYINGS)
    assert len(double.lotse.changes) == 8
    double.lotse.names["name", ""] = "Anders"
    await Introducer(line).tell(SAYINGS)
    assert double.lotse.changes[8:] == [("name", {"name": "Ausbildungs-Lotse"})]


async def test_what_cannot_be_set_today_is_left(double: TelegramDouble, line: Line) -> None:
    double.fault("flood", "setMyName", seconds=3600)
    introducer = Introducer(line)
    assert not await introducer.tell(SAYINGS)
    assert ("name", "") in double.lotse.names
    assert len(double.lotse.changes) == 7
    looked = double.lotse.calls.total()
    assert await introducer.tell(SAYINGS)
    assert len(double.lotse.changes) == 8
    assert double.lotse.calls.total() == looked + 4, "three looks at what failed, and one change"


async def test_who_joins_and_leaves_sees_the_right_list(
    double: TelegramDouble, line: Line
) -> None:
    nina, introducer = double.person("Nina"), Introducer(line)
    nina.starts()
    today = Commands((("heute", "Was wartet"),), chat=nina.id)
    steps = [(SAYINGS, "help"), ([*SAYINGS, today], "heute")]
    for sayings, seen in [*steps, *steps]:
        await introducer.tell(sayings)
        assert nina.commands[0] == seen
    before = double.lotse.calls.total()
    await introducer.tell([*SAYINGS, today])
    assert double.lotse.calls.total() == before, "nothing has changed, so nobody is asked"


def test_five_commands_are_read_more_are_not() -> None:
    with pytest.raises(ValueError, match="at most 5"):
        Commands((("help", "Hilfe"),) * 6)


def test_what_telegram_would_cut_is_refused() -> None:
    with pytest.raises(ValueError, match="too long"):
        Profile("N" * 65, "", "")
