from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.errors import BadPack, NotFound
from bot.domain.people import Certificate, Grade
from bot.region.loader import load_region
from bot.region.model import Region, Way

REGION = load_region()
KEYS = st.sampled_from([town.key for town in (*REGION.towns, *REGION.neighbours)])
BUEREN, SALZKOTTEN, DELBRUECK = "05774016", "05774036", "05774020"
PADERBORN, HOEVELHOF, GESEKE = "05774032", "05774024", "05974020"


def test_the_county_has_its_ten_municipalities_in_order(region: Region) -> None:
    assert [town.name for town in region.towns] == [
        "Altenbeken",
        "Bad Lippspringe",
        "Bad Wünnenberg",
        "Borchen",
        "Büren",
        "Delbrück",
        "Hövelhof",
        "Lichtenau",
        "Paderborn",
        "Salzkotten",
    ]
    assert region.town(BUEREN).name == "Büren"
    assert str(region.zone) == "Europe/Berlin"
    assert region.coordinator_office == "Bildungs- und Integrationszentrum"


def test_what_is_unknown_is_not_found(region: Region) -> None:
    with pytest.raises(NotFound, match="00000000"):
        region.town("00000000")
    with pytest.raises(NotFound):
        region.field("ZAUBER")
    with pytest.raises(NotFound):
        region.occupation("zauberer")
    with pytest.raises(NotFound):
        region.distance_km(BUEREN, "00000000")
    with pytest.raises(NotFound):
        region.follow_up("ZAUBER")


def test_distances_are_rounded_road_estimates(region: Region) -> None:
    assert region.distance_km(BUEREN, SALZKOTTEN) == 18
    assert region.distance_km(DELBRUECK, PADERBORN) == 18
    assert region.distance_km(SALZKOTTEN, GESEKE) == 9
    assert region.distance_km(BUEREN, BUEREN) == 0


@given(KEYS, KEYS, KEYS)
def test_distances_behave_like_distances(a: str, b: str, c: str) -> None:
    direct = REGION.distance_km(a, b)
    assert direct == REGION.distance_km(b, a)
    assert (direct == 0) == (a == b)
    # Each is rounded to a whole kilometre, so a detour may look one kilometre too short.
    assert direct <= REGION.distance_km(a, c) + REGION.distance_km(c, b) + 1


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("33142", ["Büren"]),
        ("33154", ["Salzkotten", "Paderborn"]),
        ("33161", ["Hövelhof", "Paderborn"]),
        ("33098", ["Paderborn"]),
        ("59590", ["Geseke"]),
        ("99999", []),
        ("", []),
    ],
)
def test_postal_codes_may_reach_two_towns(region: Region, code: str, names: list[str]) -> None:
    assert [town.name for town in region.town_by_postal_code(code)] == names


def test_every_municipality_has_a_postal_code_and_an_office(region: Region) -> None:
    reached = {key for keys in region.postal_codes.values() for key in keys}
    for town in (*region.towns, *region.neighbours):
        assert town.key in reached, town.name
    for town in region.towns:
        assert region.office(town.key).municipality == town.key


def test_neighbours_are_served_by_the_county_pool(region: Region) -> None:
    assert region.in_county(BUEREN)
    assert not region.in_county(GESEKE)
    assert region.office(GESEKE) == region.office(None)
    assert region.coordinator_office in region.office(None).name


def test_schools_have_short_opaque_codes(region: Region) -> None:
    assert len(region.schools) == 52
    assert {school.municipality for school in region.schools} == {t.key for t in region.towns}
    school = region.school_by_code("s_7k2f")
    assert school is not None
    assert (school.name, school.municipality) == ("Gesamtschule Büren", BUEREN)
    assert region.school_by_code(" S_7K2F ") == school
    assert region.school_by_code("s_junk") is None
    assert region.school_forms[school.form] == "Gesamtschule"


def test_eighteen_fields_with_labels_that_fit_every_messenger(region: Region) -> None:
    assert len(region.fields) == 18
    for field in region.fields:
        assert len(field.button) <= 20
        assert field.button.endswith(field.activity)
        assert field.sentence.startswith("Ich ")
    for terms in (region.follow_ups, region.certificates, region.grades):
        assert all(len(term.label) <= 20 for term in terms)


def test_fields_resemble_others_and_never_themselves(region: Region) -> None:
    for field in region.fields:
        assert field.related
        assert field.code not in field.related


def test_occupations_cover_every_field_and_way(region: Region) -> None:
    per_field = Counter(occupation.field for occupation in region.occupations)
    assert len(region.occupations) >= 100
    assert all(per_field[field.code] >= 4 for field in region.fields)
    assert {occupation.way for occupation in region.occupations} == set(Way)
    assert region.occupation("tischler").plain == "Möbel und Türen aus Holz bauen"
    assert region.occupation("tischler").certificate is Certificate.EESA


def test_closed_lists(region: Region) -> None:
    codes = {follow_up.code for follow_up in region.follow_ups}
    assert {"DUAL", "BFSI", "HÖBFS", "FOS", "AV", "BVB", "EQ", "FREI", "DUASTUD", "STUD"} <= codes
    assert sum(follow_up.often for follow_up in region.follow_ups) <= 10
    assert region.follow_up("EQ").often
    assert [term.certificate for term in region.certificates] == list(Certificate)
    assert [term.grade for term in region.grades] == list(Grade)
    assert region.certificate(Certificate.MSA).label == "Realschule (MSA)"
    assert region.grade(Grade.EF).label == "EF (Klasse 11)"


def test_crisis_contacts_and_sources_are_named(region: Region) -> None:
    phones = {contact.phone for contact in region.crisis}
    assert phones == {"116 111", "116 123", "112"}
    assert {source.licence for source in region.sources} == {"CC BY 4.0", "BSD-3-Clause"}


def test_texts_for_the_catalogs_hold_no_names(region: Region) -> None:
    texts = region.texts
    assert len(texts) == len(set(texts))
    assert region.field("M").sentence in texts
    assert region.occupation("koch").plain in texts
    assert region.occupation("koch").name not in texts
    assert region.town(BUEREN).name not in texts


def test_a_pack_is_found_by_name_or_folder_only() -> None:
    with pytest.raises(BadPack, match="kreis_paderborn"):
        load_region("kreis-nirgendwo")
