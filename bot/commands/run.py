"""``lotse run``: the program for real people."""

import asyncio

import typer

from bot import logs
from bot.app.serving import run as serve
from bot.commands.surroundings import real_settings
from bot.domain.clock import SystemClock


def run() -> None:
    """Serve the web page until stopped; refuses weak settings and says what to do."""
    settings = real_settings()
    logs.configure(settings.log_level, json=settings.log_json)
    asyncio.run(
        serve(settings, SystemClock(), started=lambda at: typer.echo(f"Lotse serves {at}"))
    )
