"""Random plans of answers, moves, cancellations, waiting and crashes, against the model.

Nobody is reminded twice, late, of a wrong date or against his will, and nobody is forgotten.
"""

import asyncio
import tempfile
from collections import defaultdict
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.domain.fairs import FairAnswer, FairPlan
from bot.rehearsal.recording import Shown
from bot.rehearsal.stage import Stage
from bot.services.services import Services
from tests.conftest import MEMORY
from tests.services.fair_people import PLAN, add_fair, at, fan, moves, number_of, says
from tests.services.reminder_model import DAY, Fair, Seat, clock

START = at("2027-02-12T12:00")
PEOPLE, FAIRS = 2, 2
persons = st.integers(0, PEOPLE - 1)
fairs = st.integers(0, FAIRS - 1)
Wait = tuple[bool, float]
WAITS = st.sampled_from(
    [(True, -0.3), (True, 0), (True, 0.3), (True, 5), (False, 0), (False, 3), (False, 30)]
)
"""From the next due moment or from now, and how many hours."""


def titled(number: int, start: datetime) -> FairPlan:
    return replace(PLAN, title=f"Fair {number}", start=start, end=start + timedelta(hours=4))


class Reminders(RuleBasedStateMachine):
    """People with a messenger that pushes, two fairs, one clock."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = asyncio.Runner()
        self.folder = tempfile.TemporaryDirectory(dir=MEMORY)
        self.loop.run(self._open())

    async def _open(self) -> None:
        self.stage = await Stage(f"sqlite:///{Path(self.folder.name) / 'l.db'}", START).open()
        self.stage.channels["telegram"].watch = self._arrives
        self.wrong: list[str] = []
        self.got: dict[tuple[int, int], int] = defaultdict(int)
        self.people = [await fan(self.stage, f"p{n}", on="telegram") for n in range(PEOPLE)]
        self.numbers = [await number_of(self.stage, person) for person in self.people]
        self.fairs = [await add_fair(self.stage, titled(n, PLAN.start)) for n in range(FAIRS)]
        self.plans = [Fair(PLAN.start) for _ in range(FAIRS)]
        self.seats = {(p, f): Seat(self.plans[f]) for p in range(PEOPLE) for f in range(FAIRS)}

    @property
    def now(self) -> datetime:
        return self.stage.clock.now()

    def _arrives(self, address: str, shown: Shown) -> None:
        """Each reminder is right at the moment at which it arrives."""
        words = shown.message.text.plain
        if "ist es so weit" not in words:
            return
        person = next(n for n, actor in enumerate(self.people) if actor.address == address)
        fair = next(n for n in range(FAIRS) if f"Fair {n}" in words)
        plan, seat = self.plans[fair], self.seats[person, fair]
        self.got[person, fair] += 1
        right = (
            not plan.cancelled
            and self.now < plan.begins
            and f"{plan.start.day}. " in words
            and f"{plan.start:%H:%M} bis" in words
            and seat.answer in {"yes", "maybe"}
        )
        if not right:
            self.wrong.append(f"{person} {fair} at {self.now}: {words}")

    def _is_open(self, fair: int) -> bool:
        return not self.plans[fair].cancelled and self.now < self.plans[fair].begins

    @initialize(morning=st.lists(st.booleans(), min_size=PEOPLE, max_size=PEOPLE))
    def everybody_comes(self, morning: list[bool]) -> None:
        for person in range(PEOPLE):
            for fair in range(FAIRS):
                self.answers(person, fair, "yes")
                if morning[person]:
                    self.switches_the_morning(person, fair)

    @rule(person=persons, fair=fairs, answer=st.sampled_from(["yes", "maybe", "no"]), wait=WAITS)
    def somebody_answers(self, person: int, fair: int, answer: str, wait: Wait) -> None:
        self.answers(person, fair, answer)
        self.time_passes(wait)

    @rule(person=persons, fair=fairs, hour=st.integers(17, 23), wait=WAITS)
    def somebody_comes_late(self, person: int, fair: int, hour: int, wait: Wait) -> None:
        """On the evening before she changes her mind."""
        evening = clock(self.plans[fair].start - DAY, hour)
        if self._is_open(fair) and self.now < evening:
            self.time_passes((False, (evening - self.now) / timedelta(hours=1)))
            self.answers(person, fair, "no")
            self.answers(person, fair, "yes")
        self.time_passes(wait)

    @rule(fair=fairs, hour=st.integers(17, 23), wait=WAITS)
    def a_fair_is_moved_late(self, fair: int, hour: int, wait: Wait) -> None:
        """On the evening before it becomes an hour later."""
        plan = self.plans[fair]
        evening = clock(plan.start - DAY, hour)
        if self._is_open(fair) and self.now < evening:
            self.time_passes((False, (evening - self.now) / timedelta(hours=1)))
            self.moves(fair, plan.start + timedelta(hours=1))
        self.time_passes(wait)

    @rule(person=persons, fair=fairs, wait=WAITS)
    def somebody_switches_the_morning(self, person: int, fair: int, wait: Wait) -> None:
        self.switches_the_morning(person, fair)
        self.time_passes(wait)

    @rule(fair=fairs, days=st.integers(0, 9), hour=st.sampled_from([7, 9, 14]), wait=WAITS)
    def a_fair_is_moved(self, fair: int, days: int, hour: int, wait: Wait) -> None:
        start = (self.now + timedelta(days=days)).replace(tzinfo=None, hour=hour, minute=0)
        plan = self.plans[fair]
        if self._is_open(fair) and start != plan.start and Fair(start).begins > self.now:
            self.moves(fair, start)
        self.time_passes(wait)

    @rule(fair=fairs, days=st.integers(1, 9), wait=WAITS)
    def a_fair_makes_room_for_another(self, fair: int, days: int, wait: Wait) -> None:
        """One that is not over is cancelled; everybody comes to the new one."""
        if self._is_open(fair):
            number = self.fairs[fair].id
            self.loop.run(
                self.stage.backstage(lambda unit: Services(unit).fairs.cancel(number) and None)
            )
            self.plans[fair].cancelled = True
        start = (self.now + timedelta(days=days)).replace(tzinfo=None, hour=10, minute=0)
        self.fairs[fair] = self.loop.run(add_fair(self.stage, titled(fair, start)))
        self.plans[fair] = Fair(start)
        for person in range(PEOPLE):
            before = self.seats[person, fair].arrived
            self.seats[person, fair] = Seat(self.plans[fair], arrived=before)
            self.answers(person, fair, "yes")
        self.time_passes(wait)

    @rule(wait=WAITS)
    def the_program_is_down(self, wait: Wait) -> None:
        self.loop.run(self._sleeps(wait))
        for seat in self.seats.values():
            seat.asleep(self.now)

    def moves(self, fair: int, start: datetime) -> None:
        self.loop.run(moves(self.stage, self.fairs[fair], start.isoformat()))
        plan = self.plans[fair]
        plan.start, plan.version = start, plan.version + 1
        for person in range(PEOPLE):
            self.seats[person, fair].moved(self.now)

    def answers(self, person: int, fair: int, answer: str) -> None:
        if not self._is_open(fair):
            return
        seat = self.seats[person, fair]
        self.loop.run(says(self.stage, self.people[person], self.fairs[fair], FairAnswer(answer)))
        if seat.answer != answer:
            seat.answer, seat.answered = answer, self.now
            seat.morning = seat.morning and answer != "no"
        seat.plan(self.now)

    def switches_the_morning(self, person: int, fair: int) -> None:
        seat = self.seats[person, fair]
        if not self._is_open(fair) or seat.answer not in {"yes", "maybe"}:
            return
        seat.morning = not seat.morning
        number, fair_id, wanted = self.numbers[person], self.fairs[fair].id, seat.morning

        def switch(services: Services) -> None:
            services.sign_ups.remind_in_the_morning(fair_id, number, wanted)

        self.loop.run(self.stage.backstage(lambda unit: switch(Services(unit))))
        seat.plan(self.now)

    def time_passes(self, wait: Wait) -> None:
        self.loop.run(self._passes(wait))
        for seat in self.seats.values():
            seat.awake(self.now)

    async def _passes(self, wait: Wait) -> None:
        await self.stage.until(await self._moment(wait))

    async def _sleeps(self, wait: Wait) -> None:
        self.stage.clock.move(await self._moment(wait) - self.now)
        await self.stage.restart()
        await self.stage.passes(timedelta())

    async def _moment(self, wait: Wait) -> datetime:
        """So long, or around the next moment at which something is due."""
        from_due, hours = wait
        due = await self.stage.next_due() if from_due else None
        return max(self.now, (due or self.now) + timedelta(hours=hours))

    @invariant()
    def everybody_got_what_was_due(self) -> None:
        assert self.wrong == []
        expected = {key: seat.arrived for key, seat in self.seats.items() if seat.arrived}
        got = {key: number for key, number in self.got.items() if number}
        assert got == {key: len(kinds) for key, kinds in expected.items()}, expected

    def teardown(self) -> None:
        self.loop.run(self.stage.close())
        self.loop.close()
        self.folder.cleanup()


TestReminders = Reminders.TestCase
TestReminders.settings = settings(max_examples=12, stateful_step_count=20, deadline=None)
