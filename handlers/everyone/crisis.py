"""Words for an emergency: whom to call. Nothing of what was written reaches this place."""

from bot.dialogue.screen import Present
from bot.dialogue.turn import Turn
from bot.domain.safety import SafetyKind
from bot.i18n import Text, join, say
from bot.region.model import CrisisContact
from bot.services.services import Services

EMERGENCY = "112"


def contacts(services: Services, safety: SafetyKind | None) -> Text:
    """The county's contacts; where a life may be in danger the emergency number comes first."""
    known = services.unit.region.crisis
    if safety is SafetyKind.DANGER:
        known = tuple(sorted(known, key=lambda contact: contact.phone != EMERGENCY))
    return join([_contact(contact) for contact in known], "\n\n")


def for_staff(turn: Turn, services: Services) -> Present:
    """Somebody of the staff wrote such words, perhaps about a pupil."""
    services.records.count(f"distress_{turn.speaker.role}")
    return Present(
        join(
            [
                say("Das klingt nach einer Notlage. Hier bekommen Sie und junge Menschen Hilfe:"),
                contacts(services, turn.event.safety),
                say(
                    "Ihre Nachricht habe ich nicht gespeichert und nicht weitergegeben. "
                    "Meinten Sie etwas anderes? Dann schreiben Sie es bitte mit anderen Worten."
                ),
            ],
            "\n\n",
        )
    )


def _contact(contact: CrisisContact) -> Text:
    return say("📞 **{phone}** · {name}", phone=contact.phone, name=contact.name) + (
        "\n" + say(contact.text).plain
    )
