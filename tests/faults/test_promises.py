"""What the outbox promises on a messenger that recognises no repeat, whatever the network does."""

from collections.abc import AsyncIterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest

from bot.dialogue.channel import Reason
from bot.dialogue.screen import Document
from bot.domain.errors import DatabaseAway
from bot.services.ledger import MOST_TRIES
from bot.services.outbox import Lane
from tests.faults.moody import PAUSE, Mood, PostOffice

OWN = (Lane.ANSWER, Lane.ALERT, Lane.REMINDER)
DOUBTS = (Mood.CUT_BEFORE, Mood.CUT_AFTER, Mood.KILLED, Mood.BROKEN)


@pytest.fixture
async def office(database_url: str) -> AsyncIterator[PostOffice]:
    office = await PostOffice(database_url).open()
    yield office
    await office.close()


async def state_of(office: PostOffice, row: int) -> tuple[str, str]:
    (found,) = await office.rows([row])
    return found["state"], found["reason"]


@pytest.mark.parametrize("lane", OWN)
@pytest.mark.parametrize("doubt", DOUBTS)
async def test_own_words_of_unknown_fate_are_repeated_once_and_counted(
    office: PostOffice, lane: Lane, doubt: Mood
) -> None:
    lena = await office.resident("lena")
    office.channel.moods = [Mood.NO_CONNECTION, doubt]
    row = await office.post(lena, lane)
    await office.pass_time(timedelta(minutes=5))
    assert office.channel.tried[row] == [Mood.NO_CONNECTION, doubt, Mood.WELL]
    assert await state_of(office, row) == ("sent", Reason.LOST)


async def test_own_words_are_not_repeated_twice(office: PostOffice) -> None:
    lena = await office.resident("lena")
    office.channel.moods = [Mood.CUT_BEFORE, Mood.CUT_AFTER]
    row = await office.post(lena, Lane.REMINDER)
    await office.pass_time(timedelta(minutes=5))
    assert len(office.channel.tried[row]) == 2
    assert await state_of(office, row) == ("unknown", Reason.LOST)


@pytest.mark.parametrize("doubt", DOUBTS)
async def test_bulk_of_unknown_fate_is_only_counted(office: PostOffice, doubt: Mood) -> None:
    lena = await office.resident("lena")
    office.channel.moods = [doubt]
    row = await office.post(lena, Lane.BULK)
    await office.pass_time(timedelta(minutes=5))
    assert len(office.channel.tried[row]) == 1
    assert await state_of(office, row) == ("unknown", Reason.LOST)


@pytest.mark.parametrize("doubt", DOUBTS)
async def test_a_persons_message_of_unknown_fate_waits_for_its_writer(
    office: PostOffice, doubt: Mood
) -> None:
    lena = await office.resident("lena")
    office.channel.moods = [doubt]
    row = await office.post(lena, Lane.ALERT, written=7)
    await office.pass_time(timedelta(minutes=5))
    assert len(office.channel.tried[row]) == 1
    assert office.told == [(7, "unknown", Reason.LOST)]


async def test_what_the_messenger_cannot_take_is_sent_once_as_bare_text(
    office: PostOffice,
) -> None:
    lena = await office.resident("lena")
    row, hopeless = [await office.post(lena, Lane.ALERT) for _ in range(2)]
    office.channel.moods = [Mood.REJECTED, Mood.WELL, Mood.REJECTED, Mood.REJECTED]
    await office.deliver()
    assert office.channel.tried[row] == [Mood.REJECTED, Mood.WELL]
    assert await state_of(office, row) == ("sent", "")
    assert office.channel.tried[hopeless] == [Mood.REJECTED] * 2
    assert await state_of(office, hopeless) == ("failed", Reason.REJECTED)
    [shown] = office.channel.chats["lena"]
    assert shown.message.text.plain == f"Brief {Lane.ALERT}\n· Ja"
    assert not any(span.bold for span in shown.message.text)
    assert not shown.message.rows


async def test_a_picture_that_the_messenger_cannot_take_comes_as_a_file(
    office: PostOffice,
) -> None:
    lena = await office.resident("lena")
    row = await office.post(lena, Lane.REMINDER)
    office.channel.moods = [Mood.REJECTED, Mood.WELL]
    await office.deliver()
    assert await state_of(office, row) == ("sent", "")
    [shown] = office.channel.chats["lena"]
    assert shown.message.document == Document("karte.png", "application/octet-stream", b"?")


async def test_what_was_surely_not_sent_is_tried_again_in_order(office: PostOffice) -> None:
    lena = await office.resident("lena")
    rows = [await office.post(lena, Lane.ALERT) for _ in range(3)]
    office.channel.moods = [Mood.NO_CONNECTION] * 5
    await office.deliver()
    assert office.channel.arrived("lena") == []
    await office.pass_time(timedelta(minutes=5))
    assert office.channel.arrived("lena") == rows


async def test_too_many_requests_wait_exactly_as_long_as_is_asked(office: PostOffice) -> None:
    lena = await office.resident("lena")
    row = await office.post(lena, Lane.ALERT)
    office.channel.moods = [Mood.TOO_MANY]
    await office.pass_time(PAUSE - timedelta(seconds=1))
    assert office.channel.tried[row] == [Mood.TOO_MANY]
    await office.pass_time(timedelta(seconds=1))
    assert office.channel.arrived("lena") == [row]


