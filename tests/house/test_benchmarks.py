"""Benchmarks are run by hand and rarely: here it shows whether they still fit the program."""

from importlib import import_module
from pathlib import Path

import pytest

from bot.domain.wishes import Wishes
from tests.benchmarks.bench_due import County
from tests.benchmarks.invented_county import InventedCounty
from tests.benchmarks.searching import opened
from tests.house.source import ROOT

FILES = sorted((ROOT / "tests" / "benchmarks").glob("bench_*.py"))


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_it_can_be_begun(file: Path) -> None:
    assert callable(import_module(f"tests.benchmarks.{file.stem}").main)


def test_the_invented_people_fit_the_tables(tmp_path: Path) -> None:
    county = County(tmp_path, 10)
    assert county.people == 10
    county.database.close()


def test_the_invented_vacancies_are_found() -> None:
    with opened(InventedCounty(), 20) as desk:
        assert desk.list_for(Wishes()) is not None
