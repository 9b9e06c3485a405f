"""A pupil's list as the program finds it: in its own database, with its own services."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path

from sqlmodel import Session

from bot.app import build_house
from bot.domain.wishes import Wishes
from bot.rehearsal.stage import rehearsal_settings
from bot.services.search import Search
from bot.services.stock import OpenVacancies
from bot.services.unit import Unit
from bot.services.vacancies import Vacancies
from storage import schema
from storage.database import Database
from tests.benchmarks.invented_county import TODAY, InventedCounty

NOON = datetime.combine(TODAY, time(12), UTC)


class Desk:
    """The first page of a list, with how many there are, in a running transaction."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def list_for(self, wishes: Wishes) -> object:
        return Search(self._unit).page(wishes, 1)

    def first_list(self) -> None:
        """The one after a start reads everything."""
        self.list_for(Wishes())


@contextmanager
def opened(county: InventedCounty, vacancies: int) -> Iterator[Desk]:
    """A database with so many open vacancies."""
    with tempfile.TemporaryDirectory(prefix="lotse-") as folder:
        settings = rehearsal_settings(f"sqlite:///{Path(folder) / 'lotse.db'}")
        # the invented towns are not the pack's, so ways are measured by the invented map
        house = replace(build_house(settings, {}), stock=OpenVacancies(county.distance))
        database = Database(settings.database, house.cipher)
        try:
            schema.upgrade(database)
            database.run_now(lambda session: fill(Unit(session, NOON, house), county, vacancies))
            with Session(database.engine) as session:
                yield Desk(Unit(session, NOON, house))
        finally:
            database.close()


def fill(unit: Unit, county: InventedCounty, vacancies: int) -> None:
    for number in range(vacancies):
        Vacancies(unit).add(county.vacancy(number))
