"""What is wrong with an answer or a plan, in plain words and with what to do."""

from collections.abc import Iterable

from bot.domain.fairs import FairFault
from bot.i18n import Text, join, later, say

_FAULTS = {
    FairFault.ENDS_BEFORE_START: later("Die Messe endet, bevor sie anfängt."),
    FairFault.IN_THE_PAST: later("Dieser Termin ist schon vorbei."),
    FairFault.TOO_FAR_AHEAD: later("Dieser Termin liegt mehr als zwei Jahre in der Zukunft."),
    FairFault.TOO_LONG: later("Eine Messe dauert hier höchstens vier Tage."),
    FairFault.DEADLINE_AFTER_START: later("Die Anmeldefrist endet erst nach dem Beginn."),
    FairFault.DEADLINE_PASSED: later("Die Anmeldefrist ist schon vorbei."),
    FairFault.HOLIDAY: later("An diesem Tag ist ein Feiertag."),
}


def sentences(faults: Iterable[FairFault]) -> Text:
    """Warnings with ⚠️, what must be put right with ❗; empty when all is well."""
    return join(
        [(say("⚠️ ") if fault.is_warning else say("❗ ")) + say(_FAULTS[fault]) for fault in faults]
    )
