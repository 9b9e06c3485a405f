import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.region.finder import READ_CHARACTERS, Finder, Found
from bot.region.loader import load_region

REGION = load_region()
FINDER = Finder(REGION)

FOUND = [
    # text · fields · occupations (all that must be there, in this order)
    ("schraube gern an Autos", "M_KFZ", "kfz-mechatroniker"),
    ("Ich schraube gerne an meinem Roller", "M_KFZ", "motorrad"),
    ("kfz", "M_KFZ", "kfz-mechatroniker"),
    ("kfz-schrauber", "M_KFZ", "kfz-mechatroniker"),
    ("KFZmechatroniker", "M_KFZ", "kfz-mechatroniker"),
    ("Autoschrauber", "M_KFZ", "kfz-mechatroniker"),
    ("I like cars", "M_KFZ", ""),
    ("autos verkaufen", "WIVE_HANDEL", "automobilkaufmann"),
    ("Elektroautos", "M_KFZ EL", ""),
    ("tischlerin", "PRFE_MAT", "tischler"),
    ("Tischler*in", "PRFE_MAT", "tischler"),
    ("Tischler:innen", "PRFE_MAT", "tischler"),
    ("TischlerIn", "PRFE_MAT", "tischler"),
    ("Tischler/-in (m/w/d)", "PRFE_MAT", "tischler"),
    ("tishler", "PRFE_MAT", "tischler"),
    ("Schreinerin", "PRFE_MAT", "tischler"),
    ("ich weiß noch nicht, vielleicht was mit Holz", "PRFE_MAT", ""),
    ("büro", "WIVE_BUERO", "bueromanagement"),
    ("bürro", "WIVE_BUERO", "bueromanagement"),
    ("Büroarbeit", "WIVE_BUERO", "bueromanagement"),
    ("Bürokauffrau", "WIVE_BUERO", "bueromanagement"),
    ("Kauffrau für Büromanagement", "WIVE_BUERO", "bueromanagement"),
    ("Steuerfachangestellter", "WIVE_BUERO", "steuerfachangestellter"),
    ("Anwältin", "WIVE_BUERO", "rechtsanwaltsfachangestellter"),
    ("mathe", "WIVE_BUERO", ""),
    ("krankenschwester", "G", "pflegefachmann"),
    ("Altenpfleger", "G", "pflegefachmann"),
    ("ich möchte alten Menschen helfen", "G", "pflegefachmann"),
    ("nurse", "G", "pflegefachmann"),
    ("Medizinische Fachangestellte", "G", "mfa"),
    ("medizinischer Fachangestellter", "G", "mfa"),
    ("Arzthelferin", "G", "mfa"),
    ("Zahnarzthelferin", "G", "zfa"),
    ("Rettungsdienst", "G", "notfallsanitaeter"),
    ("mechatronicker", "EL", "mechatroniker"),
    ("Mechatroniker:in", "EL", "mechatroniker"),
    ("Mechatroniker für Kältetechnik", "EL", "kaeltetechnik"),
    ("elektroniker", "EL", "elektroniker-energie elektroniker-betrieb elektroniker-geraete"),
    ("elektricker", "EL", "elektroniker-energie"),
    ("was mit kindern", "SP", ""),
    ("working with children", "SP", ""),
    ("Kinderbetreuung", "SP", ""),
    ("erzieherin", "SP", "erzieher"),
    ("Kindergärtnerin", "SP", "erzieher"),
    ("Menschen mit Behinderung", "SP", "heilerziehungspfleger"),
    ("computer", "ITC", ""),
    ("zocken", "ITC", ""),
    ("programieren", "ITC", "fi-ae"),
    ("Programmierer/in", "ITC", "fi-ae"),
    ("fachinformatikerin", "ITC", "fi-ae fi-si"),
    ("haare", "D_SERV", "friseur"),
    ("haare schneiden", "D_SERV", "friseur"),
    ("frisör", "D_SERV", "friseur"),
    ("friseuse", "D_SERV", "friseur"),
    ("Polizistin", "D_SERV", "polizei"),
    ("feuerwehrfrau", "D_SERV", "werkfeuerwehr"),
    ("putzen", "D_SERV", "gebaeudereiniger"),
    ("kochen", "D_GAST", "koch"),
    ("kohcen", "D_GAST", "koch"),
    ("Köchin", "D_GAST", "koch"),
    ("koechin", "D_GAST", "koch"),
    ("kellnern", "D_GAST", "fachmann-restaurant"),
    ("bäckerin", "PRFE_LEB", "baecker"),
    ("torten backen", "PRFE_LEB", "konditor"),
    ("Metzger", "PRFE_LEB", "fleischer"),
    ("verkäuferrin", "WIVE_HANDEL", "verkaeufer"),
    ("mit Leuten reden", "WIVE_HANDEL", ""),
    ("Kaufmann im Einzelhandel", "WIVE_HANDEL", "einzelhandel"),
    ("LKW fahren", "VL", "berufskraftfahrer"),
    ("Busfahrerin", "VL", "berufskraftfahrer"),
    ("Lagerarbeit", "VL", "fachlagerist lagerlogistik"),
    ("Bauer", "LANAUM", "landwirt"),
    ("Bauern", "LANAUM", "landwirt"),
    ("tiere", "LANAUM", ""),
    ("keine tiere aber autos", "M_KFZ", ""),
    ("pferdewirtin", "LANAUM", "pferdewirt"),
    ("Gärtnerin", "LANAUM", "gala gaertner-zier"),
    ("bauen", "BAV", ""),
    ("ich baue gern", "BAV", ""),
    ("Dachdekerin", "BAV", "dachdecker"),
    ("Maler", "BAV", "maler"),
    ("malen", "KKG", ""),
    ("ich nähe gern", "KKG", ""),
    ("youtuber", "ME", "mediengestalter-bild-ton"),
    ("ich mag Chemie", "N", "chemielaborant"),
    ("schweißen", "M", "konstruktionsmechaniker metallbauer"),
    ("nicht im Büro, sondern draußen", "BAV LANAUM", ""),
    ("Koch oder Bäcker", "D_GAST PRFE_LEB", "koch baecker"),
    ("handwerk", "BAV PRFE_MAT", ""),
]

