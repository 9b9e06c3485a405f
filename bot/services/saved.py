"""Vacancies that pupils have put a star on; kept with the consent "profile" only."""

from collections.abc import Iterable

from sqlmodel import col, delete, select

from bot.services.unit import Unit
from storage.tables import SavedVacancy


class Saved:
    """Stars. Whether one may be kept is the caller's question to Consents."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def of(self, person_id: int) -> list[int]:
        """Numbers of the vacancies that this person saved, the earliest first."""
        statement = (
            select(SavedVacancy.vacancy_id)
            .where(SavedVacancy.person_id == person_id)
            .order_by(col(SavedVacancy.saved_at), col(SavedVacancy.vacancy_id))
        )
        return list(self._unit.session.exec(statement))

    def people_of(self, vacancy_id: int) -> list[int]:
        """Everybody who saved this vacancy."""
        statement = (
            select(SavedVacancy.person_id)
            .where(SavedVacancy.vacancy_id == vacancy_id)
            .order_by(col(SavedVacancy.person_id))
        )
        return list(self._unit.session.exec(statement))

    def keep(self, person_id: int, vacancy_ids: Iterable[int]) -> None:
        """Save these vacancies; those that are saved already stay as they are."""
        known = set(self.of(person_id))
        for vacancy_id in dict.fromkeys(vacancy_ids):
            if vacancy_id not in known:
                self._unit.session.add(
                    SavedVacancy(
                        person_id=person_id, vacancy_id=vacancy_id, saved_at=self._unit.now
                    )
                )
        self._unit.session.flush()

    def drop(self, person_id: int, vacancy_id: int) -> None:
        """Take the star away; without one nothing happens."""
        if row := self._unit.session.get(SavedVacancy, (person_id, vacancy_id)):
            self._unit.session.delete(row)
            self._unit.session.flush()

    def drop_all(self, person_id: int) -> None:
        """Take all of a person's stars away."""
        self._unit.session.execute(
            delete(SavedVacancy).where(col(SavedVacancy.person_id) == person_id)
        )
