"""Users, chats and the messages that stand in them, from one bot's side."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from tests.telegram.double.keyboards import Keyboard
from tests.telegram.double.texts import Entity, Written

JsonObject = dict[str, Any]


@dataclass(slots=True)
class User:
    """Somebody with an account, or a bot."""

    id: int
    first_name: str
    language: str = "de"
    username: str = ""
    is_bot: bool = False
    deactivated: bool = False

    def json(self) -> JsonObject:
        """As the Bot API shows a user."""
        shown: JsonObject = {
            "id": self.id, "is_bot": self.is_bot, "first_name": self.first_name
        }  # fmt: skip
        if self.username:
            shown["username"] = self.username
        if self.language and not self.is_bot:
            shown["language_code"] = self.language
        return shown


@dataclass(frozen=True, slots=True)
class State:
    """What a message shows at one moment. ``file`` is a part of its JSON, such as a document."""

    written: Written
    keyboard: Keyboard | None = None
    file: tuple[tuple[str, Any], ...] = ()


@dataclass(slots=True, eq=False)
class Posted:
    """A message in a chat. ``versions`` are its earlier states, ``gone`` when it was deleted."""

    chat: "Chat"
    id: int
    at: datetime
    sender: User
    state: State
    silent: bool = False
    reply_to: "Posted | None" = None
    edited_at: datetime | None = None
    versions: list[State] = field(default_factory=list)
    gone: bool = False
    extra: JsonObject = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Its text, or the caption of its file."""
        return self.state.written.text

    @property
    def entities(self) -> tuple[Entity, ...]:
        """The formatting of its text."""
        return self.state.written.entities

    @property
    def rows(self) -> list[list[str]]:
        """The labels of its buttons."""
        keyboard = self.state.keyboard or {"inline_keyboard": []}
        return [[button["text"] for button in row] for row in keyboard["inline_keyboard"]]

    @property
    def buttons(self) -> Iterator[JsonObject]:
        """Its buttons in reading order."""
        for row in (self.state.keyboard or {"inline_keyboard": []})["inline_keyboard"]:
            yield from row

    @property
    def file_name(self) -> str:
        """The name of its document, or nothing."""
        return str(dict(self.state.file).get("document", {}).get("file_name", ""))

    def words(self) -> str:
        """All that can be read on it: text, file name, buttons."""
        rows = [" ".join(f"[{label}]" for label in row) for row in self.rows]
        return "\n".join([self.text, *([self.file_name] if self.file_name else []), *rows])

    def marked(self, kind: str) -> list[str]:
        """The pieces of its text that an entity of this kind covers."""
        raw = self.text.encode("utf-16-le", "surrogatepass")
        return [
            raw[each["offset"] * 2 : (each["offset"] + each["length"]) * 2].decode("utf-16-le")
            for each in self.entities
            if each["type"] == kind
        ]

    def change(self, state: State, at: datetime) -> None:
        """Show something else from now on."""
        self.versions.append(self.state)
        self.state, self.edited_at = state, at

    def json(self, *, with_reply: bool = True) -> JsonObject:
        """As the Bot API shows a message."""
        shown: JsonObject = {
            "message_id": self.id, "from": self.sender.json(), "chat": self.chat.json(),
            "date": int(self.at.timestamp()), **self.extra, **dict(self.state.file),
        }  # fmt: skip
        if self.text:
            shown["caption" if self.state.file else "text"] = self.text
        if self.entities:
            kind = "caption_entities" if self.state.file else "entities"
            shown[kind] = list(self.entities)
        if self.state.keyboard:
            shown["reply_markup"] = self.state.keyboard
        if self.edited_at:
            shown["edit_date"] = int(self.edited_at.timestamp())
        if self.reply_to and with_reply:
            shown["reply_to_message"] = self.reply_to.json(with_reply=False)
        return shown


@dataclass(slots=True, eq=False)
class Chat:
    """A chat as one bot has it. ``member`` is False once the bot is blocked or out."""

    id: int
    user: User | None = None
    title: str = ""
    kind: str = "private"
    member: bool = True
    kicked: bool = False
    posts: list[Posted] = field(default_factory=list)
    actions: list[str] = field(default_factory=list)
    toasts: list[str] = field(default_factory=list)
    _by_id: dict[int, Posted] = field(default_factory=dict)

    def post(self, at: datetime, sender: User, state: State, **more: Any) -> Posted:
        """A new message. Their ids are the chat's own: other chats have the same ones."""
        posted = Posted(self, len(self.posts) + 1, at, sender, state, **more)
        self.posts.append(posted)
        self._by_id[posted.id] = posted
        return posted

    def find(self, message_id: int | None) -> Posted | None:
        """The message with this id, unless it was deleted."""
        posted = self._by_id.get(message_id or 0)
        return None if posted is None or posted.gone else posted

    def json(self) -> JsonObject:
        """As the Bot API shows a chat."""
        shown: JsonObject = {"id": self.id, "type": self.kind}
        if self.user is None:
            return {**shown, "title": self.title}
        shown["first_name"] = self.user.first_name
        if self.user.username:
            shown["username"] = self.user.username
        return shown
