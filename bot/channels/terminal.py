"""The terminal as a messenger: one person types lines and reads messages, also through pipes.

Choices are numbered and chosen by typing the number. The buttons of news, which belong to no
question, are numbered k1, k2 …; ``>12 text`` answers message 12.
"""

import re
from collections.abc import AsyncIterator, Callable
from typing import Any
from uuid import uuid4

from bot.dialogue.channel import Capabilities, Fate, Outcome, Parcel, Receive
from bot.dialogue.event import Event, EventKind
from bot.dialogue.screen import Button, Message
from bot.domain.clock import Clock
from bot.i18n import Span

NAME = "terminal"
_CARD = "k."  # how tokens begin whose buttons work without a screen
_QUOTE = re.compile(r">\s*(\d+)\s+(.+)", re.DOTALL)
_INDENT = "  "


class TerminalChannel:
    """One person at ``address``, who presses start, with ``code``, and then types ``lines``.

    ``write`` gets whole messages; it may raise OSError when nobody reads any more.
    """

    name = NAME
    trouble = link = ""
    capabilities = Capabilities(edits=False, documents=False, repeatable=True)

    def __init__(
        self,
        lines: AsyncIterator[str],
        write: Callable[[str], None],
        clock: Clock,
        *,
        address: str = NAME,
        language: str = "de",
    ) -> None:
        self.code = ""
        self._lines = lines
        self._write = write
        self._clock = clock
        self._address = address
        self._language = language
        self._printed: dict[int, Message] = {}
        self._cards: dict[str, str] = {}

    async def send(self, parcel: Parcel) -> Fate:
        """Print the message, once however often it is sent."""
        if self._printed.get(parcel.key) != parcel.message:
            try:
                self._write(self._page(parcel.key, parcel.message))
            except OSError:
                return Fate(Outcome.NOT_SENT)
            self._printed[parcel.key] = parcel.message
        return Fate(Outcome.SENT, str(parcel.key))

    async def run(self, receive: Receive) -> None:
        """Start, then hand on what is typed until the end of the lines."""
        await receive(self._event(EventKind.JOINED, code=self.code))
        async for line in self._lines:
            typed = line.strip()
            if typed:
                await receive(self._understood(typed))

    def _understood(self, typed: str) -> Event:
        if token := self._cards.get(typed.casefold()):
            return self._event(EventKind.TAPPED, choice=token)
        if quote := _QUOTE.fullmatch(typed):
            return self._event(EventKind.SAID, text=quote[2], quoted=quote[1])
        return self._event(EventKind.SAID, text=typed)

    def _event(self, kind: EventKind, **what: Any) -> Event:
        return Event(
            channel=NAME, address=self._address, id=uuid4().hex, at=self._clock.now(), kind=kind,
            language=self._language, **what,
        )  # fmt: skip

    def _page(self, key: int, message: Message) -> str:
        """The message as lines, with what can be typed for each button."""
        lines = [f"[{key}]", *"".join(map(_told, message.text)).splitlines()]
        if message.document:
            lines.append(f"📎 {message.document.name}")
        buttons = [button for row in message.rows for button in row]
        marks = self._marks(buttons) if message.numbered else ["–"] * len(buttons)
        lines += [
            f"{_INDENT}{mark:>3} {_label(b)}" for mark, b in zip(marks, buttons, strict=True)
        ]
        return "\n".join(lines) + "\n\n"

    def _marks(self, buttons: list[Button]) -> list[str]:
        """Numbers, as the conversation counts them; for news marks of our own."""
        if not all(button.token.startswith(_CARD) for button in buttons):
            return [str(number) for number in range(1, len(buttons) + 1)]
        marks = []
        for button in buttons:
            mark = f"k{len(self._cards) + 1}"
            self._cards[mark] = button.token
            marks.append(mark)
        return marks


def _told(span: Span) -> str:
    return f"{span.text} <{span.link}>" if span.link else span.text


def _label(button: Button) -> str:
    return {None: "", True: "☑ ", False: "☐ "}[button.chosen] + button.label
