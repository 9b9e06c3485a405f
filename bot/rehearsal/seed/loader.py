"""Loads the demo data and checks every line of it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TypeVar

from bot.domain.people import Certificate, Grade
from bot.domain.vacancies import Condition, Kind
from bot.region.model import Region
from bot.region.reading import Mistakes, Row, read_table, unique
from bot.rehearsal.seed import when
from bot.rehearsal.seed.model import Seed, SeedFair, SeedRecruiter, SeedVacancy
from bot.rehearsal.workdays import is_free

FOLDER = Path(__file__).parent
SPECIALISMS = ("training", "internship", "international")
SOURCES = ("county", "ba", "ihk", "hwk", "kh")
GERMAN_LEVELS = ("A1", "A2", "B1", "B2", "C1")
EVERYWHERE = "*"
_WEEK = timedelta(weeks=1)
_SUNDAY = 6

Time = TypeVar("Time", date, datetime)


def load_seed(region: Region, today: date, folder: Path = FOLDER) -> Seed:
    """The demo data as seen on ``today`` (a local date of the region).

    Raises BadPack with every mistake, each with file, line and what to write instead.
    """
    mistakes = Mistakes()
    reader = _Reader(region, today, mistakes)
    seed = Seed(
        reader.recruiters(folder / "recruiters.csv"),
        reader.vacancies(folder / "vacancies.csv"),
        reader.fairs(folder / "fairs.csv"),
    )
    mistakes.stop_if_any()
    return seed


@dataclass(frozen=True, slots=True)
class _Reader:
    region: Region
    today: date
    mistakes: Mistakes

    def recruiters(self, path: Path) -> tuple[SeedRecruiter, ...]:
        columns = ("name", "towns", "specialisms", "languages", "office_hours")
        rows = read_table(path, columns, self.mistakes)
        unique(rows, "name")
        return tuple(
            SeedRecruiter(
                row.text("name"),
                self._towns(row),
                row.some_of("specialisms", SPECIALISMS),
                row.some_of("languages", self.region.languages),
                row.text("office_hours"),
            )
            for row in rows
        )

    def vacancies(self, path: Path) -> tuple[SeedVacancy, ...]:
        columns = (
            *("source", "reference", "kind", "occupation", "title", "company", "town", "start"),
            *("certificate", "places", "internship", "conditions", "german_level"),
            *("valid_until", "fresh_since", "contact"),
        )
        rows = read_table(path, columns, self.mistakes)
        unique(rows, "reference")
        return tuple(self._vacancy(row) for row in rows)

    def _vacancy(self, row: Row) -> SeedVacancy:
        fields = {job.slug: job.field for job in self.region.occupations}
        occupation = row.one_of("occupation", fields)
        start = self._when(row, "start", when.day, self.today)
        valid_until = self._when(row, "valid_until", when.day, self.today, start)
        if valid_until < self.today:
            row.wrong("valid_until is over before today; write 'in 60 days' or 'start'")
        return SeedVacancy(
            source=row.one_of("source", SOURCES),
            reference=row.text("reference"),
            kind=row.member("kind", Kind),
            occupation=occupation,
            title=row.text("title"),
            field=fields.get(occupation, ""),
            company=row.text("company"),
            town=self._town(row),
            start=start,
            certificate=row.member("certificate", Certificate),
            places=int(row.number("places", 1, 99)),
            internship=row.yes("internship"),
            conditions=frozenset(row.members("conditions", Condition)),
            german_level=row.one_of("german_level", GERMAN_LEVELS),
            valid_until=valid_until,
            fresh_since=self._when(row, "fresh_since", when.day, self.today),
            contact=row.text("contact"),
        )

    def fairs(self, path: Path) -> tuple[SeedFair, ...]:
        columns = (
            *("title", "start", "end", "place", "stop", "town", "grades", "deadline"),
            *("registration", "what", "bring", "cost", "accessibility", "parents_welcome"),
        )
        rows = read_table(path, columns, self.mistakes)
        unique(rows, "title")
        return tuple(self._fair(row) for row in rows)

    def _fair(self, row: Row) -> SeedFair:
        now = datetime.combine(self.today, datetime.min.time())
        start = self._when(row, "start", when.moment, now)
        end = self._when(row, "end", when.moment, now, start.date())
        if end <= start:
            row.wrong("end is not after start; write 'start at 17:00' or 'start + 1 day at 16:00'")
        start, end = self._on_working_days(start, end)
        deadline = row.cells["deadline"] and self._when(
            row, "deadline", when.day, self.today, start.date()
        )
        return SeedFair(
            title=row.text("title"),
            start=start,
            end=end,
            place=row.text("place"),
            stop=row.text("stop"),
            town=self._town(row),
            grades=row.members("grades", Grade),
            deadline=deadline or None,
            registration=row.text("registration"),
            what=row.text("what"),
            bring=row.text("bring"),
            cost=row.text("cost"),
            accessibility=row.text("accessibility"),
            parents_welcome=row.yes("parents_welcome"),
        )

    def _on_working_days(self, start: datetime, end: datetime) -> tuple[datetime, datetime]:
        """The same hours when somebody comes: Monday for Sunday, a week later for a holiday."""
        late = timedelta(days=start.weekday() == _SUNDAY)
        days = (end.date() - start.date()).days
        while any(
            is_free((start + late).date() + timedelta(days=day), self.region.holidays)
            for day in range(days + 1)
        ):
            late += _WEEK
        return start + late, end + late

    def _when(
        self,
        row: Row,
        column: str,
        read: Callable[[str, date, date | None], Time],
        otherwise: Time,
        start: date | None = None,
    ) -> Time:
        try:
            return read(row.cells[column], self.today, start)
        except ValueError as error:
            row.wrong(f"{column} {error}")
            return otherwise

    def _town(self, row: Row) -> str:
        keys = self._keys()
        return keys.get(row.one_of("town", keys), "")

    def _towns(self, row: Row) -> tuple[str, ...]:
        """The keys of the named towns; ``*`` means the whole county."""
        if row.cells["towns"] == EVERYWHERE:
            return tuple(town.key for town in self.region.towns)
        keys = self._keys()
        return tuple(keys[name] for name in row.some_of("towns", keys) if name in keys)

    def _keys(self) -> dict[str, str]:
        return {town.name: town.key for town in (*self.region.towns, *self.region.neighbours)}
