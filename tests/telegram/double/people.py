"""The people at the other end: what they do, and what they see."""

import re
from collections.abc import Sequence
from typing import Any

from tests.telegram.double.account import Account
from tests.telegram.double.chats import Chat, JsonObject, Posted, State, User
from tests.telegram.double.patience import until
from tests.telegram.double.profile import shown_commands
from tests.telegram.double.table import LIMITS, units
from tests.telegram.double.texts import Entity, Written

_PAYLOAD = re.compile(r"[A-Za-z0-9_-]*")
_COMMAND = re.compile(r"/[A-Za-z0-9_]+(?:@\w+)?")


class Person:
    """One person in her private chat with one bot."""

    def __init__(self, user: User, bot: Account) -> None:
        self.user = user
        self.bot = bot
        self._known: dict[Posted, int] = {}

    @property
    def id(self) -> int:
        """Her id, which is that of her private chats, too."""
        return self.user.id

    def at(self, bot: Account) -> "Person":
        """The same person in her chat with another bot."""
        return Person(self.user, bot)

    @property
    def chat(self) -> Chat:
        """Her private chat. LookupError before she has ever written."""
        return self.bot.chats[self.id]

    @property
    def messages(self) -> list[Posted]:
        """What the bot has sent her and is still there, oldest first."""
        posts = self.chat.posts if self.id in self.bot.chats else []
        return [each for each in posts if each.sender is self.bot.me and not each.gone]

    @property
    def news(self) -> list[Posted]:
        """What came or changed since her own last action."""
        return [each for each in self.messages if self._known.get(each) != len(each.versions)]

    @property
    def commands(self) -> list[str]:
        """The commands that her messenger lists."""
        return shown_commands(self.bot, self.id, self.user.language)

    def sees(self, text: str) -> bool:
        """Whether ``text`` stands in what came or changed since her own last action."""
        return any(text in each.words() for each in self.news)

    async def gets(self, *texts: str, within: float = 5.0) -> None:
        """Wait until she sees all of it; AssertionError after ``within`` seconds."""
        await until(lambda: all(map(self.sees, texts)), lambda: self._saw(texts), within=within)

    def _saw(self, texts: Sequence[str]) -> str:
        news = "\n---\n".join(each.words() for each in self.news) or "nothing new"
        return f"{self.user.first_name} waits for {texts}, but sees\n{news}"

    def find(self, words: str) -> Posted:
        """The newest message of the bot with these words. LookupError if there is none."""
        for each in reversed(self.messages):
            if words in each.words():
                return each
        raise LookupError(f"{self.user.first_name} sees no message with {words!r}")

    def starts(self, code: str = "") -> Posted:
        """Press start, perhaps through a link with a start code."""
        if len(code) > LIMITS["start_payload"] or not _PAYLOAD.fullmatch(code):
            raise ValueError("the messenger lets nobody press a link with such a code")
        if self.id in self.bot.chats and not self.chat.member:
            self.unblocks()
        return self.says(f"/start {code}".strip())

    def says(self, text: str, *, quotes: str = "", entities: Sequence[Entity] = ()) -> Posted:
        """Type something, perhaps as a reply to the newest message with the words ``quotes``."""
        return self.writes(text, self.find(quotes) if quotes else None, entities)

    def writes(
        self, text: str, reply_to: Posted | None = None, entities: Sequence[Entity] = ()
    ) -> Posted:
        """Type something, perhaps as a reply to this message.

        ValueError for more than a messenger sends as one message.
        """
        if units(text) > LIMITS["text"]:
            raise ValueError("a messenger would make several messages of this")
        marks = list(entities)
        if command := _COMMAND.match(text):
            marks.insert(0, {"type": "bot_command", "offset": 0, "length": units(command[0])})
        return self._posts(State(Written(text, tuple(marks))), reply_to=reply_to)

    def quotes(self, words: str, text: str) -> Posted:
        """Reply to the newest message with these words."""
        return self.says(text, quotes=words)

    def sends(self, **content: Any) -> Posted:
        """Send something else: the part of the message's JSON that describes it."""
        return self._posts(State(Written(""), None, tuple(content.items())))

    def sends_file(self, kind: str, content: bytes = b"...", **more: Any) -> Posted:
        """Send a document, voice, photo or sticker."""
        file = {**self.bot.keep_file(content, kind), **_DETAILS.get(kind, {}), **more}
        return self.sends(**{kind: [file] if kind == "photo" else file})

    def edits(self, words: str, text: str) -> Posted:
        """Change her own newest message with these words. LookupError if there is none."""
        own = [each for each in self.chat.posts if each.sender is self.user]
        posted = next((each for each in reversed(own) if words in each.text), None)
        if posted is None:
            raise LookupError(f"{self.user.first_name} has said nothing with {words!r}")
        return self.changes(posted, text)

    def changes(self, posted: Posted, text: str) -> Posted:
        """Change a message of her own."""
        self._acts(self.chat)
        posted.change(State(Written(text)), self.bot.now())
        self.bot.tell("edited_message", posted.json(), posted.chat)
        return posted

    def button(self, label: str, old: str = "") -> tuple[Posted, JsonObject]:
        """The newest button with this label or a part of it; with ``old`` on a message with it.

        A message counts as it stands now; "#3" is the third button of the newest keyboard.
        """
        with_buttons = [
            each for each in self.messages if each.state.keyboard and old in each.words()
        ]
        if label.startswith("#") and with_buttons:
            return with_buttons[-1], list(with_buttons[-1].buttons)[int(label[1:]) - 1]
        for fits in (label.__eq__, lambda text: label in text):
            for each in reversed(with_buttons):
                for button in each.buttons:
                    if fits(button["text"]):
                        return each, button
        shown = [each.rows for each in with_buttons[-1:]]
        raise LookupError(f"{self.user.first_name} sees no button {label!r}, only {shown}")

    def taps(self, label: str, *, old: str = "") -> str:
        """Tap a button, as ``button`` finds it; the query's id."""
        posted, button = self.button(label, old)
        return self.presses(posted, button["callback_data"])

    def presses(self, posted: Posted, data: str, *, inaccessible: bool = False) -> str:
        """Press a button with this data on any message, even of somebody else's chat.

        ``inaccessible``: the messenger no longer has the message.
        """
        self._acts(posted.chat)
        query_id = self.bot.ask(posted.chat)
        shown = posted.json()
        if inaccessible or posted.gone:
            shown = {"chat": posted.chat.json(), "message_id": posted.id, "date": 0}
        self.bot.tell(
            "callback_query",
            {
                "id": query_id, "from": self.user.json(), "message": shown,
                "chat_instance": str(-posted.chat.id), "data": data,
            },
            posted.chat,
        )  # fmt: skip
        return query_id

    def blocks(self) -> None:
        """Block the bot."""
        self._turns(member=False)

    def unblocks(self) -> None:
        """Let the bot write again."""
        self._turns(member=True)

    def deletes_account(self) -> None:
        """Nobody hears of it; whoever writes to her learns it."""
        self.user.deactivated = True

    def _turns(self, *, member: bool) -> None:
        chat = self.chat
        if chat.member is not member:
            self._acts(chat)
            chat.member = member
            self.bot.tell("my_chat_member", _membership(self.bot, chat, self.user, member), chat)

    def _posts(self, state: State, **more: Any) -> Posted:
        chat = self.bot.chats.setdefault(self.id, Chat(self.id, self.user))
        if not chat.member:
            raise LookupError(f"{self.user.first_name} has blocked the bot: first unblocks()")
        self._acts(chat)
        posted = chat.post(self.bot.now(), self.user, state, **more)
        self.bot.tell("message", posted.json(), chat)
        return posted

    def _acts(self, chat: Chat) -> None:
        self._known = {each: len(each.versions) for each in self.messages}
        self.bot.rates.asked(chat.id)


