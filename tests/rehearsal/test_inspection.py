"""The inspector's words: what a visitor of the demo reads about what is stored."""

from datetime import UTC, datetime

from bot.app import NEXT_DUE
from bot.region.loader import load_region
from bot.rehearsal.inspection import due, facts


def test_codes_are_told_by_their_names() -> None:
    region = load_region("kreis_paderborn")
    wishes = {
        "town": "05774016",
        "fields": ["PRFE_MAT"],
        "occupations": ["tischler"],
        "start": "summer",
    }
    told = facts({"conversation": [{"id": 1, "state": {"notes": {"wishes": wishes}}}]}, region)
    [fact] = told
    assert "Büren" in fact.value
    assert "Holz, Textil, Kunststoff, Produktion" in fact.value
    assert "05774016" not in fact.value
    assert "PRFE_MAT" not in fact.value
    assert "Beginn: nächsten Sommer" in fact.value


def test_each_answer_stands_on_its_own_line_without_codes() -> None:
    region = load_region("kreis_paderborn")
    row = {"id": 1, "town": "05774016", "state": "taken", "card": {"language": "de", "version": 6}}
    [fact] = facts({"enquiry": [row]}, region)
    assert fact.value == "Ort: Büren\nStand: in Arbeit\nKarte: Sprache: Deutsch"


def test_everything_that_is_planned_has_a_name() -> None:
    looks = [(look.__name__, datetime(2027, 2, 1, tzinfo=UTC)) for look in NEXT_DUE]
    assert [each.what for each in due(looks) if "_" in each.what] == []
