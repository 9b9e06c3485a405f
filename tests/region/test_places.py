import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.region.finder import Finder
from bot.region.loader import load_region

REGION = load_region()
FINDER = Finder(REGION)

FOUND = [
    ("Büren", "Büren"),
    ("bueren", "Büren"),
    ("BUREN", "Büren"),
    ("Ich wohne in Büren.", "Büren"),
    ("ich komme aus Wewelsburg bei Büren", "Büren"),
    ("paderbron", "Paderborn"),
    ("padaborn", "Paderborn"),
    ("pader", "Paderborn"),
    ("PB", "Paderborn"),
    ("schloss neuhaus", "Paderborn"),
    ("Schloß Neuhaus", "Paderborn"),
    ("elsen", "Paderborn"),
    ("delbrük", "Delbrück"),
    ("Hövelhoff", "Hövelhof"),
    ("hoevelhof", "Hövelhof"),
    ("salz", "Salzkotten"),
    ("Lippspringe", "Bad Lippspringe"),
    ("badlippspringe", "Bad Lippspringe"),
    ("bad wünneberg", "Bad Wünnenberg"),
    ("bad wünn", "Bad Wünnenberg"),
    ("Lichtenau (Westf.)", "Lichtenau"),
    ("Herbram-Wald", "Lichtenau"),
    ("Nordborchen", "Borchen"),
    ("Stadt Geseke", "Geseke"),
    ("33142", "Büren"),
    ("33142 Büren", "Büren"),
    ("meine PLZ ist 33154", "Salzkotten, Paderborn"),
    ("33154 Salzkotten", "Salzkotten"),
    ("33161", "Hövelhof, Paderborn"),
    ("büren oder salzkotten", "Büren, Salzkotten"),
    ("bad", "Bad Lippspringe, Bad Wünnenberg, Bad Driburg, Horn-Bad Meinberg"),
    ("lipp", "Bad Lippspringe, Lippstadt"),
]

NOTHING = [
    "asdf", "ok", "weiß nicht", "", "  ", "😀😀", "haare", "Köln", "Berlin", "99999", "331540",
    "باتربورن", "x" * 5000, "in der Stadt", "ja klar", "was?",
]  # fmt: skip


@pytest.mark.parametrize(("text", "towns"), FOUND)
def test_towns_are_found(text: str, towns: str) -> None:
    assert ", ".join(town.name for town in FINDER.towns(text)) == towns


@pytest.mark.parametrize("text", NOTHING, ids=lambda text: text[:20])
def test_no_town_is_made_up(text: str) -> None:
    assert FINDER.towns(text) == ()


def test_every_name_finds_its_town() -> None:
    for town in (*REGION.towns, *REGION.neighbours):
        for name in (town.name, *town.parts):
            assert town in FINDER.towns(name), name


@given(st.text(max_size=300))
def test_any_text_gives_known_towns(text: str) -> None:
    assert all(REGION.town(town.key) == town for town in FINDER.towns(text))
