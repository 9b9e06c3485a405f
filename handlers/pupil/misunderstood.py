"""When a typed answer is not understood: say so kindly, help, and show the screen again."""

import unicodedata
from dataclasses import replace

from bot.dialogue.screen import Choice, Screen
from bot.i18n import Text, join, label, say
from handlers.pupil.doors import LANGUAGE


def misunderstood(said: str, reply: Text | None, hint: Text, shown: Screen) -> Screen:
    """The screen with a sentence on top: why the text was no use, and what would be."""
    letters = [letter for letter in said if letter.isalpha()]
    if letters and not any(map(_is_latin, letters)):
        rows = (*shown.rows, (Choice(label("🌍 Sprache"), LANGUAGE),))
        note = say("Das kann ich nicht lesen. Tippe auf einen Knopf. Oder wechsle die Sprache.")
        return replace(shown, rows=rows).below(note)
    if reply is not None:
        return shown.below(reply)
    wordless = not letters and not any(map(str.isdigit, said))
    note = (
        say("😊 Das verstehe ich ohne Worte noch nicht.")
        if wordless
        else say("Das habe ich nicht verstanden.")
    )
    return shown.below(join([note, hint]))


def _is_latin(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("LATIN")
