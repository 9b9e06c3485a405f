"""Stories: conversations in YAML that are played against the real program (docs/stories.md)."""

from bot.rehearsal.stories.checks import StepError
from bot.rehearsal.stories.performance import perform
from bot.rehearsal.stories.script import Story, read_story
from bot.rehearsal.stories.text import StoryError
from bot.rehearsal.stories.transcript import Transcript

__all__ = ["StepError", "Story", "StoryError", "Transcript", "perform", "read_story"]
