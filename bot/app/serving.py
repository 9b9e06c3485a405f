"""Serving: the program with its web page, until it is asked to stop."""

import asyncio
import gc
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.app import Lotse
from bot.app.messengers import Messengers
from bot.app.site import build_site
from bot.channels.web import WebChannel, open_port, serve
from bot.config import Settings
from bot.domain.clock import Clock
from bot.jobs.nursery import until


async def run(
    settings: Settings, clock: Clock, *, started: Callable[[str], None] = lambda _: None
) -> None:
    """Serve until SIGTERM or SIGINT; what is in flight is finished first.

    ``started`` hears the local address of the page. Raises AlreadyServed when another process
    serves this SQLite file, and OSError when the port is taken.
    """
    channel, messengers = WebChannel(), Messengers(settings, clock)
    listening = open_port(settings.host, settings.port)
    lotse = Lotse(settings, clock, [channel, *messengers.channels])
    try:
        await lotse.open()
        site = build_site(lotse, channel, settings)
        messengers.furnish(site, lotse)
        settle_in()
        lotse.serve()
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        started(f"http://{host}:{listening.getsockname()[1]}")
        with stop_signals() as stop:
            await until(stop, serve(site, channel, listening))
    finally:
        listening.close()
        await lotse.close()
        await messengers.close()


def settle_in() -> None:
    """Exempt what was built at start from the search for garbage: it stays anyway.

    Python looks through everything again and again, and while it does, nobody is answered: with
    a messenger's library loaded that took 0.3 s every three seconds of an announcement.
    """
    gc.collect()
    gc.freeze()


@contextmanager
def stop_signals() -> Iterator[asyncio.Event]:
    """An event that SIGTERM and SIGINT set."""
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    try:
        yield stop
    finally:
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.remove_signal_handler(number)
