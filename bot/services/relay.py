"""Relay: messages between a pupil and the recruiter of an enquiry, each with its true state.

A message names no reader: it belongs to one enquiry, and so reaches that enquiry's pupil or its
owner and nobody else.
"""

from datetime import datetime

from bot.dialogue.channel import Reason
from bot.domain.enquiries import EnquiryState, Specialism
from bot.domain.errors import NotFound, Outdated, Refused
from bot.domain.quiet import talk_is_running
from bot.services.enquiries import CARD, Enquiries, EnquiryView
from bot.services.fates import Fates
from bot.services.letters import (
    AGAIN_FROM,
    ENQUIRY,
    LEFT,
    MESSAGE,
    WAITING,
    Letter,
    MessageView,
    Talk,
)
from bot.services.outbox import Lane, Notice, Outbox, Purpose
from bot.services.staff import Contact, StaffBook
from bot.services.unit import Unit
from storage.queries import enquiries as rows
from storage.tables import Enquiry, RelayMessage

LETTER, STATUS, EDITED = "relay_message", "relay_status", "relay_edited"


def tell_writer(unit: Unit, message: int, state: str, reason: Reason | None) -> None:
    """Show the writer of a relayed message what became of it."""
    Fates(unit).came(message, state, reason)


class Relay:
    """Passing messages on."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._outbox = Outbox(unit)
        self._enquiries = Enquiries(unit)
        self._fates = Fates(unit)

    # --- writing ---

    def to_pupil(self, enquiry_id: int, staff_id: int, letter: Letter) -> EnquiryView:
        """Pass a recruiter's message on. Who answers an open enquiry has taken it.

        Nothing is sent when a colleague owns it (see ``owner_id``) or the card is deleted
        (``facts`` is None). Raises NotFound, Refused.
        """
        view = self._enquiries.take_up(enquiry_id, staff_id)
        if view.owner_id == staff_id and view.facts is not None:
            enquiry = self._unit.session.get_one(Enquiry, enquiry_id)
            enquiry.due_at = None
            self._pass_on(enquiry, staff_id, letter, from_pupil=False)
        return view

    def to_staff(self, enquiry_id: int, pupil_id: int, letter: Letter) -> Talk:
        """Pass a pupil's message on to the owner, or to all responsible while there is none.

        Raises NotFound for an enquiry that is not hers or is deleted.
        """
        enquiry = rows.locked(self._unit.session, enquiry_id)
        talk = _own_talk(enquiry, pupil_id, self._unit)
        if enquiry is not None:
            self._enquiries.reopen(enquiry)
            enquiry.due_at = enquiry.due_at or self._enquiries.answer_by()
            self._pass_on(enquiry, pupil_id, letter, from_pupil=True)
            self._outbox.refresh_about(ENQUIRY, enquiry_id, CARD)
        return talk

    def edit(self, writer_id: int, letter: Letter) -> bool:
        """A message was changed: the other side sees old and new. False: it was not passed on."""
        message = rows.by_origin(self._unit.session, writer_id, self._origin(letter))
        if message is None or message.text is None:
            return False
        if message.text != letter.text:
            message.earlier, message.text = message.text, letter.text
            self._keep(message)
            if message.state == WAITING:
                self._outbox.refresh_about(MESSAGE, message.id or 0, LETTER)
            else:
                self._tell_readers(message, Notice(EDITED, {"message": message.id},
                                                   (ENQUIRY, message.enquiry_id)))  # fmt: skip
        return True

    def again(self, message_id: int, writer_id: int, tries: int) -> None:
        """Send once more what did not arrive. Raises Outdated, Refused, NotFound."""
        message = self._undelivered(message_id, writer_id, tries)
        enquiry = self._unit.session.get_one(Enquiry, message.enquiry_id)
        if message.text is None or (not message.from_pupil and enquiry.owner_id != writer_id):
            raise Refused(f"message {message_id}")
        message.tries += 1
        message.state, message.reason = WAITING, ""
        self._deliver(enquiry, message, at=None)

    def leave(self, message_id: int, writer_id: int, tries: int) -> None:
        """Let a message be that did not surely arrive. Raises Outdated, Refused, NotFound."""
        message = self._undelivered(message_id, writer_id, tries)
        message.state = LEFT
        self._keep(message)
        self._fates.refresh_status(message)

    # --- looking ---

    def view(self, message_id: int) -> MessageView | None:
        """A message, for putting it or its status into words."""
        message = self._unit.session.get(RelayMessage, message_id)
        if message is None:
            return None
        enquiry = self._unit.session.get_one(Enquiry, message.enquiry_id)
        staff_id = enquiry.owner_id if message.from_pupil else message.writer_id
        return MessageView(
            message_id, message.enquiry_id, enquiry.version,
            (enquiry.card or {}).get("pseudonym", ""), enquiry.town or None,
            _contact(enquiry, staff_id, self._unit), message.from_pupil, message.text or "",
            message.earlier or "", message.state,
            Reason(message.reason) if message.reason else None, message.tries, message.due_at,
            message.written_at,
        )  # fmt: skip

    def enquiry_of(self, kind: str, subject: int) -> int | None:
        """The enquiry that a quoted message belongs to, None if it belongs to none."""
        if kind == ENQUIRY:
            return subject
        message = self._unit.session.get(RelayMessage, subject) if kind == MESSAGE else None
        return message.enquiry_id if message else None

    def talks(self, pupil_id: int) -> list[Talk]:
        """What a pupil can write to now, the newest first."""
        return [
            _own_talk(enquiry, pupil_id, self._unit)
            for enquiry in rows.of_pupil(self._unit.session, pupil_id)
            if enquiry.state != EnquiryState.CLOSED and enquiry.card is not None
        ]

    def talk(self, enquiry_id: int, pupil_id: int) -> Talk:
        """A pupil's own enquiry, closed or not. Raises NotFound."""
        return _own_talk(self._unit.session.get(Enquiry, enquiry_id), pupil_id, self._unit)

    def others_since(
        self, staff_id: int, enquiry_id: int, since: datetime
    ) -> list[tuple[int, str]]:
        """Other enquiries of this recruiter in which a pupil has written since (aware)."""
        found = rows.heard_since(self._unit.session, staff_id, since)
        others = [enquiry for enquiry in found if enquiry.id != enquiry_id and enquiry.card]
        return [(enquiry.id or 0, enquiry.card["pseudonym"]) for enquiry in others]

    def thread(self, enquiry_id: int, staff_id: int, most: int = 10) -> list[MessageView]:
        """The last messages of one's own enquiry, oldest first; of nobody else's."""
        if self._enquiries.view(enquiry_id, staff_id).owner_id != staff_id:
            return []
        found = rows.messages(self._unit.session, [enquiry_id])[-most:]
        views = [self.view(message.id or 0) for message in found]
        return [view for view in views if view is not None and view.text]

    # --- inside ---

    def _pass_on(
        self, enquiry: Enquiry, writer_id: int, letter: Letter, *, from_pupil: bool
    ) -> None:
        message = RelayMessage(
            enquiry_id=enquiry.id or 0, writer_id=writer_id, from_pupil=from_pupil,
            text=letter.text, origin=self._origin(letter), state=WAITING, due_at=self._unit.now,
            written_at=self._unit.now,
        )  # fmt: skip
        self._unit.session.add(enquiry)
        self._deliver(enquiry, message, at=letter.address_id)

    def _deliver(self, enquiry: Enquiry, message: RelayMessage, at: int | None) -> None:
        """Show the writer a status, and let the message go outside quiet time.

        Within a running talk it goes at once, and with it what still waits for the morning.
        """
        self._keep(message)
        number, writer = message.id or 0, message.writer_id or 0
        urgent = self._is_running(enquiry, message)
        readers = self._readers(enquiry, message)
        message.due_at = max(
            (self._outbox.when(reader, urgent=urgent) for reader in readers),
            default=self._unit.now,
        )
        earlier = message.status_row
        status = Notice(
            STATUS, {"message": number, "tries": message.tries}, (ENQUIRY, message.enquiry_id)
        )
        message.status_row = self._outbox.notify(
            writer, status, lane=Lane.ANSWER, purpose=Purpose.ANSWER, urgent=True, at=at
        )
        self._keep(message)
        if earlier is not None:
            self._outbox.refresh(earlier)
        if urgent:
            self._outbox.hurry(MESSAGE, rows.waiting(self._unit.session, message))
        notice = Notice(LETTER, {"message": number}, (MESSAGE, number))
        if not self._tell_readers(message, notice, due=message.due_at, urgent=urgent):
            self._fates.came(number, "failed", Reason.GONE)

    def _tell_readers(
        self,
        message: RelayMessage,
        notice: Notice,
        due: datetime | None = None,
        *,
        urgent: bool = False,
    ) -> bool:
        """Notify the other side; False when there is nobody."""
        enquiry = self._unit.session.get_one(Enquiry, message.enquiry_id)
        purpose = Purpose.SERVICE if message.from_pupil else Purpose.ENQUIRY
        posted = [
            self._outbox.notify(
                reader, notice, lane=Lane.ALERT, purpose=purpose, due=due, urgent=urgent
            )
            for reader in self._readers(enquiry, message)
        ]
        return any(posted)

    def _readers(self, enquiry: Enquiry, message: RelayMessage) -> list[int]:
        if not message.from_pupil:
            return [enquiry.pupil_id] if enquiry.pupil_id is not None else []
        if enquiry.owner_id is not None:
            return [enquiry.owner_id]
        return list(self._enquiries.responsible(enquiry))

    def _is_running(self, enquiry: Enquiry, message: RelayMessage) -> bool:
        """Whether the other one wrote just now; sending the enquiry is writing, too."""
        other = not message.from_pupil
        heard = rows.last_written(self._unit.session, enquiry.id or 0, from_pupil=other)
        began = enquiry.received_at if other else None
        return any(talk_is_running(moment, self._unit.now) for moment in (heard, began))

    def _undelivered(self, message_id: int, writer_id: int, tries: int) -> RelayMessage:
        message = rows.locked_message(self._unit.session, message_id)
        if message is None:
            raise NotFound(f"message {message_id}")
        if message.writer_id != writer_id:
            raise Refused(f"message {message_id}")
        if message.tries != tries or message.state not in AGAIN_FROM:
            raise Outdated(f"message {message_id}")
        return message

    def _origin(self, letter: Letter) -> str:
        digest = self._unit.house.cipher.digest
        return digest("event", str(letter.address_id), letter.message_id)

    def _keep(self, message: RelayMessage) -> None:
        self._unit.session.add(message)
        self._unit.session.flush()


def _own_talk(enquiry: Enquiry | None, pupil_id: int, unit: Unit) -> Talk:
    if enquiry is None or enquiry.pupil_id != pupil_id or enquiry.card is None:
        raise NotFound("no such talk")
    is_taken = enquiry.owner_id is not None
    return Talk(enquiry.id or 0, is_taken, _contact(enquiry, enquiry.owner_id, unit))


def _contact(enquiry: Enquiry, staff_id: int | None, unit: Unit) -> Contact:
    """The member of the staff; while it is nobody yet, whoever is responsible."""
    town = enquiry.town or None
    if staff_id is None:
        return Enquiries(unit).addressee(town, Specialism(enquiry.specialism))
    return StaffBook(unit).contact([staff_id], town)
