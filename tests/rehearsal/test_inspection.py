"""The inspector's words: what a visitor of the demo reads about what is stored."""

from bot.region.loader import load_region
from bot.rehearsal.inspection import facts


def test_codes_are_told_by_their_names() -> None:
    region = load_region("kreis_paderborn")
    wishes = {"town": "05774016", "fields": ["PRFE_MAT"], "occupations": ["tischler"]}
    told = facts({"conversation": [{"id": 1, "state": {"notes": {"wishes": wishes}}}]}, region)
    [fact] = told
    assert "Büren" in fact.value
    assert "Holz, Textil, Kunststoff, Produktion" in fact.value
    assert "05774016" not in fact.value
    assert "PRFE_MAT" not in fact.value
