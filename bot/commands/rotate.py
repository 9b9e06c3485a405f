"""``lotse rotate``: all that is stored under the newest key."""

import typer

from bot.app import open_database
from bot.commands.surroundings import real_settings
from bot.services.backups import put_under_newest_key


def rotate() -> None:
    """Encrypt everything with the first of LOTSE_KEYS; then the others can be dropped.

    Put a new key (lotse keys) before the old one, with a comma, and restart Lotse first.
    """
    with open_database(real_settings()) as database:
        done = put_under_newest_key(database)
    typer.echo(f"{done.values:,} values have the newest key now.")
    if done.illegible:
        typer.echo(f"{done.illegible:,} values could not be opened by any key.", err=True)
    typer.echo(
        "Drop the older keys from LOTSE_KEYS and restart. Keep them for the backups made before.",
        err=True,
    )
