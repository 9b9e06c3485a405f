"""``lotse restore``: a backup in the place of all that is in the database."""

from pathlib import Path
from typing import Annotated

import typer

from bot.app import open_database
from bot.commands.mishaps import PutRightError
from bot.commands.surroundings import real_settings
from bot.services import backups


def restore(
    file: Annotated[Path, typer.Argument(help="A file that lotse backup has written.")],
    *,
    yes: Annotated[bool, typer.Option("--yes", help="Replace what is in the database.")] = False,
) -> None:
    """Put a backup in the place of everything in the database. Stop Lotse first."""
    with open_database(real_settings()) as database:
        made = f"{backups.look_into(database, file).made_at:%d.%m.%Y %H:%M} UTC"
        if not yes and not backups.is_empty(database):
            raise PutRightError(
                f"The database is not empty. All that is in it would be replaced by the backup of "
                f"{made}. If you want that: lotse restore {file} --yes"
            )
        backups.restore(database, file)
    typer.echo(f"Restored what was saved on {made}.")
