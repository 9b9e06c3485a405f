"""A process that changes one record again and again: ``python -m tests.faults.changer``.

``talk ADDRESS NAME NUMBER TIMES`` types a number into one pupil's chat; the events are called
NAME-0, NAME-1 … ``plan FAIR TIMES`` changes a fair as it was last seen, until so many changes have
been taken, each with its own words: the same words twice are no change. It begins when it is told
so on its standard input, and serves nobody.
"""

import asyncio
import os
import sys
from dataclasses import replace

from bot.app import Lotse
from bot.channels.web import WebChannel
from bot.config import Settings
from bot.dialogue.event import Event, EventKind
from bot.domain.clock import SystemClock
from bot.domain.errors import Outdated
from bot.domain.fairs import FairPlan
from bot.services.services import Services


async def talk(program: Lotse, address: str, name: str, number: str, times: str) -> None:
    for n in range(int(times)):
        now, said = program.clock.now(), EventKind.SAID
        await program.receive(Event("web", address, f"{name}-{n}", now, said, text=number))


async def plan(program: Lotse, fair: str, times: str) -> None:
    for n in range(int(times)):
        while not await _change(program, int(fair), f"change {n} of {os.getpid()}"):
            pass


async def _change(program: Lotse, fair: int, about: str) -> bool:
    """Change what was seen in an earlier transaction; False when somebody else was first."""
    run, unit = program.database.run, program.unit
    seen: FairPlan = await run(lambda session: Services(unit(session)).fairs.get(fair).plan)
    new = replace(seen, about=about)
    try:
        await run(
            lambda session: Services(unit(session)).fairs.change(fair, new, sequence=seen.sequence)
        )
    except Outdated:
        return False
    return True


async def main() -> None:
    program = Lotse(Settings(), SystemClock(), [WebChannel()])
    try:
        sys.stdin.readline()
        await {"talk": talk, "plan": plan}[sys.argv[1]](program, *sys.argv[2:])
    finally:
        program.database.close()


if __name__ == "__main__":
    asyncio.run(main())
