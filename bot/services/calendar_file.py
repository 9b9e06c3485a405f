"""The calendar file of a fair (iCalendar, RFC 5545), for a pupil's own calendar.

The same uid with a higher sequence replaces the entry when a fair moves; a cancelled fair sends a
file that takes the entry out.
"""

import unicodedata
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import pairwise
from zoneinfo import ZoneInfo

from icalendar import (
    Alarm,
    Calendar,
    Event,
    Timezone,
    TimezoneDaylight,
    TimezoneStandard,
    vCalAddress,
    vText,
)

from bot.domain.fairs import FairPlan, FairState

MEDIA_TYPE = "text/calendar; charset=utf-8"
NO_ADDRESS = "invalid:nomail"
"""What calendars write for an organiser without an address: the property must be there."""

_ALARM_BEFORE = timedelta(days=-1)


def fair_file(
    plan: FairPlan,
    uid: str,
    zone: ZoneInfo,
    organiser: str,
    now: datetime,
    *,
    description: str = "",
    address: str = NO_ADDRESS,
) -> bytes:
    """The file for one fair, to be offered as ``MEDIA_TYPE``.

    ``uid`` must stay the same for one fair for ever. ``organiser`` is a name, ``address`` its URI
    ("mailto:…"). ``now`` (aware) is the moment of writing. ``description`` is shown as it is.
    Times are written as local times with their zone, and are right over clock changes.
    """
    is_off = plan.state is FairState.CANCELLED
    calendar = Calendar()
    calendar.add("prodid", "-//Lotse//Messen//DE")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if is_off else "PUBLISH")
    calendar.add_component(_time_zone(zone, plan))
    event = Event()
    event.add("uid", uid)
    event.add("sequence", plan.sequence)
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("dtstart", plan.start.replace(tzinfo=zone))
    event.add("dtend", plan.end.replace(tzinfo=zone))
    event.add("summary", _clean(plan.title))
    event.add("location", _clean(", ".join(filter(None, (plan.place, plan.stop)))))
    if description:
        event.add("description", _clean(description))
    event.add("organizer", _organiser(organiser, address))
    if not is_off:
        event.add_component(_alarm(plan))
    calendar.add_component(event)
    return bytes(calendar.to_ical())


def _organiser(name: str, address: str) -> vCalAddress:
    organiser = vCalAddress(address)
    organiser.params["cn"] = vText(_clean(name))
    return organiser


def _alarm(plan: FairPlan) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", _ALARM_BEFORE)
    alarm.add("description", _clean(plan.title))
    return alarm


def _time_zone(zone: ZoneInfo, plan: FairPlan) -> Timezone:
    """The clock of ``zone`` from the year before the fair on.

    Written here because ``Timezone.from_tzinfo`` (icalendar 7.3) tells the onset of summer time by
    the new clock instead of the old one, an hour late.
    """
    component = Timezone()
    component.add("tzid", zone.key)
    for before, after in _clock_changes(zone, plan.start.year - 1, plan.end.year):
        offset = before.utcoffset() or timedelta()
        observance = TimezoneDaylight() if after.dst() else TimezoneStandard()
        observance.add("dtstart", (after.astimezone(UTC) + offset).replace(tzinfo=None))
        observance.add("tzoffsetfrom", offset)
        observance.add("tzoffsetto", after.utcoffset())
        observance.add("tzname", after.tzname())
        component.add_component(observance)
    return component


@cache
def _clock_changes(
    zone: ZoneInfo, first_year: int, last_year: int
) -> tuple[tuple[datetime, datetime], ...]:
    """The first moment (twice: a zone without changes has a clock, too), then each change.

    Told by the last hour before and the first moment after it, both by the clock of the zone.
    Kept, because a look at every day is the greater part of writing a file.
    """
    start, end = (datetime(year, 1, 1, tzinfo=UTC) for year in (first_year, last_year + 1))
    days = [(start + timedelta(days=n)).astimezone(zone) for n in range((end - start).days + 1)]
    changes = [(days[0], days[0])]
    for midnight, next_midnight in pairwise(days):
        if midnight.utcoffset() != next_midnight.utcoffset():
            moments = (midnight.astimezone(UTC) + timedelta(hours=n) for n in range(25))
            hours = [moment.astimezone(zone) for moment in moments]
            changes += [(a, b) for a, b in pairwise(hours) if a.utcoffset() != b.utcoffset()]
    return tuple(changes)


def _clean(text: str) -> str:
    """Without control characters: they have no place in a content line. Line breaks stay."""
    return "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cs"))
