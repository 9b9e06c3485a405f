"""Doors: how browsers get into a chat on the web, and what lies there for them.

A browser's secret is the address of its chat, the moment of issue and a seal that only this
program can make. So nothing about a browser is stored, an opened page leaves no trace, and there
is no row before the first event. A chat is closed by giving it up (deletion) or by moving it to
another address (a lost phone): the old secrets then lead nowhere.
"""

import hmac
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NoBase64
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import RowMapping
from sqlmodel import Session

from bot.dialogue.packing import unpack
from bot.dialogue.screen import Document, Message
from bot.domain.clock import Clock
from bot.domain.people import Role
from bot.services.unit import House, Unit
from storage.cipher import Cipher
from storage.database import Database
from storage.queries import doors as rows
from storage.queries import shelf, turns

NEW_FOR = timedelta(minutes=10)
"""How long an issued secret waits for the first event of its chat."""

TEAM_LINK_FOR = timedelta(minutes=15)
PAGE = 50
_ADDRESS, _SINCE, _SALT, _SEAL = 16, 5, 8, 16  # bytes


@dataclass(frozen=True, slots=True)
class Visit:
    """Whose chat a browser sits at. ``language`` is None before the first event."""

    address: str
    language: str | None
    staff: bool


@dataclass(frozen=True, slots=True)
class Lying:
    """A message on the shelf.

    ``key`` names the bubble, also after edits; ``position`` is the place on the shelf and grows
    with each edit. ``at`` is aware.
    """

    position: int
    key: int
    message: Message | None
    at: datetime
    seen: bool
    quotable: bool


class Locks:
    """Making and checking secrets."""

    def __init__(self, cipher: Cipher) -> None:
        self._cipher = cipher

    def secret(self, address: str, now: datetime) -> str:
        """A new secret for the chat at ``address`` (hexadecimal)."""
        since = int(now.timestamp()).to_bytes(_SINCE)
        body = bytes.fromhex(address) + since + secrets.token_bytes(_SALT)
        return urlsafe_b64encode(body + self._seal(body)).decode()

    def open(self, secret: str) -> tuple[str, datetime] | None:
        """Address and moment of issue; None for what this program has not made."""
        try:
            whole = urlsafe_b64decode(secret.encode())
        except (NoBase64, UnicodeEncodeError):
            return None
        body, seal = whole[:-_SEAL], whole[-_SEAL:]
        if len(body) != _ADDRESS + _SINCE + _SALT or not hmac.compare_digest(
            seal, self._seal(body)
        ):
            return None
        since = int.from_bytes(body[_ADDRESS : _ADDRESS + _SINCE])
        return body[:_ADDRESS].hex(), datetime.fromtimestamp(since, UTC)

    def _seal(self, body: bytes) -> bytes:
        return bytes.fromhex(self._cipher.digest("web secret", body.hex()))[:_SEAL]


