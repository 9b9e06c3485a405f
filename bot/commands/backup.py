"""``lotse backup``: the whole database as one sealed file."""

from pathlib import Path
from typing import Annotated

import typer

from bot.app import open_database
from bot.commands.surroundings import real_settings
from bot.domain.clock import SystemClock
from bot.services.backups import back_up


def backup(
    file: Annotated[Path, typer.Argument(help="Where to write it; an existing file is kept.")],
) -> None:
    """Save everything to an encrypted file, also while Lotse is running."""
    with open_database(real_settings()) as database:
        back_up(database, file, SystemClock().now())
    typer.echo(f"Saved to {file} ({file.stat().st_size:,} bytes), sealed with the data keys.")
