"""Announcements in pieces: fixed once, fed without flooding the outbox, exact through a crash."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.broadcasts import BroadcastState, Tally, tally
from bot.domain.errors import NotFound, Outdated
from bot.rehearsal.stage import Stage
from bot.services import broadcast_run
from bot.services.broadcast_run import drive_broadcasts, fix_recipients, next_broadcast_step
from bot.services.broadcasts import Announced
from bot.services.fair_plans import Fair
from bot.services.people import meet
from bot.services.services import Services
from bot.services.unit import Unit
from storage.queries.fairs import RECIPIENT
from storage.queries.outbox import OUTBOX
from tests.services.fair_people import add_fair, at, coordinator, number_of

PEOPLE = 11


@pytest.fixture
async def stage(database_url: str, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Stage]:
    for name, size in (("FIX", 4), ("FEED", 2), ("BACKLOG", 4)):
        monkeypatch.setattr(broadcast_run, name, size)
    stage = await Stage(database_url, at("2027-02-01T14:00")).open()
    await stage.backstage(crowd)
    yield stage
    await stage.close()


@pytest.fixture
async def fair(stage: Stage) -> Fair:
    return await add_fair(stage)


@pytest.fixture
async def carla(stage: Stage) -> int:
    return await number_of(stage, await coordinator(stage, "carla"))


def crowd(unit: Unit, count: int = PEOPLE) -> None:
    """Pupils with a chat each who want news of fairs."""
    services = Services(unit)
    for n in range(count):
        seat = meet(
            unit.session, unit.house, unit,
            channel="telegram", address=f"crowd-{n}", language="de",
        )  # fmt: skip
        services.consents.give(seat.person_id, "fairs", version=1, language="de", wording="Ja")


async def send(stage: Stage, fair: Fair, carla: int, number: int = 1) -> Announced | None:
    return await stage.backstage(
        lambda unit: Services(unit).broadcasts.send(fair.id, number, by=carla)
    )


async def does(stage: Stage, deed: str, sent: Announced) -> bool:
    return await stage.backstage(lambda unit: getattr(Services(unit).broadcasts, deed)(sent.id))


async def look(stage: Stage, broadcast: int) -> Announced:
    return await stage.backstage(lambda unit: Services(unit).broadcasts.get(broadcast))


async def numbers(stage: Stage) -> tuple[int, int]:
    """How many recipients are fixed, and how many messages are queued."""

    def count(unit: Unit) -> tuple[int, int]:
        fixed = select(func.count()).select_from(RECIPIENT)
        queued = select(func.count()).where(OUTBOX.c.state == "queued", OUTBOX.c.lane == 3)
        return tuple(unit.session.execute(each).scalar_one() for each in (fixed, queued))

    return await stage.backstage(count)


def seen(stage: Stage) -> list[int]:
    return [len(stage.channels["telegram"].chats[f"crowd-{n}"]) for n in range(PEOPLE)]


async def test_recipients_and_messages_come_in_pieces(
    stage: Stage, fair: Fair, carla: int
) -> None:
    sent = await send(stage, fair, carla)
    assert sent is not None
    assert (await numbers(stage), sent.state) == ((4, 0), BroadcastState.FIXING)
    for duty, expected in (
        (fix_recipients, (8, 0)), (drive_broadcasts, (8, 0)), (fix_recipients, (11, 0)),
        (fix_recipients, (11, 0)), (drive_broadcasts, (11, 2)), (drive_broadcasts, (11, 4)),
        (drive_broadcasts, (11, 4)),
    ):  # fmt: skip
        await stage.backstage(duty)
        assert await numbers(stage) == expected
    assert (await look(stage, sent.id)).total == PEOPLE
    assert seen(stage) == [0] * PEOPLE


async def test_a_crash_in_any_piece_loses_none_and_doubles_none(
    stage: Stage, fair: Fair, carla: int
) -> None:
    sent = await send(stage, fair, carla)
    assert sent is not None
    for _ in range(7):
        for duty in (fix_recipients, drive_broadcasts):
            await stage.backstage(duty)
            await stage.restart()
    await stage.passes(timedelta(seconds=30))
    assert seen(stage) == [1] * PEOPLE
    assert (await look(stage, sent.id)).state is BroadcastState.DONE


async def test_time_passing_drives_it_to_its_end(stage: Stage, fair: Fair, carla: int) -> None:
    sent = await send(stage, fair, carla)
    assert sent is not None
    assert await stage.backstage(next_broadcast_step) is not None
    await stage.passes(timedelta(minutes=1))
    assert seen(stage) == [1] * PEOPLE
    result = await stage.backstage(lambda unit: Services(unit).broadcasts.tally(sent.id))
    assert result == Tally(PEOPLE, delivered=PEOPLE)
    assert await stage.backstage(next_broadcast_step) is None
    assert await stage.backstage(drive_broadcasts) is False


async def test_who_consents_later_is_not_among_the_recipients(
    stage: Stage, fair: Fair, carla: int
) -> None:
    sent = await send(stage, fair, carla)
    assert sent is not None
    await stage.passes(timedelta(minutes=1))
    await stage.backstage(one_more)
    await stage.passes(timedelta(minutes=1))
    assert (await look(stage, sent.id)).total == PEOPLE
    assert len(stage.channels["telegram"].chats["late"]) == 0


async def test_paused_while_it_is_being_fixed_it_goes_on_where_it_was(
    stage: Stage, fair: Fair, carla: int
) -> None:
    sent = await send(stage, fair, carla)
    assert sent is not None

    for name, changed in (("pause", True), ("pause", False)):
        assert await does(stage, name, sent) is changed
    await stage.passes(timedelta(minutes=1))
    assert sum(seen(stage)) == 0
    for name, changed in (("resume", True), ("resume", False)):
        assert await does(stage, name, sent) is changed
    await stage.passes(timedelta(minutes=1))
    assert seen(stage) == [1] * PEOPLE


async def test_stopped_it_never_starts_again_and_another_reaches_the_rest(
    stage: Stage, fair: Fair, carla: int
) -> None:
    sent = await send(stage, fair, carla)
    assert sent is not None
    while await stage.backstage(fix_recipients):
        pass
    await stage.backstage(drive_broadcasts)
    await stage.settle()
    reached = sum(seen(stage))
    assert 0 < reached < PEOPLE
    for name, changed in (("stop", True), ("stop", False), ("resume", False), ("pause", False)):
        assert await does(stage, name, sent) is changed
    await stage.passes(timedelta(minutes=1))
    assert sum(seen(stage)) == reached
    result = await stage.backstage(lambda unit: Services(unit).broadcasts.tally(sent.id))
    assert result.delivered == reached
    assert result.delivered + result.not_sent == result.total
    assert await send(stage, fair, carla) is None
    again = await send(stage, fair, carla, number=2)
    assert again is not None
    await stage.passes(timedelta(minutes=1))
    assert seen(stage) == [1] * PEOPLE


async def test_the_start_of_the_fair_ends_it(stage: Stage, fair: Fair, carla: int) -> None:
    await stage.until(at("2027-02-20T06:00"))
    sent = await send(stage, fair, carla)
    assert sent is not None
    stage.clock.move(timedelta(hours=4))
    await stage.restart()
    await stage.passes(timedelta(minutes=1))
    assert sum(seen(stage)) == 0
    assert (await look(stage, sent.id)).state is BroadcastState.STOPPED


async def test_what_cannot_be_announced_is_refused(stage: Stage, fair: Fair, carla: int) -> None:
    with pytest.raises(NotFound):
        await stage.backstage(lambda unit: Services(unit).broadcasts.send(99, 1, by=carla))
    with pytest.raises(NotFound):
        await look(stage, 99)
    await stage.backstage(lambda unit: Services(unit).fairs.cancel(fair.id))
    with pytest.raises(Outdated):
        await send(stage, fair, carla)


def one_more(unit: Unit) -> None:
    seat = meet(unit.session, unit.house, unit, channel="telegram", address="late", language="de")
    Services(unit).consents.give(seat.person_id, "fairs", version=1, language="de", wording="Ja")


@pytest.mark.parametrize(
    ("fates", "expected"),
    [
        ([], Tally(10, not_sent=10)),
        (
            [("sent", "", 2), ("delivered", "", 1), ("ready", "", 1), ("failed", "blocked", 1)],
            Tally(10, delivered=3, ready=1, blocked=1, not_sent=5),
        ),
        (
            [
                ("failed", "rejected", 1), ("unknown", "lost", 1), ("expired", "expired", 1),
                ("withdrawn", "no_consent", 1), ("withdrawn", "stopped", 1),
                ("withdrawn", "blocked", 1), ("queued", "", 1), ("sending", "", 1),
                ("withdrawn", "", 2),
            ],
            Tally(10, failed=1, unknown=1, too_late=1, opted_out=2, blocked=1, waiting=2,
                  not_sent=2),
        ),
    ],
)  # fmt: skip
def test_every_message_is_counted_once(fates: list[tuple[str, str, int]], expected: Tally) -> None:
    counted = tally(10, fates)
    assert counted == expected
    others = [getattr(counted, name) for name in Tally.__slots__ if name != "total"]
    assert sum(others) == 10
