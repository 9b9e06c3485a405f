"""Every story holds on both databases, and fails when its feature is switched off."""

from functools import partial
from io import StringIO
from pathlib import Path

import pytest

from bot.rehearsal.stories import StepError, Story, perform, read_story
from tests.furnished import FurnishedStage

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("*.yaml"))


@pytest.fixture(params=FILES, ids=lambda file: file.stem)
def story(request: pytest.FixtureRequest) -> Story:
    return read_story(request.param)


async def test_it_holds(story: Story, bare_url: str, log: StringIO) -> None:
    assert await perform(story, bare_url, log=log) >= 1


@pytest.mark.no_cover  # it goes the ways that the story goes when it holds
async def test_it_fails_without_its_feature(
    story: Story, log: StringIO, sqlite_tables: str
) -> None:
    assert story.features, f"{story.file} names no feature"
    theatre = partial(FurnishedStage, tables=sqlite_tables)
    for feature in story.features:
        with pytest.raises(StepError):
            await perform(story, log=log, without=[feature], theatre=theatre)


@pytest.mark.no_cover  # as with 400
async def test_an_announcement_to_3800_survives_a_crash(
    bare_sqlite_url: str, log: StringIO, tmp_path: Path
) -> None:
    text = (HERE / "announcement_survives_a_crash.yaml").read_text(encoding="utf-8")
    for few, many in (("400", "3800"), ("170", "1700"), ("200", "1900"), ("10m", "30m")):
        assert few in text
        text = text.replace(few, many)
    file = tmp_path / "announcement.yaml"
    file.write_text(text, encoding="utf-8")
    assert await perform(read_story(file), bare_sqlite_url, log=log) == 1
