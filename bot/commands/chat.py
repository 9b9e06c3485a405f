"""``lotse chat``: the conversation in the terminal, also through pipes."""

import asyncio
import os
import sys
import tempfile
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from bot.app import Lotse
from bot.channels.terminal import NAME, TerminalChannel
from bot.commands.surroundings import real_settings
from bot.config import Settings
from bot.dialogue.event import Event
from bot.domain.clock import Clock, SystemClock
from bot.domain.enquiries import Specialism
from bot.domain.people import Role
from bot.jobs.clockwork import TICK_SECONDS
from bot.jobs.nursery import Nursery
from bot.rehearsal.seeding import seed
from bot.rehearsal.stage import rehearsal_settings
from bot.services.invitations import START
from bot.services.people import role_at
from bot.services.services import Services
from bot.services.staff import COUNTY
from bot.services.unit import Unit

NAMES = {Role.RECRUITER: "Renate Probe", Role.COORDINATOR: "Konrad Probe"}


def chat(
    role: Annotated[Role, typer.Option("--as", help="Who you are.")] = Role.PUPIL,
    database: Annotated[
        str, typer.Option(help="A real database; without it a demo of its own, gone at the end.")
    ] = "",
    language: Annotated[str, typer.Option(help="Language of your messenger.")] = "de",
) -> None:
    """Chat here: type numbers or words; >12 text answers message 12. Ends with Ctrl-D."""
    with _settings(database) as settings:
        asyncio.run(_chat(settings, role, language, is_demo=not database))


@contextmanager
def _settings(database: str) -> Iterator[Settings]:
    if database:
        yield real_settings(database)
        return
    with tempfile.TemporaryDirectory(prefix="lotse-chat-") as folder:
        yield rehearsal_settings(f"sqlite:///{Path(folder) / 'chat.db'}")


async def _chat(settings: Settings, role: Role, language: str, *, is_demo: bool) -> None:
    clock: Clock = SystemClock()
    address = f"{NAME}-{role}-{os.getuid()}"
    channel = TerminalChannel(typed_lines(), _print, clock, address=address, language=language)
    program = Lotse(settings, clock, [channel])
    nursery = Nursery()
    try:
        await program.open()
        channel.code = await program.database.run(
            lambda session: _let_in(program.unit(session), role, address, is_demo=is_demo)
        )
        talk = _Talk(program)
        nursery.look_after("rounds", talk.rounds)
        await channel.run(talk.answer)
    finally:
        await nursery.close()
        await program.close()


def _let_in(unit: Unit, role: Role, address: str, *, is_demo: bool) -> str:
    """Prepare the demo; the start code that makes the person what she wants to be."""
    if is_demo:
        seed(unit)
    if not role.is_staff or role_at(unit, NAME, address) is role:
        return ""
    specialisms = tuple(Specialism) if role is Role.RECRUITER else ()
    return START + Services(unit).invitations.invite(role, [COUNTY], specialisms, NAMES[role])


class _Talk:
    """Answers each line before the next is read, so that pipes print in order."""

    def __init__(self, program: Lotse) -> None:
        self._program = program
        self._delivering = asyncio.Lock()

    async def answer(self, event: Event) -> str:
        """Handle what was typed and print all that follows from it."""
        toast = await self._program.receive(event)
        await self._deliver()
        return toast

    async def rounds(self) -> None:
        """Let time-driven work happen while nobody types."""
        while True:
            await asyncio.sleep(TICK_SECONDS)
            await self._program.tick()
            await self._deliver()

    async def _deliver(self) -> None:
        async with self._delivering:
            while await self._program.postman.deliver_due():
                pass


def _print(text: str) -> None:
    if sys.stdout is None:
        raise BrokenPipeError("standard output is closed")
    sys.stdout.write(text)
    sys.stdout.flush()


async def typed_lines() -> AsyncIterator[str]:
    """The lines of standard input until its end.

    Read by a thread of its own from a copy of its file: so pipes, files and terminals work alike,
    and nothing holds the process up when it ends.
    """
    if sys.stdin is None:  # it is closed
        return
    loop, queue = asyncio.get_running_loop(), asyncio.Queue[str | None]()

    def read() -> None:
        with os.fdopen(os.dup(sys.stdin.fileno()), "rb") as stream:
            for line in stream:
                loop.call_soon_threadsafe(queue.put_nowait, line.decode(errors="replace"))
            loop.call_soon_threadsafe(queue.put_nowait, None)

    threading.Thread(target=read, name="lotse-typing", daemon=True).start()
    while (line := await queue.get()) is not None:
        yield line
