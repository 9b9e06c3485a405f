"""Vacancies: what is offered, as values."""

from collections.abc import Iterable

from sqlmodel import col, select

from bot.domain.errors import NotFound
from bot.domain.vacancies import Vacancy
from bot.services.stock import value_of
from bot.services.unit import Unit
from storage.queries.search import has_changed
from storage.tables import VacancyRow

STAMP_BITS = 62
START = "v_"
"""What the start code of a vacancy begins with."""


def put_in(unit: Unit, row: VacancyRow) -> None:
    """Store a new or changed row, the only way to do so: whoever searches must get to know."""
    row.stamp = unit.house.random.getrandbits(STAMP_BITS)
    unit.session.add(row)
    unit.session.flush()
    has_changed(unit.session, row.stamp)


class Vacancies:
    """Looking up and changing vacancies."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def get(self, vacancy_id: int) -> Vacancy:
        """One vacancy in any state. Raises NotFound."""
        return value_of(self._row(vacancy_id))

    def by_code(self, code: str) -> Vacancy | None:
        """The vacancy of a start code in any state, None for an unknown one."""
        statement = select(VacancyRow).where(VacancyRow.code == code.strip().lower())
        row = self._unit.session.exec(statement).first()
        return value_of(row) if row else None

    def code_of(self, vacancy_id: int) -> str:
        """The start code that leads to this vacancy, always the same. Raises NotFound."""
        row = self._row(vacancy_id)
        while row.code is None:
            code = f"{START}{self._unit.house.code(5).lower()}"
            row.code = None if self.by_code(code) else code
        self._unit.session.add(row)  # nothing that is searched for has changed
        self._unit.session.flush()
        return row.code

    def some(self, ids: Iterable[int]) -> list[Vacancy]:
        """These vacancies in the order of their numbers; those that are gone are left out."""
        statement = select(VacancyRow).where(col(VacancyRow.id).in_(list(ids)))
        return sorted(map(value_of, self._unit.session.exec(statement)), key=lambda v: v.id)

    def known(self, source: str) -> set[str]:
        """The references of all vacancies of a source, in any state; no two have the same."""
        statement = select(VacancyRow.reference).where(VacancyRow.source == source)
        return set(self._unit.session.exec(statement))

    def add(self, vacancy: Vacancy, *, contact: str = "", entered_by: int | None = None) -> int:
        """A new vacancy (its ``id`` is ignored); returns its number."""
        row = VacancyRow(
            source=vacancy.source,
            reference=vacancy.reference,
            kind=vacancy.kind,
            occupation=vacancy.occupation,
            title=vacancy.title,
            field=vacancy.field,
            company=vacancy.company,
            town=vacancy.town,
            start=vacancy.start,
            certificate=vacancy.certificate,
            places=vacancy.places,
            internship=vacancy.internship,
            conditions=" ".join(sorted(vacancy.conditions)),
            german_level=vacancy.german_level,
            contact=contact,
            valid_until=vacancy.valid_until,
            state=vacancy.state,
            entered_by=entered_by,
            fresh_since=vacancy.fresh_since,
            updated_at=self._unit.now,
            stamp=0,
        )
        put_in(self._unit, row)
        return row.id or 0

    def _row(self, vacancy_id: int) -> VacancyRow:
        row = self._unit.session.get(VacancyRow, vacancy_id)
        if row is None:
            raise NotFound(f"vacancy {vacancy_id}")
        return row
