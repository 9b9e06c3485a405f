"""``lotse play``: replays stories against the real program."""

import asyncio
from io import StringIO
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot import logs
from bot.rehearsal.stories import Transcript, perform, read_story


def play(
    files: Annotated[list[Path], typer.Argument(help="Stories, see docs/stories.md.")],
    database: Annotated[
        str, typer.Option(help="Address of an empty database, wiped afterwards.")
    ] = "",
) -> None:
    """Play stories and print what everybody sees; stop at the first step that does not hold."""
    console, log = Console(), StringIO()
    logs.configure("DEBUG", json=False, stream=log)
    for file in files:
        story = read_story(file)
        orders = asyncio.run(perform(story, database, transcript=Transcript(console), log=log))
        how_often = f", in each of {orders} orders" if orders > 1 else ""
        console.print(f"✓ {story.title}{how_often}", style="bold", soft_wrap=True)
