"""A bot's account at the messenger: who it is, its chats, its updates."""

import asyncio
from collections import Counter, deque
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any, Protocol

from tests.telegram.double.chats import Chat, JsonObject, Posted, User
from tests.telegram.double.rates import Rates
from tests.telegram.double.refusals import (
    BLOCKED,
    CHAT_NOT_FOUND,
    DEACTIVATED,
    KICKED,
    NEVER_STARTED,
    NOT_A_MEMBER,
)

_NOT_BY_DEFAULT = {"chat_member", "message_reaction", "message_reaction_count"}
_FIRST_UPDATE = 700_000_000
_FIRST_QUERY = 4_400_000_000_000_000_000


class Clock(Protocol):
    """The double's clock."""

    def now(self) -> datetime:
        """The present moment, aware."""
        ...


@dataclass(slots=True)
class Query:
    """A tapped button that waits for its answer."""

    chat: Chat
    at: datetime
    answered: bool = False


@dataclass(slots=True)
class Poller:
    """Somebody who waits for updates; a second one ends the first."""

    is_ended: bool = False


@dataclass(slots=True)
class Webhook:
    """Where updates are delivered to; an empty address means that they are fetched."""

    url: str = ""
    secret: str = ""
    connections: int = 40
    last_error: str = ""
    last_error_at: datetime | None = None


class Account:
    """One bot. ``world`` are all users, ``seconds`` a stopwatch for the rates."""

    def __init__(
        self, me: User, token: str, clock: Clock, world: dict[int, User], rates: Rates
    ) -> None:
        self.me = me
        self.token = token
        self.clock = clock
        self.world = world
        self.rates = rates
        self.revoked = False
        self.chats: dict[int, Chat] = {}
        self.sent: list[Posted] = []
        self.calls: Counter[str] = Counter()
        self.changes: list[tuple[str, JsonObject]] = []
        self.names: dict[tuple[str, str], str] = {("name", ""): me.first_name}
        self.commands: dict[tuple[str, str], list[JsonObject]] = {}
        self.queries: dict[str, Query] = {}
        self.query_seconds = 15.0
        self.files: dict[str, tuple[str, bytes]] = {}
        self.updates: deque[tuple[int, Chat | None, JsonObject]] = deque()
        self.allowed: list[str] = []
        self.webhook = Webhook()
        self.poller: Poller | None = None
        self.arrived = asyncio.Event()
        self.update_ids = count(_FIRST_UPDATE)
        self.query_ids = count(_FIRST_QUERY)
        self.file_ids = count(1)

    def now(self) -> datetime:
        """The double's time."""
        return self.clock.now()

    def tell(self, kind: str, content: JsonObject, chat: Chat | None = None) -> None:
        """Something has happened: the bot will hear of it, unless it does not want to."""
        wanted = kind in self.allowed if self.allowed else kind not in _NOT_BY_DEFAULT
        if wanted:
            number = next(self.update_ids)
            self.updates.append((number, chat, {"update_id": number, kind: content}))
            self.arrived.set()

    def acknowledge(self, offset: int) -> None:
        """All updates before ``offset`` have been received and are forgotten."""
        while self.updates and self.updates[0][0] < offset:
            self.updates.popleft()

    def chat_to_write_to(self, chat_id: Any) -> Chat:
        """The chat, if the bot may write there. Raises Refusal."""
        chat = self.chats.get(chat_id)
        user = self.world.get(chat_id)
        if user is not None and user.deactivated:
            raise DEACTIVATED
        if chat is None:
            raise CHAT_NOT_FOUND if user is None else NEVER_STARTED
        if not chat.member:
            raise BLOCKED if chat.user else KICKED if chat.kicked else NOT_A_MEMBER
        return chat

    def ask(self, chat: Chat) -> str:
        """The id of a new query."""
        query_id = str(next(self.query_ids))
        self.queries[query_id] = Query(chat, self.now())
        return query_id

    def keep_file(self, content: bytes, kind: str) -> JsonObject:
        """A file is stored from now on; what the Bot API shows of every file."""
        number = next(self.file_ids)
        file_id = f"{kind}-{self.me.id}-{number}"
        self.files[file_id] = (f"{kind}s/file_{number}", content)
        return {
            "file_id": file_id, "file_unique_id": f"unique-{number}", "file_size": len(content)
        }  # fmt: skip

    @property
    def query_lives(self) -> timedelta:
        """How long a tap can be answered."""
        return timedelta(seconds=self.query_seconds)
