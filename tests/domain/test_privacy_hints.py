import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.privacy_hints import Hint, hints


@pytest.mark.parametrize(
    ("said", "noticed"),
    [
        ("ruf mich an 0176 12345678", {Hint.PHONE}),
        ("0176/1234567", {Hint.PHONE}),
        ("meine nummer: +49 (0)5251 / 123-456", {Hint.PHONE}),
        ("0 1 7 6 1 2 3 4 5 6 7", {Hint.PHONE}),
        ("004917612345678", {Hint.PHONE}),
        ("176 12345678", {Hint.PHONE}),
        ("05251 308-0", {Hint.PHONE}),
        ("lena@example.org", {Hint.EMAIL}),
        ("lena.m (at) example.org", {Hint.EMAIL}),
        ("schau auf https://example.org/x", {Hint.LINK}),
        ("www.example.org", {Hint.LINK}),
        ("siehe example.de", {Hint.LINK}),
        ("insta: @lena_05", {Hint.LINK}),
        ("Bahnhofstr. 5", {Hint.ADDRESS}),
        ("Bahnhofstraße 12a", {Hint.ADDRESS}),
        ("Lange Strasse 7, 33142 Büren", {Hint.ADDRESS}),
        ("ich wohne am Stadelhof 8", {Hint.ADDRESS}),
        ("wohne auf der Burg 3", {Hint.ADDRESS}),
        ("Marktplatz 3", {Hint.ADDRESS}),
        ("ich bin oft krank", {Hint.HEALTH}),
        ("hab ADHS", {Hint.HEALTH}),
        ("ich habe Asthma und eine Allergie", {Hint.HEALTH}),
        ("ich bin schwerbehindert", {Hint.HEALTH}),
        ("ich mache gerade eine Therapie", {Hint.HEALTH}),
        ("ich nehme jeden tag Tabletten", {Hint.HEALTH}),
        ("ich bin im Rollstuhl", {Hint.HEALTH}),
        ("Büren, Burgstr. 4, 02951 12345, bin schwanger", {Hint.ADDRESS, Hint.PHONE, Hint.HEALTH}),
    ],
)
def test_what_should_rather_not_be_written(said: str, noticed: set[Hint]) -> None:
    assert hints(said) == noticed


@pytest.mark.parametrize(
    "said",
    [
        "",
        "schraube gern an autos",
        "ab dem 01.08.2027 bis 01.09.2027",
        "am 1.8.27 oder 2.8.27",
        "2027-02-01 bis 2027-02-14",
        "von 08:00-14:00 uhr",
        "8-14 uhr, 10 bis 12",
        "33142 Büren",
        "ich suche ausbildungsplatz 2027",
        "ein praktikumsplatz 2 wochen",
        "schulweg 10 min",
        "arbeitsweg 20 km",
        "mein weg 5 km mit dem rad",
        "ich wohne in Büren und bin 16",
        "wohne seit 3 jahren in Büren",
        "krankenpfleger oder krankenhaus",
        "kranken menschen helfen",
        "physiotherapeut, ergotherapie, physiotherapie",
        "mit menschen mit behinderung arbeiten",
        "in der klasse 10",
        "note 2 in mathe",
        "brutto 1.200,00 euro im 1. jahr",
        "tel. kannst du nicht",
        "node.js und c++",
        "k7f2",
        "0,5 oder 1,5 stunden",
        "😀" * 1000,
        "1234567890" * 300,
    ],
)
def test_usual_answers_give_no_hint(said: str) -> None:
    assert hints(said) == frozenset()


@given(st.text(max_size=200))
def test_no_text_makes_it_stumble(text: str) -> None:
    assert hints(text) <= set(Hint)


@given(st.text(alphabet="abc ,.!\n", max_size=30), st.text(alphabet="abc ,.!\n", max_size=30))
def test_a_number_is_noticed_wherever_it_stands(before: str, after: str) -> None:
    assert Hint.PHONE in hints(f"{before} 0176 12345678 {after}")
