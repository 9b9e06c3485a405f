"""Every role × every card action: a button works for its roles, and only on what is one's own."""

from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import text

from bot.dialogue.event import EventKind
from bot.domain.people import Role
from bot.rehearsal.stage import Actor, Stage
from bot.services.unit import Unit
from tests.handlers.talks import audited, everything, invited, recruiter, talking

OTHERS = ("enquiry", "relay_message", "match_alert", "broadcast", "fair", "vacancy", "consent")
"""Tables in which nothing belongs to the person who presses."""


def kept(unit: Unit) -> dict[str, Sequence[Any]]:
    """All that stands there."""
    query = "SELECT * FROM {} ORDER BY id"
    return {table: unit.session.execute(text(query.format(table))).all() for table in OTHERS}


async def of_role(stage: Stage, role: Role) -> Actor:
    """Somebody with the role who has nothing to do with what is there."""
    if role is Role.RECRUITER:
        return await recruiter(stage, "there", "Uwe Testhof", towns=["Delbrück"])
    person = stage.person("stranger", on="telegram")
    is_staff = role is Role.COORDINATOR
    code = await invited(stage, "Kim Kreis", [], [], role) if is_staff else ""
    await person.starts(f"e_{code}" if is_staff else "")
    return person


@pytest.fixture
async def lena(small_stage: Stage) -> Actor:
    """A pupil in a running talk."""
    neu, lena = await talking(small_stage)
    await neu.taps("Antworten")
    await neu.says("Hallo Lena, wie geht es dir?")
    assert lena.sees("wie geht es dir")
    return lena


@pytest.mark.parametrize("role", list(Role))
async def test_no_button_acts_for_another_role_or_on_what_is_not_ones_own(
    small_stage: Stage, lena: Actor, role: Role
) -> None:
    person = await of_role(small_stage, role)
    before, heard = await small_stage.backstage(kept), everything(lena)
    assert all(before[table] for table in ("enquiry", "relay_message", "fair", "vacancy"))
    cards = small_stage.lotse.book.cards
    assert {role in rule.roles for rule, _ in cards.values()} == {True, False}
    for name, (rule, _) in cards.items():
        for token in (f"k.{name}.1.{version}" for version in range(5)):
            await small_stage.send(person.event(EventKind.TAPPED, choice=token))
            assert await small_stage.backstage(kept) == before, token
        if role not in rule.roles:
            assert ("refused", name) in await audited(small_stage)
    assert everything(lena) == heard
    assert "Lena" not in everything(person)
    assert "wie geht es dir" not in everything(person)
