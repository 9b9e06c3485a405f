"""The command line: one file per command, named like it.

Exit codes: 0 all is well · 1 a story does not hold · 2 the call is wrong · 3 a setting, key, file
or county pack must be put right first · 4 the database is out of reach or in use, so later it may
work.
"""

from collections.abc import Sequence

import typer

from bot import logs
from bot.commands.backup import backup
from bot.commands.chat import chat
from bot.commands.demo import demo
from bot.commands.dismiss import dismiss
from bot.commands.invite import invite
from bot.commands.keys import keys
from bot.commands.link import link
from bot.commands.mishaps import mishap_of
from bot.commands.play import play
from bot.commands.restore import restore
from bot.commands.rotate import rotate
from bot.commands.run import run as serve

app = typer.Typer(
    name="lotse",
    help="Pilots pupils of a county from school into training.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for command in (demo, serve, chat, play, invite, link, dismiss, backup, restore, keys, rotate):
    app.command()(command)


def run(arguments: Sequence[str]) -> int:
    """Run one command; returns its exit code. What an operator can put right is one sentence."""
    logs.configure("WARNING", json=False)
    try:
        app(list(arguments), prog_name="lotse")
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    except Exception as error:
        mishap = mishap_of(error)
        if mishap is None:
            raise
        typer.echo(mishap.sentence, err=True)
        return mishap.exit_code
    return 0