async def test_while_the_token_is_refused_nothing_is_given_up(office: PostOffice) -> None:
    lena = await office.resident("lena")
    rows = [await office.post(lena, Lane.ALERT) for _ in range(2)]
    office.channel.moods = [Mood.SHUT_OUT] * (MOST_TRIES + 1)
    await office.pass_time(timedelta(hours=6))
    assert office.channel.arrived("lena") == rows


async def test_hours_of_a_refused_token_use_up_no_patience(office: PostOffice) -> None:
    lena = await office.resident("lena")
    row = await office.post(lena, Lane.ALERT)
    office.channel.moods = [Mood.SHUT_OUT] * MOST_TRIES + [Mood.NO_CONNECTION]
    await office.pass_time(timedelta(hours=6))
    assert office.channel.arrived("lena") == [row]


async def test_what_waits_for_the_morning_holds_up_no_answer(office: PostOffice) -> None:
    lena = await office.resident("lena")
    office.clock.move(timedelta(hours=7, minutes=59))
    notice = await office.post(lena, Lane.ALERT, urgent=False)
    office.channel.moods = [Mood.NO_CONNECTION] * 6  # within the minute
    await office.pass_time(timedelta(minutes=30))
    answer = await office.post(lena, Lane.ANSWER)
    await office.deliver()
    assert office.channel.arrived("lena") == [answer]
    await office.pass_time(timedelta(hours=12))
    assert office.channel.arrived("lena") == [answer, notice]


async def test_an_answer_is_not_held_up_by_another_persons_trouble(office: PostOffice) -> None:
    lena, omar = [await office.resident(name) for name in ("lena", "omar")]
    stuck = await office.post(lena, Lane.ANSWER)
    office.channel.moods = [Mood.TOO_MANY]
    await office.deliver()
    swift = await office.post(omar, Lane.BULK)
    await office.deliver()
    assert office.channel.arrived("omar") == [swift]
    assert await state_of(office, stuck) == ("queued", "")


async def test_what_never_gets_through_fails_with_its_reason(office: PostOffice) -> None:
    lena = await office.resident("lena")
    row, after = [await office.post(lena, Lane.ALERT, written=n) for n in (1, 2)]
    office.channel.moods = [Mood.NO_CONNECTION] * MOST_TRIES
    await office.pass_time(timedelta(hours=25))
    assert await state_of(office, row) == ("failed", Reason.LOST)
    assert office.channel.arrived("lena") == [after]
    assert office.told == [(1, "failed", Reason.LOST), (2, "sent", None)]


async def test_a_block_ends_everything_at_once_with_its_reason_and_writers_are_told_once(
    office: PostOffice,
) -> None:
    lena = await office.resident("lena")
    later = office.clock.now() + timedelta(days=1)
    rows = [await office.post(lena, Lane.ALERT), await office.post(lena, Lane.ALERT, written=1)]
    rows += [await office.post(lena, Lane.ALERT, written=2, due=later)]
    office.channel.moods = [Mood.BLOCKED, Mood.BLOCKED, Mood.BLOCKED]
    await office.deliver()
    assert len(office.channel.moods) == 2  # nothing more was tried
    assert [await state_of(office, row) for row in rows] == [
        ("failed", Reason.BLOCKED), ("withdrawn", Reason.BLOCKED), ("withdrawn", Reason.BLOCKED),
    ]  # fmt: skip
    assert sorted(office.told) == [(n, "withdrawn", Reason.BLOCKED) for n in (1, 2)]


async def test_one_broken_letter_stops_nobody(office: PostOffice) -> None:
    lena = await office.resident("lena")
    broken, well = [await office.post(lena, Lane.ALERT) for _ in range(2)]
    right = office.program.book.notices["letter"]
    mistakes = [ZeroDivisionError("a mistake in a wording")]

    def wrong_at_first(*reader: object, **args: int) -> object:
        if mistakes:
            raise mistakes.pop()
        return right(*reader, **args)

    office.program.book.notices["letter"] = wrong_at_first
    await office.deliver()
    assert await state_of(office, broken) == ("failed", Reason.REJECTED)
    assert office.channel.arrived("lena") == [well]


async def test_what_was_sent_while_the_database_was_away_is_marked_when_it_is_back(
    office: PostOffice,
) -> None:
    lena, omar = [await office.resident(name) for name in ("lena", "omar")]
    rows = [await office.post(each, Lane.ALERT) for each in (lena, omar, lena)]
    record = office.program.room.record
    absences = [DatabaseAway("disk full")] * 3

    async def away_at_first(*given: Any) -> None:
        if absences:
            raise absences.pop()
        await record(*given)

    office.program.room.record = away_at_first  # type: ignore[method-assign]
    for _ in range(3):
        with suppress(DatabaseAway):
            await office.program.postman.deliver_due()
    await office.deliver()
    assert [await state_of(office, row) for row in rows] == [("sent", "")] * 3
    assert office.channel.arrived("lena") == [rows[0], rows[2]]
    assert office.channel.arrived("omar") == [rows[1]]
