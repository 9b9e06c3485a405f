"""A county office in memory: what the web channel is built on, as strict as the real program."""

import secrets
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count

from bot.channels.web import (
    Article,
    AwayError,
    Door,
    HealthReport,
    Ports,
    Session,
    WebChannel,
    WebMessage,
)
from bot.dialogue.event import Event, EventKind
from bot.dialogue.screen import Button, Document, Message
from bot.domain.clock import MovableClock
from bot.i18n import Text, say

START = datetime(2027, 2, 1, 12, 42, tzinfo=UTC)  # a Monday, 13:42 in Paderborn

Answer = Callable[["Office", Event], None]


@dataclass(slots=True)
class Drawer:
    """One chat: its rows on the shelf and the positions that its pages have acknowledged."""

    session: Session
    secret: str
    rows: list[WebMessage] = field(default_factory=list)
    delivered: set[int] = field(default_factory=set)


class Office:
    """Shelf, doorman and receiver in one.

    Like the real program it handles an event id once, hands out positions that only grow, uses
    up a staff link once, and refuses addresses that it does not know.
    """

    def __init__(self, answer: Answer | None = None, page_size: int = 50) -> None:
        self.channel = WebChannel()
        self.clock = MovableClock(START)
        self.events: list[Event] = []
        self.away = False
        self.doors: Sequence[Door] = ()
        self.well = True
        self._answer, self._page_size = answer, page_size
        self._drawers: dict[str, Drawer] = {}
        self._links: dict[str, str] = {}
        self._numbers = count(1)
        self._positions = count(1)
        self._returns: defaultdict[str, str] = defaultdict(lambda: secrets.token_urlsafe(16))

    @property
    def ports(self) -> Ports:
        return Ports(
            self.receive, self, self, self.health, privacy, lambda: self.doors, self.clock
        )

    # what the person does

    async def receive(self, event: Event) -> None:
        self._open()
        assert event.address in self._drawers, "an event of nobody"
        if event.id not in {known.id for known in self.events}:
            self.events.append(event)
            self.clock.move(timedelta(seconds=1))
            if self._answer:
                self._answer(self, event)

    # Shelf

    async def fetch(self, address: str, after: int) -> Sequence[WebMessage]:
        self._open()
        drawer = self._drawers[address]
        rows = [row for row in drawer.rows if row.position > after]
        return [replace(r, seen=r.position in drawer.delivered) for r in rows][: self._page_size]

    async def acknowledge(self, address: str, positions: Sequence[int]) -> None:
        self._open()
        own = {row.position for row in self._drawers[address].rows}
        self._drawers[address].delivered |= own & set(positions)

    async def document(self, address: str, key: int) -> Document | None:
        self._open()
        rows = [row for row in self._drawers[address].rows if row.key == key]
        return rows[-1].message.document if rows and rows[-1].message else None

    # Doorman

    async def new_visitor(self) -> str:
        self._open()
        return self.open_chat().secret

    async def session(self, secret: str) -> Session | None:
        self._open()
        drawers = [drawer for drawer in self._drawers.values() if drawer.secret == secret]
        return drawers[0].session if drawers else None

    async def by_link(self, token: str) -> str | None:
        self._open()
        if address := self._links.pop(token, None):
            return self._drawers[address].secret
        found = [a for a, known in self._returns.items() if known == token and a in self._drawers]
        return self._drawers[found[0]].secret if found else None

    async def return_link(self, address: str) -> str | None:
        self._open()
        return None if self._drawers[address].session.staff else self._returns[address]

    async def health(self) -> HealthReport:
        return HealthReport(self.well, {"waiting": 0})

    # what a test arranges

    def open_chat(self, *, language: str = "de", staff: bool = False) -> Drawer:
        address, secret = f"a{len(self._drawers)}-{secrets.token_hex(4)}", secrets.token_urlsafe()
        drawer = Drawer(Session(address, language, staff), secret)
        self._drawers[address] = drawer
        return drawer

    def staff_link(self, drawer: Drawer) -> str:
        token = secrets.token_urlsafe(16)
        self._links[token] = drawer.session.address
        return token

    def speak(self, drawer: Drawer, language: str) -> None:
        drawer.session = replace(drawer.session, language=language)

    def drawer(self, address: str) -> Drawer:
        return self._drawers[address]

    def last_chat(self) -> Drawer:
        return list(self._drawers.values())[-1]

    def delete(self, drawer: Drawer) -> None:
        del self._drawers[drawer.session.address]
        self.channel.wake(drawer.session.address)

    def post(
        self,
        address: str,
        message: Message | None,
        *,
        edits: int = 0,
        quotable: bool = False,
        wake: bool = True,
    ) -> int:
        """Lay a message on the shelf and wake the pages, unless it is done by another process."""
        drawer = self._drawers[address]
        key = edits or next(self._numbers)
        revision = 1 + max((row.revision for row in drawer.rows if row.key == key), default=0)
        assert bool(edits) == (revision > 1), "edits something that is not there"
        drawer.rows.append(
            WebMessage(
                next(self._positions), key, revision, message, self.clock.now(), quotable=quotable
            )
        )
        if wake:
            self.channel.wake(address)
        return key

    def said(self, kind: EventKind = EventKind.SAID) -> list[str]:
        return [event.text for event in self.events if event.kind is kind]

    def _open(self) -> None:
        if self.away:
            raise AwayError(1)


def privacy() -> Sequence[Article]:
    return (
        Article("Wer das anbietet", say("Der **Kreis Paderborn**.\n\nFragen? Ruf uns an.")),
        Article("Was gespeichert wird", Text.of("Nichts ohne dein Ja. <b>Versprochen</b>.")),
    )


def buttons(
    *labels: str, width: int = 1, chosen: bool | None = None
) -> tuple[tuple[Button, ...], ...]:
    made = [Button(label, f"p.1.{at}", chosen) for at, label in enumerate(labels)]
    return tuple(tuple(made[at : at + width]) for at in range(0, len(made), width))


def plain(text: str, *rows: tuple[Button, ...], typing: bool = True) -> Message:
    return Message(Text.of(text), rows, typing=typing)
