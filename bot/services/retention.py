"""Retention: what has been kept long enough goes, without anybody asking for it.

``bot.domain.consent.RETENTION`` says how long. Fairs and enquiries look after their own.
"""

from datetime import datetime, timedelta

from bot.domain.consent import RETENTION, Thing, profile_ends
from bot.domain.people import Role
from bot.services.privacy import FAREWELL, end_profile, forget
from bot.services.unit import Unit
from storage.queries import doors, records, turns
from storage.queries import privacy as people
from storage.queries import retention as rows

EVERY = timedelta(hours=1)
AT_ONCE = 10
"""People who are forgotten in one transaction, 10 ms each: others must not wait for it."""

INBOX_DAYS = timedelta(days=7)
"""No messenger repeats an event after that; Telegram gives up after 24 hours."""

MESSAGE_DAYS = timedelta(days=90)
"""Whatever was said to somebody who agreed to be remembered."""

MESSAGES_AT_ONCE = 2000
_LAST_MONTH_OF_SEARCH = 9


def see_off(unit: Unit) -> bool:
    """A duty: who has read her farewell is gone altogether; True while there are more."""
    found = people.departed(unit.session, FAREWELL)[:AT_ONCE]
    for person_id in found:
        forget(unit, person_id)
    return len(found) == AT_ONCE


def keep_no_longer(unit: Unit) -> bool:
    """A duty: once an hour; True while there is more than fits into one transaction."""
    if not records.begin_chore(unit.session, "retention", unit.now, EVERY):
        return False
    busy = [
        duty(unit) for duty in (_forget_strangers, _forget_silent, _forget_messages, _end_searches)
    ]
    if any(busy):
        records.chore_again(unit.session, "retention")
        return True
    rows.forget_answers(unit.session, Role.PUPIL.value, unit.now - unit.house.unfinished)
    turns.forget_old_events(unit.session, unit.now - INBOX_DAYS)
    rows.forget_old_audit(unit.session, unit.now - RETENTION[Thing.AUDIT].age)
    records.forget_receipts(unit.session, unit.today - RETENTION[Thing.AUDIT].age)
    doors.forget_expired(unit.session, unit.now)
    return False


def _forget_strangers(unit: Unit) -> bool:
    """Who has not agreed to anything is forgotten 48 hours after her last tap."""
    return _forget_all(unit, unit.house.unfinished, without_consent=True)


def _forget_silent(unit: Unit) -> bool:
    """Who has not been here for 12 months is forgotten, whatever she agreed to."""
    return _forget_all(unit, RETENTION[Thing.PROFILE].age, without_consent=False)


def _forget_all(unit: Unit, age: timedelta, *, without_consent: bool) -> bool:
    found = rows.silent(
        unit.session, Role.PUPIL.value, unit.now - age, AT_ONCE, without_consent=without_consent
    )
    for person_id in found:
        forget(unit, person_id)
    return len(found) == AT_ONCE


def _end_searches(unit: Unit) -> bool:
    """After 30 September of the target year the purpose of a profile is over."""
    over = unit.today.year if unit.today.month > _LAST_MONTH_OF_SEARCH else unit.today.year - 1

    def is_over(year: int, active_at: datetime) -> bool:
        return profile_ends(active_at.astimezone(unit.region.zone).date(), year) < unit.today

    found = [
        person_id
        for person_id, year, active_at in rows.profiles_for(unit.session, over)
        if is_over(year, active_at)
    ][:AT_ONCE]
    for person_id in found:
        end_profile(unit, person_id)
    return len(found) == AT_ONCE


def _forget_messages(unit: Unit) -> bool:
    before = unit.now - MESSAGE_DAYS
    return rows.forget_old_messages(unit.session, before, MESSAGES_AT_ONCE) == MESSAGES_AT_ONCE
