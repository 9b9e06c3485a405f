"""When a typed answer is not understood: say so kindly, help, and show the screen again.

A greeting or a thank-you is none, and is returned.
"""

import unicodedata
from dataclasses import replace

from bot.dialogue.screen import Choice, Screen
from bot.dialogue.words import plain
from bot.i18n import Text, join, label, later, say
from handlers.pupil.doors import LANGUAGE

_COURTESIES = {
    later("Hallo! 👋"): (
        "hallo", "hi", "hey", "hello", "moin", "servus", "salam", "merhaba", "guten tag",
        "guten morgen", "guten abend", "na",
    ),
    later("Gern! 😊"): (
        "danke", "dankeschön", "danke schön", "danke dir", "vielen dank", "thx", "thanks",
        "thank you",
    ),
    later("Mach's gut! 👋"): ("tschüss", "tschüs", "ciao", "bye", "bis dann", "bis bald"),
    later("Alles klar. 👍"): ("ok", "okay", "gut", "super", "cool", "alles klar"),
}  # fmt: skip


def courtesy(said: str) -> Text:
    """What is returned where somebody is only polite; empty where she says more."""
    polite = plain(said)
    return next((say(reply) for reply, known in _COURTESIES.items() if polite in known), Text())


def misunderstood(said: str, reply: Text | None, hint: Text, shown: Screen) -> Screen:
    """The screen with a sentence on top: why the text was no use, and what would be."""
    letters = [letter for letter in said if letter.isalpha()]
    if letters and not any(map(_is_latin, letters)):
        rows = (*shown.rows, (Choice(label("🌍 Sprache"), LANGUAGE),))
        note = say("Das kann ich nicht lesen. Tippe auf einen Knopf. Oder wechsle die Sprache.")
        return replace(shown, rows=rows).below(note)
    if not letters and not any(map(str.isdigit, said)):
        return shown.below(join([say("😊 Das verstehe ich ohne Worte noch nicht."), hint]))
    reply = courtesy(said) or reply
    return shown.below(reply or join([say("Das habe ich nicht verstanden."), hint]))


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")
