import re
from random import Random, SystemRandom

import pytest

from bot.domain.pseudonyms import DIGITS, LETTERS, pseudonym, receipt


def seeded(number: int) -> Random:
    return Random(number)  # noqa: S311 – a test needs the same chance twice


@pytest.mark.parametrize("random", [seeded(7), SystemRandom()])
def test_codes_are_easy_to_read_out(random: Random) -> None:
    for _ in range(2000):
        assert re.fullmatch(r"[B-HJ-NP-TV-XZ][B-HJ-NP-TV-XZ2-9]{3}", pseudonym(random))
        assert re.fullmatch(r"Q-[B-Z2-9]{4}-[B-Z2-9]{2}", receipt(random))


def test_no_vowels_no_twins_no_signs_of_hate() -> None:
    assert not set(LETTERS + DIGITS) & set("AEIOUY0134")
    random = seeded(11)
    codes = [pseudonym(random) for _ in range(20_000)]
    assert not any(re.search(r"SS|88|HH|KZ|KKK|FCK", code) for code in codes)


def test_the_same_chance_gives_the_same_codes() -> None:
    assert pseudonym(seeded(3)) == pseudonym(seeded(3))
    assert receipt(seeded(3)) == receipt(seeded(3))


def test_there_are_enough_for_a_county() -> None:
    random = seeded(5)
    assert len({pseudonym(random) for _ in range(5000)}) > 4900
