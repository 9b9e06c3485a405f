"""``python -m bot.rehearsal.stories``: the format as the tables of docs/stories.md."""

import sys

from bot.rehearsal.stories.sections import tables

sys.stdout.write(tables() + "\n")
