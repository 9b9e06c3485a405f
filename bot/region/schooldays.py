"""Public and school holidays of a federal state; the dates come from the package ``holidays``."""

from datetime import date, timedelta
from typing import NamedTuple

import holidays

_DAY = timedelta(days=1)
_SATURDAY = 5


class SchoolHoliday(NamedTuple):
    """School holidays from the first to the last free day, both included."""

    start: date
    end: date
    name: str


class Holidays:
    """Free days of one German state ("NW"), worked out once per year, on demand, in any thread."""

    def __init__(self, state: str) -> None:
        """Raises ValueError for an unknown state."""
        if state not in holidays.list_supported_countries()["DE"]:
            raise ValueError(f"unknown state {state!r}")
        self.state = state
        self._known: dict[tuple[str, int], dict[date, str]] = {}

    def is_public_holiday(self, day: date) -> bool:
        """Whether the whole state has a public holiday."""
        return day in self._days("public", day.year)

    def public_holidays(self, *years: int) -> frozenset[date]:
        """All public holidays of these years."""
        return frozenset(day for year in years for day in self._days("public", year))

    def school_holidays(self, year: int) -> list[SchoolHoliday]:
        """The school holidays that begin in ``year``; empty while no dates are published."""
        days = {
            day: name
            for near in (year - 1, year, year + 1)
            for day, name in self._days("school", near).items()
        }
        runs: list[SchoolHoliday] = []
        for day in sorted(days):
            if runs and runs[-1].end + _DAY == day and runs[-1].name == days[day]:
                runs[-1] = runs[-1]._replace(end=day)
            else:
                runs.append(SchoolHoliday(day, day, days[day]))
        return [run for run in runs if run.start.year == year]

    def _days(self, category: str, year: int) -> dict[date, str]:
        # A year is stored only when it is complete, so other threads never see half of it.
        if (category, year) not in self._known:
            self._known[category, year] = dict(
                holidays.country_holidays(
                    "DE",
                    subdiv=self.state,
                    years=year,
                    categories=(category,),
                    language="de",
                    expand=False,
                )
            )
        return self._known[category, year]
