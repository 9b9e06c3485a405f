import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.phrases import compile_phrases, fold, words_of
from bot.domain.typos import Spelling, is_one_typo


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Möchte MOECHTE möchte", "mochte mochte mochte"),
        ("Straße strasse", "strase strase"),
        ("niiiicht", "nicht"),
        ("su1z1d 116 111 k7f2", "suizid 116 111 k7f2"),
        ("don't can’t *so*", "dont cant so"),
        ("ein_wort, zwei-worte...drei", "ein wort zwei worte drei"),
        ("s u i z i d", "suizid"),
        ("a b c", "a b c"),
        ("ИЁй", "иеи"),
        ("أَمُوت", "اموت"),
        ("Iİıi", "i"),
        ("\u2068zwei\u200bteile\u2069", "zweiteile"),
        ("😀🎪", ""),
    ],
)
def test_one_plain_spelling(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@pytest.mark.parametrize(
    ("phrase", "said", "found"),
    [
        ("gern Holz/Metall", "ich mag gern metall", True),
        ("gern Holz/Metall", "ich mag gern metalle", False),
        ("gern Metall~", "ich mag gern metallbau", True),
        ("gern … holz", "gern und am liebsten holz", True),
        ("gern … holz", "gern und am liebsten mit holz", False),
        ("um # uhr", "kommt um 8 uhr", True),
        ("um # uhr", "kommt um acht uhr", False),
        ("gern so? holz", "gern so holz", True),
        ("gern so? holz", "gern holz", True),
        ("^ gern", "gern holz", True),
        ("^ gern", "sehr gern", False),
        ("gern $", "sehr gern", True),
        ("gern $", "gern holz", False),
    ],
)
def test_a_phrase(phrase: str, said: str, found: bool) -> None:
    assert bool(compile_phrases(f"\n{phrase}\nanderes\n").search(f" {fold(said)} ")) is found


def test_the_words_of_a_table_are_folded_and_without_signs() -> None:
    assert words_of("gern … Möbel/Holz~\n^ so? #  $") == {"gern", "mobel", "holz", "so"}


def distance_is_one(one: str, other: str) -> bool:
    """The same question answered by trying out every change."""
    letters = set(other) | {"a"}
    changed = {one[:i] + c + one[i + 1 :] for i in range(len(one)) for c in letters}
    added = {one[:i] + c + one[i:] for i in range(len(one) + 1) for c in letters}
    left_out = {one[:i] + one[i + 1 :] for i in range(len(one))}
    swapped = {one[:i] + one[i + 1] + one[i] + one[i + 2 :] for i in range(len(one) - 1)}
    return other in {one} | changed | added | left_out | swapped


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_one_typo_is_what_trying_out_finds(one: str, other: str) -> None:
    assert is_one_typo(one, other) is distance_is_one(one, other)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("holzbau", "holzbau"),
        ("holbzau", "holzbau"),
        ("hozbau", "holzbau"),
        ("holzbsu", "holzbau"),
        ("holzbauu", "holzbau"),
        ("hozlbsu", "hozlbsu"),  # two typos
        ("hozl", "holz"),
        ("hlz", "hlz"),  # too short for a letter left out
        ("holt", "holt"),  # another letter only from seven on
        ("hoz", "holz"),  # listed
        ("holzban", "holzban"),  # a real word
        ("x" * 500, "x" * 500),
    ],
)
def test_a_word_is_put_right(typed: str, meant: str) -> None:
    spelling = Spelling(words=["holzbau", "holz"], misspelt={"hoz": "holz"}, known=["holzban"])
    assert spelling.corrected(typed) == meant
