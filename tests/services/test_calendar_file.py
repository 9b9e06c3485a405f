from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar

from bot.domain.fairs import FairPlan, cancelled, revised
from bot.services.calendar_file import fair_file

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2027, 1, 10, 12, tzinfo=UTC)
FAIR = FairPlan(
    "Ausbildungsmesse (Beispiel)",
    datetime.fromisoformat("2027-02-20T10:00"),
    datetime.fromisoformat("2027-02-20T14:00"),
    "Stadthalle Delbrück",
    stop="Haltestelle Mitte",
)


def write(plan: FairPlan = FAIR, zone: ZoneInfo = BERLIN, **more: str) -> bytes:
    return fair_file(plan, "fair-7@lotse", zone, "Kreis Beispiel", NOW, **more)


def content_lines(file: bytes) -> list[str]:
    """An independent reading of RFC 5545, 3.1: checks octets and folding, gives unfolded lines."""
    assert file.endswith(b"\r\n")
    physical = file[:-2].split(b"\r\n")
    for octets in physical:
        assert 0 < len(octets) <= 75
        assert not set(octets) & {*range(9), *range(10, 32), 127}
        octets.decode()  # a fold inside of a character would fail
    unfolded = (b"\r\n" + b"\r\n".join(physical)).replace(b"\r\n ", b"").split(b"\r\n")[1:]
    lines = [line.decode() for line in unfolded]
    open_parts: list[str] = []
    for line in lines:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            open_parts.append(value)
        elif name == "END":
            assert open_parts.pop() == value
        else:
            assert name.split(";")[0].replace("-", "").isalnum()
    assert open_parts == []
    return lines


def test_the_file_of_a_fair_line_by_line() -> None:
    lines = content_lines(write(description="Bring deinen Lebenslauf mit.\nEltern willkommen"))
    event = lines[lines.index("BEGIN:VEVENT") :]
    assert lines[0] == "BEGIN:VCALENDAR"
    assert {"VERSION:2.0", "METHOD:PUBLISH"} <= set(lines)
    assert {
        "UID:fair-7@lotse",
        "SEQUENCE:0",
        "STATUS:CONFIRMED",
        "DTSTAMP:20270110T120000Z",
        "DTSTART;TZID=Europe/Berlin:20270220T100000",
        "DTEND;TZID=Europe/Berlin:20270220T140000",
        "SUMMARY:Ausbildungsmesse (Beispiel)",
        "LOCATION:Stadthalle Delbrück\\, Haltestelle Mitte",
        "DESCRIPTION:Bring deinen Lebenslauf mit.\\nEltern willkommen",
        'ORGANIZER;CN="Kreis Beispiel":invalid:nomail',
        "ACTION:DISPLAY",
        "TRIGGER:-P1D",
    } <= set(event)
    assert sum(line.startswith("UID") for line in lines) == 1


def test_another_parser_reads_the_same() -> None:
    calendar = Calendar.from_ical(write(address="mailto:messen@example.org"))
    (event,) = calendar.walk("VEVENT")
    assert event.start == FAIR.begins(BERLIN)
    assert event.end == FAIR.ends(BERLIN)
    assert event["organizer"] == "mailto:messen@example.org"
    (alarm,) = event.walk("VALARM")
    assert alarm["trigger"].dt == timedelta(days=-1)
    assert not calendar.errors
    assert not event.errors


def test_a_moved_fair_keeps_its_uid_and_raises_the_sequence() -> None:
    week = timedelta(days=7)
    moved = revised(FAIR, replace(FAIR, start=FAIR.start + week, end=FAIR.end + week))
    lines = content_lines(write(moved))
    assert {"UID:fair-7@lotse", "SEQUENCE:1", "STATUS:CONFIRMED"} <= set(lines)
    assert "DTSTART;TZID=Europe/Berlin:20270227T100000" in lines


def test_a_cancelled_fair_is_taken_out_without_an_alarm() -> None:
    lines = content_lines(write(cancelled(FAIR)))
    assert {"METHOD:CANCEL", "UID:fair-7@lotse", "SEQUENCE:1", "STATUS:CANCELLED"} <= set(lines)
    assert "BEGIN:VALARM" not in lines


def observances(file: bytes) -> list[tuple[datetime, timedelta, timedelta]]:
    """Onset as a moment in UTC (RFC 5545: DTSTART by TZOFFSETFROM), offset before and after."""
    calendar = Calendar.from_ical(file)
    found = []
    for part in calendar.walk():
        if part.name in ("STANDARD", "DAYLIGHT"):
            before, after = part["tzoffsetfrom"].td, part["tzoffsetto"].td
            onset = part["dtstart"].dt.replace(tzinfo=UTC) - before
            found.append((onset, before, after))
    return sorted(found)


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/New_York", "Australia/Sydney", "UTC"])
@pytest.mark.parametrize("year", range(2026, 2031))
def test_the_written_clock_is_the_real_one(zone: str, year: int) -> None:
    real = ZoneInfo(zone)
    start = datetime.combine(date(year, 6, 1), FAIR.start.time())
    plan = replace(FAIR, start=start, end=start + timedelta(hours=4))
    table = observances(write(plan, real))
    for hour in range(365 * 24):
        moment = datetime(year, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
        offset = [after for onset, _, after in table if onset <= moment][-1]
        assert offset == moment.astimezone(real).utcoffset()


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=60))
@example("Titel;mit,Zeichen\\n\r\nBEGIN:VEVENT\r\nUID:fremd", "a\tb", 'K "x"; y:z')
@example("😀" * 60, "ä" * 200, "\r\nATTENDEE:x")
def test_no_text_breaks_out_of_its_line(title: str, description: str, organiser: str) -> None:
    plan = replace(FAIR, title=title)
    file = fair_file(plan, "fair-7@lotse", BERLIN, organiser, NOW, description=description)
    lines = content_lines(file)
    assert lines.count("BEGIN:VEVENT") == 1
    assert not [line for line in lines if line.startswith(("UID:fremd", "ATTENDEE"))]
    Calendar.from_ical(file)
