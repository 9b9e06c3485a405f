"""Sending: a parcel becomes calls, and what they answer becomes its fate."""

import asyncio
from typing import Any

from bot.botapi.fates import CallFailed, Trouble, fate_of
from bot.botapi.limits import PER_CHAT_SECONDS
from bot.botapi.line import Fields, Line, unusable
from bot.botapi.parts import Part, join_ids, parts, split_ids
from bot.dialogue.channel import Fate, Outcome, Parcel, Reason

_NO_PREVIEW = {"is_disabled": True}
_MORE_TRIES = 3  # for the rest of a message whose beginning has arrived
_LONGEST_WAIT = 30.0
_SURELY_NOT = {Trouble.UNREACHED, Trouble.FLOODED}


class Sender:
    """Sends parcels to private chats.

    ``paid`` lets Telegram take more than its free messages a second, and charge for those.

    The parts of a message leave a second apart, and the pace waits for the answer to the last: so
    in no second more than one of them counts, in their chat and in all.
    """

    def __init__(self, line: Line, *, paid: bool = False) -> None:
        self._line = line
        self._paid: Fields = {"allow_paid_broadcast": True} if paid else {}

    async def send(self, parcel: Parcel) -> Fate:
        """Try to deliver once; never raises for what a network can do."""
        cut = parts(parcel.message)
        if not cut or not parcel.address.isdecimal():
            return Fate(Outcome.REFUSED, reason=Reason.REJECTED)
        chat, shown = int(parcel.address), split_ids(parcel.edits)
        if not shown:
            return await self._post(chat, cut, silent=parcel.silent)
        if len(shown) == len(cut) and cut[0].document is None:
            fate = await self._edit(chat, shown, cut)
            if fate is not None:
                return fate
        return await self._post(chat, cut, silent=parcel.silent, instead_of=shown)

    # Anew ---------------------------------------------------------------------------------

    async def _post(
        self, chat: int, cut: list[Part], *, silent: bool, instead_of: list[int] | None = None
    ) -> Fate:
        sent: list[int] = []
        for part in cut:
            try:
                sent.append(await self._patiently(chat, part, silent=silent, begun=bool(sent)))
            except CallFailed as failed:
                fate = fate_of(failed.failure)
                # a part of it has arrived, so "surely not sent" would be a lie
                lie = sent and fate.outcome in {Outcome.NOT_SENT, Outcome.SHUT_OUT}
                return Fate(Outcome.UNCLEAR) if lie else fate
        for number in instead_of or ():
            await self._take_away(chat, number)
        return Fate(Outcome.SENT, join_ids(sent))

    async def _patiently(self, chat: int, part: Part, *, silent: bool, begun: bool) -> int:
        """The id of a part. Once a message has begun, its rest waits for its turn here."""
        for _ in range(_MORE_TRIES if begun else 0):
            await asyncio.sleep(PER_CHAT_SECONDS)
            try:
                return await self._part(chat, part, silent=silent)
            except CallFailed as failed:
                if failed.failure.trouble not in _SURELY_NOT:
                    raise
                await asyncio.sleep(min(failed.failure.retry_after, _LONGEST_WAIT))
        return await self._part(chat, part, silent=silent)

    async def _part(self, chat: int, part: Part, *, silent: bool) -> int:
        method, fields = _posting(chat, part, silent=silent)
        answer = await self._line.call(method, {**fields, **self._paid})
        number = answer.get("message_id") if isinstance(answer, dict) else None
        return number if isinstance(number, int) else unusable(method)

    # In place -----------------------------------------------------------------------------

    async def _edit(self, chat: int, shown: list[int], cut: list[Part]) -> Fate | None:
        """What became of an edit; None where only a new message helps."""
        for number, part in zip(shown, cut, strict=True):
            if number != shown[0]:
                await asyncio.sleep(PER_CHAT_SECONDS)
            try:
                await self._line.call("editMessageText", _editing(chat, number, part))
            except CallFailed as failed:
                failure = failed.failure
                if failure.trouble is Trouble.NO_MESSAGE:
                    return None
                if failure.trouble is not Trouble.UNCHANGED:
                    return fate_of(failure)
        return Fate(Outcome.SENT, join_ids(shown))

    async def _take_away(self, chat: int, number: int) -> None:
        """Remove what a new message has replaced; what is too old for that loses its buttons."""
        for method in ("deleteMessage", "editMessageReplyMarkup"):
            try:
                await self._line.call(method, {"chat_id": chat, "message_id": number})
            except CallFailed:
                continue  # it is gone already, or stays: the new message is there
            return


def _posting(chat: int, part: Part, *, silent: bool) -> tuple[str, Fields]:
    fields: dict[str, Any] = {"chat_id": chat, "reply_markup": part.markup_json()}
    fields |= {"disable_notification": True} if silent else {}
    if part.document is None:
        fields |= {"text": part.text, "entities": _entities(part)}
        return "sendMessage", _told(fields | {"link_preview_options": _NO_PREVIEW})
    fields |= {"caption": part.text or None, "caption_entities": _entities(part)}
    kind = "photo" if part.is_photo else "document"
    return f"send{kind.capitalize()}", _told(fields | {kind: part.document})


def _editing(chat: int, number: int, part: Part) -> Fields:
    fields = {
        "chat_id": chat,
        "message_id": number,
        "text": part.text,
        "entities": _entities(part),
        "link_preview_options": _NO_PREVIEW,
        "reply_markup": part.markup_json(),
    }
    return _told(fields)


def _entities(part: Part) -> list[dict[str, Any]]:
    return [each.as_json() for each in part.entities]


def _told(fields: dict[str, Any]) -> Fields:
    """Without what there is not."""
    return {name: value for name, value in fields.items() if value not in (None, [])}
