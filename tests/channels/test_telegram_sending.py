"""What people see of messages, and what the program is told of their fate."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
import pytest_asyncio

from bot.botapi import sending
from bot.botapi.line import ANSWER_SECONDS
from bot.channels.telegram import TelegramChannel
from bot.dialogue.channel import Fate, Outcome, Parcel, Reason
from bot.dialogue.screen import Button, Document, Message
from bot.i18n import Span, Text
from tests.channels import telegram_office
from tests.channels.telegram_office import LIBRARIES, opened
from tests.telegram.double import Person, TelegramDouble


@pytest.fixture(params=LIBRARIES, autouse=True)
def _library(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whichever library the bot is built on."""
    monkeypatch.setattr(telegram_office, "TelegramChannel", request.param)


FAMILY = "👩‍👩‍👧‍👦"
FILE = Document("messe.ics", "text/calendar", b"BEGIN:VCALENDAR")
ROWS = ((Button("Weiter", "p.1.0"),),)


@pytest_asyncio.fixture
async def double(double: TelegramDouble) -> TelegramDouble:
    double.lotse.rates.per_chat = None
    return double


@pytest_asyncio.fixture
async def channel(double: TelegramDouble) -> AsyncIterator[TelegramChannel]:
    async with opened(double) as channel:
        yield channel


@pytest.fixture
def lena(double: TelegramDouble) -> Person:
    person = double.person("<b>Lena</b>")
    person.starts()
    return person


@pytest.fixture
def _no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "PER_CHAT_SECONDS", 0.0)
    monkeypatch.setattr(sending, "_LONGEST_WAIT", 0.01)


def parcel(person: Person, text: str | Text, edits: str = "", **more: Any) -> Parcel:
    known = {key: more.pop(key) for key in ("silent",) if key in more}
    shown = Message(text if isinstance(text, Text) else Text.of(text), **more)
    return Parcel(str(person.id), 1, shown, edits, **known)


async def sent(channel: TelegramChannel, what: Parcel) -> str:
    fate = await channel.send(what)
    assert fate.outcome is Outcome.SENT
    return fate.message_id


async def test_looks_are_where_they_belong(channel: TelegramChannel, lena: Person) -> None:
    name = Span(f"{FAMILY} <i>_*[נוע](x)`", bold=True)
    text = Text(
        (Span("Hallo "), name, Span(", lies "), Span("das", link="https://kreis.example/"))
    )
    await sent(channel, parcel(lena, text))
    [shown] = lena.messages
    assert shown.marked("bold") == [name.text]
    assert shown.marked("text_link") == ["das"]


async def test_bulk_is_silent(channel: TelegramChannel, lena: Person) -> None:
    await sent(channel, parcel(lena, "Laut"))
    await sent(channel, parcel(lena, "Leise", silent=True))
    assert [each.silent for each in lena.messages] == [False, True]


@pytest.mark.usefixtures("_no_waiting")
async def test_a_long_text_is_several_messages_with_the_buttons_last(
    channel: TelegramChannel, lena: Person
) -> None:
    message_id = await sent(channel, parcel(lena, FAMILY * 1000, rows=ROWS))
    assert "".join(each.text for each in lena.messages) == FAMILY * 1000
    assert [each.rows for each in lena.messages] == [[], [], [["Weiter"]]]
    assert message_id.split(",") == [str(each.id) for each in lena.messages]


@pytest.mark.usefixtures("_no_waiting")
async def test_all_parts_are_edited_where_their_number_stays(
    channel: TelegramChannel, lena: Person
) -> None:
    first = await sent(channel, parcel(lena, "a " * 3000, rows=ROWS))
    assert await sent(channel, parcel(lena, "b " * 3000, first, rows=ROWS)) == first
    assert [each.text[0] for each in lena.messages] == ["b", "b"]
    short = await sent(channel, parcel(lena, "c", first))
    assert [each.text for each in lena.messages] == ["c"]
    assert short == str(lena.messages[0].id)


