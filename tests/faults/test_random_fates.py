"""Whatever happens to letters: none overtakes, none is lost without a reason."""

import asyncio
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import RowMapping

from bot.services.outbox import Lane
from storage.queries.turns import Seat
from tests.faults.moody import UNCLEAR, Mood, PostOffice

MOODS = [*Mood, Mood.WELL, Mood.WELL, Mood.NO_CONNECTION, Mood.TOO_MANY, Mood.CUT_BEFORE]
ENDS = {"sent", "failed", "unknown", "withdrawn"}


@dataclass(frozen=True, slots=True)
class Letter:
    """To whom, in which lane, whether a person wrote it, and how many minutes later it is due."""

    reader: int
    lane: Lane
    written: bool
    minutes: int


LETTERS = st.builds(
    Letter,
    reader=st.integers(0, 1),
    lane=st.sampled_from(Lane),
    written=st.booleans(),
    minutes=st.sampled_from([0, 0, 0, 1]),
)


def test_none_overtakes_none_is_lost_and_the_sums_add_up(tmp_path: Path) -> None:
    names = count()
    with asyncio.Runner() as runner:
        office = runner.run(PostOffice(f"sqlite:///{tmp_path / 'lotse.db'}").open())

        @given(st.lists(LETTERS, max_size=12), st.lists(st.sampled_from(MOODS), max_size=20))
        @settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
        def holds(letters: list[Letter], moods: list[Mood]) -> None:
            runner.run(play(office, [f"p{next(names)}" for _ in range(2)], letters, moods))

        try:
            holds()
        finally:
            runner.run(office.close())


async def play(
    office: PostOffice, names: list[str], letters: list[Letter], moods: list[Mood]
) -> None:
    readers = [await office.resident(name) for name in names]
    office.told.clear()
    office.channel.moods = list(moods)
    ids = [await post(office, readers, letter, n) for n, letter in enumerate(letters, start=1)]
    await office.pass_time(timedelta(hours=2))
    rows = {row["id"]: row for row in await office.rows(ids)}
    assert {row["state"] for row in rows.values()} <= ENDS
    assert len(rows) == len(letters)
    for row in rows.values():
        check_one(office, row, arrived(office, names, row))
    for reader, name in enumerate(names):
        mine = [each for each in zip(letters, ids, strict=True) if each[0].reader == reader]
        check_order(office.channel.arrived(name), mine)
    last = {message: state for message, state, _ in office.told}
    assert last == {row["about_id"]: row["state"] for row in rows.values() if row["about_id"]}


async def post(office: PostOffice, readers: Sequence[Seat], letter: Letter, number: int) -> int:
    due = office.clock.now() + timedelta(minutes=letter.minutes)
    written = number if letter.written else 0
    return await office.post(readers[letter.reader], letter.lane, written=written, due=due)


def arrived(office: PostOffice, names: list[str], row: RowMapping) -> int:
    """How often this letter came, wherever."""
    return sum(Counter(office.channel.arrived(name))[row["id"]] for name in names)


def check_one(office: PostOffice, row: RowMapping, times: int) -> None:
    """Its end is true, and its repeats are as promised."""
    tried = office.channel.tried[row["id"]]
    doubts = sum(mood in UNCLEAR for mood in tried)
    once = row["lane"] == Lane.BULK or row["about_kind"] == "message"
    assert times <= (1 if once else 2)
    assert doubts <= (1 if once else 2)
    if row["state"] == "sent":
        assert times >= 1
        assert (row["reason"] == "lost") is (doubts == 1)
    else:
        assert row["reason"]
    if row["state"] == "unknown":
        assert doubts == (1 if once else 2)
    if row["state"] in {"failed", "withdrawn"} and not doubts:
        assert times == 0


def check_order(came: list[int], posted: list[tuple[Letter, int]]) -> None:
    """First deliveries stand in the order of posting, among those of one lane due together."""
    first = list(dict.fromkeys(came))
    for lane, minutes in {(letter.lane, letter.minutes) for letter, _ in posted}:
        mine = [id_ for each, id_ in posted if (each.lane, each.minutes) == (lane, minutes)]
        assert [id_ for id_ in first if id_ in mine] == [id_ for id_ in mine if id_ in first]
