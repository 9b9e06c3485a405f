"""``lotse link``: lets a member of the staff into her chat on the web."""

from typing import Annotated

import typer

from bot.channels.web import team_path
from bot.commands.colleagues import Name, Number, meant
from bot.commands.surroundings import done_beside, real_settings
from bot.services.doors import TEAM_LINK_FOR
from bot.services.services import Services
from bot.services.unit import Unit

Lost = Annotated[bool, typer.Option("--lost", help="Shut out all her other browsers, at once.")]


def link(name: Name, number: Number = 0, lost: Lost = False) -> None:
    """Print a link that opens a member's web chat, once: on a new computer, or a lost one."""
    settings = real_settings()

    def write(unit: Unit) -> str:
        person_id, doors = meant(unit, name, number).person_id, Services(unit).doors
        if lost:
            doors.change_locks(person_id)
        return doors.team_link(person_id)

    token = done_beside(settings, write)
    typer.echo(f"Link: {settings.base_url}{team_path(token)}")
    minutes = TEAM_LINK_FOR.total_seconds() / 60
    typer.echo(f"For {name} alone, once, within {minutes:.0f} minutes.", err=True)
