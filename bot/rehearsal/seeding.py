"""Seeding: puts the demo data through the services, so it is as real as what people enter."""

from dataclasses import fields
from typing import Any

from bot.domain.enquiries import Specialism
from bot.domain.fairs import FairPlan
from bot.domain.people import Role
from bot.domain.vacancies import Vacancy, VacancyState
from bot.rehearsal.seed import Seed, SeedFair, SeedVacancy, load_seed
from bot.services.people import meet
from bot.services.services import Services
from bot.services.unit import Unit

COORDINATOR = "Carla Musterplan"
"""The demo's coordinator; like everybody in the seed she does not exist."""

STAFF_CHANNEL = "web"
_SECRET_BYTES = 16


def seed(unit: Unit, *, staff: bool = True) -> None:
    """Bring in the demo's vacancies and fairs, and with ``staff`` its people too.

    What is there already stays as it is, so this may run again. Dates count from ``unit.today``.
    """
    services, data = Services(unit), load_seed(unit.region, unit.today)
    _add_vacancies(services, data)
    _add_fairs(services, data)
    if staff:
        _add_staff(services, data)


def _add_vacancies(services: Services, data: Seed) -> None:
    sources = {vacancy.source for vacancy in data.vacancies}
    known = {source: services.vacancies.known(source) for source in sources}
    for vacancy in data.vacancies:  # in the file's order: a rehearsal repeats itself
        if vacancy.reference not in known[vacancy.source]:
            services.vacancies.add(_vacancy(vacancy), contact=vacancy.contact)


def _vacancy(seed: SeedVacancy) -> Vacancy:
    return Vacancy(id=0, state=VacancyState.OPEN, **_shared(seed, Vacancy))


def _add_fairs(services: Services, data: Seed) -> None:
    known = {fair.plan.title for fair in services.fairs.ahead()}
    for fair in data.fairs:
        if fair.title not in known:
            services.fairs.add(_plan(fair))


def _plan(seed: SeedFair) -> FairPlan:
    same = {**_shared(seed, FairPlan), "grades": frozenset(seed.grades)}
    return FairPlan(
        about=seed.what, parents=seed.parents_welcome, access=seed.accessibility, **same
    )


def _shared(seed: SeedVacancy | SeedFair, kind: type[Vacancy | FairPlan]) -> dict[str, Any]:
    """What both call by the same name."""
    names = {field.name for field in fields(kind)}
    return {f.name: getattr(seed, f.name) for f in fields(seed) if f.name in names}


def _add_staff(services: Services, data: Seed) -> None:
    known = {member.name for member in services.staff.some()}
    for recruiter in data.recruiters:
        if recruiter.name not in known:
            specialisms = tuple(map(Specialism, recruiter.specialisms))
            _join(services, Role.RECRUITER, recruiter.name, recruiter.towns, specialisms)
    if COORDINATOR not in known:
        _join(services, Role.COORDINATOR, COORDINATOR, (), ())


def join_everywhere(unit: Unit, role: Role, name: str) -> int:
    """One of the staff who looks after all towns; returns the person's number."""
    towns = tuple(town.key for town in unit.region.towns) if role is Role.RECRUITER else ()
    return _join(Services(unit), role, name, towns, tuple(Specialism) if towns else ())


def _join(
    services: Services,
    role: Role,
    name: str,
    towns: tuple[str, ...],
    specialisms: tuple[Specialism, ...],
) -> int:
    """Somebody uses an invitation, at a chat of her own that nobody has opened yet."""
    unit = services.unit
    code = services.invitations.invite(role, towns, specialisms, name)
    address = unit.house.random.randbytes(_SECRET_BYTES).hex()
    seat = meet(
        unit.session, unit.house, unit, channel=STAFF_CHANNEL, address=address, language="de"
    )
    services.invitations.redeem(code, person_id=seat.person_id, address_id=seat.address_id)
    return seat.person_id
