"""Moments near today, as people say them."""

from datetime import datetime, timedelta

from bot.i18n import hour, moment, words
from bot.services.services import Services


def told(at: datetime, services: Services) -> str:
    """The day and hour: "heute 13:42", "morgen 18:00", else with its date; ``at`` is aware."""
    today = services.unit.today
    day = at.astimezone(services.unit.region.zone).date()
    if day == today:
        return words("heute {hour}", hour=hour(at))
    if day == today + timedelta(days=1):
        return words("morgen {hour}", hour=hour(at))
    if day == today - timedelta(days=1):
        return words("gestern {hour}", hour=hour(at))
    return moment(at)


def next_hour(at: datetime, services: Services) -> str:
    """The hour alone if that is within a day, as in "07:30"."""
    return hour(at) if at - services.unit.now < timedelta(days=1) else moment(at)
