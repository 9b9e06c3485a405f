"""The format of a story: which words there are, what they hold, what they mean.

docs/stories.md shows these sections as tables; a test compares both.
"""

from collections.abc import Mapping

from bot.dialogue.event import Content
from bot.domain.consent import Purpose
from bot.domain.people import AgeBand, Certificate, Grade, Role
from bot.domain.vacancies import Kind
from bot.domain.wishes import StartWish
from bot.rehearsal.recording import CAPABILITIES
from bot.rehearsal.stories.shapes import (
    MOMENT,
    NUMBER,
    SPAN,
    TEXT,
    TEXTS,
    YES_NO,
    Key,
    Section,
    one_of,
    some_of,
    table,
    word_or,
)

CHANNELS = tuple(CAPABILITIES)
STAFF = tuple(role for role in Role if role.is_staff)
PROFILE: Section = {
    "town": Key(TEXT, "name of a municipality"),
    "fields": Key(TEXTS, "codes of fields"),
    "occupations": Key(TEXTS, "slugs of occupations"),
    "certificate": Key(one_of(*Certificate), "certificate she has or gets"),
    "start": Key(one_of(*StartWish), "when she wants to begin"),
    "kinds": Key(some_of(*Kind), "what she looks for"),
    "radius": Key(NUMBER, "kilometres"),
    "grade": Key(one_of(*Grade), "her class"),
    "age": Key(one_of(*AgeBand), "her age band"),
}
PERSON: Section = {
    "role": Key(one_of(*Role), "what the person is to the program", required=True),
    "on": Key(one_of(*CHANNELS), "messenger", required=True),
    "language": Key(TEXT, "language of the messenger, de if not given"),
    "name": Key(TEXT, "staff: name that others read; the key with a capital if not given"),
    "towns": Key(TEXTS, "staff: municipalities"),
    "specialisms": Key(
        TEXTS, "staff: training, internship, international; the first two if not given"
    ),
    "profile": Key(table("profile", PROFILE), "pupil: what is kept already"),
    "consents": Key(some_of(*Purpose), "pupil: what has been agreed to already"),
}
OLD_BUTTON: Section = {
    "screen": Key(
        TEXT, "a number: the how-manieth message she got; else words in it", required=True
    ),
    "label": Key(TEXT, "the button on it", required=True),
}
DOCUMENT: Section = {
    "document": Key(
        TEXT,
        "path from the story's folder; that it was sent is told, never what it holds",
        required=True,
    )
}
DEED: Section = {
    "starts": Key(TEXT, 'presses start, with a start code or ""'),
    "taps": Key(TEXT, "taps the newest button with this label or a part of it; #3 is the third"),
    "taps_old": Key(table("taps_old", OLD_BUTTON), "taps a button that may be out of date"),
    "says": Key(TEXT, "types a text"),
    "quotes": Key(TEXT, "with says: as a reply to the newest message with these words"),
    "edits": Key(TEXT, "with says: changes her own newest message with these words"),
    "sends": Key(word_or(one_of(*Content), "sends", DOCUMENT), "something that is not text"),
    "blocks": Key(YES_NO, "yes: blocks the program, no: comes back"),
    "sees": Key(TEXTS, "all of it stands in what came since her own last action"),
    "sees_not": Key(TEXTS, "none of it stands there"),
    "reads": Key(TEXT, "a name; <name> in starts and says becomes the code that stands there"),
}
TIME: Section = {
    "pass": Key(SPAN, "so long; everything due on the way happens"),
    "until": Key(MOMENT, "until then"),
}
CROWD: Section = {
    "count": Key(NUMBER, "how many pupils with a profile", required=True),
    "on": Key(some_of(*CHANNELS), "messengers, in turn", required=True),
    "towns": Key(TEXTS, "municipalities, in turn", required=True),
    "grades": Key(some_of(*Grade), "classes, in turn"),
    "languages": Key(TEXTS, "languages, in turn"),
    "consents": Key(some_of(*Purpose), "profile and fairs if not given"),
}
FAULT: Section = {
    "channel": Key(one_of(*CHANNELS), "which messenger", required=True),
    "answers": Key(
        TEXT, "403 · 429 retry_after=30 · 500 · timeout after delivery · refused", required=True
    ),
    "times": Key(NUMBER, "how many sends from now on; 1 if not given"),
    "to": Key(TEXT, "only those to this person"),
}
CRASH: Section = {
    "at": Key(
        TEXT,
        "before commit · after commit (of the next event) · delivery 1700 (from now on)",
        required=True,
    ),
}
RESTART: Section = {"down": Key(SPAN, "the program stands still so long; nothing runs meanwhile")}
INVITATION: Section = {
    "to": Key(TEXT, "a name; <name> in starts and says becomes the code", required=True),
    "role": Key(one_of(*STAFF), "what it makes of the one who uses it", required=True),
    "name": Key(TEXT, "the name that others read", required=True),
    "towns": Key(TEXTS, "municipalities"),
    "specialisms": PERSON["specialisms"],
}
BACKUP: Section = {"to": Key(TEXT, "its name in later checks", required=True)}
CHECK: Section = {
    "absent_from": Key(TEXTS, "database, log, or the name of a backup"),
    "words": Key(TEXTS, "with absent_from: what must not be found there"),
    "delivered": Key(TEXT, "words of a message to pupils"),
    "to_each": Key(one_of("once", "twice", "at most once"), "with delivered: how often it came"),
    "count": Key(NUMBER, "with delivered: how many people got it; with at most once: may get it"),
    "on": Key(one_of(*CHANNELS), "with delivered: only this messenger"),
    "file": Key(TEXT, "name of a file that was sent; the newest counts"),
    "contains": Key(TEXTS, "with file: all of it stands there"),
}
SOME: Section = {
    "of": Key(TEXTS, "people", required=True),
    "sees": Key(TEXT, "what exactly as many of them see as count says", required=True),
    "count": Key(NUMBER, "1 if not given"),
    "named": Key(TEXT, "with count 1: the one who sees it has this name too from now on"),
    "other": Key(TEXT, "of two people: the one who does not see it has this name too"),
}
RESERVED: Mapping[str, Section] = {
    "time": TIME, "crowd": CROWD, "fault": FAULT, "crash": CRASH, "restart": RESTART,
    "invitation": INVITATION, "backup": BACKUP, "check": CHECK, "some": SOME,
}  # fmt: skip
ALTERNATIVES: Mapping[str, tuple[frozenset[str], ...]] = {
    "time": (frozenset({"pass"}), frozenset({"until"})),
    "check": (
        frozenset({"absent_from", "words"}),
        frozenset({"delivered", "to_each", "count"}),
        frozenset({"delivered", "to_each", "count", "on"}),
        frozenset({"file", "contains"}),
    ),
}
"""Keys that belong together; one group of them must be there, whole."""
ACTIONS = ("starts", "taps", "taps_old", "says", "sends", "blocks")
STORY_KEYS = ("story", "feature", "region", "clock", "people", "steps")
SECTIONS: Mapping[str, Section] = {
    "person": PERSON, "profile": PROFILE, "step of a person": DEED, "taps_old": OLD_BUTTON,
    "sends": DOCUMENT, **RESERVED,
}  # fmt: skip


def tables() -> str:
    """All sections as Markdown, for docs/stories.md."""
    return "\n\n".join(_table(name, section) for name, section in SECTIONS.items())


def _table(name: str, section: Section) -> str:
    heading = f"### `{name}`" if name in RESERVED else f"### {name}"
    rows = [
        f"| `{word}`{' *' if key.required else ''} | {key.shape.name} | {key.meaning} |"
        for word, key in section.items()
    ]
    return "\n".join([f"{heading}\n", "| key | holds | meaning |", "| --- | --- | --- |", *rows])
