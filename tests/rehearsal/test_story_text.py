"""A story is read as it was written, and every mistake in it has a file and a line."""

from pathlib import Path

import pytest

from bot.rehearsal.stories import StoryError, read_story
from bot.rehearsal.stories.text import Row, Table, Words, read

HEAD = """\
story: A story
clock: 2027-02-01T15:10
people:
  lena: {role: pupil, on: web}
  neu: {role: recruiter, on: telegram, towns: [Büren]}
steps:
"""
STORY = HEAD + "  - neu: {says: a}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "story.yaml"


def mistake_in(file: Path, text: str) -> str:
    """The message without the folder: line and problem."""
    file.write_text(text, encoding="utf-8")
    with pytest.raises(StoryError) as caught:
        read_story(file)
    return str(caught.value).removeprefix(f"{file}:")


def test_every_scalar_is_text(file: Path) -> None:
    file.write_text("on: no\nat: 18:00\nn: [010, 1e3, ~, true, 2027-02-01]\nempty: ''\n")
    root = read(file)
    assert isinstance(root, Table)
    row = root.cells["n"]
    assert isinstance(row, Row)
    texts = [cell.text for cell in (*root.cells.values(), *row.items) if isinstance(cell, Words)]
    assert texts == ["no", "18:00", "", "010", "1e3", "~", "true", "2027-02-01"]
    assert root.cells["at"].place.line == 2


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "1: is empty"),
        ("- story", "1: a story is a mapping"),
        ("story: [", "1: is no YAML: expected the node content, but found '<stream end>'"),
        ("story: a\nstory: b", "2: 'story' stands here twice"),
        ("story: a\nclock:", "2: 'clock' has no value"),
        ("story: a\nend: b", "2: 'end' is not known here, only story, feature, region, clock"),
        ("story: a", "1: 'clock' is missing"),
        (HEAD + "  - lena: {says: Hallo, Lena}", "7: 'Lena' has no value. A text with a comma"),
        (HEAD + "  - lena: {says: a, says: b}", "7: 'says' stands here twice"),
        (HEAD + "  - lena: {shouts: a}", "7: 'shouts' is not known here, only starts, taps"),
        (HEAD + "  - lena: {says: [a]}", "7: expected a text"),
        (HEAD + "  - lena: {}", "7: lena does nothing"),
        (HEAD + "  - lena: {says: a, taps: b}", "7: taps and says are two steps"),
        (HEAD + "  - lena: {quotes: a}", "7: quotes and edits need says"),
        (HEAD + "  - lena: {blocks: maybe}", "7: expected yes or no instead of 'maybe'"),
        (HEAD + "  - lena: {sends: money}", "7: expected voice or photo or sticker"),
        (HEAD + "  - ben: {says: a}", "7: nobody is called 'ben'"),
        (HEAD + "  - lena", "7: a step is one person or reserved word and its mapping"),
        (HEAD + "  lena: {says: a}", "7: expected a list of steps"),
        (
            HEAD + "  - time: {pass: soon}",
            "7: expected a length of time like 1d 2h 30m, not 'soon'",
        ),
        (HEAD + "  - time: {pass: 999999999999999d}", "7: '999999999999999d' is too long"),
        (HEAD + "  - time: {until: 9999-12-31T23:59}", "7: expected a local time like"),
        ("[" * 3_000, "1: is nested too deeply"),
        (HEAD + "  - time: {until: 2027-02-01}", "7: expected a local time like"),
        (HEAD + "  - time: {until: 2027-02-01T15:10Z}", "7: expected a local time like"),
        (HEAD + "  - time: {}", "7: time needs pass or until"),
        (HEAD + "  - check: {file: a.ics}", "7: check needs absent_from with words or count with"),
        (HEAD + "  - crowd: {count: many, on: web, towns: Büren}", "7: expected a number"),
        (HEAD + "  - restart: {now: yes}", "7: 'now' is not known here, only down"),
        (HEAD + "  - together: [{lena: {says: a}}]", "7: together holds two or more actions"),
        (HEAD + "  - together: [{lena: {says: a}}, {neu: {sees: b}}]", "7: together holds two"),
        (STORY.replace("pupil", "boss"), "4: expected pupil or recruiter or coordinator"),
        (STORY.replace("web", "fax"), "4: expected web or telegram or terminal instead of 'fax'"),
        (STORY.replace("on: web", "profile: {}, on: web"), "4: a profile is kept only with the"),
        (STORY.replace("lena:", "time:"), "4: 'time' is a reserved word, not a name"),
    ],
)
def test_a_mistake_has_its_line(file: Path, text: str, problem: str) -> None:
    assert mistake_in(file, text).startswith(problem)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoryError, match=r"nix\.yaml:1: cannot be read"):
        read_story(tmp_path / "nix.yaml")


def test_too_many_orders_are_refused(file: Path) -> None:
    step = "  - together: [{lena: {says: a}}, {neu: {says: b}}]\n"
    assert "more than 24 orders" in mistake_in(file, HEAD + step * 5)


def test_what_happens_together_is_played_in_every_order(file: Path) -> None:
    step = "  - together: [{lena: {says: a}}, {neu: {says: b}}]\n"
    file.write_text(HEAD + step + "  - lena: {sees: c}\n" + step, encoding="utf-8")
    orders = [
        "".join(branch.who[0] for step in story.steps for branch in step.branches)
        for story in read_story(file).orders()
    ]
    assert orders == ["lnln", "lnnl", "nlln", "nlnl"]
