"""``lotse dismiss``: ends the access of a member of the staff."""

import typer

from bot.commands.colleagues import Name, Number, meant
from bot.commands.surroundings import done_beside, real_settings
from bot.services import dismissal
from bot.services.unit import Unit


def dismiss(name: Name, number: Number = 0) -> None:
    """End a member's access at once, also while Lotse is running: she left, or lost her phone."""
    settings = real_settings()

    def end(unit: Unit) -> int:
        return dismissal.dismiss(unit, meant(unit, name, number).person_id)

    handed_on = done_beside(settings, end)
    typer.echo(f"{name} has no access any more. Enquiries passed on: {handed_on}.")
