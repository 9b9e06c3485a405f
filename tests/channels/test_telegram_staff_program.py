"""The whole program with two bots: pupils at one door, the team at the other."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import time

import pytest_asyncio
from pydantic import SecretStr

from bot.app import Lotse
from bot.config import Settings
from bot.domain.people import Role
from bot.rehearsal.stage import rehearsal_settings
from bot.services.invitations import START
from bot.services.services import Services
from bot.services.staff import COUNTY
from tests.channels.telegram_home import served
from tests.channels.telegram_office import eventually
from tests.telegram.double import Account, Person, TelegramDouble

NAME = "lotse_team_bot"


@dataclass
class TwoBots:
    """The messenger, the program, and its second bot."""

    double: TelegramDouble
    team: Account
    lotse: Lotse

    async def invitation(self, role: Role = Role.COORDINATOR) -> str:
        """A code for one person."""

        def write(unit: object) -> str:
            return Services(unit).invitations.invite(role, [COUNTY], [], "Carla")  # type: ignore[arg-type]

        return await self.lotse.database.run(lambda session: write(self.lotse.unit(session)))

    def at_the_team(self, person: Person) -> Person:
        """The same person in the chat with the other bot."""
        return Person(person.user, self.team)


def settings_of(double: TelegramDouble, team: Account, database: str) -> Settings:
    return rehearsal_settings(
        database,
        telegram_token=SecretStr(double.lotse.token),
        telegram_staff_token=SecretStr(team.token),
        telegram_staff_name=NAME,
        telegram_api=double.url,
        quiet_from=time(3),
        quiet_until=time(3, 1),
    )


@pytest_asyncio.fixture
async def bots(sqlite_url: str) -> AsyncIterator[TwoBots]:
    async with TelegramDouble() as double:
        team = double.bot(NAME, "Lotse Team")
        async with served(settings_of(double, team, sqlite_url)) as (lotse, _):
            yield TwoBots(double, team, lotse)
        assert double.violations == []


async def test_the_team_comes_in_at_its_own_bot(bots: TwoBots) -> None:
    carla = bots.at_the_team(bots.double.person("Carla"))
    carla.starts(START + await bots.invitation())
    await carla.gets("Willkommen, Carla!")
    carla.taps("Menü")
    await carla.gets("Messen")


async def test_a_stranger_at_the_teams_bot_gets_one_line(bots: TwoBots) -> None:
    lena = bots.at_the_team(bots.double.person("Lena"))
    lena.starts()
    await lena.gets("Dieser Bot ist nur für das Team.")
    lena.says("Menü")
    await eventually(lambda: len(lena.messages) == 2)
    assert {message.text.partition(":")[0] for message in lena.messages} == {
        "Dieser Bot ist nur für das Team. Ausbildungsplätze und Hilfe findest du hier"
    }
    assert bots.lotse.house.base_url in lena.messages[-1].text
    assert not any(list(message.buttons) for message in lena.messages)


async def test_help_in_distress_is_told_at_every_door(bots: TwoBots) -> None:
    lena = bots.at_the_team(bots.double.person("Lena"))
    lena.says("Ich will nicht mehr leben")
    await lena.gets("112")


async def test_a_wrong_code_opens_nothing(bots: TwoBots) -> None:
    lena = bots.at_the_team(bots.double.person("Lena"))
    lena.starts(START + "2345ABCD6789")
    await lena.gets("Diesen Code kenne ich nicht")
    lena.says("Messen")
    await lena.gets("Dieser Bot ist nur für das Team.")


async def test_an_invitation_at_the_pupils_bot_leads_to_the_teams(bots: TwoBots) -> None:
    carla = bots.double.person("Carla")
    code = await bots.invitation()
    carla.starts(START + code)
    await carla.gets("Für das Team gibt es einen eigenen Bot.")
    assert f"https://t.me/{NAME}?start={START}{code}" in carla.messages[-1].text
    there = bots.at_the_team(carla)
    there.starts(START + code)
    await there.gets("Willkommen, Carla!")


async def test_a_refused_token_of_the_pupils_bot_is_told_through_the_other(bots: TwoBots) -> None:
    carla = bots.at_the_team(bots.double.person("Carla"))
    carla.starts(START + await bots.invitation())
    await carla.gets("Willkommen, Carla!")
    lena = bots.double.person("Lena")
    lena.starts()
    await lena.gets("Los geht's")
    bots.double.lotse.revoked = True
    lena.taps("Los geht's")
    await eventually(lambda: bots.lotse.channels["telegram"].trouble == "token")
    await bots.lotse.tick()
    await carla.gets("Der Telegram-Bot für Jugendliche steht still.")
    assert bots.double.lotse.token not in str([message.text for message in carla.messages])


async def test_pupils_are_helped_as_ever_at_their_bot(bots: TwoBots) -> None:
    lena = bots.double.person("Lena")
    lena.starts()
    await lena.gets("Los geht's")
    lena.taps("Los geht's")
    await lena.gets("Frage 1 von 4")


async def test_staff_who_used_the_pupils_bot_are_led_over(sqlite_url: str) -> None:
    async with TelegramDouble() as double:
        alone = rehearsal_settings(
            sqlite_url, telegram_token=SecretStr(double.lotse.token), telegram_api=double.url
        )
        carla = double.person("Carla")
        async with served(alone) as (lotse, _):
            code = await TwoBots(double, double.lotse, lotse).invitation()
            carla.starts(START + code)
            await carla.gets("Willkommen, Carla!")
        team = double.bot(NAME, "Lotse Team")
        both = alone.model_copy(
            update={
                "telegram_staff_token": SecretStr(team.token), "telegram_staff_name": NAME,
            }
        )  # fmt: skip
        async with served(both, again=True):
            carla.taps("Menü")
            await carla.gets(f"https://t.me/{NAME}")
            [code] = re.findall(r"Code: (\S+)\.", carla.messages[-1].text)
            there = Person(carla.user, team)
            there.says(code)
            await there.gets("Verbunden")
            there.says("Menü")
            await there.gets("Messen")
            carla.says("Ich will nicht mehr leben")
            await carla.gets("112", f"https://t.me/{NAME}")
            assert "Code" not in carla.messages[-1].text, "she is there already"
            assert "stop" in carla.commands, "those for pupils"


async def test_the_teams_bot_introduces_itself_to_each_by_role(sqlite_url: str) -> None:
    async with TelegramDouble() as double:
        team = double.bot(NAME, "Lotse Team")
        settings = settings_of(double, team, sqlite_url)
        carla, lena = (double.person(name).at(team) for name in ("Carla", "Lena"))
        async with served(settings) as (lotse, _):
            carla.starts(START + await TwoBots(double, team, lotse).invitation())
            await carla.gets("Willkommen, Carla!")
        async with served(settings, again=True):
            await eventually(lambda: "rundruf" in carla.commands)
        assert lena.commands == ["einstellungen", "datenschutz", "hilfe"]
        assert team.names["name", ""] == "Ausbildungs-Lotse Kreis Paderborn – Team"
        assert "nur für das Team" in team.names["description", ""]
        assert double.violations == []
