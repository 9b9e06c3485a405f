from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.fairs import FairAnswer, FairPlan, FairState, cancelled, revised
from bot.domain.local_time import wall_clock
from bot.domain.reminders import (
    ReminderKind,
    SignUp,
    Verdict,
    due_reminders,
    offers_morning,
    verdict,
)

BERLIN = ZoneInfo("Europe/Berlin")
CLOCK_CHANGES = [
    date(2026, 3, 29), date(2026, 10, 25), date(2027, 3, 28), date(2027, 10, 31),
    date(2028, 3, 26), date(2028, 10, 29), date(2029, 3, 25), date(2029, 10, 28),
    date(2030, 3, 31), date(2030, 10, 27),
]  # fmt: skip
EXPECTED = {  # days before, local time of day; told again here on purpose
    ReminderKind.WEEK_BEFORE: (7, time(17)),
    ReminderKind.DAY_BEFORE: (1, time(17)),
    ReminderKind.MORNING: (0, time(8)),
}


def at(text: str) -> datetime:
    """A moment told by the wall clock of Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=BERLIN).astimezone(UTC)


FAIR = FairPlan(
    "Messe (Beispiel)",
    datetime.fromisoformat("2027-02-20T09:00"),
    datetime.fromisoformat("2027-02-20T14:00"),
    "Halle",
    deadline=date(2027, 2, 16),
)


def told(plan: FairPlan, sign_up: SignUp, now: datetime | None = None) -> list[str]:
    """The planned reminders as "kind, wall clock"."""
    return [
        f"{reminder.kind} {wall_clock(reminder.due, BERLIN):%a %d.%m. %H:%M}"
        for reminder in due_reminders(plan, sign_up, BERLIN, now or sign_up.at)
    ]


def test_an_early_sign_up_gets_the_whole_plan() -> None:
    assert told(FAIR, SignUp(at("2027-01-10T15:00"), morning=True)) == [
        "week_before Sat 13.02. 17:00",
        "deadline Sun 14.02. 17:00",
        "day_before Fri 19.02. 17:00",
        "morning Sat 20.02. 08:00",
    ]


def test_maybe_gets_the_two_moments_of_decision_and_no_gets_nothing() -> None:
    early = at("2027-01-10T15:00")
    assert told(FAIR, SignUp(early, FairAnswer.MAYBE)) == [
        "deadline Sun 14.02. 17:00",
        "day_before Fri 19.02. 17:00",
    ]
    assert told(FAIR, SignUp(early, FairAnswer.NO, morning=True)) == []


@pytest.mark.parametrize(
    ("signed_up", "morning", "expected"),
    [
        ("2027-02-14T17:00", False, ["day_before Fri 19.02. 17:00"]),
        ("2027-02-19T16:59", False, ["day_before Fri 19.02. 17:00"]),
        ("2027-02-19T17:00", False, ["day_before Fri 19.02. 17:00"]),
        ("2027-02-19T18:00", False, ["day_before Fri 19.02. 18:00"]),
        ("2027-02-19T18:00", True, ["morning Sat 20.02. 08:00"]),
        ("2027-02-20T08:30", True, ["day_before Sat 20.02. 08:30"]),
        ("2027-02-20T08:59", False, ["day_before Sat 20.02. 08:59"]),
        ("2027-02-20T09:00", True, []),
        ("2027-02-20T11:00", False, []),
    ],
)
def test_a_late_sign_up_gets_one_sensible_reminder(
    signed_up: str, morning: bool, expected: list[str]
) -> None:
    assert told(FAIR, SignUp(at(signed_up), morning=morning)) == expected


def test_only_the_reminder_given_at_once_is_a_catch_up() -> None:
    (late,) = due_reminders(FAIR, SignUp(at("2027-02-19T18:00")), BERLIN, at("2027-02-19T18:00"))
    (punctual,) = due_reminders(
        FAIR, SignUp(at("2027-02-19T16:00")), BERLIN, at("2027-02-19T16:00")
    )
    assert (late.catch_up, punctual.catch_up) == (True, False)
    assert late.until == at("2027-02-20T09:00")


def test_no_morning_reminder_for_a_fair_that_begins_at_eight() -> None:
    early = replace(FAIR, start=datetime.fromisoformat("2027-02-20T08:00"))
    assert (offers_morning(early), offers_morning(FAIR)) == (False, True)
    assert "morning" not in " ".join(told(early, SignUp(at("2027-01-10T15:00"), morning=True)))


def test_a_moved_fair_runs_anew_without_a_reminder_at_once() -> None:
    sign_up = SignUp(at("2027-01-10T15:00"))
    old = due_reminders(FAIR, sign_up, BERLIN, sign_up.at)
    week = timedelta(days=7)
    moved = revised(FAIR, replace(FAIR, start=FAIR.start + week, end=FAIR.end + week))
    now = at("2027-02-19T18:00")  # its one-day reminder went out an hour ago
    assert told(moved, sign_up, now) == [
        "week_before Sat 20.02. 17:00",
        "day_before Fri 26.02. 17:00",
    ]
    assert {verdict(reminder, moved, now, BERLIN) for reminder in old} == {Verdict.SUPERSEDED}

    sooner = revised(moved, replace(moved, start=FAIR.start, end=FAIR.end))
    assert told(sooner, sign_up, now) == []


@pytest.mark.parametrize(
    ("kind", "now", "expected"),
    [
        ("day_before", "2027-02-19T16:59:59", Verdict.NOT_YET),
        ("day_before", "2027-02-19T17:00", Verdict.SEND),
        ("day_before", "2027-02-19T17:00:01", Verdict.SEND),
        ("day_before", "2027-02-19T18:00", Verdict.LATE),
        ("day_before", "2027-02-20T08:00", Verdict.OVERTAKEN),
        ("day_before", "2027-02-21T17:00", Verdict.BEGUN),
        ("morning", "2027-02-20T08:59", Verdict.LATE),
        ("morning", "2027-02-20T09:00", Verdict.BEGUN),
        ("week_before", "2027-02-15T17:00", Verdict.LATE),
        ("week_before", "2027-02-19T17:00", Verdict.OVERTAKEN),
        ("deadline", "2027-02-16T23:59", Verdict.LATE),
        ("deadline", "2027-02-17T00:00", Verdict.DEADLINE_OVER),
    ],
)
def test_after_a_downtime_late_once_or_missed(kind: str, now: str, expected: Verdict) -> None:
    early = at("2027-01-10T15:00")
    plan = due_reminders(FAIR, SignUp(early, morning=True), BERLIN, early)
    reminder = next(planned for planned in plan if planned.kind == kind)
    assert verdict(reminder, FAIR, at(now), BERLIN) is expected
    assert expected.is_missed == (not expected.sends and expected is not Verdict.NOT_YET)


def test_a_cancelled_fair_reminds_nobody() -> None:
    early = at("2027-01-10T15:00")
    off = cancelled(FAIR)
    for reminder in due_reminders(FAIR, SignUp(early), BERLIN, early):
        assert verdict(reminder, off, reminder.due, BERLIN) is Verdict.CANCELLED
    assert due_reminders(off, SignUp(early), BERLIN, early) == ()


@st.composite
def plans(draw: st.DrawFn) -> FairPlan:
    """Fairs of 2026–2030, every second one within a week of a clock change."""
    near = st.builds(
        lambda day, shift: day + timedelta(days=shift),
        st.sampled_from(CLOCK_CHANGES),
        st.integers(-1, 8),
    )
    day = draw(near | st.dates(date(2026, 1, 1), date(2030, 12, 31)))
    start = datetime.combine(day, draw(st.times()))
    deadline = draw(st.none() | st.integers(0, 20).map(lambda days: day - timedelta(days=days)))
    length = timedelta(hours=draw(st.integers(1, 60)))
    return FairPlan("Messe", start, start + length, "Halle", deadline=deadline)


SIGN_UPS = st.tuples(st.timedeltas(timedelta(days=-15), timedelta(days=2)), st.booleans())


def signed(plan: FairPlan, draw: tuple[timedelta, bool], answer: FairAnswer) -> SignUp:
    return SignUp(plan.begins(BERLIN) + draw[0], answer, draw[1])


@given(plans(), SIGN_UPS, st.sampled_from(FairAnswer))
def test_never_after_the_start_and_at_most_one_at_once(
    plan: FairPlan, drawn: tuple[timedelta, bool], answer: FairAnswer
) -> None:
    sign_up = signed(plan, drawn, answer)
    reminders = due_reminders(plan, sign_up, BERLIN, sign_up.at)
    begins = plan.begins(BERLIN)
    assert all(sign_up.at <= r.due < r.until <= begins for r in reminders)
    assert len({r.kind for r in reminders}) == len(reminders)
    at_once = [r for r in reminders if r.due == sign_up.at]
    assert [r.catch_up for r in at_once] in ([], [True])
    if answer is not FairAnswer.NO and sign_up.at < begins:
        assert {r.kind for r in reminders} & {ReminderKind.DAY_BEFORE, ReminderKind.MORNING}


@given(plans(), SIGN_UPS)
def test_local_times_hold_over_every_clock_change(
    plan: FairPlan, drawn: tuple[timedelta, bool]
) -> None:
    sign_up = signed(plan, drawn, FairAnswer.YES)
    for reminder in due_reminders(plan, sign_up, BERLIN, sign_up.at):
        if reminder.catch_up:
            continue
        shown = wall_clock(reminder.due, BERLIN)
        if reminder.kind is ReminderKind.DEADLINE:
            assert plan.deadline is not None
            assert shown == datetime.combine(plan.deadline - timedelta(days=2), time(17))
        else:
            days, hour = EXPECTED[reminder.kind]
            assert shown == datetime.combine(plan.day - timedelta(days=days), hour)


@given(plans(), SIGN_UPS, st.timedeltas(timedelta(days=-9), timedelta(days=9)), st.data())
def test_no_reminder_of_an_old_version_goes_out(
    plan: FairPlan, drawn: tuple[timedelta, bool], move: timedelta, data: st.DataObject
) -> None:
    sign_up = signed(plan, drawn, FairAnswer.YES)
    old = due_reminders(plan, sign_up, BERLIN, sign_up.at)
    new = revised(plan, replace(plan, start=plan.start + move, end=plan.end + move))
    off = cancelled(new)
    now = plan.begins(BERLIN) + data.draw(st.timedeltas(timedelta(days=-15), timedelta(days=15)))
    for reminder in old:
        assert not verdict(reminder, off, now, BERLIN).sends
        assert new is plan or verdict(reminder, new, now, BERLIN) is Verdict.SUPERSEDED
    again = due_reminders(new, sign_up, BERLIN, max(now, sign_up.at))
    assert all(r.plan_version == new.version and r.event_date == new.day for r in again)
    assert new.state in (FairState.PLANNED, FairState.MOVED)


@given(
    plans(),
    SIGN_UPS,
    st.lists(st.timedeltas(timedelta(days=-15), timedelta(days=2)), max_size=12),
)
def test_with_any_downtimes_each_goes_out_once_or_is_missed_for_a_reason(
    plan: FairPlan, drawn: tuple[timedelta, bool], ticks: list[timedelta]
) -> None:
    sign_up = signed(plan, drawn, FairAnswer.YES)
    begins = plan.begins(BERLIN)
    moments = sorted(begins + tick for tick in ticks)
    for reminder in due_reminders(plan, sign_up, BERLIN, sign_up.at):
        verdicts = [verdict(reminder, plan, moment, BERLIN) for moment in moments]
        sent = [m for m, v in zip(moments, verdicts, strict=True) if v.sends]
        could = [m for m in moments if reminder.due <= m < reminder.until]
        assert sent == could
        assert all(v.is_missed for m, v in zip(moments, verdicts, strict=True) if m >= begins)