@pytest.mark.usefixtures("_no_waiting")
async def test_a_file_a_picture_and_a_long_caption(channel: TelegramChannel, lena: Person) -> None:
    await sent(channel, parcel(lena, "Deine Messe", document=FILE, rows=ROWS))
    picture = Document("karte.png", "image/png", b"\x89PNG\r\n\x1a\n")
    await sent(channel, parcel(lena, "Die Karte", document=picture))
    await sent(channel, parcel(lena, "w " * 800, document=FILE, rows=ROWS))
    calendar, image, long, rest = lena.messages
    assert (calendar.file_name, calendar.rows) == ("messe.ics", [["Weiter"]])
    assert "photo" in dict(image.state.file)
    assert (bool(long.rows), rest.rows) == (False, [["Weiter"]])
    assert len(long.text) <= 1024


async def test_a_picture_that_is_none_is_sent_as_a_file_when_it_comes_as_one(
    channel: TelegramChannel, lena: Person
) -> None:
    broken = Document("karte.png", "image/png", b"?")
    refused = await channel.send(parcel(lena, "Die Karte", document=broken))
    assert refused == Fate(Outcome.REFUSED, reason=Reason.REJECTED)
    bare = replace(broken, media_type="application/octet-stream")
    await sent(channel, parcel(lena, "Die Karte", document=bare))
    assert lena.messages[-1].file_name == "karte.png"


async def test_an_edit_that_changes_nothing_is_well(
    channel: TelegramChannel, lena: Person
) -> None:
    first = await sent(channel, parcel(lena, "Gleich", rows=ROWS))
    assert await sent(channel, parcel(lena, "Gleich", first, rows=ROWS)) == first
    assert len(lena.messages) == 1


async def test_what_cannot_be_edited_any_more_comes_anew(
    double: TelegramDouble, channel: TelegramChannel, lena: Person
) -> None:
    old = await sent(channel, parcel(lena, "Alt", rows=ROWS))
    double.passes(timedelta(hours=49))
    new = await sent(channel, parcel(lena, "Neu", old, rows=ROWS))
    assert new != old
    assert lena.messages[-1].text == "Neu"
    lena.messages[-1].gone = True
    assert await sent(channel, parcel(lena, "Noch neuer", new)) != new
    assert lena.messages[-1].text == "Noch neuer"


async def test_a_file_that_is_replaced_goes(channel: TelegramChannel, lena: Person) -> None:
    old = await sent(channel, parcel(lena, "Datei", document=FILE))
    await sent(channel, parcel(lena, "Gelöscht", old))
    assert [each.text for each in lena.messages] == ["Gelöscht"]
    await sent(channel, parcel(lena, "Datei", old, document=FILE))
    assert lena.messages[-1].file_name == "messe.ics"


async def test_who_blocked_is_told_apart_from_who_is_gone(
    double: TelegramDouble, channel: TelegramChannel, lena: Person
) -> None:
    max_ = double.person("Max")
    max_.starts()
    max_.deletes_account()
    lena.blocks()
    fates = [await channel.send(parcel(each, "Hallo")) for each in (lena, max_)]
    assert [fate.reason for fate in fates] == [Reason.BLOCKED, Reason.GONE]


@pytest.mark.parametrize("address", ["", "abc", "-100123", "../x"])
async def test_only_private_chats_are_written_to(
    channel: TelegramChannel, double: TelegramDouble, address: str
) -> None:
    fate = await channel.send(Parcel(address, 1, Message(Text.of("Hallo"))))
    assert fate == Fate(Outcome.REFUSED, reason=Reason.REJECTED)
    assert double.lotse.calls["sendMessage"] == 0


async def test_nothing_to_read_is_rejected_without_asking(
    channel: TelegramChannel, lena: Person
) -> None:
    assert (await channel.send(parcel(lena, " "))).reason is Reason.REJECTED


FAULTS = [
    ("reset", {}, Outcome.UNCLEAR),
    ("cut", {"delivers": True}, Outcome.UNCLEAR),
    ("stall", {"seconds": 5.0, "delivers": True}, Outcome.UNCLEAR),
    ("html", {}, Outcome.UNCLEAR),
    ("garbled", {"delivers": True}, Outcome.UNCLEAR),
    ("redirect", {}, Outcome.NOT_SENT),
    ("flood", {"seconds": 7}, Outcome.NOT_SENT),
    ("answer", {"code": 400, "description": "Bad Request: message is too long"}, Outcome.REFUSED),
    ("answer", {"code": 404, "description": "Not Found: nope"}, Outcome.REFUSED),
    ("answer", {"code": 500}, Outcome.UNCLEAR),
]


