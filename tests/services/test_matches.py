"""Random changes of profiles, consents and vacancies: each pair is told once, others never."""

import asyncio
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from bot.app import build_house
from bot.domain.consent import Purpose
from bot.domain.enquiries import Specialism
from bot.domain.matching import rank
from bot.domain.people import Certificate, Role
from bot.domain.wishes import StartWish, Wishes
from bot.rehearsal.recording import CAPABILITIES
from bot.rehearsal.stage import Stage, rehearsal_settings
from bot.services import matchmaking
from bot.services.people import meet
from bot.services.privacy import end_matches
from bot.services.profiles import About
from bot.services.services import Services
from bot.services.staff import Member
from bot.services.unit import House, Unit
from bot.services.vacancy_drafts import Draft
from storage import schema
from storage.database import Database
from storage.tables import MatchAlert, MatchTold, Outbox, VacancyRow
from tests.conftest import MEMORY
from tests.services.offered import offered

NOW = datetime(2027, 2, 1, 11, tzinfo=UTC)
TOWNS = {"here": "05774012", "there": "05774036", "far": "05774004"}
PUPILS, RECRUITERS = 3, 3
T = TypeVar("T")
Pair = tuple[int, int]

wishes = st.builds(
    Wishes,
    fields=st.sampled_from([("PRFE_MAT",), ("M",), ("M", "PRFE_MAT"), ()]),
    town=st.sampled_from([*TOWNS.values(), None]),
    radius_km=st.sampled_from([5, 20, None]),
    start=st.sampled_from([StartWish.SUMMER, StartWish.NOW, None]),
)
drafts = st.builds(
    Draft,
    occupation=st.sampled_from(["tischler", "metallbauer", "koch"]),
    company=st.just("Beispiel GmbH"),
    town=st.sampled_from(list(TOWNS.values())),
    start=st.sampled_from([date(2027, 8, 1), date(2027, 3, 1), date(2028, 8, 1)]),
    certificate=st.just(Certificate.NONE),
    places=st.just(1),
)
pupils = st.integers(0, PUPILS - 1)
vacancies = st.integers(0, 3)
steps = st.lists(
    st.one_of(
        st.tuples(st.just("wishes"), pupils, wishes),
        st.tuples(st.just("offers"), drafts),
        st.tuples(st.just("changes"), vacancies, drafts),
        st.tuples(st.just("reserves"), vacancies),
        st.tuples(st.just("reopens"), vacancies),
        st.tuples(st.just("withdraws"), pupils),
        st.tuples(st.just("agrees"), pupils),
        st.tuples(st.just("ticks")),
    ),
    max_size=14,
)


@dataclass
class World:
    """A database with three recruiters, one of them for no town of ours, and three pupils."""

    database: Database
    house: House
    staff: list[int] = field(default_factory=list)
    pupils: list[int] = field(default_factory=list)

    def does(self, work: Callable[[Services], T]) -> T:
        """One transaction."""

        def unit(session: Session) -> T:
            return work(Services(Unit(session, NOW, self.house)))

        return self.database.run_now(unit)

    def people(self) -> "World":
        """Everybody comes in."""

        def come(services: Services) -> None:
            unit = services.unit
            for number in range(PUPILS + RECRUITERS):
                seat = meet(unit.session, self.house, unit, channel="telegram",
                            address=f"a{number}", language="de")  # fmt: skip
                (self.pupils if number < PUPILS else self.staff).append(seat.person_id)
            duties = (TOWNS["here"], TOWNS["there"], "05774020")
            for person, town in zip(self.staff, duties, strict=True):
                services.people.take_role(person, Role.RECRUITER)
                member = Member(person, Role.RECRUITER, f"r{person}", (town,), tuple(Specialism))
                services.staff.enter(member)
            for pupil in self.pupils:
                _agree(services, pupil)

        self.does(come)
        return self


def _agree(services: Services, pupil: int) -> None:
    for purpose in (Purpose.PROFILE, Purpose.MATCHES):
        services.consents.give(pupil, purpose, version=1, language="de", wording="")


