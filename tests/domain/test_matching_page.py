"""The public page is made from the table that the program uses."""

from pathlib import Path

from bot.domain.matching import POINTS, Rule
from bot.domain.matching.page import points_page

PAGE = Path(__file__).parents[2] / "docs" / "matching.md"


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == points_page(), (
        "run: python -m bot.domain.matching.page > docs/matching.md"
    )


def test_every_rule_has_its_worth_and_stands_on_the_page() -> None:
    assert set(POINTS) == set(Rule)
    for worth in POINTS.values():
        assert f"* {worth.sentence}\n" in points_page()
        if worth.points:
            assert f"| {worth.sentence} | {worth.points:+d} |" in points_page()


def test_sentences_are_told_apart() -> None:
    assert len({worth.sentence for worth in POINTS.values()}) == len(Rule)
