"""Staff who write to pupils: by quoting, or with the pen taken up on a card. Nothing else leaves.

The pen names one enquiry; whatever else is done lays it down, so no text goes to a pupil who was
not meant.
"""

from datetime import datetime
from typing import Any, cast

from bot.dialogue.conversation import HOME
from bot.dialogue.marks import action, card_action, screen
from bot.dialogue.screen import Card, Choice, Present, Screen, Shown, column, to
from bot.dialogue.turn import Turn
from bot.domain.people import Role
from bot.i18n import Text, join, label, say
from bot.services.enquiries import EnquiryView
from bot.services.letters import ENQUIRY, Letter
from bot.services.services import Services
from handlers.everyone import crisis
from handlers.everyone.facts import name_of

STAFF = (Role.RECRUITER, Role.COORDINATOR)
_PEN = "pen"


@card_action("write", *STAFF)
def write(turn: Turn, services: Services, *, subject: int, version: int) -> Screen:
    """The button under a card or a pupil's message."""
    services.enquiries.view(subject, turn.speaker.id)
    turn.notes[_PEN] = {"enquiry": subject, "since": turn.now.isoformat()}
    return writing(turn, services, enquiry=subject)


@screen
def writing(turn: Turn, services: Services, *, enquiry: int) -> Screen:
    """What is typed next goes to this pupil, once."""
    view = services.enquiries.view(enquiry, turn.speaker.id)
    if view.facts is None:
        return Screen(gone())
    return Screen(
        say("Was möchten Sie schreiben? Ihre nächste Nachricht geht an {name}.",
            name=name_of(view.facts)),
        column(Choice(label("❌ Doch nicht"), to(lay_down))),
        answer=to(typed, enquiry=enquiry),
        back=False,
        menu=False,
        about=(ENQUIRY, enquiry),
    )  # fmt: skip


@action
def lay_down(turn: Turn, services: Services) -> Shown:
    """Write nothing."""
    lay_pen_down(turn)
    return HOME


@action
def typed(turn: Turn, services: Services, *, said: str, enquiry: int) -> Shown:
    """The message, unless the pen was laid down or somebody else has written meanwhile."""
    pen = cast("dict[str, Any]", turn.notes.pop(_PEN, None) or {})
    if pen.get("enquiry") != enquiry:
        return _nowhere(turn)
    others = services.relay.others_since(
        turn.speaker.id, enquiry, datetime.fromisoformat(pen["since"])
    )
    if others:
        return _which(turn, services, enquiry, others, said)
    return pass_on(turn, services, enquiry=enquiry, said=said, message=turn.event.message_id)


@action
def pass_on(turn: Turn, services: Services, *, enquiry: int, said: str, message: str) -> Screen:
    """Send it; the status line above says what becomes of it."""
    letter = Letter(said, turn.address_id, message)
    view = services.relay.to_pupil(enquiry, turn.speaker.id, letter)
    refused = _refused(view, turn)
    if refused:
        return Screen(refused, column(Choice(label("🏠 Menü"), HOME)), back=False, menu=False)
    more = Choice(label("💬 Noch etwas"), Card("write", view.id, view.version))
    card = Choice(label("📇 Karte"), Card("card", view.id, view.version))
    return Screen(
        say("Möchten Sie noch etwas schreiben?"),
        ((more, card), (Choice(label("🏠 Menü"), HOME),)),
        back=False,
        menu=False,
    )


def quoted(turn: Turn, services: Services, *, said: str, about_kind: str, about_id: int) -> Shown:
    """A quoted card, alert or message: the text goes to exactly that pupil."""
    lay_pen_down(turn)
    enquiry = services.relay.enquiry_of(about_kind, about_id)
    if enquiry is None:
        return _nowhere(turn)
    letter = Letter(said, turn.address_id, turn.event.message_id)
    view = services.relay.to_pupil(enquiry, turn.speaker.id, letter)
    if refused := _refused(view, turn):
        turn.also.append(Screen(refused))
    return None


def unquoted(turn: Turn, services: Services, *, said: str) -> Shown:
    """Text that nothing asked for goes nowhere, and says so."""
    lay_pen_down(turn)
    return _nowhere(turn)


def edited(turn: Turn, services: Services, *, said: str, edited: str) -> Shown:
    """A changed message: the pupil who has the old one gets the new one."""
    if services.relay.edit(turn.speaker.id, Letter(said, turn.address_id, edited)):
        turn.also.append(Screen(say("✏️ Die Änderung ist weitergegeben.")))
        return None
    return Present(say("Diese Änderung habe ich niemandem geschickt."))


def distress(turn: Turn, services: Services) -> Shown:
    """Words of distress in a staff chat: they are gone before anybody could get them."""
    lay_pen_down(turn)
    return crisis.for_staff(turn, services)


def lay_pen_down(turn: Turn) -> None:
    """Whatever is typed next is not meant for the pupil whose card was open."""
    turn.notes.pop(_PEN, None)


def gone() -> Text:
    """What is left of a card whose pupil has deleted everything."""
    return say("🗑️ Gelöscht: Diese Anfrage gibt es nicht mehr.")


def _nowhere(turn: Turn) -> Present:
    """Nothing is passed on unasked; only recruiters have cards to answer to."""
    if turn.speaker.role is Role.RECRUITER:
        nowhere = say("✋ Das ging an niemanden.")
        onward = say(
            "Möchten Sie jemandem schreiben? Antworten Sie auf die Karte oder Nachricht "
            "(zitieren), oder tippen Sie dort auf „Antworten“."
        )
    else:
        nowhere = say("Das habe ich nicht verstanden.")
        onward = say("Tippen Sie auf einen Knopf, oder schreiben Sie „Hilfe“.")
    return Present(join([nowhere, onward]))


def _refused(view: EnquiryView, turn: Turn) -> Text:
    """Why a message was not passed on; empty if it was."""
    if view.facts is None:
        return gone()
    if view.owner_id != turn.speaker.id:
        return say("✋ Nicht gesendet: {owner} hat diese Anfrage übernommen.", owner=view.owner)
    return Text()


def _which(
    turn: Turn, services: Services, enquiry: int, others: list[tuple[int, str]], said: str
) -> Screen:
    """Somebody else has written since the pen was taken up: better ask."""
    own = services.enquiries.view(enquiry, turn.speaker.id)
    choices = [
        Choice(
            label("An {code}", code=code),
            to(pass_on, enquiry=number, said=said, message=turn.event.message_id),
        )
        for number, code in [(enquiry, own.pseudonym), *others[:3]]
    ]
    return Screen(
        say("Inzwischen hat noch jemand geschrieben. An wen geht Ihre Nachricht?"),
        column(*choices, Choice(label("❌ Nicht senden"), to(lay_down))),
        back=False,
    )
