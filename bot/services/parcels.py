"""Parcels: an outbox row put into words and addressed, as a channel sends it."""

from dataclasses import replace
from json import dumps

from bot.dialogue.buttons import card_message, owned
from bot.dialogue.channel import Parcel, Reason
from bot.dialogue.packing import pack, unpack
from bot.dialogue.screen import Message
from bot.domain.people import Role
from bot.i18n import Text, speaking
from bot.services.outbox import Lane
from bot.services.unit import Reader, Unit, Wording
from storage.queries import outbox as rows
from storage.queries.claims import Claimed


class Parcels:
    """Wraps the rows of one transaction."""

    def __init__(self, unit: Unit, wording: Wording) -> None:
        self._unit = unit
        self._wording = wording
        self._bulk: dict[tuple[str, ...], Message | None] = {}

    def wrap(self, row: Claimed) -> Parcel | None:
        """The parcel; None when what it says is no longer true. Raises what a wording raises."""
        message = self._message(row)
        if message is None:
            return None
        if row.notice and row.role == Role.PUPIL:
            message = owned(message, row.person_id)
        if row.reason == Reason.REJECTED:
            message = _plain(message)
        edits = ""
        if row.replaces is not None and self._unit.house.capabilities[row.channel].edits:
            edits = rows.message_of(self._unit.session, row.replaces)
        silent = row.lane >= Lane.BULK
        return Parcel(row.address, row.replaces or row.id, message, edits, silent)

    def _message(self, row: Claimed) -> Message | None:
        """The stored message, or the notice put into words now.

        Before every attempt anew: between two of them a fair may have moved.
        """
        if not row.notice:
            return unpack(row.body["message"])
        message = self._same_for_all(row) if row.lane == Lane.BULK else self._worded(row)
        pushed = self._unit.house.capabilities[row.channel].push
        if message is not None and not (pushed and row.lane == Lane.BULK):
            rows.keep_body(self._unit.session, row.id, {**row.body, "message": pack(message)})
        return message

    def _same_for_all(self, row: Claimed) -> Message | None:
        """Bulk says the same to all of a language: thousands are worded once a transaction."""
        args = dumps(row.body["args"], sort_keys=True)
        key = (row.notice, args, row.role, row.language, row.channel)
        if key not in self._bulk:
            self._bulk[key] = self._worded(row)
        return self._bulk[key]

    def _worded(self, row: Claimed) -> Message | None:
        reader = Reader(row.person_id, row.role, row.language, row.channel)
        with speaking(row.language, self._unit.region.zone):
            screen = self._wording(self._unit, reader, row.notice, row.body["args"])
            return None if screen is None else card_message(screen)


def _plain(message: Message) -> Message:
    """What the messenger did not take, as bare text: choices can be typed, too.

    A picture becomes a file that nobody looks into.
    """
    labels = [f"· {button.label}" for row in message.rows for button in row]
    text = Text.of("\n".join([message.text.plain, *labels]))
    file = message.document and replace(message.document, media_type="application/octet-stream")
    return replace(message, text=text, rows=(), document=file)
