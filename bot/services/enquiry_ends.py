"""How enquiries end against the plan: forgotten, the consent withdrawn, kept long enough.

Staff keep a case without any fact; its words go from everybody's chat.
"""

from bot.dialogue.channel import Reason
from bot.domain.consent import RETENTION, Purpose, Thing
from bot.domain.enquiries import EnquiryState
from bot.services.consents import Consents
from bot.services.enquiries import ALERT, CARD
from bot.services.fates import Fates
from bot.services.letters import ENQUIRY, MESSAGE, WAITING
from bot.services.outbox import Lane, Notice, Outbox
from bot.services.outbox import Purpose as Why
from bot.services.relay import EDITED, LETTER
from bot.services.unit import Unit
from storage.queries import enquiries as rows
from storage.tables import Enquiry

AT_ONCE = 50


def forget_person(unit: Unit, person_id: int) -> None:
    """Before a person's rows go: her own enquiries lose their facts, taken ones their owner."""
    for enquiry in rows.of_owner(unit.session, person_id):
        enquiry.owner_id, enquiry.version = None, enquiry.version + 1
        if enquiry.state == EnquiryState.TAKEN:
            enquiry.state = EnquiryState.OPEN
        unit.session.add(enquiry)
    _mask(unit, rows.of_pupil(unit.session, person_id), Reason.GONE)


def end_enquiries(unit: Unit, pupil_id: int) -> None:
    """Withdraw the consent "enquiry" with all that rests on it."""
    Consents(unit).withdraw(pupil_id, Purpose.ENQUIRY)
    _mask(unit, rows.of_pupil(unit.session, pupil_id), Reason.NO_CONSENT)


def forget_closed(unit: Unit) -> bool:
    """A duty: 90 days after closing an enquiry goes; True while there are more."""
    before = unit.now - RETENTION[Thing.CONVERSATION].age
    found = rows.closed_before(unit.session, before, AT_ONCE)
    _erase(unit, found, in_chats=False)  # they are too old for messengers to edit
    for enquiry in found:
        pupil_id = enquiry.pupil_id
        unit.session.delete(enquiry)
        unit.session.flush()
        if pupil_id is not None and not rows.of_pupil(unit.session, pupil_id):
            Consents(unit).withdraw(pupil_id, Purpose.ENQUIRY)
    return len(found) == AT_ONCE


def _mask(unit: Unit, enquiries: list[Enquiry], reason: Reason) -> None:
    """Delete facts and words, and let everybody who had the card see that they are gone."""
    present = [enquiry for enquiry in enquiries if enquiry.card is not None]
    on_the_way = _erase(unit, present, in_chats=True)
    for enquiry in present:
        was_taken = enquiry.state == EnquiryState.TAKEN
        enquiry.card, enquiry.trouble, enquiry.due_at = None, "", None
        enquiry.state, enquiry.closed_at = EnquiryState.CLOSED, enquiry.closed_at or unit.now
        enquiry.version += 1
        unit.session.add(enquiry)
        unit.session.flush()
        Outbox(unit).refresh_about(ENQUIRY, enquiry.id or 0, ALERT, CARD)
        if was_taken and enquiry.owner_id is not None:
            notice = Notice("enquiry_deleted", {"enquiry": enquiry.id}, (ENQUIRY, enquiry.id or 0))
            Outbox(unit).notify(enquiry.owner_id, notice, lane=Lane.ALERT, purpose=Why.SERVICE)
    for message_id in on_the_way:
        Fates(unit).came(message_id, "withdrawn", reason)


def _erase(unit: Unit, enquiries: list[Enquiry], *, in_chats: bool) -> list[int]:
    """Delete all words of these enquiries; returns the messages that had not left yet."""
    numbers = [enquiry.id or 0 for enquiry in enquiries]
    messages = rows.messages(unit.session, numbers)
    for message in messages:
        message.text, message.earlier, message.origin = None, None, ""
        unit.session.add(message)
    unit.session.flush()
    Outbox(unit).erase(MESSAGE, [message.id or 0 for message in messages], in_chats=in_chats)
    Outbox(unit).erase(ENQUIRY, numbers, in_chats=in_chats)
    for message in messages:  # messengers hold a copy of what was passed on
        Outbox(unit).refresh_about(MESSAGE, message.id or 0, LETTER, EDITED)
    return [message.id or 0 for message in messages if message.state == WAITING]
