"""One person floods the bot; the others do not notice."""

import asyncio
from time import perf_counter

from tests.channels.telegram_home import served, settings_at
from tests.telegram.double import Person, TelegramDouble

FLOOD_PER_SECOND, FLOOD_SECONDS = 50, 4
UNNOTICED = 1.5
"""Seconds; behind the flood's answers, 30 a second, it would be five in the end."""

SLOW = 8
"""So many times the wait of calm moments is no hold-up either: a machine may be slow or busy."""


async def flood(person: Person) -> None:
    for number in range(FLOOD_PER_SECOND * FLOOD_SECONDS):
        person.says(f"bla {number}")
        await asyncio.sleep(1 / FLOOD_PER_SECOND)


async def answers(person: Person, times: int) -> list[float]:
    """Seconds until each of her taps was answered on the screen."""
    waits = []
    for _ in range(times):
        await asyncio.sleep(FLOOD_SECONDS / 6)
        began = perf_counter()
        person.taps("#1")
        await person.gets("Frage 1 von 4", within=20)
        waits.append(perf_counter() - began)
    return waits


async def test_a_flood_by_one_person_delays_nobody_else(sqlite_url: str) -> None:
    async with TelegramDouble() as double, served(settings_at(double, sqlite_url)):
        lena, flooder = double.person("Lena"), double.person("Flut")
        lena.starts()
        await lena.gets("Los geht's")
        lena.taps("Los geht's")
        await lena.gets("Frage 1 von 4")
        flooder.starts()
        calm = max(await answers(lena, 2))
        waits, _ = await asyncio.gather(answers(lena, 6), flood(flooder))
    assert max(waits) < UNNOTICED + SLOW * calm, (calm, waits)
    assert {int(each.chat) for each in double.refused} <= {flooder.id}
