"""``lotse invite``: lets one person join the staff."""

from typing import Annotated

import typer

from bot.commands.mishaps import PutRightError
from bot.commands.surroundings import done_beside, real_settings
from bot.domain.enquiries import Specialism
from bot.domain.people import Role
from bot.services.invitations import LONGEST_NAME, START
from bot.services.services import Services
from bot.services.staff import COUNTY
from bot.services.unit import Unit

_GROUP = 4


def invite(
    role: Annotated[Role, typer.Option(help="recruiter or coordinator")],
    name: Annotated[str, typer.Option(help="The name that colleagues and pupils read.")],
    towns: Annotated[
        str, typer.Option(help="Recruiters: towns with commas between, or all.")
    ] = "",
    specialisms: Annotated[
        str, typer.Option(help=f"Recruiters: of {', '.join(Specialism)}, commas between.")
    ] = "training,internship",
) -> None:
    """Print a code and a link that let one person join, also while Lotse is running."""
    settings = real_settings()
    kinds = _specialisms(specialisms) if role is Role.RECRUITER else ()
    if not role.is_staff:
        raise PutRightError("Pupils need no invitation: they just start. Write --role recruiter.")
    if role is Role.RECRUITER and not _parts(towns):
        raise PutRightError("A recruiter needs towns: --towns Büren,Salzkotten or --towns all.")
    if role is Role.RECRUITER and not kinds:
        raise PutRightError(f"A recruiter needs specialisms, of {', '.join(Specialism)}.")
    if not name.strip() or not name.isprintable() or len(name.strip()) > LONGEST_NAME:
        raise PutRightError(
            f'The name is missing, or nobody could read it: --name "Nina Neu", at most '
            f"{LONGEST_NAME} letters."
        )

    def write(unit: Unit) -> str:
        return Services(unit).invitations.invite(role, _towns(unit, towns), kinds, name)

    code = done_beside(settings, write)
    spoken = "-".join(code[at : at + _GROUP] for at in range(0, len(code), _GROUP))
    typer.echo(f"Code: {spoken}")
    if settings.telegram_staff_name:
        typer.echo(f"Telegram: https://t.me/{settings.telegram_staff_name}?start={START}{code}")
    typer.echo(f"Link: {settings.base_url}/?s={START}{code}")
    typer.echo(f"For {name} alone, once, within {settings.invitation_days} days.", err=True)


def _towns(unit: Unit, names: str) -> list[str]:
    if names.strip() == "all":
        return [COUNTY]
    keys = {town.name.casefold(): town.key for town in unit.region.towns}
    wanted = _parts(names)
    for name in wanted:
        if name.casefold() not in keys:
            known = ", ".join(town.name for town in unit.region.towns)
            raise PutRightError(f"There is no town {name!r} in {unit.region.name}, only {known}.")
    return [keys[name.casefold()] for name in wanted]


def _specialisms(names: str) -> tuple[Specialism, ...]:
    try:
        return tuple(map(Specialism, _parts(names)))
    except ValueError:
        raise PutRightError(f"Specialisms are {', '.join(Specialism)}, not {names!r}.") from None


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]