NOTHING = [
    "asdf", "qwertz", "aaaaaaaa", "😀😀", "ok", "ja", "nö", "weiß nicht",
    "Ich weiß es wirklich nicht", "keine Ahnung", "egal", "gar nichts", "kein Bock",
    "leider nicht", "ich hasse Büro", "Büro mag ich nicht", "natürlich", "in der Nähe",
    "was soll ich sagen", "Guten Morgen", "bitte hilfe", "hallo", "test", "Schule ist doof",
    "mein Gesicht", "schlechter Tag", "Pilot", "Deutschland", "Bargeld", "mein Zimmer",
    "12345", "...", "???", "", "   ", "<b>&</b>", "أحب السيارات", "مرحبا", "Привіт",
    "x" * 5000, "qwertzuiop " * 500,
]  # fmt: skip


@pytest.mark.parametrize(("text", "fields", "occupations"), FOUND)
def test_what_pupils_type_is_understood(text: str, fields: str, occupations: str) -> None:
    assert FINDER.interests(text) == Found(tuple(fields.split()), tuple(occupations.split()))


@pytest.mark.parametrize("text", NOTHING, ids=lambda text: text[:20])
def test_nothing_is_made_up(text: str) -> None:
    assert FINDER.interests(text) == Found()


def test_every_synonym_finds_its_occupation() -> None:
    lost = [
        f"{occupation.slug}: {text}"
        for occupation in REGION.occupations
        for text in (occupation.name, *occupation.synonyms)
        if occupation.slug not in FINDER.interests(text).occupations
    ]
    assert lost == []


def test_every_everyday_word_finds_its_field() -> None:
    lost = [
        f"{field.code}: {text}"
        for field in REGION.fields
        for text in (field.activity, field.plain, *field.words)
        if field.code not in FINDER.interests(text).fields
    ]
    assert lost == []


def test_no_more_than_three_fields_in_the_order_of_the_text() -> None:
    found = FINDER.interests("kinder und tiere und kochen und autos und büro")
    assert found.fields == ("SP", "LANAUM", "D_GAST")


def test_what_is_surer_comes_first() -> None:
    found = FINDER.interests("Tiere, und ich repariere gern Autos")
    assert found.fields == ("M_KFZ", "LANAUM")


def _seconds(text: str) -> float:
    """Of this thread's work; the shortest of a few, for others disturb some."""

    def once() -> float:
        begun = time.thread_time()
        FINDER.interests(text)
        return time.thread_time() - begun

    return min(once() for _ in range(5))


@pytest.mark.parametrize(
    "text", ["x" * 5000, "ungewöhnliche Wörter überall " * 170, "z" * 290 + " autos " * 700]
)
def test_a_long_text_costs_no_more_than_its_beginning(text: str) -> None:
    assert _seconds(text) < 3 * _seconds(text[:READ_CHARACTERS])


def test_the_end_of_a_long_text_is_not_read() -> None:
    assert FINDER.interests("ja " * 100 + "autos") == Found()


@given(st.text(max_size=400))
def test_any_text_gives_the_same_known_answer_twice(text: str) -> None:
    found = FINDER.interests(text)
    assert found == FINDER.interests(text)
    assert len(found.fields) <= 3
    assert len(found.occupations) <= 5
    assert all(REGION.field(code) for code in found.fields)
    assert all(REGION.occupation(slug) for slug in found.occupations)
