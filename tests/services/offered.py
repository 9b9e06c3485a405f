"""What is offered, found without any of the program's short cuts: each row is looked at."""

from sqlmodel import col, select

from bot.domain.vacancies import Vacancy
from bot.services.stock import value_of
from bot.services.unit import Unit
from storage.tables import VacancyRow


def offered(unit: Unit) -> list[Vacancy]:
    """All vacancies that are open today."""
    found = map(value_of, unit.session.exec(select(VacancyRow).order_by(col(VacancyRow.id))))
    return [vacancy for vacancy in found if vacancy.is_shown(unit.today)]
