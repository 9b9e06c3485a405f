"""What is wrong with an answer or a plan, in plain words and with what to do."""

from collections.abc import Iterable

from bot.domain.errors import NotUnderstood
from bot.domain.fairs import FairFault
from bot.domain.typed_dates import Mistake, Mistyped
from bot.i18n import Text, join, later, say

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

_FAULTS = {
    FairFault.ENDS_BEFORE_START: later("Die Messe endet, bevor sie anfängt."),
    FairFault.IN_THE_PAST: later("Dieser Termin ist schon vorbei."),
    FairFault.TOO_FAR_AHEAD: later("Dieser Termin liegt mehr als zwei Jahre in der Zukunft."),
    FairFault.TOO_LONG: later("Eine Messe dauert hier höchstens vier Tage."),
    FairFault.DEADLINE_AFTER_START: later("Die Anmeldefrist endet erst nach dem Beginn."),
    FairFault.DEADLINE_PASSED: later("Die Anmeldefrist ist schon vorbei."),
    FairFault.HOLIDAY: later("An diesem Tag ist ein Feiertag."),
}


class Unusable(NotUnderstood):
    """An answer that cannot be used; ``hint`` says why and what helps."""

    def __init__(self, hint: Text) -> None:
        """Keep the sentence for the coordinator."""
        super().__init__(type(self).__name__)
        self.hint = hint


def mistyped(error: Mistyped) -> Unusable:
    """A date or time that cannot be read."""
    return Unusable(say(_MISTAKES[error.mistake]))


def sentences(faults: Iterable[FairFault]) -> Text:
    """Warnings with ⚠️, what must be put right with ❗; empty when all is well."""
    return join(
        [(say("⚠️ ") if fault.is_warning else say("❗ ")) + say(_FAULTS[fault]) for fault in faults]
    )