class WebDoors:
    """What a turn or a command does about doors; ``services.doors``."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def team_link(self, person_id: int) -> str:
        """The token of a link that lets one of the staff in, once, within 15 minutes.

        The path that it belongs to is the web channel's (``team_path``).
        """
        token = secrets.token_urlsafe(24)
        expires = self._unit.now + TEAM_LINK_FOR
        rows.new_team_link(self._unit.session, person_id, self._digest("link", token), expires)
        return token

    def change_locks(self, person_id: int) -> None:
        """Throw all browsers of a person out (a lost phone); her chats stay as they are."""
        for chat in rows.web_addresses(self._unit.session, person_id):
            self.close([chat["value"]])
            value = secrets.token_hex(_ADDRESS)
            rows.readdress(
                self._unit.session, chat["id"], value, self._digest(shelf.CHANNEL, value)
            )

    def close(self, addresses: Sequence[str]) -> None:
        """Keep young secrets of these addresses from beginning anew: their pages say goodbye."""
        digests = [self._digest("closed", address) for address in addresses]
        rows.close(self._unit.session, digests, self._unit.now + NEW_FOR)

    def visit(self, secret: str) -> Visit | None:
        """Whose chat it is; None for a forged, expired or closed one."""
        opened = Locks(self._unit.house.cipher).open(secret)
        if opened is None:
            return None
        address, since = opened
        found = rows.resident(self._unit.session, self._digest(shelf.CHANNEL, address))
        if found is not None:
            return Visit(address, found["language"], Role(found["role"]).is_staff)
        closed = rows.is_closed(self._unit.session, self._digest("closed", address))
        too_old = self._unit.now - since > NEW_FOR
        return None if closed or too_old else Visit(address, None, staff=False)

    def enter(self, token: str) -> str | None:
        """The secret behind a link; a team link is used up by this. None for a stale one."""
        digest = self._digest("link", token)
        address = rows.address_behind(self._unit.session, digest)
        if address is None:
            person_id = rows.use_team_link(self._unit.session, digest, self._unit.now)
            address = self._desk(person_id) if person_id is not None else None
        if address is None:
            return None
        return Locks(self._unit.house.cipher).secret(address, self._unit.now)

    def _desk(self, person_id: int) -> str:
        """The web address of one of the staff, made when she comes for the first time."""
        known = rows.web_addresses(self._unit.session, person_id)
        if known:
            return str(known[0]["value"])
        value = secrets.token_hex(_ADDRESS)
        digest = self._digest(shelf.CHANNEL, value)
        session, now = self._unit.session, self._unit.now
        address_id = turns.new_address(session, shelf.CHANNEL, digest, value, person_id, now)
        turns.new_conversation(session, address_id, person_id, now)
        return value

    def return_token(self, address: str) -> str | None:
        """The token of a pupil's return link, always the same; None for staff and strangers."""
        found = rows.resident(self._unit.session, self._digest(shelf.CHANNEL, address))
        if found is None or Role(found["role"]).is_staff:
            return None
        token = rows.return_token(self._unit.session, found["id"])
        if token is None:
            token = secrets.token_urlsafe(24)
            rows.new_return_link(
                self._unit.session, found["id"], token, self._digest("link", token)
            )
            token = rows.return_token(self._unit.session, found["id"])
        return token

    def _digest(self, *parts: str) -> str:
        return self._unit.house.cipher.digest(*parts)


class Doors:
    """The same for the web channel, each call a transaction of its own. All raise DatabaseAway."""

    def __init__(self, database: Database, house: House, clock: Clock) -> None:
        self._database = database
        self._house = house
        self._clock = clock

    async def new_visitor(self) -> str:
        """The secret of a new, empty chat; nothing is stored."""
        return Locks(self._house.cipher).secret(secrets.token_hex(_ADDRESS), self._clock.now())

    async def session(self, secret: str) -> Visit | None:
        """Whose chat it is; None for a forged, expired or closed secret."""
        return await self._database.read(lambda session: self._at(session).visit(secret))

    async def by_link(self, token: str) -> str | None:
        """The secret behind a return link, or a team link, which is used up by this."""
        return await self._database.run(lambda session: self._at(session).enter(token))

    async def return_link(self, address: str) -> str | None:
        """The token of this pupil's return link, always the same; None for staff."""
        return await self._database.run(lambda session: self._at(session).return_token(address))

    async def team_link(self, person_id: int) -> str:
        """The token of a link that lets one of the staff in, once, within 15 minutes."""
        return await self._database.run(lambda session: self._at(session).team_link(person_id))

    async def fetch(self, address: str, after: int) -> list[Lying]:
        """Up to 50 messages behind position ``after``, in order.

        Versions that a later one of them has replaced are left out.
        """
        digest = self._house.cipher.digest(shelf.CHANNEL, address)
        found = await self._database.read(
            lambda session: [_lying(row) for row in shelf.fetch(session, digest, after, PAGE)]
        )
        newest = {lying.key: lying.position for lying in found}
        return [lying for lying in found if newest[lying.key] == lying.position]

    async def document(self, address: str, key: int) -> Document | None:
        """The file of the address's own message ``key``; None if there is none."""
        return await self._database.read(lambda session: self._document(session, address, key))

    def _document(self, session: Session, address: str, key: int) -> Document | None:
        digest = self._house.cipher.digest(shelf.CHANNEL, address)
        found = rows.resident(session, digest)
        if found is None:
            return None
        bubble = self._house.cipher.digest("message", str(found["id"]), str(key))
        newest = shelf.newest_version(session, digest, bubble)
        message = unpack(newest["body"]["message"]) if newest and newest["body"] else None
        return message.document if message else None

    def _at(self, session: Session) -> WebDoors:
        return WebDoors(Unit(session, self._clock.now(), self._house))


def _lying(row: RowMapping) -> Lying:
    body = row["body"]
    return Lying(
        position=row["position"],
        key=int(row["message_id"]),
        message=unpack(body["message"]) if body else None,
        at=row["due_at"],
        seen=row["state"] == "delivered",
        quotable=bool(row["about_kind"]),
    )
