from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import Outdated
from bot.domain.fairs import FairAnswer, FairFault, FairPlan, FairState, cancelled, faults, revised

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2027, 2, 1, 12, tzinfo=UTC)


def local(text: str) -> datetime:
    return datetime.fromisoformat(text)


FAIR = FairPlan(
    "Ausbildungsmesse (Beispiel)", local("2027-02-20T10:00"), local("2027-02-20T14:00"), "Halle"
)


def test_a_good_plan_has_no_faults() -> None:
    assert faults(FAIR, NOW, BERLIN) == ()
    deadline = replace(FAIR, deadline=FAIR.day)
    assert faults(deadline, NOW, BERLIN) == ()


@pytest.mark.parametrize(
    ("start", "end", "deadline", "expected"),
    [
        ("2027-02-20T10:00", "2027-02-20T09:00", None, {FairFault.ENDS_BEFORE_START}),
        ("2027-02-20T10:00", "2027-02-20T10:00", None, {FairFault.ENDS_BEFORE_START}),
        ("2027-02-20T10:00", "2027-02-18T12:00", None, {FairFault.ENDS_BEFORE_START}),
        ("2027-02-01T12:59", "2027-02-01T16:00", None, {FairFault.IN_THE_PAST}),
        ("2027-02-01T13:00", "2027-02-01T16:00", None, {FairFault.IN_THE_PAST}),
        ("2027-02-01T13:01", "2027-02-01T16:00", None, set()),
        ("2029-02-01T10:00", "2029-02-01T14:00", None, set()),
        ("2029-02-02T10:00", "2029-02-02T14:00", None, {FairFault.TOO_FAR_AHEAD}),
        ("2027-09-23T09:00", "2027-09-26T16:00", None, set()),
        ("2027-09-23T09:00", "2027-09-27T16:00", None, {FairFault.TOO_LONG}),
        ("2027-02-20T10:00", "2027-02-20T14:00", "2027-02-21", {FairFault.DEADLINE_AFTER_START}),
        ("2027-02-20T10:00", "2027-02-20T14:00", "2027-01-31", {FairFault.DEADLINE_PASSED}),
        ("2027-10-03T10:00", "2027-10-03T14:00", None, {FairFault.HOLIDAY}),
        ("2027-10-02T10:00", "2027-10-04T14:00", None, {FairFault.HOLIDAY}),
    ],
)
def test_what_is_wrong_with_a_plan(
    start: str, end: str, deadline: str | None, expected: set[FairFault]
) -> None:
    plan = FairPlan(
        "Messe",
        local(start),
        local(end),
        "Halle",
        deadline=date.fromisoformat(deadline) if deadline else None,
    )
    assert set(faults(plan, NOW, BERLIN, {date(2027, 10, 3)})) == expected


def test_only_a_holiday_and_a_passed_deadline_may_be_overruled() -> None:
    assert {fault for fault in FairFault if fault.is_warning} == {
        FairFault.HOLIDAY,
        FairFault.DEADLINE_PASSED,
    }


def test_a_moved_fair_is_a_new_version_and_a_cancellation_beats_everything() -> None:
    week = timedelta(days=7)
    moved = revised(FAIR, replace(FAIR, start=FAIR.start + week, end=FAIR.end + week))
    assert (moved.version, moved.sequence, moved.state) == (2, 1, FairState.MOVED)

    renamed = revised(moved, replace(moved, place="Aula"))
    assert (renamed.version, renamed.sequence, renamed.state) == (2, 2, FairState.MOVED)

    off = cancelled(renamed)
    assert (off.version, off.sequence, off.state) == (3, 3, FairState.CANCELLED)
    assert cancelled(off) is off
    with pytest.raises(Outdated):
        revised(off, replace(off, place="Halle"))


def test_another_deadline_is_a_new_version_but_no_move() -> None:
    later = revised(FAIR, replace(FAIR, deadline=date(2027, 2, 18)))
    assert (later.version, later.sequence, later.state) == (2, 1, FairState.PLANNED)


def test_nothing_changed_changes_nothing_and_numbers_cannot_be_forged() -> None:
    assert revised(FAIR, replace(FAIR, version=9, sequence=9)) is FAIR
    forged = revised(FAIR, replace(FAIR, place="Aula", version=9, state=FairState.CANCELLED))
    assert (forged.version, forged.sequence, forged.state) == (1, 1, FairState.PLANNED)


def test_a_plan_is_told_in_local_time() -> None:
    assert FAIR.begins(BERLIN) == datetime(2027, 2, 20, 9, tzinfo=UTC)
    summer = replace(FAIR, start=local("2027-06-20T10:00"), end=local("2027-06-21T14:00"))
    assert summer.begins(BERLIN) == datetime(2027, 6, 20, 8, tzinfo=UTC)
    assert summer.ends(BERLIN) == datetime(2027, 6, 21, 12, tzinfo=UTC)
    assert summer.days == (date(2027, 6, 20), date(2027, 6, 21))
    with pytest.raises(ValueError, match="wall-clock"):
        replace(FAIR, start=NOW)


@pytest.mark.parametrize(
    ("before", "possible"),
    [
        (None, "no"),
        (FairAnswer.NO, "no"),
        (FairAnswer.MAYBE, "maybe no"),
        (FairAnswer.YES, "yes maybe no"),
    ],
)
def test_after_the_deadline_nobody_joins(before: FairAnswer | None, possible: str) -> None:
    plan = replace(FAIR, deadline=date(2027, 2, 10))

    def taken(today: date) -> str:
        return " ".join(each for each in FairAnswer if plan.takes(each, before, today))

    assert taken(date(2027, 2, 10)) == "yes maybe no"
    assert taken(date(2027, 2, 11)) == possible
