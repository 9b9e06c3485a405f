from datetime import date, time, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.domain.errors import NotUnderstood
from bot.domain.typed_dates import Mistake, Mistyped, parse_day, parse_days, parse_times

TODAY = date(2027, 2, 1)  # a Monday
ANY_DAY = st.dates(date(2026, 1, 1), date(2030, 12, 31))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("20.02.2027", "2027-02-20"),
        ("20.2.2027", "2027-02-20"),
        ("20.2.27", "2027-02-20"),
        (" 20 . 2 . 2027 ", "2027-02-20"),
        ("20/2/2027", "2027-02-20"),
        ("20-02-2027", "2027-02-20"),
        ("20 2 2027", "2027-02-20"),
        ("2027-02-20", "2027-02-20"),
        ("20.2.", "2027-02-20"),
        ("20.2", "2027-02-20"),
        ("1.2.", "2027-02-01"),  # today itself
        ("31.1.", "2028-01-31"),  # this year's has passed
        ("20. Februar 2027", "2027-02-20"),
        ("20 FEB 27", "2027-02-20"),
        ("20.Febuar", "2027-02-20"),
        ("3. März", "2027-03-03"),
        ("3 mrz", "2027-03-03"),
        ("am 3. Sept.", "2027-09-03"),
        ("4. Juli", "2027-07-04"),
        ("4. Juni", "2027-06-04"),
        ("5. Mai 2028", "2028-05-05"),
        ("29.2.2028", "2028-02-29"),
        ("Samstag, 20.02.2027", "2027-02-20"),
        ("Sa., 20.2.", "2027-02-20"),
        ("am Samstag, den 20. Februar", "2027-02-20"),
        ("am 20.2.", "2027-02-20"),
        ("heute", "2027-02-01"),
        ("Morgen!", "2027-02-02"),
        ("übermorgen", "2027-02-03"),
        ("Samstag", "2027-02-06"),
        ("am Di", "2027-02-02"),
        ("Montag", "2027-02-08"),  # the next one, not today
    ],
)
def test_a_typed_day(typed: str, meant: str) -> None:
    assert parse_day(typed, TODAY) == date.fromisoformat(meant)


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("30.02.2027", Mistake.NO_SUCH_DAY),
        ("30. Februar", Mistake.NO_SUCH_DAY),
        ("30.2.", Mistake.NO_SUCH_DAY),
        ("31.4.2027", Mistake.NO_SUCH_DAY),
        ("29.2.2027", Mistake.NO_SUCH_DAY),
        ("20.13.2027", Mistake.NO_SUCH_DAY),
        ("0.1.2027", Mistake.NO_SUCH_DAY),
        ("2027-02-30", Mistake.NO_SUCH_DAY),
        ("1.1.0000", Mistake.NO_SUCH_DAY),
        ("Montag, 20.02.2027", Mistake.WRONG_WEEKDAY),
        ("So 20.2.", Mistake.WRONG_WEEKDAY),
        ("", Mistake.NOT_A_DAY),
        ("asdf", Mistake.NOT_A_DAY),
        ("20. Quark", Mistake.NOT_A_DAY),
        ("irgendwann im Februar", Mistake.NOT_A_DAY),
        ("20", Mistake.NOT_A_DAY),
        ("20.2.2027 oder 21.2.2027", Mistake.NOT_A_DAY),
        ("🎪", Mistake.NOT_A_DAY),
        ("٢٠ فبراير", Mistake.NOT_A_DAY),
        ("1" * 5000, Mistake.NOT_A_DAY),
    ],
)
def test_a_day_that_cannot_be_used_tells_why(typed: str, mistake: Mistake) -> None:
    with pytest.raises(Mistyped) as caught:
        parse_day(typed, TODAY)
    assert caught.value.mistake is mistake
    assert isinstance(caught.value, NotUnderstood)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("20.02.2027", "2027-02-20", "2027-02-20"),
        ("2027-02-20", "2027-02-20", "2027-02-20"),
        ("20-02-2027", "2027-02-20", "2027-02-20"),
        ("23.–25.9.2027", "2027-09-23", "2027-09-25"),
        ("23. bis 25. September 2027", "2027-09-23", "2027-09-25"),
        ("23.9.-25.9.", "2027-09-23", "2027-09-25"),
        ("Do 23.9. bis Sa 25.9.2027", "2027-09-23", "2027-09-25"),
        ("23.09.2027 - 25.09.2027", "2027-09-23", "2027-09-25"),
        ("2027-09-23 bis 2027-09-25", "2027-09-23", "2027-09-25"),
        ("30.9. bis zum 1.10.", "2027-09-30", "2027-10-01"),
    ],
)
def test_several_days(typed: str, first: str, last: str) -> None:
    assert parse_days(typed, TODAY) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("25.–23.9.2027", Mistake.END_FIRST),
        ("30.–31.2.2027", Mistake.NO_SUCH_DAY),
        ("30.02.2027", Mistake.NO_SUCH_DAY),
        ("Mo 23. bis Sa 25.9.2027", Mistake.WRONG_WEEKDAY),
        ("bis 25.9.2027", Mistake.NOT_A_DAY),
        ("von bis", Mistake.NOT_A_DAY),
    ],
)
def test_several_days_that_cannot_be_used(typed: str, mistake: Mistake) -> None:
    with pytest.raises(Mistyped) as caught:
        parse_days(typed, TODAY)
    assert caught.value.mistake is mistake


