from collections import Counter
from datetime import date, timedelta

import pytest

from bot.domain.consent import (
    RETENTION,
    TEXTS,
    Action,
    Purpose,
    Since,
    Thing,
    current,
    may_store,
    profile_ends,
)
from bot.domain.people import AgeBand


@pytest.mark.parametrize(
    ("band", "allowed"),
    [
        (None, False),
        (AgeBand.UNDER_14, False),
        (AgeBand.FROM_14, True),
        (AgeBand.FROM_16, True),
        (AgeBand.ADULT, True),
    ],
)
def test_nothing_is_kept_under_14_or_before_the_age_is_known(
    band: AgeBand | None, allowed: bool
) -> None:
    assert may_store(band) is allowed


def test_every_purpose_has_versions_from_one_on_and_the_last_is_shown() -> None:
    for purpose in Purpose:
        versions = [text.version for text in TEXTS if text.purpose is purpose]
        assert versions == list(range(1, len(versions) + 1))
        assert current(purpose).version == len(versions)
        assert max(Counter(current(purpose).facts).values()) == 1


def test_the_retention_table_is_the_promised_one() -> None:
    promised = {
        Thing.UNFINISHED_START: (timedelta(hours=48), Since.LAST_TAP, Action.FORGET_ANSWERS),
        Thing.PROFILE: (timedelta(days=365), Since.LAST_ACTIVITY, Action.DELETE),
        Thing.CONVERSATION: (timedelta(days=90), Since.CLOSING, Action.DELETE),
        Thing.FAIR_SIGN_UP: (timedelta(days=30), Since.END_OF_FAIR, Action.DELETE),
        Thing.AUDIT: (timedelta(days=365), Since.ENTRY, Action.DELETE),
    }
    assert {rule.thing: (rule.age, rule.since, rule.action) for rule in RETENTION.values()} == (
        promised
    )
    assert set(RETENTION) == set(Thing)


@pytest.mark.parametrize(
    ("last_activity", "target_year", "ends"),
    [
        ("2027-02-01", None, "2028-02-01"),
        ("2027-02-01", 2027, "2027-09-30"),
        ("2027-09-30", 2027, "2027-09-30"),
        ("2027-10-01", 2027, "2028-09-30"),  # still looking in autumn
        ("2027-02-01", 2028, "2028-02-01"),
        ("2027-12-01", 2028, "2028-09-30"),
    ],
)
def test_a_profile_ends_with_the_search(
    last_activity: str, target_year: int | None, ends: str
) -> None:
    assert profile_ends(date.fromisoformat(last_activity), target_year) == date.fromisoformat(ends)
