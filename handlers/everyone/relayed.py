"""Messages on their way between two people.

The reader sees who wrote. The writer sees what became of it, in one line that is edited until it
is final.
"""

from datetime import datetime

from bot.dialogue.channel import Reason
from bot.dialogue.marks import card_action, notice
from bot.dialogue.screen import Card, Choice, Screen, column
from bot.dialogue.turn import Turn
from bot.domain.people import Role
from bot.i18n import Text, join, label, later, say, words
from bot.services.letters import AGAIN_FROM, ENQUIRY, LEFT, MESSAGE, MessageView
from bot.services.services import Services
from bot.services.unit import Reader
from handlers.everyone.facts import person_from
from handlers.everyone.when import next_hour

REASONS = {
    Reason.BLOCKED: later("hat den Bot blockiert"),
    Reason.GONE: later("ist nicht mehr da"),
    Reason.REJECTED: later("der Messenger nimmt diese Nachricht nicht an"),
    Reason.STOPPED: later("hat gestoppt"),
    Reason.NO_CONSENT: later("hat die Zustimmung zurückgezogen"),
    Reason.EXPIRED: later("es ist zu spät dafür"),
    Reason.UNREADABLE: later("der Text ist bei uns beschädigt"),
    Reason.LOST: later("keine Verbindung"),
}
"""Why a message did not arrive, as staff read it."""


@notice("relay_message")
def message(reader: Reader, services: Services, *, message: int) -> Screen | None:
    """What the other one wrote, or that it was deleted since."""
    view = services.relay.view(message)
    if view is None:
        return None
    if not view.text:
        return _gone()
    return Screen(
        _head(view, services) + "\n" + Text.of(view.text),
        _replies(view),
        about=(MESSAGE, message),
    )


@notice("relay_edited")
def edited(reader: Reader, services: Services, *, message: int) -> Screen | None:
    """The other one changed what she wrote: both versions."""
    view = services.relay.view(message)
    if view is None:
        return None
    if not view.text:
        return _gone()
    changed = join(
        [
            _head(view, services),
            say("✏️ Geändert. Vorher:"),
            Text.of(view.earlier if len(view.earlier) <= 300 else view.earlier[:300] + "…"),
            say("Jetzt:"),
            Text.of(view.text),
        ]
    )
    return Screen(changed, _replies(view), about=(ENQUIRY, view.enquiry_id))


@notice("relay_status")
def status(reader: Reader, services: Services, *, message: int, tries: int) -> Screen | None:
    """What became of one's own message; ``tries``: which of its sendings this line is about."""
    view = services.relay.view(message)
    if view is None:
        return None
    if view.tries != tries:
        return Screen(say("🔁 Nochmal gesendet, siehe unten."), about=(ENQUIRY, view.enquiry_id))
    text = _to_pupil(view, services) if reader.role == Role.PUPIL else _to_staff(view, services)
    choices = again_choices(view) if view.state == "unknown" else ()
    return Screen(text, choices, about=(ENQUIRY, view.enquiry_id))


@card_action("again", *Role)
def again(turn: Turn, services: Services, *, subject: int, version: int) -> None:
    """Send once more what did not arrive; a new status line says what becomes of it."""
    services.relay.again(subject, turn.speaker.id, version)


@card_action("leave", *Role)
def leave(turn: Turn, services: Services, *, subject: int, version: int) -> None:
    """Let it be; the status line says so."""
    services.relay.leave(subject, turn.speaker.id, version)


def again_choices(view: MessageView) -> tuple[tuple[Choice, ...], ...]:
    """The writer's decision about a message that did not surely arrive."""
    return column(
        Choice(label("🔁 Nochmal senden"), Card("again", view.id, view.tries)),
        Choice(label("👍 So lassen"), Card("leave", view.id, view.tries)),
    )


def _gone() -> Screen:
    return Screen(say("🗑️ Diese Nachricht wurde gelöscht."))


def _head(view: MessageView, services: Services) -> Text:
    """Who writes. Of a pupil only the code: it may stand on a locked screen."""
    region = services.unit.region
    if not view.from_pupil:
        return say("**{name}:**", name=view.staff.name)
    return say(
        "💬 **{code} · {town}:**",
        code=view.pseudonym,
        town=region.town(view.town).name if view.town else region.name,
    )


def _replies(view: MessageView) -> tuple[tuple[Choice, ...], ...]:
    if not view.from_pupil:
        return column(Choice(label("💬 Antworten"), Card("reply", view.enquiry_id, 0)))
    subject, version = view.enquiry_id, view.enquiry_version
    return (
        (
            Choice(label("💬 Antworten"), Card("write", subject, version)),
            Choice(label("📇 Karte"), Card("card", subject, version)),
        ),
    )


def fate(state: str, reason: Reason | None, due_at: datetime, services: Services) -> Text:
    """What became of a message, as its writer among the staff reads it."""
    match state:
        case "sent" | "delivered":
            return say("✓✓ zugestellt")
        case "ready":
            return say("📬 liegt bereit, zugestellt sobald die Seite geöffnet wird")
        case "unknown" | "left":
            return say("❓ unbekannt, ob es ankam")
        case other if other in AGAIN_FROM:
            why = words(REASONS[reason]) if reason else words("nicht mehr gültig")
            return say("⚠️ nicht zugestellt: {why}", why=why)
        case _ if due_at > services.unit.now:
            return say("🌙 wird {hour} zugestellt", hour=next_hour(due_at, services))
        case _:
            return say("✉️ unterwegs")


def _to_staff(view: MessageView, services: Services) -> Text:
    """To a recruiter, about a pupil."""
    state = fate(view.state, view.reason, view.due_at, services)
    if view.state == "unknown":
        state += say(" – nochmal senden?")
    return say("{state} · {code}", state=state, code=view.pseudonym or words("gelöscht"))


def _to_pupil(view: MessageView, services: Services) -> Text:
    """To a pupil, about a recruiter."""
    person = person_from(view.staff, services)
    match view.state:
        case "sent" | "delivered":
            return say("✓✓ Angekommen: {person}", person=person)
        case "ready":
            return say("📬 Liegt bereit: {person}", person=person)
        case "unknown":
            return say("❓ Ich weiß nicht, ob das ankam. Nochmal senden?")
        case state if state == LEFT or state in AGAIN_FROM:
            return say("⚠️ Das kam nicht an. Schreib „Mensch“, dann hilft dir jemand anderes.")
        case _ if view.due_at > services.unit.now:
            at = next_hour(view.due_at, services)
            return say("🌙 Das schicke ich um {hour} los. Es geht an: {person}",
                       hour=at, person=person)  # fmt: skip
        case _:
            return say("✉️ Unterwegs: {person}", person=person)
