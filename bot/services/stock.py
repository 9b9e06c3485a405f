"""What is open in the county, held in memory for searching, in step with the database.

Reading thousands of rows for each list would hold up everybody's chats. So each search only asks
for one number: the stamp of the newest change. When that differs, what differs is read anew.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from threading import Lock
from typing import cast

from sqlmodel import Session

from bot.domain.matching import Distances, MatchBook
from bot.domain.people import Certificate
from bot.domain.vacancies import Condition, Kind, Vacancy, VacancyState
from storage.queries import search as rows
from storage.tables import VacancyRow


def value_of(row: VacancyRow) -> Vacancy:
    """The row as a frozen value, without the contact."""
    return Vacancy(
        id=row.id or 0,
        source=row.source,
        reference=row.reference,
        kind=Kind(row.kind),
        occupation=row.occupation,
        title=row.title,
        field=row.field,
        company=row.company,
        town=row.town,
        start=row.start,
        certificate=Certificate(row.certificate),
        places=row.places,
        internship=row.internship,
        conditions=frozenset(map(Condition, row.conditions.split())),
        german_level=row.german_level,
        valid_until=row.valid_until,
        state=VacancyState(row.state),
        fresh_since=row.fresh_since,
    )


class OpenVacancies:
    """The match book of one process, for one thread after another."""

    def __init__(self, distances: Distances) -> None:
        """Nothing is read before the first search."""
        self._lock = Lock()
        self._today = date.min
        self._book = MatchBook(distances, self._today)
        self._newest: int | None = None
        self._stamps: dict[int, int] = {}

    @contextmanager
    def book(self, session: Session, today: date) -> Iterator[MatchBook]:
        """The book as this transaction sees the vacancies, on the region's local day ``today``.

        Others wait meanwhile. Its pupils' side stays empty.
        """
        with self._lock:
            self._follow(session)
            if today != self._today:
                self._book.turn_to(today)
                self._today = today
            yield self._book

    def _follow(self, session: Session) -> None:
        """Catch up with what has changed, also with what was rolled back."""
        newest = rows.newest_change(session)
        if newest == self._newest:
            return
        stamps = rows.open_stamps(session)
        for number in self._stamps.keys() - stamps.keys():
            self._book.drop_vacancy(number)
        changed = [number for number, stamp in stamps.items() if self._stamps.get(number) != stamp]
        for row in rows.some_vacancies(session, changed):
            self._book.put_vacancy(value_of(cast("VacancyRow", row)))
        self._stamps, self._newest = stamps, newest
