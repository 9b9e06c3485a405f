"""Typed answers of staff that cannot be used: why, and what helps."""

import re

from bot.domain.errors import NotUnderstood
from bot.domain.typed_dates import Mistake, Mistyped
from bot.i18n import Text, later, say

_MISTAKES = {
    Mistake.NOT_A_DAY: later("Das habe ich nicht als Tag erkannt. Zum Beispiel: 20.02.2027"),
    Mistake.NO_SUCH_DAY: later("Diesen Tag gibt es nicht. Bitte prüfen Sie das Datum."),
    Mistake.WRONG_WEEKDAY: later(
        "Wochentag und Datum passen nicht zusammen. Bitte prüfen Sie beides."
    ),
    Mistake.NOT_TIMES: later("Das habe ich nicht als Uhrzeit erkannt. Zum Beispiel: 10–14 Uhr"),
    Mistake.NO_SUCH_TIME: later("Diese Uhrzeit gibt es nicht. Zum Beispiel: 10:00–14:30"),
    Mistake.END_MISSING: later("Bis wann geht es? Bitte schreiben Sie beides: 10–14 Uhr"),
    Mistake.END_FIRST: later("Das Ende liegt vor dem Anfang. Bitte schreiben Sie es noch einmal."),
}


_NOTHING = frozenset(
    ("", "kein", "keine", "keiner", "keins", "keines", "keinen", "keine angabe", "keine angaben",
     "nichts", "gar nichts", "nix", "nein", "ohne", "nicht nötig", "entfällt",
     "unbekannt", "weiß nicht", "weiss nicht", "keine ahnung", "n a", "none", "nothing", "no")
)  # fmt: skip
"""What people write into a field to leave it empty; signs alone, such as "-", are nothing too."""


class Unusable(NotUnderstood):
    """An answer that cannot be used; ``hint`` says why and what helps."""

    def __init__(self, hint: Text) -> None:
        """Keep the sentence for the one who typed."""
        super().__init__(type(self).__name__)
        self.hint = hint


def mistyped(error: Mistyped) -> Unusable:
    """A date or time that cannot be read."""
    return Unusable(say(_MISTAKES[error.mistake]))


def says_nothing(said: str) -> bool:
    """Whether the text only says that there is nothing to say: "keine", "-", "nix"."""
    return " ".join(re.findall(r"\w+", said.casefold())) in _NOTHING


def line_or_nothing(said: str, longest: int) -> str:
    """Like ``one_line``, empty for "keine" and the like. Raises Unusable if it is too long."""
    return "" if says_nothing(said) else one_line(said, longest)


def one_line(said: str, longest: int) -> str:
    """The text without line breaks. Raises Unusable if it is too long, or nothing can be seen."""
    text = " ".join(said.split())
    if not any(map(str.isalnum, text)):
        raise Unusable(say("Ich sehe da kein Wort. Bitte schreiben Sie es noch einmal."))
    if len(text) > longest:
        raise Unusable(say("Das ist zu lang. Bitte höchstens {longest} Zeichen.", longest=longest))
    return text