@pytest.mark.parametrize(("kind", "how", "outcome"), FAULTS)
async def test_what_the_network_does_has_an_honest_fate(
    double: TelegramDouble,
    channel: TelegramChannel,
    lena: Person,
    monkeypatch: pytest.MonkeyPatch,
    kind: str,
    how: dict[str, Any],
    outcome: Outcome,
) -> None:
    monkeypatch.setattr("bot.botapi.line.ANSWER_SECONDS", 0.5)
    double.fault(kind, "sendMessage", **how)
    fate = await channel.send(parcel(lena, "Hallo"))
    assert fate.outcome is outcome
    assert fate.retry_after == (7.0 if kind == "flood" else 0.0)
    assert len(lena.messages) == bool(how.get("delivers"))


async def test_nobody_listens_so_it_was_surely_not_sent(
    double: TelegramDouble, channel: TelegramChannel, lena: Person
) -> None:
    await double.vanish()
    assert (await channel.send(parcel(lena, "Hallo"))).outcome is Outcome.NOT_SENT
    await double.listen()
    await sent(channel, parcel(lena, "Hallo"))


async def test_an_unclear_edit_may_be_repeated(
    double: TelegramDouble, channel: TelegramChannel, lena: Person
) -> None:
    first = await sent(channel, parcel(lena, "Alt"))
    double.fault("cut", "editMessageText", delivers=True)
    fate = await channel.send(parcel(lena, "Neu", first))
    assert fate == Fate(Outcome.UNCLEAR)
    assert await sent(channel, parcel(lena, "Neu", first)) == first


async def test_a_refused_token_keeps_the_message_and_shows_until_it_works_again(
    double: TelegramDouble, channel: TelegramChannel, lena: Person
) -> None:
    double.lotse.revoked = True
    assert (await channel.send(parcel(lena, "Hallo"))).outcome is Outcome.SHUT_OUT
    assert channel.trouble == "token"
    double.lotse.revoked = False
    await sent(channel, parcel(lena, "Hallo"))
    assert channel.trouble == ""


async def test_what_is_refused_is_not_tried_again_beside_the_pace(
    double: TelegramDouble, channel: TelegramChannel, lena: Person
) -> None:
    why = "Bad Request: ENTITY_TEXT_INVALID"
    double.fault("answer", "sendMessage", code=400, description=why)
    fate = await channel.send(parcel(lena, Text((Span("Wichtig", bold=True),))))
    assert fate == Fate(Outcome.REFUSED, reason=Reason.REJECTED)
    assert lena.messages == [], "the second try would have arrived"


@pytest.mark.usefixtures("_no_waiting")
async def test_the_rest_of_a_message_waits_for_its_turn(
    double: TelegramDouble, channel: TelegramChannel, lena: Person
) -> None:
    double.fault("flood", "sendMessage", skip=1, times=2, seconds=1)
    await sent(channel, parcel(lena, "a " * 3000))
    assert len(lena.messages) == 2


@pytest.mark.usefixtures("_no_waiting")
async def test_half_a_message_is_never_called_surely_not_sent(
    double: TelegramDouble, channel: TelegramChannel, lena: Person
) -> None:
    double.fault("flood", "sendMessage", skip=1, times=99, seconds=1)
    assert (await channel.send(parcel(lena, "a " * 3000))).outcome is Outcome.UNCLEAR
    assert len(lena.messages) == 1


def test_a_call_is_given_up_before_a_turn_of_the_postman_gets_long() -> None:
    assert ANSWER_SECONDS <= 30


@pytest.mark.parametrize(("per_second", "charged"), [(30, 0), (1000, 2)])
async def test_what_is_more_than_free_may_be_paid_for(
    double: TelegramDouble, per_second: int, charged: int
) -> None:
    double.lotse.rates.in_all, double.lotse.rates.paid = 3, 1000
    people = [double.person(f"P{number}") for number in range(5)]
    for person in people:
        person.starts()
    async with opened(double, per_second=per_second) as channel:
        await asyncio.gather(*(channel.send(parcel(person, "Hallo")) for person in people))
    assert double.lotse.rates.charged == charged
    assert double.provoked == 2 - charged
