from datetime import date

import pytest

from bot.region.model import Region
from bot.region.schooldays import Holidays

NRW_2026 = {
    "2026-01-01", "2026-04-03", "2026-04-06", "2026-05-01", "2026-05-14", "2026-05-25",
    "2026-06-04", "2026-10-03", "2026-11-01", "2026-12-25", "2026-12-26",
}  # fmt: skip


def test_public_holidays_of_nrw(region: Region) -> None:
    days = [date.fromordinal(date(2026, 1, 1).toordinal() + n) for n in range(365)]
    free = {day.isoformat() for day in days if region.holidays.is_public_holiday(day)}
    assert free == NRW_2026
    assert {day.isoformat() for day in region.holidays.public_holidays(2026)} == NRW_2026
    assert len(region.holidays.public_holidays(2026, 2027)) == 22


def test_school_holidays_of_nrw_around_the_year_2026_27(region: Region) -> None:
    told = [(str(start), str(end)) for start, end, _ in region.holidays.school_holidays(2026)]
    assert told[2:] == [
        ("2026-07-20", "2026-09-01"),
        ("2026-10-17", "2026-10-31"),
        ("2026-12-23", "2027-01-06"),
    ]
    names = [holiday.name for holiday in region.holidays.school_holidays(2027)]
    assert "Sommerferien" in names
    assert region.holidays.school_holidays(2027)[0].start == date(2027, 3, 22)


def test_years_without_published_dates_have_no_school_holidays(region: Region) -> None:
    assert region.holidays.school_holidays(2060) == []
    assert region.holidays.is_public_holiday(date(2060, 5, 1))


def test_another_state_has_other_holidays() -> None:
    assert not Holidays("BE").is_public_holiday(date(2026, 6, 4))
    with pytest.raises(ValueError, match="XX"):
        Holidays("XX")
