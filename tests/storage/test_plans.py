"""What people wait for never reads a large table from one end to the other."""

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from typing import Any

from sqlalchemy import event
from sqlalchemy.engine import Engine

from bot.rehearsal.stage import Stage
from bot.rehearsal.stories import perform, read_story
from bot.services.health import waiting

STORIES = Path(__file__).parents[1] / "stories"
PLAYED = (
    "deleted_is_gone_everywhere", "enquiry_changes_hands", "fair_moves_after_its_reminder",
    "filled_vacancy_reaches_who_asked", "match_is_pseudonymous", "night_is_quiet",
    "nothing_is_kept_without_consent", "send_is_tapped_twice", "siblings_share_a_phone",
)  # fmt: skip
LARGE = {
    "address", "audit", "broadcast_recipient", "consent", "conversation", "enquiry",
    "fair_reminder", "fair_signup", "inbox", "match_alert", "match_told", "outbox", "person",
    "profile", "relay_message", "saved_vacancy", "vacancy", "web_link",
}  # fmt: skip
KNOWN = {
    "newest_addresses": "ten in the order of their numbers, at the start",
    "in_flight": "once, at the start",
    "lines_of": "a backup reads everything, beside the writer",
    "closed_before": "enquiries are as many as people can answer",
    "audience": "everybody may be meant; counted for a coordinator, in no turn of a pupil",
    "unlink_events": "people are deleted seldom; each turn would pay for an index of its own",
    "everything_about": "asked as seldom, for what is stored about a person",
    "forget_answers": "once an hour",
    "forget_old_messages": "once an hour, in pieces",
    "waiting": "while an announcement goes out, what waits of it",
}
"""Who may, and why."""


class Plans:
    """How SQLite finds what each statement asks for."""

    def __init__(self) -> None:
        self.scans: dict[str, str] = {}
        self._seen: set[str] = set()

    def look(
        self, connection: Any, _: object, statement: str, values: Any, __: object, many: bool
    ) -> None:
        """Ask for the plan before the statement runs, with its very values."""
        if connection.dialect.name != "sqlite" or many or statement in self._seen:
            return
        self._seen.add(statement)
        if statement.lstrip()[:6].upper() not in {"SELECT", "INSERT", "UPDATE", "DELETE"}:
            return
        driver = connection.connection.driver_connection
        for *_, step in driver.execute(f"EXPLAIN QUERY PLAN {statement}", values):
            words = step.split()
            if words[0] == "SCAN" and words[1] in LARGE and "USING INDEX" not in step:
                self.scans[_asker()] = f"{step}: {statement[:200]}"


def _asker() -> str:
    """The function of storage that wanted it."""
    frames = [each for each in traceback.extract_stack() if "/storage/" in each.filename]
    return next((each.name for each in reversed(frames) if "/tests/" not in each.filename), "?")


@contextmanager
def watched() -> Iterator[Plans]:
    plans = Plans()
    event.listen(Engine, "before_cursor_execute", plans.look)
    try:
        yield plans
    finally:
        event.remove(Engine, "before_cursor_execute", plans.look)


async def test_nor_by_who_asks_for_health(sqlite_url: str) -> None:
    stage = await Stage(sqlite_url, datetime(2027, 2, 1, 14, tzinfo=UTC)).open()
    with watched() as plans:
        assert (await stage.backstage(waiting))["set_aside"] == 0
    await stage.close()
    assert plans.scans == {}


async def test_no_large_table_is_read_from_one_end_to_the_other() -> None:
    with watched() as plans:
        for name in PLAYED:
            await perform(read_story(STORIES / f"{name}.yaml"), "", log=StringIO())
    assert {who: how for who, how in plans.scans.items() if who not in KNOWN} == {}
