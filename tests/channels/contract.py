"""What every channel promises, as one set of tests.

A channel's own test file subclasses ``ChannelContract`` and gives it a fixture ``window``: the
channel, and the eyes of one person at its other end.
"""

from typing import Protocol

import pytest

from bot.dialogue.channel import Channel, Outcome, Parcel
from bot.dialogue.screen import Button, Document, Message
from bot.i18n import Span, Text

NASTY = '<b>Lena</b> & <a href="x">**ich**</a> __du__ {name} \u2067تجربة\u2069 👩‍👩‍👧 `x`'


class Window(Protocol):
    """A channel with one person at its other end."""

    @property
    def channel(self) -> Channel:
        """The channel under test."""
        ...

    @property
    def address(self) -> str:
        """Where the person is."""
        ...

    async def seen(self) -> list[str]:
        """What stands in her chat now, one text a message, buttons and file names included."""
        ...


def message(text: str, *labels: str, document: Document | None = None) -> Message:
    rows = tuple((Button(label, f"p.1.{index}"),) for index, label in enumerate(labels))
    return Message(Text.of(text), rows, document)


class ChannelContract:
    """The tests. All of them send to the person of ``window``."""

    async def show(self, window: Window, key: int, shown: Message, edits: str = "") -> str:
        """Send one message that must arrive; returns the messenger's id of it."""
        fate = await window.channel.send(Parcel(window.address, key, shown, edits))
        expected = Outcome.SENT if window.channel.capabilities.push else Outcome.READY
        assert fate.outcome is expected
        return fate.message_id

    async def test_everything_of_a_message_is_shown(self, window: Window) -> None:
        await self.show(
            window, 1, message("Wo wohnst du?\nTippe auf den Ort.", "Büren", "Anderer")
        )
        [seen] = await window.seen()
        for words in ("Wo wohnst du?", "Tippe auf den Ort.", "Büren", "Anderer"):
            assert words in seen

    async def test_a_file_is_named(self, window: Window) -> None:
        file = Document("messe.ics", "text/calendar", b"BEGIN:VCALENDAR")
        await self.show(window, 1, message("Hier.", document=file))
        assert "messe.ics" in (await window.seen())[0]

    async def test_what_people_typed_is_shown_as_it_is(self, window: Window) -> None:
        await self.show(window, 1, message(NASTY, NASTY[:20]))
        [seen] = await window.seen()
        assert NASTY in seen
        assert NASTY[:20] in seen.replace(NASTY, "")

    async def test_links_can_be_seen(self, window: Window) -> None:
        text = Text((Span("Hier", link="https://lotse.example.org/x"),))
        await self.show(window, 1, Message(text))
        assert "Hier" in (await window.seen())[0]

    @pytest.mark.parametrize(("chosen", "marked"), [(True, True), (False, True), (None, False)])
    async def test_a_toggle_shows_its_state(
        self, window: Window, chosen: bool | None, marked: bool
    ) -> None:
        await self.show(window, 1, Message(Text.of("Was?"), ((Button("Holz", "p.1.0", chosen),),)))
        [seen] = await window.seen()
        assert any(mark in seen for mark in "☐☑") is marked

    async def test_messages_stand_in_the_order_of_sending(self, window: Window) -> None:
        for key in (3, 5, 9):
            await self.show(window, key, message(f"Nummer {key}."))
        seen = await window.seen()
        assert [text.count("Nummer") for text in seen] == [1, 1, 1]
        assert ["3." in seen[0], "9." in seen[2]] == [True, True]

    async def test_a_repeat_is_recognised_where_the_channel_says_so(self, window: Window) -> None:
        shown = message("Einmal.", "Weiter")
        first = await self.show(window, 7, shown)
        second = await self.show(window, 7, shown)
        if window.channel.capabilities.repeatable:
            assert len(await window.seen()) == 1
            assert first == second
        else:
            assert len(await window.seen()) == 2, "then declare it: repeating is harmless"

    async def test_an_edit_replaces_where_the_channel_can(self, window: Window) -> None:
        first = await self.show(window, 7, message("Alt", "Weiter"))
        edits = first if window.channel.capabilities.edits else ""
        await self.show(window, 7, message("Neu", "Weiter"), edits)
        *before, last = await window.seen()
        assert "Neu" in last
        assert bool(before) is not window.channel.capabilities.edits

    async def test_a_message_that_is_pushed_has_an_id_of_its_own(self, window: Window) -> None:
        ids = [await self.show(window, key, message(f"Nummer {key}")) for key in (1, 2)]
        if window.channel.capabilities.push:
            assert all(ids)
            assert len(set(ids)) == 2
            assert all(len(each) <= 64 for each in ids)
