"""Every story holds on both databases, and fails when its feature is switched off."""

from io import StringIO
from pathlib import Path

import pytest

from bot.rehearsal.stories import StepError, Story, perform, read_story

FILES = sorted(Path(__file__).parent.glob("*.yaml"))


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def story(request: pytest.FixtureRequest) -> Story:
    return read_story(request.param)


async def test_it_holds(story: Story, bare_url: str, log: StringIO) -> None:
    assert await perform(story, bare_url, log=log) >= 1


async def test_it_fails_without_its_feature(story: Story, log: StringIO) -> None:
    assert story.features, f"{story.file} names no feature"
    for feature in story.features:
        with pytest.raises(StepError):
            await perform(story, log=log, without=[feature])