@pytest.mark.parametrize(
    ("typed", "start", "end"),
    [
        ("10-14 Uhr", "10:00", "14:00"),
        ("10:00–14:00", "10:00", "14:00"),
        ("10 bis 14", "10:00", "14:00"),
        ("von 9 bis 16 Uhr", "09:00", "16:00"),
        ("10.30 - 14 Uhr", "10:30", "14:00"),
        ("9 Uhr 30 bis 12 Uhr", "09:30", "12:00"),
        ("10 Uhr bis 14 Uhr", "10:00", "14:00"),
        ("9h-12h30", "09:00", "12:30"),
        ("930-1230", "09:30", "12:30"),
        ("8:05—9:00", "08:05", "09:00"),
    ],
)
def test_typed_times(typed: str, start: str, end: str) -> None:
    assert parse_times(typed) == (time.fromisoformat(start), time.fromisoformat(end))


@pytest.mark.parametrize(
    ("typed", "mistake"),
    [
        ("14-10", Mistake.END_FIRST),
        ("10-10", Mistake.END_FIRST),
        ("10 Uhr", Mistake.END_MISSING),
        ("ab 10:30", Mistake.END_MISSING),
        ("25-26 Uhr", Mistake.NO_SUCH_TIME),
        ("10:75-14", Mistake.NO_SUCH_TIME),
        ("10-24 Uhr", Mistake.NO_SUCH_TIME),
        ("", Mistake.NOT_TIMES),
        ("vormittags", Mistake.NOT_TIMES),
        ("10-12 und 14-16", Mistake.NOT_TIMES),
    ],
)
def test_times_that_cannot_be_used_tell_why(typed: str, mistake: Mistake) -> None:
    with pytest.raises(Mistyped) as caught:
        parse_times(typed)
    assert caught.value.mistake is mistake


def test_the_typed_text_is_in_no_error() -> None:
    with pytest.raises(Mistyped) as caught:
        parse_day("Lena hat am Dienstag", TODAY)
    assert "Lena" not in f"{caught.value!r} {caught.value}"


@given(ANY_DAY, ANY_DAY)
def test_every_written_day_is_read_again(day: date, today: date) -> None:
    for written in (day.strftime("%d.%m.%Y"), day.isoformat(), f"{day.day}.{day.month}.{day:%y}"):
        assert parse_day(written, today) == day


@given(ANY_DAY, ANY_DAY)
@example(date(2028, 2, 29), date(2027, 3, 1))
def test_a_day_without_a_year_is_the_next_one(day: date, today: date) -> None:
    try:
        found = parse_day(f"{day.day}.{day.month}.", today)
    except Mistyped:
        assert (day.month, day.day) == (2, 29)
    else:
        assert (found.month, found.day) == (day.month, day.day)
        assert timedelta() <= found - today < timedelta(days=2 * 366)


@given(st.text(max_size=40), ANY_DAY)
def test_no_text_makes_it_stumble(text: str, today: date) -> None:
    for read in (parse_day, parse_days):
        try:
            read(text, today)
        except Mistyped:
            continue
    try:
        parse_times(text)
    except Mistyped:
        return
