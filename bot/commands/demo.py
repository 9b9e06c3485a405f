"""``lotse demo``: the whole idea on one page, with invented people and no token."""

import asyncio
import webbrowser
from typing import Annotated

import typer

from bot.rehearsal.demo import run_demo


def demo(
    port: Annotated[int, typer.Option(help="0 picks a free one.", min=0, max=65535)] = 8100,
    browser: Annotated[bool, typer.Option(help="Open the page in a browser.")] = True,
) -> None:
    """Show three chats side by side: pupil, recruiter, coordinator. Nothing in it is real."""

    def started(address: str) -> None:
        typer.echo(f"Lotse demo: {address}   (Ctrl+C ends it; nothing is kept)")
        if browser:
            webbrowser.open(address)

    asyncio.run(run_demo(port, started))
