"""The watch: when a bot cannot work, coordinators hear of it by another way, once, and of its end.

The bot's own chats are the one way that cannot be used for that.
"""

from datetime import timedelta
from enum import StrEnum

import structlog

from bot.domain.people import Role
from bot.services.outbox import Lane, Notice, Outbox, Purpose
from bot.services.unit import Unit
from storage.queries import staff
from storage.queries import watch as rows

BOT = "bot"
NUMBERS = {"telegram": 1, "telegram_staff": 2}
"""What news about a bot are about, by its channel."""

WARNING, ALL_CLEAR = "bot_trouble", "bot_well"
STANDS_STILL = timedelta(minutes=5)
_log = structlog.get_logger(__name__)


class Standstill(StrEnum):
    """A trouble that no answer of the messenger tells of."""

    STUCK = "stuck"  # messages are due, and nothing goes out


def is_stuck(unit: Unit, channel: str) -> bool:
    """Whether a message of the channel has been due for minutes. Asked while nothing is sent."""
    return rows.has_waited_since(unit.session, channel, unit.now - STANDS_STILL)


def warn(unit: Unit, channel: str, trouble: str) -> None:
    """Tell every coordinator who can be reached elsewhere, unless they know already."""
    about = (BOT, NUMBERS[channel])
    if rows.newest_notice(unit.session, *about) == WARNING:
        return
    told = 0
    for person_id in staff.with_role(unit.session, Role.COORDINATOR):
        notice = Notice(WARNING, {"bot": channel, "trouble": trouble}, about)
        pushing = [name for name, each in unit.house.capabilities.items() if each.push]
        address = rows.other_address(unit.session, person_id, channel, pushing)
        if address is not None:
            _tell(unit, person_id, notice, address)
            told += 1
    _log.error("a bot cannot work", bot=channel, trouble=trouble, coordinators_told=told)


def give_all_clear(unit: Unit, channel: str) -> None:
    """Tell those who were warned that the bot works again; who has not been yet, never is."""
    about = (BOT, NUMBERS[channel])
    if rows.newest_notice(unit.session, *about) != WARNING:
        return
    Outbox(unit).withdraw(about_kind=BOT, about_id=about[1], notice=WARNING)
    notice = Notice(ALL_CLEAR, {"bot": channel}, about)
    for person_id, address in rows.warned(unit.session, *about, WARNING, ALL_CLEAR):
        _tell(unit, person_id, notice, address)
    _log.warning("a bot works again", bot=channel)


def _tell(unit: Unit, person_id: int, notice: Notice, address: int) -> None:
    Outbox(unit).notify(person_id, notice, lane=Lane.ALERT, purpose=Purpose.SERVICE, at=address)
