"""Between the wall clock of the region and moments in UTC.

Dates for people are kept as local date and time of day and become a moment as late as possible.
Over the clock changes one rule holds everywhere: an hour that does not exist (02:30 in spring)
means the later one, an hour that comes twice (02:30 in autumn) means the first.
"""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


def moment_of(day: date, hour: time, zone: ZoneInfo) -> datetime:
    """The moment in UTC, aware, at which the wall clock of ``zone`` shows ``day`` and ``hour``."""
    return datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)


def wall_clock(moment: datetime, zone: ZoneInfo) -> datetime:
    """What the wall clock of ``zone`` shows at ``moment`` (aware).

    Naive, so that it cannot pass for a moment.
    """
    return moment.astimezone(zone).replace(tzinfo=None)
