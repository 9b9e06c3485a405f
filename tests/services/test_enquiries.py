"""Enquiries: whose they are, who may do what with them, and what is kept of them in clear."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from bot.domain.enquiries import Misfit, Specialism
from bot.domain.errors import LotseError, NotFound, Outdated, Refused
from bot.domain.matching import Reason as Fit
from bot.domain.matching import Rule
from bot.domain.people import AgeBand, Certificate, Grade, Role
from bot.domain.vacancies import Kind
from bot.domain.wishes import DayPart, Slot, StartWish, Wishes
from bot.rehearsal.stage import Stage
from bot.services.facts import AskedFor, Facts, facts_from_json, facts_to_json
from bot.services.letters import Letter
from bot.services.people import meet
from bot.services.profiles import About
from bot.services.services import Services
from bot.services.staff import COUNTY, Contact, Member
from bot.services.unit import Unit

NOON = datetime(2027, 2, 5, 11, tzinfo=UTC)  # a Friday
BUEREN, DELBRUECK, HOEVELHOF = "05774016", "05774020", "05774024"
BEYOND = "05766008"
ABOUT = About("Lena", AgeBand.FROM_16, Grade.G10)
WISHES = Wishes(fields=("M",), town=BUEREN, certificate=Certificate.MSA, start=StartWish.SUMMER)
FACTS = Facts("K7F2", ABOUT, "de", WISHES, 2027)


@pytest.fixture
async def stage(database_url: str) -> AsyncIterator[Stage]:
    stage = await Stage(database_url, NOON).open()
    yield stage
    await stage.close()


def person(unit: Unit, name: str) -> int:
    """Somebody at a chat."""
    seat = meet(unit.session, unit.house, unit, channel="telegram", address=name, language="de")
    return seat.person_id


def staff(
    unit: Unit,
    name: str,
    towns: tuple[str, ...] = (),
    specialisms: tuple[Specialism, ...] = (Specialism.TRAINING,),
    role: Role = Role.RECRUITER,
) -> int:
    number, services = person(unit, name), Services(unit)
    services.people.take_role(number, role)
    services.staff.enter(Member(number, role, name, towns, specialisms))
    return number


def sent(unit: Unit, facts: Facts = FACTS) -> int:
    """The number of a new enquiry."""
    pupil = person(unit, f"pupil {unit.house.random.random()}")
    return Services(unit).enquiries.send(pupil, facts, language="de", wording="…").id


async def test_a_town_and_a_specialism_lead_to_the_people(stage: Stage) -> None:
    def work(unit: Unit) -> None:
        anna = staff(unit, "Anna", (BUEREN,))
        both = staff(unit, "Both", (BUEREN, DELBRUECK), tuple(Specialism))
        abroad = staff(unit, "County", (COUNTY,), (Specialism.INTERNATIONAL,))
        staff(unit, "Kim", role=Role.COORDINATOR)
        route = Services(unit).routing.route
        assert route(BUEREN, Specialism.TRAINING).people == (anna, both)
        assert route(DELBRUECK, Specialism.TRAINING).people == (both,)
        assert route(BUEREN, Specialism.INTERNATIONAL).people == (both, abroad)
        assert route(HOEVELHOF, Specialism.INTERNATIONAL).people == (abroad,)
        for town in (HOEVELHOF, BEYOND, None):
            pooled = route(town, Specialism.TRAINING)
            assert (pooled.people, pooled.pool) == ((abroad,), True)
        names = [m.name for m in Services(unit).routing.preview(BUEREN, Specialism.TRAINING)]
        assert names == ["Anna", "Both"]

    await stage.backstage(work)


async def test_without_a_pool_the_coordinators_have_it_and_then_everybody(stage: Stage) -> None:
    def work(unit: Unit) -> None:
        anna = staff(unit, "Anna", (BUEREN,))
        before = Services(unit).routing.responsible(HOEVELHOF, Specialism.TRAINING)
        assert before == (anna,)
        kim = staff(unit, "Kim", role=Role.COORDINATOR)
        after = Services(unit).routing.responsible(HOEVELHOF, Specialism.TRAINING)
        assert after == (kim,)

    await stage.backstage(work)


async def test_people_speak_for_the_office_they_are_from(stage: Stage) -> None:
    def work(unit: Unit) -> None:
        services, training = Services(unit), Specialism.TRAINING
        staff(unit, "Anna", (BUEREN,))
        abroad = staff(unit, "County", (COUNTY,), (Specialism.INTERNATIONAL,))
        addressee = services.enquiries.addressee
        assert addressee(BUEREN, training) == Contact("Anna", BUEREN)
        assert addressee(BUEREN, Specialism.INTERNATIONAL) == Contact("County", None)
        assert addressee(HOEVELHOF, training) == Contact("", None)  # the pool
        staff(unit, "Both", (BUEREN, DELBRUECK))
        assert Services(unit).enquiries.addressee(BUEREN, training) == Contact("", BUEREN)
        pupil = person(unit, "Lena")
        enquiry = services.enquiries.send(pupil, FACTS, language="de", wording="…").id
        assert services.relay.talk(enquiry, pupil).staff == Contact("", BUEREN)
        anna = services.routing.responsible(BUEREN, training)[0]
        services.enquiries.take(enquiry, anna)
        services.enquiries.hand_over(enquiry, anna, abroad, version=2)
        assert services.relay.talk(enquiry, pupil).staff == Contact("County", None)

    await stage.backstage(work)


Act = Callable[[Services, int, int], object]
ACTS: dict[str, Act] = {
    "view": lambda s, e, p: s.enquiries.view(e, p),
    "take": lambda s, e, p: s.enquiries.take(e, p),
    "take up": lambda s, e, p: s.enquiries.take_up(e, p),
    "give back": lambda s, e, p: s.enquiries.give_back(e, p, 1),
    "hand over": lambda s, e, p: s.enquiries.hand_over(e, p, p + 1, 1),
    "close": lambda s, e, p: s.enquiries.close(e, p, 1, "DUAL"),
    "write": lambda s, e, p: s.relay.to_pupil(e, p, Letter("x", 1, "1")),
    "thread": lambda s, e, p: s.relay.thread(e, p),
}


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
async def test_only_who_is_responsible_may_do_anything(stage: Stage, act: Act) -> None:
    """A pupil, another office, another specialism, a coordinator with a recruiter at hand."""

    def work(unit: Unit) -> None:
        staff(unit, "Anna", (BUEREN,))
        strangers = [
            person(unit, "a pupil"),
            staff(unit, "Uwe", (DELBRUECK,)),
            staff(unit, "Leyla", (COUNTY,), (Specialism.INTERNATIONAL,)),
            staff(unit, "Kim", role=Role.COORDINATOR),
        ]
        enquiry = sent(unit)
        for stranger in strangers:
            with pytest.raises(Refused):
                act(Services(unit), enquiry, stranger)
            with pytest.raises(NotFound):
                act(Services(unit), 999, stranger)
        view = Services(unit).enquiries.view(enquiry, 1)
        assert (view.state, view.version, view.owner_id) == ("open", 1, None)

    await stage.backstage(work)


async def test_who_was_handed_an_enquiry_may_act_and_the_old_version_is_over(
    stage: Stage,
) -> None:
    def work(unit: Unit) -> None:
        anna, uwe = staff(unit, "Anna", (BUEREN,)), staff(unit, "Uwe", (DELBRUECK,))
        enquiry, services = sent(unit), Services(unit)
        services.enquiries.hand_over(enquiry, anna, uwe, 1)
        assert services.enquiries.view(enquiry, uwe).owner == "Uwe"
        assert services.enquiries.take(enquiry, anna).owner == "Uwe"
        for late in (
            lambda: services.enquiries.close(enquiry, anna, 1, "DUAL"),
            lambda: services.enquiries.close(enquiry, anna, 2, "DUAL"),
            lambda: services.enquiries.close(enquiry, uwe, 1, "DUAL"),
        ):
            with pytest.raises(Outdated):
                late()
        with pytest.raises(LotseError):
            services.enquiries.close(enquiry, uwe, 2, "NONSENSE")
        assert services.enquiries.close(enquiry, uwe, 2, Misfit.GONE).outcome == "gone"

    await stage.backstage(work)


async def test_nobody_hands_an_enquiry_to_a_pupil(stage: Stage) -> None:
    def work(unit: Unit) -> None:
        anna, pupil = staff(unit, "Anna", (BUEREN,)), person(unit, "a pupil")
        with pytest.raises(NotFound):
            Services(unit).enquiries.hand_over(sent(unit), anna, pupil, 1)

    await stage.backstage(work)


async def test_an_answer_is_due_on_the_next_working_day(stage: Stage) -> None:
    def work(unit: Unit) -> None:
        anna = staff(unit, "Anna", (BUEREN,))
        view = Services(unit).enquiries.view(sent(unit), anna)
        assert view.due_at == datetime(2027, 2, 8, 17, tzinfo=UTC)

    await stage.backstage(work)


async def test_nothing_about_the_pupil_stands_in_clear(stage: Stage) -> None:
    def work(unit: Unit) -> None:
        anna, enquiry = staff(unit, "Anna Muster", (BUEREN,)), sent(unit)
        Services(unit).relay.to_pupil(enquiry, anna, Letter("Hallo Lena, hier Anna", 1, "7"))

    await stage.backstage(work)

    def bytes_of(unit: Unit) -> str:
        tables = ("enquiry", "relay_message", "staff", "consent", "outbox", "invitation")
        rows = [unit.session.execute(text(f"SELECT * FROM {each}")).all() for each in tables]  # noqa: S608 - names of our own
        return " ".join(repr(bytes(v) if isinstance(v, memoryview) else v)
                        for table in rows for row in table for v in row)  # fmt: skip

    stored = await stage.backstage(bytes_of)
    for word in ("Lena", "K7F2", "Anna", "Hallo", "16-17"):
        assert word not in stored, word


def test_facts_survive_being_stored() -> None:
    asked = AskedFor(
        7, Kind.TRAINING, "Tischler (m/w/d)", "Musterholz", DELBRUECK,
        (Fit(Rule.FIELD), Fit(Rule.DISTANCE, km=18.0), Fit(Rule.BEGINS, day=NOON.date())),
        Fit(Rule.CERTIFICATE_MISSING, certificate=Certificate.FHR),
    )  # fmt: skip
    slots = frozenset({Slot(5, DayPart.NOON)})
    for facts in (
        FACTS,
        Facts("K7F2", About(), "uk", Wishes(slots=slots), 2027, write_only=True, asked_for=asked),
    ):
        assert facts_from_json(facts_to_json(facts)) == facts
