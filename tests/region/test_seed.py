import shutil
from collections import Counter
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import BadPack
from bot.domain.vacancies import Kind
from bot.region.loader import load_region
from bot.region.model import Region
from bot.rehearsal.seed import Seed, load_seed
from bot.rehearsal.seed.loader import FOLDER

REGION = load_region()
TODAY = date(2027, 2, 1)
SUNDAY = 6
FICTIONAL = ("muster", "beispiel", "probe", "probst", "test", "exemp", "demo")


@pytest.fixture(scope="module")
def seed() -> Seed:
    return load_seed(REGION, TODAY)


def test_there_is_enough_to_show(region: Region, seed: Seed) -> None:
    assert len(seed.recruiters) >= 12
    assert len(seed.vacancies) >= 45
    assert len(seed.fairs) >= 6
    kinds = Counter(vacancy.kind for vacancy in seed.vacancies)
    assert set(kinds) == set(Kind)
    assert kinds[Kind.INTERNSHIP] >= 3
    assert {vacancy.field for vacancy in seed.vacancies} == {f.code for f in region.fields}
    assert {town.key for town in region.towns} < {vacancy.town for vacancy in seed.vacancies}


def test_every_town_has_a_recruiter_and_newcomers_have_theirs(region: Region, seed: Seed) -> None:
    for town in region.towns:
        specialisms = {
            specialism
            for recruiter in seed.recruiters
            if town.key in recruiter.towns
            for specialism in recruiter.specialisms
        }
        assert specialisms == {"training", "internship", "international"}, town.name


def test_nobody_and_nothing_looks_real(seed: Seed) -> None:
    names = [recruiter.name for recruiter in seed.recruiters]
    names += [vacancy.company for vacancy in seed.vacancies]
    names += [fair.title for fair in seed.fairs]
    assert [name for name in names if not any(mark in name.lower() for mark in FICTIONAL)] == []
    assert not any(letter.isdigit() for vacancy in seed.vacancies for letter in vacancy.contact)


def test_the_carpenter_of_the_first_visit_is_there(seed: Seed) -> None:
    vacancy = next(vacancy for vacancy in seed.vacancies if vacancy.reference == "KH-101")
    assert (vacancy.title, vacancy.field) == ("Tischler (m/w/d)", "PRFE_MAT")
    assert vacancy.start == date(2027, 8, 1)
    assert REGION.distance_km("05774016", vacancy.town) == 18


@given(st.dates(date(2026, 1, 1), date(2036, 12, 31)))
def test_the_demo_never_goes_stale(today: date) -> None:
    seed = load_seed(REGION, today)
    for vacancy in seed.vacancies:
        assert vacancy.fresh_since <= today < vacancy.start
        assert today <= vacancy.valid_until <= vacancy.start
        if vacancy.kind in (Kind.TRAINING, Kind.DUAL_STUDY):
            assert (vacancy.start.day, vacancy.start.month) in ((1, 8), (1, 9))
        if vacancy.kind in (Kind.INTERNSHIP, Kind.DAY_VISIT):
            assert vacancy.start.weekday() < 5
    for fair in seed.fairs:
        assert today + timedelta(days=7) < fair.start.date()
        assert fair.start < fair.end
        assert fair.start.tzinfo is None
        assert fair.deadline is None or today < fair.deadline < fair.start.date()
        for number in range((fair.end.date() - fair.start.date()).days + 1):
            day = fair.start.date() + timedelta(days=number)
            assert day.weekday() != SUNDAY
            assert not REGION.holidays.is_public_holiday(day)
            assert (day.month, day.day) not in ((12, 24), (12, 31))


MISTAKES = [
    ("vacancies.csv", 2, ",training,", ",trainig,", "did you mean 'training'?"),
    ("vacancies.csv", 3, "KH-102", "KH-101", "stands in line 2 already"),
    ("vacancies.csv", 2, ",Salzkotten,", ",Salzkoten,", "did you mean 'Salzkotten'?"),
    ("vacancies.csv", 2, ",next 1 Aug,", ",1.8.2027,", "write it like"),
    ("vacancies.csv", 2, ",EESA,1,", ",EESA,0,", "write 1 to 99"),
    ("vacancies.csv", 2, "early_start", "late_start", "did you mean 'early_start'?"),
    ("vacancies.csv", 2, ",start,", ",3 days ago,", "over before today"),
    ("vacancies.csv", 42, "next 1 Aug + 1 year", "next 31 Feb", "there is no 31 Feb"),
    ("fairs.csv", 2, " at 14:00", "", "in 8 days at 14:00"),
    ("fairs.csv", 2, " at 14:00", " at 25:00", "in 8 days at 14:00"),
    ("fairs.csv", 3, "start at 14:00", "start at 9:00", "end is not after start"),
    ("fairs.csv", 4, "start - 4 days", "4 days before", "deadline '4 days before'"),
    ("fairs.csv", 2, "8|9|10", "8|9|11", "'11' is unknown"),
    ("recruiters.csv", 7, "de|ru", "de|xx", "'xx' is unknown"),
    ("recruiters.csv", 10, "training|", "tanz|", "'tanz' is unknown"),
    ("recruiters.csv", 10, "Borchen", "Borche", "did you mean 'Borchen'?"),
]


@pytest.mark.parametrize(("file", "line", "old", "new", "advice"), MISTAKES)
def test_mistakes_are_told_with_file_and_line(
    tmp_path: Path, file: str, line: int, old: str, new: str, advice: str
) -> None:
    path = Path(shutil.copytree(FOLDER, tmp_path / "probe")) / file
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    assert old in lines[line - 1]
    lines[line - 1] = lines[line - 1].replace(old, new, 1)
    path.write_text("".join(lines), encoding="utf-8")
    with pytest.raises(BadPack) as caught:
        load_seed(REGION, TODAY, path.parent)
    told = str(caught.value).splitlines()
    assert any(one.startswith(f"probe/{file}, line {line}: ") and advice in one for one in told)