class Rehearsal:
    """What is done, and what should follow from it by looking at all pairs."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.rows: list[int] = []
        self.due: dict[Pair, set[int]] = {}

    def act(self, step: tuple[object, ...]) -> None:
        name, *args = step
        getattr(self, f"_{name}")(*args)

    def _wishes(self, pupil: int, wanted: Wishes) -> None:
        number = self.world.pupils[pupil]
        self.world.does(lambda s: s.profiles.keep(number, wanted, About()))

    def _offers(self, draft: Draft) -> None:
        desk = self.world.staff[0]
        self.rows.append(self.world.does(lambda s: s.vacancy_desk.enter(desk, draft).id))

    def _changes(self, vacancy: int, draft: Draft) -> None:
        self._desk(vacancy, lambda s, row: s.vacancy_desk.change(*row, draft))

    def _reserves(self, vacancy: int) -> None:
        self._desk(vacancy, lambda s, row: s.vacancy_desk.reserve(*row))

    def _reopens(self, vacancy: int) -> None:
        self._desk(vacancy, lambda s, row: s.vacancy_desk.reopen(*row))

    def _desk(
        self, vacancy: int, change: Callable[[Services, tuple[int, int, int]], object]
    ) -> None:
        if vacancy < len(self.rows):
            number = self.rows[vacancy]

            def work(services: Services) -> None:
                version = services.unit.session.get_one(VacancyRow, number).version
                change(services, (number, self.world.staff[0], version))

            self.world.does(work)

    def _withdraws(self, pupil: int) -> None:
        number = self.world.pupils[pupil]
        self.world.does(lambda s: end_matches(s.unit, number))
        self.due = {pair: told for pair, told in self.due.items() if pair[0] != number}

    def _agrees(self, pupil: int) -> None:
        self.world.does(lambda s: _agree(s, self.world.pupils[pupil]))

    def _ticks(self) -> None:
        while self.world.does(lambda s: matchmaking.find_matches(s.unit)):
            pass
        for pair, told in self.world.does(self._fitting).items():
            self.due.setdefault(pair, told)

    def _fitting(self, services: Services) -> dict[Pair, set[int]]:
        """All pairs that fit now, with those responsible: by looking at each with ``rank``."""
        region, found = services.unit.region, {}
        there = offered(services.unit)
        for pupil in self.world.pupils:
            profile = services.profiles.find(pupil)
            agrees = services.consents.has(pupil, Purpose.MATCHES)
            if profile is None or not agrees:
                continue
            for hit in rank(profile[0], there, region.distance_km, services.unit.today):
                if hit.promising:
                    town = profile[0].town or hit.vacancy.town
                    people = services.routing.responsible(town, Specialism.TRAINING)
                    found[pupil, hit.vacancy.id] = set(people)
        return found


@pytest.fixture(scope="module")
def house() -> House:
    return build_house(rehearsal_settings("sqlite://"), CAPABILITIES)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, house: House) -> Path:
    """An empty database to be copied."""
    path = tmp_path_factory.mktemp("matches") / "empty.db"
    database = Database(f"sqlite:///{path}", house.cipher)
    schema.upgrade(database)
    database.close()
    return path


@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
@given(
    profiles=st.tuples(*[wishes] * PUPILS),
    offers=st.lists(drafts, min_size=2, max_size=4),
    steps=steps,
    piece=st.sampled_from([1, 2, 100]),
)
def test_each_pair_is_told_once_and_nothing_else(
    profiles: tuple[Wishes, ...],
    offers: list[Draft],
    steps: list[tuple[object, ...]],
    piece: int,
    template: Path,
    house: House,
) -> None:
    begun = [*(("wishes", n, each) for n, each in enumerate(profiles)), ("ticks",),
             *(("offers", each) for each in offers)]  # fmt: skip
    with TemporaryDirectory(dir=MEMORY) as folder, pytest.MonkeyPatch.context() as patch:
        for name in ("PROFILES", "VACANCIES", "SIGNATURES"):
            patch.setattr(matchmaking, name, piece)
        path = Path(folder) / "lotse.db"
        shutil.copy(template, path)
        database = Database(f"sqlite:///{path}", house.cipher)
        try:
            world = World(database, house).people()
            rehearsal = Rehearsal(world)
            for step in [*begun, *steps, ("ticks",), ("ticks",)]:
                rehearsal.act(step)
                if step == ("ticks",):
                    assert world.does(told) == rehearsal.due
            assert world.does(messages) == world.does(bundles)
        finally:
            database.close()


def told(services: Services) -> dict[Pair, set[int]]:
    """Who was told of which pair; a second line for the same two would be seen here."""
    session = services.unit.session
    lines = [(line.alert_id, line.staff_id) for line in session.exec(select(MatchTold))]
    assert len(lines) == len(set(lines))
    pairs = {row.id: (row.pupil_id, row.vacancy_id) for row in session.exec(select(MatchAlert))}
    assert len(set(pairs.values())) == len(pairs)
    return {
        pair: {staff for alert, staff in lines if alert == number}
        for number, pair in pairs.items()
    }


def bundles(services: Services) -> set[tuple[int, int | None]]:
    """The messages that the lines say they are in."""
    session = services.unit.session
    return {(line.staff_id, line.bundle) for line in session.exec(select(MatchTold))}


def messages(services: Services) -> set[tuple[int, int | None]]:
    """The messages that wait: one a reader, as each that waits takes up what comes later."""
    rows = services.unit.session.exec(select(Outbox).where(Outbox.notice == matchmaking.ALERT))
    found = [(row.person_id, row.about_id) for row in rows if row.state == "queued"]
    assert len(found) == len({reader for reader, _ in found})
    return {one for one in found if one in bundles(services)}


async def test_ticks_of_many_processes_tell_each_pair_once(stage: Stage) -> None:
    def people(unit: Unit) -> None:
        services = Services(unit)
        for number in range(13):
            seat = meet(unit.session, unit.house, unit, channel="telegram",
                        address=f"a{number}", language="de")  # fmt: skip
            if number == 0:
                services.people.take_role(seat.person_id, Role.RECRUITER)
                towns = (TOWNS["here"],)
                neu = Member(seat.person_id, Role.RECRUITER, "neu", towns, tuple(Specialism))
                services.staff.enter(neu)
                desk = seat.person_id
            else:
                _agree(services, seat.person_id)
                services.profiles.keep(
                    seat.person_id, Wishes(("PRFE_MAT",), town=TOWNS["here"]), About()
                )
        for places in (1, 2, 3, 4):
            draft = Draft("tischler", "Beispiel GmbH", TOWNS["here"], date(2027, 8, 1),
                          Certificate.NONE, places)  # fmt: skip
            services.vacancy_desk.enter(desk, draft)

    await stage.backstage(people)
    while any(
        await asyncio.gather(*(stage.backstage(matchmaking.find_matches) for _ in range(8)))
    ):
        pass
    pairs = await stage.backstage(lambda unit: told(Services(unit)))
    assert len(pairs) == 48
    assert set(map(len, pairs.values())) == {1}
