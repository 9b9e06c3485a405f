"""When a typed answer is not understood: say so kindly, help, and show the screen again."""

import unicodedata
from dataclasses import replace

from bot.dialogue.screen import Choice, Door, Screen
from bot.i18n import Text, join, label, say

LANGUAGE = Door("pupil.settings.language")


def misunderstood(said: str, reply: Text | None, hint: Text, shown: Screen) -> Screen:
    """The screen with a sentence on top: why the text was no use, and what would be."""
    letters = [letter for letter in said if letter.isalpha()]
    if letters and not any(map(_is_latin, letters)):
        rows = (*shown.rows, (Choice(label("🌍 Sprache"), LANGUAGE),))
        note = say("Das kann ich nicht lesen. Tippe auf einen Knopf. Oder wechsle die Sprache.")
        return replace(shown, text=note + "\n\n" + shown.text, rows=rows)
    if not letters and not any(map(str.isdigit, said)):
        note = say("😊 Das verstehe ich ohne Worte noch nicht.")
    else:
        note = reply or say("Das habe ich nicht verstanden.")
    return replace(shown, text=join([note, hint]) + "\n\n" + shown.text)


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")
