"""Short codes that people read out, write down and type: pseudonyms and receipt numbers."""

import re
from random import Random

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
DIGITS = "256789"
"""Neither 0, O, 1, I (alike) nor vowels and the 3 and 4 that stand for them (words)."""

_UNWANTED = re.compile(r"SS|NS|SD|KZ|HH|HJ|NZ|88|SX|FCK|FKK|WTF|KKK")


def pseudonym(random: Random) -> str:
    """A code such as "K7F2" under which staff see a pupil before the name is released.

    It begins with a letter, so that it is never taken for the number of a choice. About 330,000
    are possible: whoever stores one checks that it is free, and else asks again.
    """
    while True:
        code = random.choice(LETTERS) + _some(random, 3)
        if not _UNWANTED.search(code):
            return code


def receipt(random: Random) -> str:
    """A receipt number such as "Q-8F2K-22", for a consent or a deletion; about 300 million."""
    while True:
        code = f"Q-{_some(random, 4)}-{_some(random, 2)}"
        if not _UNWANTED.search(code):
            return code


def _some(random: Random, length: int) -> str:
    return "".join(random.choices(LETTERS + DIGITS, k=length))
