from pathlib import Path

import pytest

from bot.domain.errors import BadPack
from bot.region.loader import load_region
from tests.region.conftest import Complaint

MISTAKES = [
    ("municipalities.csv", "05774016,", "05775016,", 6, "05774"),
    ("municipalities.csv", "05774016,", "5774016,", 6, "eight digits"),
    ("municipalities.csv", "51.5511,8.5596", "8.5596,51.5511", 6, "out of range"),
    ("municipalities.csv", "51.5511", '"51,5511"', 6, "write it like 51.7191"),
    ("municipalities.csv", "Büren,51", ",51", 6, "name is empty"),
    ("municipalities.csv", "05774012,Borchen", "05774004,Borchen", 5, "stands in line 2 already"),
    ("municipalities.csv", "key,name", "key,nam", 1, "did you mean 'name'?"),
    ("municipalities.csv", "lat,lon,parts", "lat,lat,parts", 1, "'lat' stands there twice"),
    ("neighbours.csv", "key,name,lat,lon,parts", "key,name,lat,lon", 1, "'parts' is missing"),
    ("neighbours.csv", "05974020,Geseke", "05774016,Geseke", 9, "county's own"),
    ("postal_codes.csv", "33142,", "3314,", 8, "five digits"),
    ("postal_codes.csv", "33154,05774036|", "33154,05774037|", 9, "did you mean '05774036'?"),
    ("schools.csv", "s_7k2f", "büren", 8, "write it like s_7k2f"),
    ("schools.csv", "s_7k2f", "s_zfpk", 8, "stands in line 2 already"),
    ("schools.csv", "Gesamtschule Büren,GE", "Gesamtschule Büren,GEX", 8, "'GEX' is unknown"),
    ("fields.csv", "Häuser bauen", "Ganze Häuser und Straßen bauen", 2, "at most 20"),
    ("fields.csv", "Häuser bauen", "Häuser schön bauen", 2, "emoji and blank included"),
    ("fields.csv", "Häuser bauen", "Backen", 15, "stands in line 2 already"),
    ("everyday_words.csv", "BAV,bauen", "BAF,bauen", 2, "did you mean 'BAV'?"),
    ("everyday_words.csv", "BAV,bauen", "BAV,gern machen|bauen", 2, "only filling words"),
    ("everyday_words.csv", "BAV,bauen|", "BAV,bauen|bauen|", 2, "twice"),
    ("occupations.csv", "maurer,Maurer", "dachdecker,Maurer", 5, "slug 'dachdecker'"),
    ("occupations.csv", "Mauern und Häuser bauen,BAV", "Mauern bauen,BAU", 3, "'BAU' is unknown"),
    ("occupations.csv", "bauen,BAV,dual,ESA,mauern", "bauen,BAV,dual,HSA,mauern", 3, "mean 'MSA'"),
    ("occupations.csv", "bauen,BAV,dual,ESA,mauern", "bauen,BAV,duol,ESA,mauern", 3, "'dual'"),
    ("occupations.csv", '"Heizung, Bad und Klima einbauen"', "Heizung, Bad", 2, "8 cells for 7"),
    ("occupations.csv", "Mauern und Häuser bauen", "{Mauern}", 3, "markup"),
    ("offices.csv", "05774016,", "05774017,", 6, "did you mean '05774016'?"),
    ("offices.csv", "\n,Kreis", "\n05774016,Kreis", 1, "no line has municipality ''"),
    ("follow_ups.csv", "Duale Ausbildung,yes", "Duale Ausbildung,ja", 2, "write one of yes, no"),
    ("follow_ups.csv", "Duale Ausbildung", "Duale Berufsausbildung", 2, "at most 20"),
    ("certificates.csv", "MSA_Q,", "MSAQ,", 6, "did you mean 'MSA_Q'?"),
    ("grades.csv", "10,Klasse 10,Klasse 10\n", "", 1, "no line has key '10'"),
    ("county.toml", 'time_zone = "Europe/Berlin"', 'time_zone = "Berlin"', 4, "Europe/Berlin"),
    ("county.toml", 'state = "NW"', 'state = "NRW"', 5, "state is unknown"),
    ("county.toml", "road_factor = 1.3", "road_factor = 13", 7, "between 1 and 2"),
    ("county.toml", 'key = "05774"', 'key = "774"', 3, "five digits"),
    ("county.toml", "road_factor = 1.3", "roadfactor = 1.3", 7, "roadfactor is unknown"),
    ("county.toml", 'phone = "112"', 'fone = "112"', 38, "[[crisis]] with name, phone, text"),
    ("county.toml", 'state = "NW"', "state = NW", 5, "no TOML"),
    ("county.toml", 'name = "Kreis Paderborn"', 'name = ""', 2, "name is missing or empty"),
    ("county.toml", 'H = "Hauptschule"', "H = 4", 25, "[school_forms]"),
]


