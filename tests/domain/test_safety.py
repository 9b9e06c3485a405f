import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.safety import BOOKS, LONGEST, SafetyKind, recognise
from tests.domain.sentences_everyday import EVERYDAY
from tests.domain.sentences_heard import ABUSE, DANGER, DISTRESS

HEARD = {SafetyKind.DANGER: DANGER, SafetyKind.ABUSE: ABUSE, SafetyKind.DISTRESS: DISTRESS}


def lines(table: str) -> list[str]:
    return table.strip().splitlines()


@pytest.mark.parametrize(
    ("said", "kind"), [(said, kind) for kind, table in HEARD.items() for said in lines(table)]
)
def test_distress_is_heard(said: str, kind: SafetyKind) -> None:
    assert recognise(said) is kind


@pytest.mark.parametrize("said", lines(EVERYDAY))
def test_everyday_words_are_not(said: str) -> None:
    assert recognise(said) is None


@pytest.mark.parametrize(
    "phrase",
    [
        phrase
        for book in BOOKS
        for table in (book.danger, book.abuse, book.distress)
        for phrase in lines(table)
    ],
)
def test_every_phrase_of_every_book_can_be_heard(phrase: str) -> None:
    """Said with its first or its last words, with or without what is optional."""
    words = [word for word in phrase.split() if word not in ("…", "^", "$")]
    for chosen in (0, -1):
        needed = [word.split("/")[chosen] for word in words if not word.endswith("?")]
        everything = [word.rstrip("?").split("/")[chosen] for word in words]
        for said in (needed, everything):
            assert recognise(" ".join(said).replace("~", "")), said


def test_the_tables_are_long_enough_to_mean_something() -> None:
    assert sum(len(lines(table)) for table in HEARD.values()) >= 200
    assert len(set(lines(EVERYDAY))) >= 200


@pytest.mark.parametrize(
    ("before", "word", "after"),
    [
        ("ich will nicht mehr", "aufwachen", ""),
        ("ich will mich", "umbringen", ""),
        ("ich denke an", "selbstmord", ""),
        ("ich wurde", "vergewaltigt", ""),
        ("ich werde", "missbraucht", ""),
        ("mein vater hat mich", "verprügelt", ""),
        ("ich werde zuhause", "geschlagen", ""),
        ("niemand würde mich", "vermissen", ""),
        ("ich nehme eine", "überdosis", ""),
        ("i want to kill", "myself", ""),
        ("yaşamak", "istemiyorum", ""),
    ],
)
def test_a_slip_of_the_finger_changes_nothing(before: str, word: str, after: str) -> None:
    left_out = [word[:at] + word[at + 1 :] for at in range(1, len(word) - 1)]
    swapped = [
        word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(1, len(word) - 1)
    ]
    for typo in left_out + swapped:
        assert recognise(f"{before} {typo} {after}"), typo


@pytest.mark.parametrize(
    "said",
    [
        "Hallo! 👋 Ich heiße Lena. Ich möchte nicht mehr leben... Was soll ich tun?",
        "ich\nwill\tnicht\u00a0mehr   leben",
        "ich will *nicht* mehr _leben_",
        "i\u0301ch will nicht mehr leben",
        "𝐢𝐜𝐡 𝐰𝐢𝐥𝐥 𝐧𝐢𝐜𝐡𝐭 𝐦𝐞𝐡𝐫 𝐥𝐞𝐛𝐞𝐧",
        "ich w1ll n1cht mehr l3ben",
        "sui\u200bzid",
        "s-u-i-z-i-d",
        "SELBST-MORD",
        "ich will niiiicht meeeehr leeeeben",
    ],
)
def test_ways_of_writing_hide_nothing(said: str) -> None:
    assert recognise(said) is SafetyKind.DANGER


def test_the_most_urgent_is_told() -> None:
    assert recognise("ich ritze mich und mein vater schlägt mich") is SafetyKind.ABUSE
    assert recognise("ich ritze mich und ich will sterben") is SafetyKind.DANGER


def test_laughing_only_softens_what_may_be_exaggeration() -> None:
    assert recognise("ich kann nicht mehr 😂") is None
    assert recognise("ich will mich umbringen 😂") is SafetyKind.DANGER


def test_everyday_words_do_not_cover_the_serious_ones_beside_them() -> None:
    assert recognise("ich sterbe vor hunger und will nicht mehr leben") is SafetyKind.DANGER


def test_long_texts_are_read_up_to_a_limit() -> None:
    plea = "ich will nicht mehr leben"
    filler = "bla " * (LONGEST // 4)
    assert recognise(filler[: -len(plea) - 4] + plea) is SafetyKind.DANGER
    assert recognise(filler + plea) is None


@pytest.mark.parametrize(
    "nasty",
    [
        "a " * 2500,
        "a" * 5000,
        "will ich nicht mehr mich " * 200,
        "mein leben " * 500,
        "umbrxxgen" * 500,
        "\u0651" * 5000,
        "👨‍👩‍👧‍👦" * 500,
        "1$@" * 1600,
        "",
        " ",
        "\x00",
    ],
)
def test_nasty_texts_neither_hang_nor_ring(nasty: str) -> None:
    assert recognise(nasty) is None


@given(st.text(max_size=300))
def test_no_text_makes_it_stumble(text: str) -> None:
    assert recognise(text) in (None, *SafetyKind)


@given(
    st.sampled_from([plea for plea in lines(DANGER) if not plea.startswith("kms")]),
    st.lists(st.sampled_from(["hallo!", "also,", "😀", "(bitte)", "...", "12", "!?"]), max_size=5),
)
def test_what_stands_before_does_not_matter(plea: str, before: list[str]) -> None:
    assert recognise(" ".join([*before, plea])) is SafetyKind.DANGER
