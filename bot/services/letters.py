"""Letters: a message between a pupil and a recruiter as the services speak of it."""

from dataclasses import dataclass
from datetime import datetime

from bot.dialogue.channel import Reason
from bot.services.staff import Contact

ENQUIRY, MESSAGE = "enquiry", "message"
"""What outbox rows are about, so that quoting finds the way back. The fates of rows about a
message come to its writer."""

WAITING, LEFT = "waiting", "left"
"""States of a message beside those of the outbox: not yet settled; its writer let it be."""

AGAIN_FROM = frozenset({"withdrawn", "expired", "failed", "unknown"})
"""States from which a message can be sent once more."""

ARRIVED = frozenset({"ready", "sent", "delivered"})
"""States in which the other one has it, or has it as soon as she opens the page."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What somebody wrote to be passed on, where she wrote it, and the message's id there."""

    text: str
    address_id: int
    message_id: str


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message as writer or reader see it.

    ``text`` is empty once it is deleted. ``staff`` is who writes to the pupil or is written to.
    ``due_at``: when it leaves, if it has not yet.
    """

    id: int
    enquiry_id: int
    enquiry_version: int
    pseudonym: str
    town: str | None
    staff: Contact
    from_pupil: bool
    text: str
    earlier: str
    state: str
    reason: Reason | None
    tries: int
    due_at: datetime
    written_at: datetime


@dataclass(frozen=True, slots=True)
class Talk:
    """An enquiry that a pupil can write to, and who reads it."""

    enquiry_id: int
    is_taken: bool
    staff: Contact
