"""The outbox.

Everything that leaves does so as a row, each with its purpose, in the transaction that caused it.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import RowMapping

from bot.dialogue.channel import BETWEEN_PARTS
from bot.dialogue.packing import pack
from bot.dialogue.screen import Message
from bot.domain.quiet import next_allowed
from bot.i18n import say, speaking
from bot.services.unit import Unit
from storage.queries import outbox as rows
from storage.queries import shelf
from storage.tables import Person


class Lane(IntEnum):
    """Order of sending: answers before alerts, alerts before reminders, bulk last."""

    ANSWER = 0
    ALERT = 1
    REMINDER = 2
    BULK = 3


class Purpose(StrEnum):
    """Why something is sent. The gate asks for the consent of the same name before it leaves."""

    ANSWER = "answer"  # to the person's own doing: always allowed
    SERVICE = "service"  # what is owed: a receipt, an alert to staff. No consent asked
    ENQUIRY = "enquiry"
    MATCHES = "matches"
    FAIRS = "fairs"


@dataclass(frozen=True, slots=True)
class Notice:
    """News for a person: kind and ids, put into words in her language when it is sent."""

    name: str
    args: dict[str, Any]
    about: tuple[str, int] = ("", 0)


@dataclass(frozen=True, slots=True)
class Quoted:
    """A message that somebody replies to: whose it is and what it belongs to, if anything."""

    person_id: int
    about: tuple[str, int] | None


class Outbox:
    """Posting and withdrawing."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def answer(
        self,
        address_id: int,
        person_id: int,
        message: Message,
        *,
        replaces: int | None = None,
        about: tuple[str, int] | None = None,
    ) -> int:
        """The reply of a turn, to the address the person wrote from; returns the row's number."""
        kind, subject = about or ("", 0)
        return self._post(
            address_id, person_id, Lane.ANSWER, Purpose.ANSWER, self._unit.now,
            body={"message": pack(message)}, replaces=replaces, about_kind=kind, about_id=subject,
            urgent=True,
        )  # fmt: skip

    def notify(
        self,
        person_id: int,
        notice: Notice,
        *,
        lane: Lane,
        purpose: Purpose,
        due: datetime | None = None,
        expires: datetime | None = None,
        replaces: int | None = None,
        urgent: bool = False,
        at: int | None = None,
    ) -> int | None:
        """News for a person at the address she used last; None when she has none.

        ``urgent`` news go out in quiet time too: only answers within a running talk and edits are.
        ``expires``: after this moment it is not sent any more. ``at`` is an address of hers to
        be used instead, where she has just done what this answers.
        """
        address_id = at or rows.push_address(self._unit.session, person_id)
        if address_id is None:
            return None
        return self._post(
            address_id, person_id, lane, purpose, due or self._unit.now,
            body={"args": notice.args}, notice=notice.name, about_kind=notice.about[0],
            about_id=notice.about[1], expires_at=expires, replaces=replaces, urgent=urgent,
        )  # fmt: skip

    def _post(
        self,
        address_id: int,
        person_id: int,
        lane: Lane,
        purpose: Purpose,
        due: datetime,
        **values: Any,
    ) -> int:
        return rows.post(
            self._unit.session,
            {
                "address_id": address_id, "person_id": person_id, "lane": int(lane),
                "purpose": purpose.value, "due_at": due, "created_at": self._unit.now,
                "state": "queued", "tries": 0, **values,
            },
        )  # fmt: skip

    def refresh(self, row_id: int) -> None:
        """Let a notice be put into words anew: its message is edited.

        One that is still waiting will say the present words anyway, so nothing is added then.
        """
        session = self._unit.session
        waiting = rows.waiting_version(session, row_id)
        if waiting is not None:
            rows.keep_body(session, waiting["id"], {"args": waiting["body"]["args"]})
            return
        posted = rows.posted(session, row_id)
        if posted is not None:
            self._replace(posted, {"args": posted["body"]["args"]})

    def _replace(self, row: RowMapping, body: dict[str, Any]) -> None:
        """Edit the message that a row was sent as."""
        self._post(
            row["address_id"], row["person_id"], Lane.ANSWER, Purpose(row["purpose"]),
            self._unit.now, body=body, notice=row["notice"], about_kind=row["about_kind"],
            about_id=row["about_id"], replaces=row["replaces"] or row["id"], urgent=True,
        )  # fmt: skip

    def refresh_about(self, kind: str, subject: int, *notices: str) -> None:
        """Refresh the newest of these notices about a thing in every chat that has one."""
        for row_id in rows.newest_about(self._unit.session, kind, subject, notices):
            self.refresh(row_id)

    def hurry(self, kind: str, subjects: Collection[int]) -> None:
        """Let what waits about these things leave now: a talk has begun in quiet time."""
        rows.hurry(self._unit.session, kind, subjects, self._unit.now)

    def erase(self, kind: str, subjects: Collection[int], *, in_chats: bool = True) -> None:
        """Drop the words of all messages about these things.

        ``in_chats``: where a messenger can edit, they go from everybody's chat, too.
        """
        for subject in subjects:
            self.withdraw(about_kind=kind, about_id=subject)
        for row in rows.worded_about(self._unit.session, kind, subjects):
            with speaking(row["language"]):
                gone = pack(Message(say("🗑️ Diese Nachricht wurde gelöscht.")))
            erased = {"args": row["body"].get("args", {}), "message": gone}
            rows.keep_body(self._unit.session, row["id"], erased)
            edits = self._unit.house.capabilities[row["channel"]].edits
            if row["is_covered"]:
                continue
            if in_chats and edits:
                self._replace(row, erased)
            else:
                shelf.lay_again(self._unit.session, [row["id"]])

    def withdraw(self, **matching: Any) -> int:
        """Withdraw what is queued and matches, for example ``about_kind="fair", about_id=3``."""
        return rows.withdraw(self._unit.session, self._unit.now, **matching)

    def when(self, reader: int = 0, *, urgent: bool = False) -> datetime:
        """When a message posted now would go out: at once, or after quiet time.

        After the pause of its ``reader``, too, if it is a person's. Aware, in UTC.
        """
        now = self._unit.now
        if urgent:
            return now
        paused = self._unit.session.get_one(Person, reader).paused_until if reader else None
        return next_allowed(
            max(now, paused or now), self._unit.region.zone, self._unit.house.quiet
        )

    def newest_news(self, address_id: int, person_id: int) -> Notice | None:
        """The newest message that stands in a person's chat, if it is news; else None."""
        row = rows.newest_shown(self._unit.session, address_id, person_id)
        if row is None or not row["notice"] or not row["body"]:
            return None
        return Notice(row["notice"], row["body"]["args"])

    def quoted(self, address_id: int, message_id: str) -> Quoted | None:
        """The message at this address with the messenger's own id; None for one of nobody here."""
        digest = self._unit.house.cipher.digest("message", str(address_id), message_id)
        row = rows.quoted_message(self._unit.session, address_id, digest)
        row = row or self._of_parts(address_id, message_id)
        if row is None:
            return None
        about = (row["about_kind"], row["about_id"]) if row["about_kind"] else None
        return Quoted(row["person_id"], about)

    def _of_parts(self, address_id: int, part: str) -> RowMapping | None:
        for row in rows.messages_of_parts(self._unit.session, address_id):
            if part in (row["message_id"] or "").split(BETWEEN_PARTS):
                return row
        return None
