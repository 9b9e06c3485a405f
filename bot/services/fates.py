"""Fates: what became of a message, told to its writer; and pupils who go and come back."""

from datetime import timedelta

from bot.dialogue.channel import Reason
from bot.domain.enquiries import EnquiryState
from bot.services.enquiries import ALERT, CARD
from bot.services.letters import AGAIN_FROM, ARRIVED, ENQUIRY, LEFT, WAITING
from bot.services.outbox import Lane, Notice, Outbox, Purpose
from bot.services.unit import Unit
from storage.queries import enquiries as rows
from storage.queries.matches import offer_statuses
from storage.tables import Enquiry, RelayMessage

AWAY = frozenset({Reason.BLOCKED, Reason.GONE, Reason.STOPPED})
"""Reasons that stand until the pupil does something."""

_RANK = {WAITING: 0, "withdrawn": 1, "expired": 1, "failed": 1, "unknown": 2, LEFT: 2, "ready": 3,
         "sent": 4, "delivered": 4}  # fmt: skip
"""Fates may come in any order and from several readers: the best one counts."""

_JUST_NOW = timedelta(minutes=1)


class Fates:
    """Keeps the states of messages true."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._outbox = Outbox(unit)

    def came(self, message_id: int, state: str, reason: Reason | None) -> None:
        """The outbox says what became of a message: its status is edited in the writer's chat."""
        message = rows.locked_message(self._unit.session, message_id)
        if message is None or _RANK[state] < _RANK[message.state]:
            return
        message.state, message.reason = state, reason or ""
        self._keep(message)
        self.refresh_status(message)
        if message.from_pupil and state in ARRIVED:  # the card says what she wrote last
            self._outbox.refresh_about(ENQUIRY, message.enquiry_id, CARD)
        if reason in AWAY and not message.from_pupil:
            late = self._unit.now - message.written_at > _JUST_NOW
            pupil_id = self._unit.session.get_one(Enquiry, message.enquiry_id).pupil_id
            if pupil_id is not None:
                self._is_away(pupil_id, reason, late=late)

    def away(self, pupil_id: int, reason: Reason) -> None:
        """The pupil has left or stopped: what waited is not delivered, and her recruiter knows."""
        self._is_away(pupil_id, reason, late=True)
        for row_id in offer_statuses(self._unit.session, pupil_id):
            self._outbox.refresh(row_id)

    def back(self, pupil_id: int) -> None:
        """The pupil is back: her recruiter is offered to send again what did not arrive."""
        for enquiry in rows.of_pupil(self._unit.session, pupil_id):
            if enquiry.trouble:
                self._trouble(enquiry, "")
                if enquiry.owner_id is not None:
                    self._offer_again(enquiry, enquiry.owner_id)

    def refresh_status(self, message: RelayMessage) -> None:
        """Let the writer see the present state."""
        if message.status_row is not None:
            self._outbox.refresh(message.status_row)

    def _is_away(self, pupil_id: int, reason: Reason, *, late: bool) -> None:
        """``late``: nobody is looking at the status of a message just written, so say it anew."""
        for enquiry in rows.of_pupil(self._unit.session, pupil_id):
            if enquiry.trouble == reason or enquiry.card is None:
                continue
            self._trouble(enquiry, reason)
            if late and enquiry.owner_id is not None and enquiry.state == EnquiryState.TAKEN:
                self._tell(enquiry, enquiry.owner_id, "enquiry_trouble", {"enquiry": enquiry.id})
        for message_id in rows.stranded(self._unit.session, pupil_id):
            self.came(message_id, "withdrawn", reason)

    def _trouble(self, enquiry: Enquiry, reason: str) -> None:
        enquiry.trouble = reason
        self._keep(enquiry)
        self._outbox.refresh_about(ENQUIRY, enquiry.id or 0, ALERT, CARD)

    def _offer_again(self, enquiry: Enquiry, owner_id: int) -> None:
        lost = [
            message
            for message in rows.messages(self._unit.session, [enquiry.id or 0])
            if not message.from_pupil and message.state in AGAIN_FROM and message.reason in AWAY
        ]
        for message in lost:
            self._tell(enquiry, owner_id, "relay_again", {"message": message.id})
        if not lost:
            self._tell(enquiry, owner_id, "enquiry_back", {"enquiry": enquiry.id})

    def _tell(
        self, enquiry: Enquiry, person_id: int, name: str, args: dict[str, int | None]
    ) -> None:
        notice = Notice(name, args, (ENQUIRY, enquiry.id or 0))
        self._outbox.notify(person_id, notice, lane=Lane.ALERT, purpose=Purpose.SERVICE)

    def _keep(self, row: Enquiry | RelayMessage) -> None:
        self._unit.session.add(row)
        self._unit.session.flush()
