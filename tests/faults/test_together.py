"""Several at once: two processes, two servers, two tabs, two taps."""

import asyncio
from dataclasses import replace
from datetime import timedelta

from bot.app import Lotse
from bot.domain.clock import SystemClock
from bot.domain.fairs import FairPlan
from bot.services.doors import Locks
from bot.services.services import Services
from bot.services.unit import Unit
from storage.cipher import Cipher
from tests.faults.books import compare
from tests.faults.processes import Place, Stable, free_port, lotse_run, serving
from tests.faults.pupils import Pupil, at_their_pages

CHANGES = 400


async def change_together(place: Place, one: tuple[str, ...], other: tuple[str, ...]) -> None:
    """Two more processes change one record; both must end well."""
    changers = [place.start("tests.faults.changer", *what) for what in (one, other)]
    try:
        calls = (asyncio.to_thread(each.communicate, "go\n", 120) for each in changers)
        await asyncio.gather(*calls)
    finally:
        for changer in changers:
            changer.kill()
    assert [changer.returncode for changer in changers] == [0, 0], place.log.read_text()[-3000:]


async def test_no_word_of_one_chat_is_lost_between_two_processes(
    stable: Stable, place: Place
) -> None:
    async with at_their_pages(place.url, 1) as (pupil,):
        with serving(stable, place):
            await pupil.arrives()
            chat = address_of(place, pupil)
            one, other = [
                ("talk", chat, name, number, f"{CHANGES}") for name, number in ("a1", "b2")
            ]
            await change_together(place, one, other)
            pupil.sent += [f"{name}-{n}" for name in "ab" for n in range(CHANGES)]
            await pupil.types(3)
            await pupil.catches_up()
        compare(place, [pupil])


def address_of(place: Place, pupil: Pupil) -> str:
    opened = Locks(Cipher([place.key], place.pepper)).open(pupil.secret)
    assert opened is not None
    return opened[0]


async def test_no_change_of_one_fair_is_lost_between_two_processes(place: Place) -> None:
    program = Lotse(place.settings(), SystemClock(), [])
    try:
        program.prepare()
        fair = program.database.run_now(lambda session: new_fair(program.unit(session)))
        change = ("plan", f"{fair}", f"{CHANGES}")
        await change_together(place, change, change)
        sequence = program.database.run_now(
            lambda session: Services(program.unit(session)).fairs.get(fair).plan.sequence
        )
        assert sequence == 2 * CHANGES
    finally:
        program.database.close()


def new_fair(unit: Unit) -> int:
    begins = (unit.now + timedelta(days=30)).replace(tzinfo=None, hour=10)
    plan = FairPlan("Beispielmesse", begins, begins + timedelta(hours=4), "Halle 1")
    return Services(unit).fairs.add(plan).id


async def test_a_second_server_on_one_file_says_so_and_ends_while_commands_work(
    stable: Stable, sqlite_place: Place
) -> None:
    command = ("bot", "invite", "--role", "recruiter", "--name", "Nina Neu", "--towns", "all")
    other = replace(sqlite_place, port=free_port())
    with serving(stable, sqlite_place), lotse_run(other) as second:
        assert await asyncio.to_thread(second.wait, 30) == 4
        told = sqlite_place.log.read_text()
        assert "Another process serves this database already" in told
        assert "Traceback" not in told
        beside = sqlite_place.start(*command)
        printed, _ = await asyncio.to_thread(beside.communicate, None, 60)
        assert beside.returncode == 0
        assert "Code: " in printed
        sqlite_place.is_up()


async def test_two_tabs_of_one_pupil_and_two_taps_on_one_button(
    stable: Stable, place: Place
) -> None:
    async with at_their_pages(place.url, 10) as pupils:
        with serving(stable, place):
            await asyncio.gather(*map(double_taps, pupils[:5]), *map(two_tabs, pupils[5:]))
        compare(place, pupils)


async def double_taps(pupil: Pupil) -> None:
    """The second tap on a screen that has changed meanwhile only shows it anew."""
    await pupil.arrives()
    for number in (1, 2, 1, 3, 3, 4):
        await pupil.catches_up()
        tap = {"kind": "tapped", "choice": pupil.button(number)}
        pupil.switches(number)
        await asyncio.gather(pupil.tells(**tap), pupil.tells(**tap))
    await pupil.catches_up()


async def two_tabs(pupil: Pupil) -> None:
    """What is written in both at once is heard one after another."""
    await pupil.arrives()
    for _ in range(9):
        await asyncio.gather(pupil.types(1), pupil.types(2))
    await pupil.catches_up()
