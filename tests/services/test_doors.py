"""The web's doors: who gets into which chat, what lies there, and who stays outside."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import func, select

from bot.dialogue.event import Event, EventKind
from bot.domain.people import Role
from bot.rehearsal.stage import Stage
from bot.services.doors import NEW_FOR, TEAM_LINK_FOR, Doors, Visit
from bot.services.services import Services
from bot.services.unit import Unit
from storage.tables import Address, Person, WebLink


@pytest.fixture
def doors(stage: Stage) -> Doors:
    return Doors(stage.lotse.database, stage.lotse.house, stage.clock)


async def speak(stage: Stage, address: str, text: str = "", language: str = "de") -> None:
    """An event from the page at this address, and everything it causes."""
    kind = EventKind.SAID if text else EventKind.JOINED
    await stage.send(
        Event("web", address, stage.next_id(), stage.clock.now(), kind, text, language=language)
    )


async def visitor(stage: Stage, doors: Doors, language: str = "de") -> tuple[str, str]:
    """A browser whose chat has begun: secret and address."""
    secret = await doors.new_visitor()
    visit = await doors.session(secret)
    assert visit is not None
    await speak(stage, visit.address, language=language)
    return secret, visit.address


async def member(stage: Stage, role: Role = Role.RECRUITER) -> int:
    """Somebody of the staff who has never been on the web."""

    def enter(unit: Unit) -> int:
        person = Person(
            role=role, language="de", pseudonym="NEU1", created_at=unit.now, seen_at=unit.now
        )
        unit.session.add(person)
        unit.session.flush()
        return person.id or 0

    return await stage.backstage(enter)


async def count(stage: Stage, table: type[Person | Address | WebLink]) -> int:
    statement = select(func.count()).select_from(table)
    return await stage.backstage(lambda unit: unit.session.exec(statement).one())


async def test_an_opened_page_leaves_no_row(stage: Stage, doors: Doors) -> None:
    secret = await doors.new_visitor()
    visit = await doors.session(secret)
    assert visit == Visit(visit.address if visit else "", None, staff=False)
    assert [await count(stage, table) for table in (Person, Address, WebLink)] == [0, 0, 0]


async def test_the_secret_is_the_way_to_its_own_chat_alone(stage: Stage, doors: Doors) -> None:
    lena, lenas = await visitor(stage, doors, language="en")
    ben, bens = await visitor(stage, doors)
    assert await doors.session(lena) == Visit(lenas, "en", staff=False)
    assert await doors.session(ben) == Visit(bens, "de", staff=False)
    assert lenas != bens
    assert len(await doors.fetch(lenas, 0)) == len(await doors.fetch(bens, 0)) == 1


@pytest.mark.parametrize("forged", ["", "x", "A" * 60, "ä" * 60, "AAAA" * 200, "===="])
async def test_a_forged_secret_opens_nothing(doors: Doors, forged: str) -> None:
    assert await doors.session(forged) is None


async def test_every_changed_letter_breaks_the_seal(stage: Stage, doors: Doors) -> None:
    secret, _ = await visitor(stage, doors)
    for at, letter in enumerate(secret):
        other = "B" if letter == "A" else "A"
        assert await doors.session(secret[:at] + other + secret[at + 1 :]) is None


async def test_a_secret_without_a_chat_expires(stage: Stage, doors: Doors) -> None:
    unused = await doors.new_visitor()
    used, address = await visitor(stage, doors)
    stage.clock.move(NEW_FOR + timedelta(seconds=1))
    assert await doors.session(unused) is None
    assert await doors.session(used) == Visit(address, "de", staff=False)


async def test_the_return_link_is_always_the_same_and_opens_another_browser(
    stage: Stage, doors: Doors
) -> None:
    secret, address = await visitor(stage, doors)
    token = await doors.return_link(address)
    assert token is not None
    assert await doors.return_link(address) == token
    for _ in range(2):
        other = await doors.by_link(token)
        assert other not in {None, secret}
        assert await doors.session(other or "") == Visit(address, "de", staff=False)
    stored = await stage.backstage(lambda unit: unit.session.exec(select(WebLink)).one())
    assert stored.digest != token


async def test_there_is_no_return_link_before_the_chat_nor_for_staff(
    stage: Stage, doors: Doors
) -> None:
    fresh = await doors.session(await doors.new_visitor())
    assert fresh is not None
    assert await doors.return_link(fresh.address) is None
    secret = await doors.by_link(await doors.team_link(await member(stage)))
    desk = await doors.session(secret or "")
    assert desk is not None
    assert desk.staff
    assert await doors.return_link(desk.address) is None


async def test_of_two_who_ask_for_a_return_link_both_get_the_same(
    stage: Stage, doors: Doors
) -> None:
    _, address = await visitor(stage, doors)
    tokens = await asyncio.gather(*(doors.return_link(address) for _ in range(8)))
    assert len(set(tokens)) == 1
    assert await count(stage, WebLink) == 1


async def test_a_team_link_lets_in_once_even_at_the_same_moment(
    stage: Stage, doors: Doors
) -> None:
    token = await doors.team_link(await member(stage))
    secrets = await asyncio.gather(*(doors.by_link(token) for _ in range(8)))
    assert sum(secret is not None for secret in secrets) == 1
    assert await doors.by_link(token) is None


async def test_a_team_link_expires(stage: Stage, doors: Doors) -> None:
    token = await doors.team_link(await member(stage))
    stage.clock.move(TEAM_LINK_FOR)
    assert await doors.by_link(token) is None


async def test_a_second_device_of_staff_shares_the_chat(stage: Stage, doors: Doors) -> None:
    person = await member(stage)
    first = await doors.by_link(await doors.team_link(person))
    second = await doors.by_link(await doors.team_link(person))
    assert first != second
    assert await doors.session(first or "") == await doors.session(second or "")


async def test_a_lost_phone_is_outside_at_once_and_the_chat_stays(
    stage: Stage, doors: Doors
) -> None:
    person = await member(stage)
    lost = await doors.by_link(await doors.team_link(person)) or ""
    visit = await doors.session(lost)
    assert visit is not None
    await speak(stage, visit.address, "menü")
    await stage.backstage(lambda unit: Services(unit).doors.change_locks(person))
    assert await doors.session(lost) is None
    assert await doors.fetch(visit.address, 0) == []
    found = await doors.by_link(await doors.team_link(person)) or ""
    again = await doors.session(found)
    assert again is not None
    assert again.staff
    assert len(await doors.fetch(again.address, 0)) == 1


async def test_after_a_deletion_the_page_reads_the_farewell_and_then_is_outside(
    stage: Stage, doors: Doors
) -> None:
    secret, address = await visitor(stage, doors)
    token = await doors.return_link(address) or ""
    other = await doors.by_link(token) or ""
    await speak(stage, address, "löschen")
    await speak(stage, address, "2")
    assert await doors.by_link(token) is None
    for browser in (secret, other):
        assert await doors.session(browser) is not None
    (farewell,) = await doors.fetch(address, 0)
    assert farewell.message is not None
    assert "gelöscht" in farewell.message.text.plain
    await stage.lotse.room.acknowledge("web", address, [farewell.position])
    await stage.tick()
    for browser in (secret, other):
        assert await doors.session(browser) is None
    await stage.passes(timedelta(hours=2))
    assert [await count(stage, table) for table in (Person, Address, WebLink)] == [0, 0, 0]


async def test_positions_grow_and_an_edit_lies_at_a_new_one(stage: Stage, doors: Doors) -> None:
    _, address = await visitor(stage, doors)
    (greeting,) = await doors.fetch(address, 0)
    assert (greeting.key, greeting.seen, greeting.quotable) == (1, True, False)
    assert greeting.message is not None
    token = greeting.message.rows[0][0].token
    now, number = stage.clock.now(), stage.next_id()
    await stage.send(Event("web", address, number, now, EventKind.TAPPED, choice=token))
    (question,) = await doors.fetch(address, greeting.position)
    assert question.key == greeting.key
    assert question.position > greeting.position
    assert await doors.fetch(address, 0) == [question]
    assert await doors.fetch(address, question.position) == []


async def test_a_page_acknowledges_its_own_positions_only(stage: Stage, doors: Doors) -> None:
    addresses = []
    for _ in range(2):
        visit = await doors.session(await doors.new_visitor())
        assert visit is not None
        now = stage.clock.now()
        await stage.lotse.receive(
            Event("web", visit.address, stage.next_id(), now, EventKind.JOINED)
        )
        addresses.append(visit.address)
    await stage.lotse.postman.deliver_due()
    lenas, bens = addresses
    assert [lying.position for lying in await doors.fetch(lenas, 0)] == [1]
    await stage.lotse.room.acknowledge("web", lenas, [1, 1, 7])
    assert [lying.seen for lying in await doors.fetch(lenas, 0)] == [True]
    assert [lying.seen for lying in await doors.fetch(bens, 0)] == [False]


async def test_a_file_is_given_to_its_own_chat_only(stage: Stage, doors: Doors) -> None:
    _, lenas = await visitor(stage, doors)
    _, bens = await visitor(stage, doors)
    await speak(stage, lenas, "datenschutz")
    await speak(stage, lenas, "2")
    file = next(
        lying for lying in await doors.fetch(lenas, 0) if lying.message and lying.message.document
    )
    document = await doors.document(lenas, file.key)
    assert document is not None
    assert document.name == "lotse-meine-daten.json"
    assert await doors.document(bens, file.key) is None
    assert await doors.document(lenas, 1) is None
    assert await doors.document(lenas, 10**18) is None