@pytest.mark.parametrize(("file", "old", "new", "line", "advice"), MISTAKES)
def test_a_mistake_is_told_with_file_line_and_advice(
    complaint: Complaint, file: str, old: str, new: str, line: int, advice: str
) -> None:
    told = complaint(file, old, new).splitlines()
    assert any(one.startswith(f"probe/{file}, line {line}: ") and advice in one for one in told), (
        told
    )


def test_one_mistake_is_told_once(complaint: Complaint) -> None:
    told = complaint("occupations.csv", "Mauern und Häuser bauen,BAV", "Mauern bauen,BAU")
    assert len(told.splitlines()) == 1


def test_all_mistakes_are_told_together(pack: Path, complaint: Complaint) -> None:
    (pack / "grades.csv").unlink()
    (pack / "schools.csv").write_bytes(b"start_code,number\nB\xfcren,1\n")
    told = complaint("municipalities.csv", "Büren,51.5511", ",5.1")
    assert "probe/grades.csv, line 1: the file is missing" in told
    assert 'probe/schools.csv, line 2: a letter is not UTF-8; save the file as "CSV UTF-8"' in told
    assert "probe/municipalities.csv, line 6: name is empty" in told
    assert "probe/municipalities.csv, line 6: lat 5.1 is out of range" in told


def test_missing_settings_and_empty_tables_are_told(pack: Path) -> None:
    (pack / "county.toml").unlink()
    (pack / "follow_ups.csv").write_text("code,label,often,text\n\n", encoding="utf-8")
    (pack / "neighbours.csv").write_text("key,name,lat,lon,parts\n", encoding="utf-8")
    (pack / "postal_codes.csv").write_text("code,municipalities\n33142,05774016\n", "utf-8")
    with pytest.raises(BadPack) as caught:
        load_region(pack)
    assert [line.partition(";")[0] for line in str(caught.value).splitlines()] == [
        "probe/county.toml, line 1: the file is missing",
        "probe/follow_ups.csv, line 2: there is no line below the header",
    ]


def test_an_unreadable_table_does_not_make_the_others_wrong(pack: Path) -> None:
    (pack / "municipalities.csv").write_text("", encoding="utf-8")
    with pytest.raises(BadPack) as caught:
        load_region(pack)
    assert {line.split(",")[0] for line in str(caught.value).splitlines()} == {
        "probe/municipalities.csv"
    }


def test_tables_saved_by_a_spreadsheet_program_are_read(pack: Path) -> None:
    path = pack / "grades.csv"
    text = (
        path.read_text(encoding="utf-8")
        .replace('"Berufskolleg, egal welche Klasse"', "Berufskolleg")
        .replace('"Internationale Klasse, in der du Deutsch lernst"', "Internationale Klasse")
    )
    path.write_bytes(text.replace(",", ";").replace("\n", "\r\n").encode("utf-8-sig"))
    assert load_region(pack).grades[0].label == "Klasse 8"


def test_lines_after_a_cell_with_line_breaks_keep_their_numbers(pack: Path) -> None:
    path = pack / "follow_ups.csv"
    text = path.read_text(encoding="utf-8")
    text = text.replace("Duale Berufsausbildung (auch", '"Duale Ausbildung\n\n(auch').replace(
        "mittleren Dienst)", 'mittleren Dienst)"'
    )
    path.write_text(text.replace("UNBE,Unbekannt,yes", "UNBE,Unbekannt,nein"), encoding="utf-8")
    with pytest.raises(BadPack, match=r"line 12: often 'nein' is unknown"):
        load_region(pack)