_DETAILS: dict[str, JsonObject] = {
    "voice": {"duration": 3, "mime_type": "audio/ogg"},
    "photo": {"width": 90, "height": 90},
    "sticker": {
        "type": "regular", "width": 512, "height": 512, "is_animated": False, "is_video": False
    },
    "document": {"file_name": "zeugnis.pdf", "mime_type": "application/pdf"},
}  # fmt: skip


def _membership(bot: Account, chat: Chat, by: User, member: bool) -> JsonObject:
    """The bot became a member, or it was thrown out: for private chats, blocked."""
    inside = {"status": "member", "user": bot.me.json()}
    away = {"status": "kicked", "user": bot.me.json(), "until_date": 0}
    if chat.user is None and member:
        away = {"status": "left", "user": bot.me.json()}
    old, new = (away, inside) if member else (inside, away)
    return {
        "chat": chat.json(), "from": by.json(), "date": int(bot.now().timestamp()),
        "old_chat_member": old, "new_chat_member": new,
    }  # fmt: skip


class Group:
    """A group that somebody adds the bot to."""

    def __init__(self, chat_id: int, title: str, bot: Account) -> None:
        self.bot = bot
        self.chat = Chat(chat_id, title=title, kind="group", member=False)
        bot.chats[chat_id] = self.chat

    @property
    def messages(self) -> list[Posted]:
        """What the bot has said here."""
        return [each for each in self.chat.posts if each.sender is self.bot.me]

    @property
    def has_bot(self) -> bool:
        """Whether the bot is still here."""
        return self.chat.member

    def is_joined_by_bot(self, by: Person) -> None:
        """Somebody adds the bot."""
        self.chat.member = True
        content = _membership(self.bot, self.chat, by.user, member=True)
        self.bot.tell("my_chat_member", content, self.chat)
        me = self.bot.me.json()
        self.hears(by, "", new_chat_members=[me], new_chat_member=me, new_chat_participant=me)

    def hears(self, by: Person, text: str, **extra: Any) -> Posted:
        """Somebody says something here."""
        posted = self.chat.post(self.bot.now(), by.user, State(Written(text)), extra=extra)
        self.bot.tell("message", posted.json(), self.chat)
        return posted

    def throws_bot_out(self, by: Person) -> None:
        """Somebody removes the bot."""
        self.chat.member, self.chat.kicked = False, True
        content = _membership(self.bot, self.chat, by.user, member=False)
        self.bot.tell("my_chat_member", content, self.chat)
