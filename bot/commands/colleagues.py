"""Which member of the staff is meant on the command line."""

from typing import Annotated

import typer

from bot.commands.mishaps import PutRightError
from bot.services.services import Services
from bot.services.staff import Member
from bot.services.unit import Unit

Name = Annotated[str, typer.Argument(help="The name in the invitation.")]
Number = Annotated[int, typer.Option(help="Which one, where several have this name.", min=0)]


def meant(unit: Unit, name: str, number: int) -> Member:
    """The one who is called so. Raises PutRightError when there is none, or several."""
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
