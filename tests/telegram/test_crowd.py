"""Many at once, in real time: the served program keeps to Telegram's rates on its own."""

import asyncio
from time import perf_counter

from tests.channels.telegram_home import served, settings_at
from tests.telegram.double import TelegramDouble
from tests.telegram.double.patience import until

CLASS_AT_ONCE = 70


async def test_a_school_presses_start_at_once(double: TelegramDouble, sqlite_url: str) -> None:
    double.jitter = (0.0, 0.02)
    async with served(settings_at(double, sqlite_url)):
        pupils = [double.person(f"Pupil {number}") for number in range(CLASS_AT_ONCE)]
        began = perf_counter()
        for pupil in pupils:
            pupil.starts()
        await asyncio.gather(*(pupil.gets("Los geht's", within=20) for pupil in pupils))
        assert perf_counter() - began > 2, "30 now, 30 a second later, the rest after that"
    assert (double.provoked, double.doubled, double.violations) == (0, {}, [])


async def test_who_types_hastily_is_answered_in_full_and_holds_up_nobody(
    double: TelegramDouble, sqlite_url: str
) -> None:
    """After three answers at once Telegram wants patience, for this chat alone."""
    async with served(settings_at(double, sqlite_url)):
        lena, ben = double.person("Lena"), double.person("Ben")
        lena.starts()
        await lena.gets("Los geht's")
        for _ in range(8):
            lena.says("/datenschutz")
        await until(lambda: double.provoked > 0)
        ben.starts()
        await ben.gets("Los geht's", within=3)
        assert len(lena.messages) < 9
        await until(lambda: len(lena.messages) == 9, within=20)
    assert list(double.doubled.values()) == [8], "eight times the same, as she asked for it"
