"""The terminal: what is printed, and what typed lines become."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

import pytest

from bot.channels.terminal import TerminalChannel
from bot.dialogue.channel import Outcome, Parcel
from bot.dialogue.event import Event, EventKind
from bot.dialogue.screen import Button, Message
from bot.domain.clock import MovableClock
from bot.i18n import Text
from tests.channels.contract import ChannelContract, message

NOON = datetime(2027, 2, 1, 11, tzinfo=UTC)


@dataclass
class Screen:
    """A terminal with somebody in front of it."""

    typed: list[str] = field(default_factory=list)
    printed: list[str] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    address: str = "terminal"
    broken: bool = False

    def __post_init__(self) -> None:
        self.channel = TerminalChannel(self._lines(), self._write, MovableClock(NOON))

    async def _lines(self) -> AsyncIterator[str]:
        for line in self.typed:
            yield line

    def _write(self, text: str) -> None:
        if self.broken:
            raise BrokenPipeError
        self.printed.append(text)

    async def seen(self) -> list[str]:
        return self.printed

    async def receive(self, event: Event) -> None:
        self.events.append(event)

    async def types(self, *lines: str) -> list[Event]:
        """All lines until the end; what the program hears of them after the start."""
        self.typed += lines
        await self.channel.run(self.receive)
        return self.events[1:]


@pytest.fixture
def window() -> Screen:
    return Screen()


class TestTerminal(ChannelContract):
    """What every channel promises."""


def cards(*labels: str) -> Message:
    rows = tuple((Button(label, f"k.take.{index}.1"),) for index, label in enumerate(labels))
    return Message(Text.of("Neue Anfrage"), rows)


async def test_it_begins_with_the_start_code_and_ends_with_the_lines(window: Screen) -> None:
    window.channel.code = "s_7k2f"
    assert await window.types() == []
    [start] = window.events
    assert (start.kind, start.code, start.channel) == (EventKind.JOINED, "s_7k2f", "terminal")
    assert (start.at, start.address, start.language) == (NOON, "terminal", "de")


async def test_lines_are_said_and_empty_ones_are_not(window: Screen) -> None:
    said = await window.types("1\n", "", "   ", "  schraube gern \r\n")
    assert [(event.kind, event.text) for event in said] == [
        (EventKind.SAID, "1"),
        (EventKind.SAID, "schraube gern"),
    ]
    assert len({event.id for event in window.events}) == 3


async def test_choices_carry_the_numbers_that_the_conversation_counts(window: Screen) -> None:
    await window.channel.send(Parcel("terminal", 1, message("Wo?", "Büren", "Delbrück")))
    assert "1 Büren" in window.printed[0]
    assert "2 Delbrück" in window.printed[0]


async def test_where_a_number_is_an_answer_itself_no_choice_carries_one(window: Screen) -> None:
    asked = replace(message("Wie weit?", "5 km", "10 km"), numbered=False)
    await window.channel.send(Parcel("terminal", 1, asked))
    assert "– 5 km" in window.printed[0]
    assert "1 5 km" not in window.printed[0]


async def test_buttons_of_news_have_marks_of_their_own(window: Screen) -> None:
    await window.channel.send(Parcel("terminal", 1, cards("Karte öffnen")))
    await window.channel.send(Parcel("terminal", 2, cards("Übernehmen", "Später")))
    assert "k1 Karte öffnen" in window.printed[0]
    assert "k3 Später" in window.printed[1]
    tapped = await window.types("k1", "K3", "k4")
    assert [(event.kind, event.choice, event.text) for event in tapped] == [
        (EventKind.TAPPED, "k.take.0.1", ""),
        (EventKind.TAPPED, "k.take.1.1", ""),
        (EventKind.SAID, "", "k4"),
    ]


async def test_a_card_among_page_choices_keeps_its_number(window: Screen) -> None:
    rows = ((Button("Zurück", "p.4.0"), Button("Übernehmen", "k.take.3.1")),)
    await window.channel.send(Parcel("terminal", 1, Message(Text.of("Karte"), rows)))
    assert "2 Übernehmen" in window.printed[0]


async def test_a_message_is_quoted_by_its_number(window: Screen) -> None:
    fate = await window.channel.send(Parcel("terminal", 12, message("Frau Neu: Hallo")))
    assert window.printed[0].startswith("[12]")
    [said, plain] = await window.types(">12 Guten Tag", "> das ist kein Zitat")
    assert (said.text, said.quoted) == ("Guten Tag", fate.message_id)
    assert (plain.text, plain.quoted) == ("> das ist kein Zitat", "")


async def test_nobody_reads_any_more(window: Screen) -> None:
    window.broken = True
    fate = await window.channel.send(Parcel("terminal", 1, message("Hallo")))
    assert fate.outcome is Outcome.NOT_SENT
