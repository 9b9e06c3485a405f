"""The stories once more, with everybody on Telegram: real channel, HTTP, a strict double."""

from collections.abc import AsyncIterator, Mapping
from dataclasses import replace
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.channels.telegram import TelegramChannel, TelegramSettings
from bot.domain.clock import SystemClock
from bot.rehearsal.recording import CAPABILITIES
from bot.rehearsal.stories import Story, perform, read_story
from bot.rehearsal.stories.script import Cast, Step
from tests.telegram.double import TelegramDouble
from tests.telegram.stage import TelegramStage
from tests.telegram.through import telegram_id

FOLDER = Path(__file__).parents[1] / "stories"
ABOUT_THE_PAGE = {"answer_lies_ready_on_the_page"}
WITH_THE_PAGE = "two_chats_are_joined_by_a_code"
"""Played between Telegram and the page: both are the point of it."""

FILES = [file for file in sorted(FOLDER.glob("*.yaml")) if file.stem not in ABOUT_THE_PAGE]

APART = (
    "pupil_finds_a_vacancy_and_talks",
    "two_recruiters_take_one_enquiry",
    "blocked_pupil_is_not_chased",
    "enquiry_changes_hands",
    "night_is_quiet",
    "fair_is_cancelled_before_its_reminder",
    "relayed_message_waits_for_its_writer",
)
"""Played a second time, with recruiters and coordinators at the staff's bot."""

BROUGHT = (
    "pupil_finds_a_vacancy_and_talks",
    "two_recruiters_take_one_enquiry",
    "blocked_pupil_is_not_chased",
    "crash_between_receipt_and_commit",
)
"""Played once more, with a webhook."""

LIFE = (
    "Forbidden: bot was blocked by the user",
    "Bad Request: message is not modified",
    "Bad Request: message can't be edited",  # after 48 hours
    "Bad Request: message can't be deleted",
)
"""What a bot is refused in an ordinary life; anything else were a mistake of the channel."""


def on_telegram(story: Story, staff_at: str) -> Story:
    """The same story with everybody on Telegram; what names an address names the id there."""
    ids = {f"web-{cast.name}": str(telegram_id(cast.name)) for cast in story.people}
    return replace(
        story,
        people=tuple(replace(cast, values=_moved(cast, staff_at)) for cast in story.people),
        steps=tuple(replace(step, values=_renamed(step, ids)) for step in story.steps),
    )


def _moved(cast: Cast, staff_at: str) -> Mapping[str, Any]:
    return {**cast.values, "on": staff_at if cast.role.is_staff else "telegram"}


def _renamed(step: Step, ids: Mapping[str, str]) -> Mapping[str, Any]:
    if "absent_from" not in step.values:
        return step.values
    words = tuple(ids.get(word, word) for word in step.values["words"])
    return {**step.values, "words": words}


@pytest_asyncio.fixture
async def double() -> AsyncIterator[TelegramDouble]:
    """The messenger; at the end nothing may have been said that no client should say."""
    async with TelegramDouble() as messenger:
        yield messenger
    assert messenger.violations == []
    assert [each for each in messenger.refused if not each.description.startswith(LIFE)] == []


async def play(
    file: Path,
    double: TelegramDouble,
    log: StringIO,
    tables: str,
    *,
    staff_at: str = "telegram",
    updates: str = "polling",
) -> None:
    theatre = partial(TelegramStage, double, updates=updates, tables=tables)
    story = read_story(file)
    played = story if file.stem == WITH_THE_PAGE else on_telegram(story, staff_at)
    await perform(played, log=log, theatre=theatre)
    assert double.sent, "it went over HTTP"
    for bot in double.bots.values():
        assert all(query.answered for query in bot.queries.values())
        assert bot.token not in log.getvalue()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
async def test_it_holds_on_telegram(
    file: Path, double: TelegramDouble, log: StringIO, sqlite_tables: str
) -> None:
    await play(file, double, log, sqlite_tables)
    assert not any(courier.delivered for courier in double.couriers.values())


@pytest.mark.parametrize("name", APART)
async def test_it_holds_when_the_staff_have_their_own_bot(
    name: str, double: TelegramDouble, log: StringIO, sqlite_tables: str
) -> None:
    await play(FOLDER / f"{name}.yaml", double, log, sqlite_tables, staff_at="telegram_staff")
    talking = [bot for bot in double.bots.values() if bot.sent]
    assert len(talking) == len(double.bots) - 1, "both bots of every performance"


@pytest.mark.parametrize("name", BROUGHT)
async def test_it_holds_when_updates_are_brought(
    name: str, double: TelegramDouble, log: StringIO, sqlite_tables: str
) -> None:
    await play(FOLDER / f"{name}.yaml", double, log, sqlite_tables, updates="webhook")
    assert any(courier.delivered for courier in double.couriers.values())


def test_the_recorder_can_do_what_the_real_channel_can() -> None:
    real = TelegramChannel(TelegramSettings(token=f"42:{'x' * 35}"), SystemClock())
    unpaced = replace(real.capabilities, per_second=None, per_chat=None, fetches=False)
    assert unpaced == CAPABILITIES["telegram"]
