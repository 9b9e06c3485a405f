"""Short codes that people read out, write down and type: pseudonyms, invitations, receipts."""

import re
from random import Random

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
DIGITS = "256789"
"""Neither 0, O, 1, I (alike) nor vowels and the 3 and 4 that stand for them (words)."""

CODE_LETTERS = LETTERS + DIGITS
_UNWANTED = re.compile(r"SS|NS|SD|KZ|HH|HJ|NZ|88|SX|FCK|FKK|WTF|KKK")


def pseudonym(random: Random) -> str:
    """A code such as "K7F2" under which staff see a pupil before the name is released.

    It begins with a letter, so that it is never taken for the number of a choice. About 330,000
    are possible: whoever stores one checks that it is free, and else asks again.
    """
    while True:
        found = random.choice(LETTERS) + code(random, 3)
        if not _UNWANTED.search(found):
            return found


def receipt(random: Random) -> str:
    """A receipt number such as "Q-8F2K-22", for a consent or a deletion; about 300 million."""
    return f"Q-{code(random, 4)}-{code(random, 2)}"


def code(random: Random, length: int) -> str:
    """A code of this length, each character one of 26; unguessable if ``random`` is."""
    while True:
        found = "".join(random.choices(CODE_LETTERS, k=length))
        if not _UNWANTED.search(found):
            return found
