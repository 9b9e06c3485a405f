"""Notices in free text what a pupil should rather not write: contacts, addresses, health.

Nothing is refused, scored or stored; the answer only says "Bitte schreib keine …" before the text
goes on to a person. So a miss is no breach, and a false alarm costs one tap.
"""

import re
import unicodedata
from enum import StrEnum

LONGEST = 2000


class Hint(StrEnum):
    """What was noticed."""

    PHONE = "phone"
    EMAIL = "email"
    LINK = "link"  # also a name in another network: "@lena"
    ADDRESS = "address"
    HEALTH = "health"


def hints(text: str) -> frozenset[Hint]:
    """What the first 2,000 characters seem to give away; empty for the usual answer."""
    said = unicodedata.normalize("NFKC", text[:LONGEST]).casefold()
    found = set()
    for hint, sign in _SIGNS.items():
        said, times = sign.subn(" ", said)  # taken out: a mail address is no link as well
        if times and hint is not None:
            found.add(hint)
    return frozenset(found)


def _sign(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


_UNITS = r"(?!\d|[.,:]\d|\s*(?:km|m|min|uhr|std|stunden?|tagen?|wochen?|jahren?|euro|€|%)\b)"
_NUMBER = rf"\s?\d{{1,3}}\s?[a-h]?\b{_UNITS}"
_TRAINING_PLACE = r"(?<!ausbildungs)(?<!praktikums)(?<!arbeits)(?<!studien)(?<!sitz)platz"

_SIGNS: dict[Hint | None, re.Pattern[str]] = {
    Hint.EMAIL: _sign(
        r"(?<![\w.+-])[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}\b"
    ),
    Hint.LINK: _sign(
        r"https?://\S+",
        r"\bwww\.\S+",
        r"(?<![\w-])[\w-]{2,63}\.(?:de|com|net|org|eu|gg|app)\b\S*",
        r"(?<!\w)@\w{3,}",
    ),
    None: _sign(
        r"\b\d{1,2}\.\s?\d{1,2}\.(?:\s?\d{4}|\s?\d\d\b)?", r"\b\d{4}-\d\d-\d\d\b"
    ),  # dates
    Hint.PHONE: _sign(
        r"(?<!\d)(?:\+|0)(?:[ /().–-]{0,3}\d){6,15}(?!\d)",
        r"(?<!\d)1[567]\d[ /-]?\d{7,8}(?!\d)",
    ),
    Hint.ADDRESS: _sign(
        rf"(?:strasse|str\b\.?|weg|allee|gasse|damm|ufer|chaussee|pfad){_NUMBER}",
        rf"(?:{_TRAINING_PLACE}|(?:nord|süd|sued|ost|west|stadt)ring){_NUMBER}",
        rf"\bwohne? (?:(?:in|am|an|auf|im|zum|zur|der|dem|den) ){{1,2}}[^\W\d]{{3,}}{_NUMBER}",
    ),
    Hint.HEALTH: _sign(
        r"\bkrank(?:heit(?:en)?)?\b",
        r"\b(?:adhs|adhd|lrs|hiv|gdb|asthma|rheuma|migräne|skoliose|borderline|bulimie)\b",
        r"\b(?:autis|diabet|epilep|allergi|depressi|legasthen|dyskalkul|schwerbehinder)\w*",
        r"\b(?:schwanger|schwerhörig|gehörlos|sehbehindert|magers[uü]cht|angststörung)\w*",
        r"\b(?:meine behinderung|bin behindert|psychisch|rollstuhl|herzfehler|bandscheibe)\w*",
        r"\b(?:panikattacken?|essstörung|krebskrank|therapie|pregnant|disabled|disability)\b",
        r"\bnehme (?:\w+ ){0,2}(?:medikamente|tabletten)\b",
    ),
}
