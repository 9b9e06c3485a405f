"""Nothing about a person can be forgotten to be shown or to be deleted: the schema decides."""

import json
from typing import Any

import pytest
from sqlalchemy import Table
from sqlmodel import SQLModel, func, select

from bot.rehearsal.stage import Stage
from bot.services.privacy import forget
from bot.services.services import Services
from bot.services.stored import TECHNICAL
from bot.services.unit import Unit
from storage.queries import privacy as rows
from storage.queries import turns
from storage.tables import Address, Conversation, Person

TABLES = SQLModel.metadata.tables
KEEPS_A_MASKED_CASE = {"enquiry", "audit"}
"""What outlives a pupil: without any fact about her, and without her number."""


def to_people(table: Table) -> dict[str, str]:
    """The columns that name a person, with what happens to them when she goes."""
    return {
        key.parent.name: key.ondelete or ""
        for key in table.foreign_keys
        if key.column.table.name == "person"
    }


def test_every_table_is_either_about_people_or_about_things() -> None:
    assert set(rows.WAYS) | rows.IMPERSONAL == set(TABLES)
    assert not set(rows.WAYS) & rows.IMPERSONAL


@pytest.mark.parametrize("name", sorted(rows.IMPERSONAL))
def test_a_table_about_things_names_staff_at_most(name: str) -> None:
    assert "person_id" not in TABLES[name].columns
    assert set(to_people(TABLES[name]).values()) <= {"SET NULL"}


@pytest.mark.parametrize("name", sorted(rows.WAYS))
def test_what_is_about_a_person_goes_with_her_or_loses_her(name: str) -> None:
    goes = set(to_people(TABLES[name]).values())
    assert goes <= {"CASCADE", "SET NULL"}
    if name in KEEPS_A_MASKED_CASE:
        assert goes == {"SET NULL"}


@pytest.mark.parametrize("name", sorted(TECHNICAL))
def test_only_columns_that_exist_are_left_out_of_the_file(name: str) -> None:
    assert set(TABLES[name].columns.keys()) >= TECHNICAL[name]


async def test_the_file_has_every_other_column(stage: Stage) -> None:
    lena = stage.person("lena")
    await lena.starts()
    content = await stage.backstage(lambda unit: Services(unit).stored.file(1))
    told: dict[str, list[dict[str, Any]]] = json.loads(content)["data"]
    assert set(told) == {"person", "address", "conversation", "outbox", "inbox"}
    for name, found in told.items():
        wanted = set(TABLES[name].columns.keys()) - TECHNICAL.get(name, frozenset())
        assert set(found[0]) == wanted


def shared_phone(unit: Unit) -> tuple[int, int]:
    """Two people at one address; the second one is its active person."""
    cipher, session = unit.house.cipher, unit.session
    first = turns.new_person(session, "pupil", "de", "AAAA", unit.now)
    second = turns.new_person(session, "pupil", "de", "BBBB", unit.now)
    address = turns.new_address(
        session, "telegram", cipher.digest("telegram", "1"), "1", second, unit.now
    )
    for person in (first, second):
        turns.new_conversation(session, address, person, unit.now)
    return first, second


async def test_on_a_shared_phone_the_other_one_keeps_her_chat(stage: Stage) -> None:
    first, second = await stage.backstage(shared_phone)
    await stage.backstage(lambda unit: forget(unit, second))
    left = await stage.backstage(
        lambda unit: (
            list(unit.session.exec(select(Person.id))),
            list(unit.session.exec(select(Address.person_id))),
            unit.session.exec(select(func.count()).select_from(Conversation)).one(),
        )
    )
    assert left == ([first], [first], 1)
