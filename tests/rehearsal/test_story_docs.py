"""docs/stories.md tells the format as the code has it."""

import re
from pathlib import Path

from bot.rehearsal.stories import read_story
from bot.rehearsal.stories.features import SWITCHES
from bot.rehearsal.stories.sections import tables

PAGE = (Path(__file__).parents[2] / "docs/stories.md").read_text(encoding="utf-8")


def test_the_tables_are_those_of_the_code() -> None:
    shown = re.search(r"<!-- sections -->\n(.*)\n<!-- /sections -->", PAGE, re.DOTALL)
    assert shown is not None
    assert shown[1] == tables(), "write what `python -m bot.rehearsal.stories` prints"


def test_the_example_can_be_read(tmp_path: Path) -> None:
    example = re.search(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert example is not None
    (tmp_path / "a.yaml").write_text(example[1], encoding="utf-8")
    assert len(list(read_story(tmp_path / "a.yaml").orders())) == 2


def test_every_kind_of_feature_is_told() -> None:
    told = set(re.findall(r"^\| `(\w+) ", PAGE, re.MULTILINE))
    assert told == {*SWITCHES, "quiet"}
