"""The stories once more, with everybody on Telegram: real channel, HTTP, a strict double."""

import logging
from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import replace
from functools import partial
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
import structlog

from bot import logs
from bot.channels.telegram import TelegramChannel, TelegramSettings
from bot.domain.clock import SystemClock
from bot.rehearsal.recording import CAPABILITIES
from bot.rehearsal.stories import Story, perform, read_story
from bot.rehearsal.stories.script import Step
from tests.telegram.double import TelegramDouble
from tests.telegram.stage import TelegramStage
from tests.telegram.through import telegram_id

FOLDER = Path(__file__).parents[1] / "stories"
ABOUT_THE_PAGE = {"answer_lies_ready_on_the_page"}
FILES = [file for file in sorted(FOLDER.glob("*.yaml")) if file.stem not in ABOUT_THE_PAGE]

BROUGHT = (
    "pupil_finds_a_vacancy_and_talks",
    "two_recruiters_take_one_enquiry",
    "blocked_pupil_is_not_chased",
    "crash_between_receipt_and_commit",
)
"""Played a second time, with a webhook."""

LIFE = (
    "Forbidden: bot was blocked by the user",
    "Bad Request: message is not modified",
    "Bad Request: message can't be edited",  # after 48 hours
    "Bad Request: message can't be deleted",
)
"""What a bot is refused in an ordinary life; anything else were a mistake of the channel."""


def on_telegram(story: Story) -> Story:
    """The same story with everybody on Telegram; what names an address names the id there."""
    ids = {f"web-{cast.name}": str(telegram_id(cast.name)) for cast in story.people}
    return replace(
        story,
        people=tuple(replace(cast, values=_moved(cast.values)) for cast in story.people),
        steps=tuple(replace(step, values=_renamed(step, ids)) for step in story.steps),
    )


def _moved(values: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**values, "on": "telegram"}


def _renamed(step: Step, ids: Mapping[str, str]) -> Mapping[str, Any]:
    if "absent_from" not in step.values:
        return step.values
    words = tuple(ids.get(word, word) for word in step.values["words"])
    return {**step.values, "words": words}


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Everything the program logs."""
    root, stream = logging.getLogger(), StringIO()
    before, level = root.handlers[:], root.level
    logs.configure("DEBUG", json=False, stream=stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


@pytest_asyncio.fixture
async def double() -> AsyncIterator[TelegramDouble]:
    """The messenger; at the end nothing may have been said that no client should say."""
    async with TelegramDouble() as messenger:
        yield messenger
    assert messenger.violations == []
    assert [each for each in messenger.refused if not each.description.startswith(LIFE)] == []


async def play(file: Path, double: TelegramDouble, log: StringIO, updates: str) -> None:
    theatre = partial(TelegramStage, double, updates=updates)
    await perform(on_telegram(read_story(file)), log=log, theatre=theatre)
    for bot in double.bots.values():
        if bot is not double.lotse:
            assert bot.sent, "it went over HTTP"
            assert bool(bot.calls["getUpdates"]) is (updates == "polling")
            assert all(query.answered for query in bot.queries.values())
            assert bot.token not in log.getvalue()


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
async def test_it_holds_on_telegram(file: Path, double: TelegramDouble, log: StringIO) -> None:
    await play(file, double, log, "polling")


@pytest.mark.parametrize("name", BROUGHT)
async def test_it_holds_when_updates_are_brought(
    name: str, double: TelegramDouble, log: StringIO
) -> None:
    await play(FOLDER / f"{name}.yaml", double, log, "webhook")


def test_the_recorder_can_do_what_the_real_channel_can() -> None:
    real = TelegramChannel(TelegramSettings(token=f"42:{'x' * 35}"), SystemClock())
    unpaced = replace(real.capabilities, per_second=None, per_chat=None)
    assert unpaced == CAPABILITIES["telegram"]
