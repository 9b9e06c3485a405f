"""Every story holds on both databases, and fails when its feature is switched off."""

import logging
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
import structlog

from bot import logs
from bot.rehearsal.stories import StepError, Story, perform, read_story

FILES = sorted(Path(__file__).parent.glob("*.yaml"))


@pytest.fixture
def log() -> Iterator[StringIO]:
    """Everything the program logs, even what is written only while searching for mistakes."""
    root, stream = logging.getLogger(), StringIO()
    before, level = root.handlers[:], root.level
    logs.configure("DEBUG", json=False, stream=stream)
    yield stream
    root.handlers[:] = before
    root.setLevel(level)
    structlog.reset_defaults()


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def story(request: pytest.FixtureRequest) -> Story:
    return read_story(request.param)


async def test_it_holds(story: Story, database_url: str, log: StringIO) -> None:
    assert await perform(story, database_url, log=log) >= 1


async def test_it_fails_without_its_feature(story: Story, log: StringIO) -> None:
    assert story.features, f"{story.file} names no feature"
    for feature in story.features:
        with pytest.raises(StepError):
            await perform(story, log=log, without=[feature])
