"""``lotse dismiss``: ends the access of a member of the staff."""

from typing import Annotated

import typer

from bot.commands.mishaps import PutRightError
from bot.commands.surroundings import done_beside, real_settings
from bot.services import dismissal
from bot.services.services import Services
from bot.services.staff import Member
from bot.services.unit import Unit


def dismiss(
    name: Annotated[str, typer.Argument(help="The name in the invitation.")],
    number: Annotated[
        int, typer.Option(help="Which one, where several have this name.", min=0)
    ] = 0,
) -> None:
    """End a member's access at once, also while Lotse is running: she left, or lost her phone."""
    settings = real_settings()

    def end(unit: Unit) -> int:
        return dismissal.dismiss(unit, _meant(unit, name, number).person_id)

    handed_on = done_beside(settings, end)
    typer.echo(f"{name} has no access any more. Enquiries passed on: {handed_on}.")


def _meant(unit: Unit, name: str, number: int) -> Member:
    everybody = Services(unit).staff.some()
    called = [each for each in everybody if each.name.casefold() == name.strip().casefold()]
    found = [each for each in called if number in {0, each.person_id}]
    if len(found) == 1:
        return found[0]
    if called:
        numbers = ", ".join(f"{each.person_id} ({each.role})" for each in called)
        raise PutRightError(f"Several are called {name!r}. Add --number, one of: {numbers}.")
    names = ", ".join(each.name for each in everybody) or "nobody yet"
    raise PutRightError(f"Nobody is called {name!r}. The staff: {names}.")
