"""The player: what it plays, what it prints, and where it stops."""

from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from bot.domain.people import Role
from bot.rehearsal.stage import Stage
from bot.rehearsal.stories import StepError, StoryError, Transcript, perform, read_story
from bot.rehearsal.stories.sections import CHANNELS
from bot.services.people import role_at

HEAD = """\
story: A rehearsal of the player
region: kreis-paderborn
clock: 2027-02-01T15:10
people:
  lena: {role: pupil, on: telegram}
  ida: {role: pupil, on: web}
  neu: {role: recruiter, on: telegram, towns: [Büren], name: Frau Neu}
steps:
  - lena: {starts: ""}
"""
FIRST_LINE = HEAD.count("\n") + 1


class Play:
    """Writes and plays a story; keeps what was printed."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "story.yaml"
        self.log = StringIO()
        self.printed = StringIO()

    async def __call__(self, *steps: str, head: str = HEAD, database: str = "") -> int:
        lines = [f"  - {step}" for step in steps]
        self.file.write_text(head + "\n".join(lines) + "\n", encoding="utf-8")
        transcript = Transcript(Console(file=self.printed, width=200))
        return await perform(read_story(self.file), database, transcript=transcript, log=self.log)

    async def fails(self, *steps: str) -> str:
        """What is said about the first step that does not hold, without the folder."""
        with pytest.raises(StepError) as caught:
            await self(*steps)
        return str(caught.value).removeprefix(f"{self.file}:")


@pytest.fixture
def play(tmp_path: Path) -> Play:
    return Play(tmp_path)


async def test_the_transcript_tells_who_sees_what_and_when(play: Play) -> None:
    assert await play('lena: {taps: "Los geht\'s"}', "time: {pass: 1d 2h}") == 1
    printed = play.printed.getvalue()
    for line in (
        "A rehearsal of the player",
        "Mon 01 Feb 15:10 lena · telegram ▸ starts",
        "lena · telegram ◂",
        "Ausbildungs-Lotse vom Kreis Paderborn",
        "[▶️ Los geht's]",
        "lena · telegram ◂ (changed)",
        "Tue 02 Feb 17:10 — time has passed",
    ):
        assert line in printed


async def test_a_step_that_does_not_hold_says_what_was_expected_and_seen(play: Play) -> None:
    said = await play.fails("lena: {sees: Ausbildungs-Lotse}", "lena: {sees: Goldesel}")
    assert said.startswith(f"{FIRST_LINE + 1}: does not hold\n  expected: lena sees 'Goldesel'")
    assert "seen: Hallo! 👋 Ich bin der Ausbildungs-Lotse" in said


@pytest.mark.parametrize(
    ("step", "expected"),
    [
        ("lena: {sees_not: Ausbildungs-Lotse}", "lena does not see 'Ausbildungs-Lotse'"),
        ("lena: {taps: Goldesel}", "lena taps Goldesel"),
        ("lena: {taps: '#99'}", "lena taps #99"),
        ("lena: {taps: a}", "lena taps a"),  # in several labels
        ("lena: {taps_old: {screen: '9', label: Los}}", "lena taps_old"),
        ("lena: {quotes: Goldesel, says: a}", "lena says a quotes Goldesel"),
        ("lena: {edits: Goldesel, says: a}", "lena says a edits Goldesel"),
        ("some: {of: [lena, ida], sees: Ausbildungs, count: 2}", "2 of lena, ida see"),
        ("check: {absent_from: database, words: telegram-lena}", "nothing of 'telegram-lena'"),
        (
            "check: {delivered: Ausbildungs, to_each: once, count: 2}",
            "'Ausbildungs' delivered once",
        ),
        ("check: {delivered: Ausbildungs, to_each: twice, count: 1}", "'Ausbildungs' delivered"),
        ("check: {file: a.ics, contains: b}", "somebody got a file 'a.ics'"),
        ("crash: {at: before commit}", "this crash comes"),
        ("crash: {at: delivery 5}", "this crash comes"),
        ("fault: {channel: telegram, answers: '403'}", "this fault comes"),
    ],
)
async def test_what_does_not_hold_fails(play: Play, step: str, expected: str) -> None:
    said = await play.fails(step)
    assert said.startswith(f"{FIRST_LINE}: does not hold\n  expected: {expected}")


@pytest.mark.parametrize(
    ("step", "problem"),
    [
        ("time: {until: 2027-01-31T15:10}", "this moment is over"),
        ("crash: {at: noon}", "crashes come before commit"),
        ("fault: {channel: telegram, answers: '418'}", "a messenger answers 403, 429"),
        ("fault: {channel: telegram, answers: '403', to: ben}", "nobody is called 'ben'"),
        ("some: {of: [lena, ben], sees: a}", "nobody is called 'ben'"),
        ("check: {absent_from: b9, words: a}", "there is no backup 'b9' yet"),
        ("crowd: {count: 2, on: web, towns: Atlantis}", "there is no town 'Atlantis'"),
        ("lena: {sends: {document: nix.pdf}}", "there is no file 'nix.pdf'"),
    ],
)
async def test_what_cannot_be_played_is_told(play: Play, step: str, problem: str) -> None:
    with pytest.raises(StoryError, match=problem):
        await play(step)


async def test_unknown_counties_fields_and_features_are_told(play: Play) -> None:
    with pytest.raises(StoryError, match="no county pack"):
        await play(head=HEAD.replace("kreis-paderborn", "kreis-atlantis"))
    profile = "{role: pupil, on: web, consents: [profile], profile: {fields: [GOLD]}}"
    with pytest.raises(StoryError, match="no field 'GOLD'"):
        await play(head=HEAD.replace("{role: pupil, on: web}", profile))
    with pytest.raises(StoryError, match=r"no feature 'door pupil\.gold'"):
        await perform(read_story(play.file), without=["door pupil.gold"])


async def test_old_buttons_edits_and_content_reach_the_program(play: Play) -> None:
    await play(
        "lena: {taps: Los}",
        "lena: {taps_old: {screen: '1', label: Los}, sees: Frage 1 von 4}",
        "lena: {taps_old: {screen: Ausbildungs-Lotse, label: Los}, sees: Frage 1 von 4}",
        "lena: {sends: voice, sees: Sprachnachrichten}",
        "lena: {says: 'ich backe'}",
        "lena: {edits: ich backe, says: 'ich koche', sees: Geänderte Nachrichten}",
    )


async def test_words_may_name_two_of_two(play: Play) -> None:
    await play(
        "together: [{lena: {taps: Los}}, {ida: {starts: ''}}]",
        "some: {of: [lena, ida], sees: Frage 1 von 4, named: fast, other: slow}",
        "slow: {sees: Ausbildungs-Lotse}",
        "fast: {sees_not: Ausbildungs-Lotse}",
    )
    assert "(2/2)" in play.printed.getvalue()


async def test_an_invitation_can_be_used_in_a_story(play: Play) -> None:
    await play(
        "invitation: {to: c1, role: coordinator, name: Kim}",
        "ida: {starts: <c1>, sees: 'Willkommen, Kim'}",
    )


async def test_a_crowd_is_mixed_evenly(play: Play) -> None:
    head = HEAD.replace("region: kreis-paderborn", "region: kreis-paderborn-demo")
    head = head.replace("role: recruiter", "role: coordinator")
    await play(
        "crowd: {count: 8, on: [web, telegram], towns: [Delbrück, Büren], grades: ['9', '10']}",
        "neu: {says: Rundruf}",
        "neu: {taps: 1 ·}",
        "neu: {taps: An 8 senden}",
        "time: {pass: 5m}",
        "check: {delivered: Praktikumsbörse, to_each: once, count: 8}",
        "check: {delivered: Praktikumsbörse, to_each: once, on: web, count: 4}",
        head=head,
    )


async def test_a_database_is_wiped_afterwards(play: Play, bare_url: str) -> None:
    for _ in range(2):
        assert await play("lena: {sees: Lotse}", database=bare_url) == 1


async def test_a_database_that_holds_something_is_never_touched(play: Play, bare_url: str) -> None:
    stage = await Stage(bare_url, datetime(2027, 2, 1, tzinfo=UTC)).open()
    await stage.person("real").starts()
    with pytest.raises(StoryError, match="empty database only"):
        await play("lena: {sees: Lotse}", database=bare_url)
    assert await stage.backstage(lambda unit: role_at(unit, "web", "web-real")) is Role.PUPIL
    await stage.close()


async def test_every_channel_can_be_used(play: Play) -> None:
    for channel in CHANNELS:
        head = HEAD.replace(
            "lena: {role: pupil, on: telegram", f"lena: {{role: pupil, on: {channel}"
        )
        await play("lena: {says: '1', sees: Frage 1 von 4}", head=head)
