"""The composition root: puts county, storage, services, handlers, channels and jobs together."""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache, partial
from random import Random, SystemRandom

import structlog
from sqlmodel import Session

import handlers
from bot.app.fetching import fetch
from bot.app.watchman import Watchman
from bot.config import Settings
from bot.dialogue.channel import Capabilities, Channel
from bot.dialogue.entrances import Entrances
from bot.dialogue.event import Event
from bot.dialogue.marks import Book, collect
from bot.dialogue.screen import Screen
from bot.domain.clock import Clock
from bot.domain.errors import DatabaseAway
from bot.domain.people import Role
from bot.domain.quiet import QuietTime
from bot.jobs.clockwork import Clockwork
from bot.jobs.nursery import Nursery
from bot.jobs.postman import Postman
from bot.region.finder import Finder
from bot.region.loader import load_region
from bot.region.model import Region
from bot.services.broadcast_run import (
    drive_broadcasts,
    fix_recipients,
    next_broadcast_step,
)
from bot.services.dispatch import Dispatcher
from bot.services.enquiry_ends import forget_closed
from bot.services.keys import check_keys
from bot.services.ledger import Tellers
from bot.services.letters import MESSAGE
from bot.services.matches import OFFER
from bot.services.matches import tell_writer as tell_who_offered
from bot.services.matchmaking import find_matches
from bot.services.postroom import PostRoom, next_delivery
from bot.services.relay import tell_writer
from bot.services.reminders import next_reminder, post_due_reminders
from bot.services.retention import keep_no_longer, see_off
from bot.services.seats import call_siblings, next_call
from bot.services.services import Services
from bot.services.signups import forget_old_sign_ups
from bot.services.stock import OpenVacancies
from bot.services.turns import Turns
from bot.services.unit import House, Reader, Unit
from bot.services.vacancy_desk import expire_vacancies
from handlers.coordinator.entrances import ENTRANCES as COORDINATOR
from handlers.everyone.wrong_door import turn_away
from handlers.pupil.entrances import ENTRANCES as PUPIL
from handlers.recruiter.entrances import ENTRANCES as RECRUITER
from storage import schema
from storage.cipher import Cipher
from storage.database import Database
from storage.serving import ServingLock

# A busy event loop starves the database thread at Python's default interval of 5 ms.
SWITCH_INTERVAL_SECONDS = 0.0001
TIDY_EVERY = timedelta(minutes=1)

_log = structlog.get_logger(__name__)

Duty = Callable[[Unit], bool | None]
DUTIES: tuple[Duty, ...] = (
    call_siblings,
    expire_vacancies,
    post_due_reminders,
    fix_recipients,
    drive_broadcasts,
    find_matches,
    forget_old_sign_ups,
    forget_closed,
    see_off,
    keep_no_longer,
)
"""What a tick does, each in a transaction of its own and harmless twice; the punctual first.

One that returns True has done a bounded piece and is called again at once.
"""

NEXT_DUE: tuple[Callable[[Unit], datetime | None], ...] = (
    next_delivery,
    next_call,
    next_reminder,
    next_broadcast_step,
)
"""Where to look for the next planned moment.

The rehearsal moves its clock from one to the next.
"""

TELLERS: Tellers = {MESSAGE: tell_writer, OFFER: tell_who_offered}
"""Who shows the writer of a message what became of it, by what the message is about."""

ENTRANCES: Mapping[Role, Entrances] = {
    Role.PUPIL: PUPIL,
    Role.RECRUITER: RECRUITER,
    Role.COORDINATOR: COORDINATOR,
}


@cache
def county(name: str) -> tuple[Region, Finder]:
    """The county pack and its finder: read once per process, they never change."""
    region = load_region(name)
    return region, Finder(region)


def build_house(
    settings: Settings,
    capabilities: Mapping[str, Capabilities],
    random: Random | None = None,
    links: Callable[[], Mapping[str, str]] = dict,
) -> House:
    """The house as the settings describe it. Raises BadPack for a county pack with mistakes."""
    region, finder = county(settings.region)
    return House(
        region=region,
        finder=finder,
        cipher=_cipher(settings),
        capabilities=capabilities,
        stock=OpenVacancies(region.distance_km),
        quiet=QuietTime(settings.quiet_from, settings.quiet_until),
        base_url=settings.base_url,
        links=links,
        staff_bot=settings.telegram_staff_name,
        invitation_days=settings.invitation_days,
        unfinished=timedelta(hours=settings.unfinished_hours),
        parent_step=frozenset(settings.parent_step),
        random=random or SystemRandom(),
    )  # fmt: skip


def _cipher(settings: Settings) -> Cipher:
    keys = [key.get_secret_value() for key in settings.keys]
    return Cipher(keys, settings.pepper.get_secret_value())


@dataclass(frozen=True, slots=True)
class Wordbook:
    """Puts notices into words with the handlers' functions."""

    book: Book

    def __call__(
        self, unit: Unit, reader: Reader, name: str, args: Mapping[str, object]
    ) -> Screen | None:
        """The screen of a notice in the reader's language; None when it is no longer true."""
        screen: Screen | None = self.book.notices[name](reader, Services(unit), **args)
        return screen


@contextmanager
def open_database(settings: Settings) -> Iterator[Database]:
    """The database alone, for commands that neither talk nor look into the county pack."""
    database = Database(settings.database, _cipher(settings))
    try:
        yield database
    finally:
        database.close()


class Lotse:
    """The whole program on one database, with the channels it is given.

    ``book``, ``entrances`` and ``duties`` are its own: a rehearsal may take something out.
    """

    def __init__(
        self,
        settings: Settings,
        clock: Clock,
        channels: Iterable[Channel],
        random: Random | None = None,
    ) -> None:
        self.channels = {channel.name: channel for channel in channels}
        self.clock = clock
        capabilities = {name: channel.capabilities for name, channel in self.channels.items()}
        self.house = build_house(settings, capabilities, random, self._links)
        self.database = Database(settings.database, self.house.cipher)
        self.book = collect(handlers)
        self.entrances = dict(ENTRANCES)
        self.duties = list(DUTIES)
        self.room = PostRoom(self.database, self.house, clock, Wordbook(self.book), TELLERS)
        self.postman = Postman(self.room, self.channels)
        dispatcher = Dispatcher(self.book, self.entrances, turn_away)
        self.turns = Turns(self.database, self.house, clock, dispatcher, self.postman.nudge)
        self.watchman = Watchman(self.database, self.unit, self.channels, self.postman)
        self._nursery = Nursery()
        self.clockwork = Clockwork(self.tick)
        self._lock = ServingLock(self.database)
        self._tidied_at = clock.now()

    def _links(self) -> dict[str, str]:
        return {name: channel.link for name, channel in self.channels.items() if channel.link}

    async def open(self) -> None:
        """Bring the database up to date and take up what a crash left.

        Raises AlreadyServed, and WrongKeys before anything that cannot be read is given up.
        """
        sys.setswitchinterval(SWITCH_INTERVAL_SECONDS)
        self._lock.take()
        schema.upgrade(self.database)
        await self.database.run(self._check_keys)
        await self.room.recover()
        await self.turns.resume()

    def prepare(self) -> None:
        """Bring the database up to date, for commands. Raises WrongKeys, AlreadyServed."""
        schema.upgrade_beside(self.database)
        self.database.run_now(self._check_keys)

    def _check_keys(self, session: Session) -> None:
        check_keys(session, self.house.cipher)

    async def receive(self, event: Event) -> str:
        """Hand an event to the program (``bot.dialogue.channel.Receive``). Raises DatabaseAway."""
        return await self.turns.receive(event)

    async def tick(self) -> None:
        """Do what is due by now. Raises what a duty does wrong, after all the others."""
        mistakes = []
        for duty in self.duties:
            try:
                while await self.database.run(partial(self._do, duty=duty)):
                    pass
            except DatabaseAway as away:
                _log.warning("duty waits for the database", duty=duty.__name__, reason=str(away))
            except Exception as error:  # noqa: BLE001 - raised below
                mistakes.append(error)
        with suppress(DatabaseAway):
            await self.watchman.look()
        await self._tidy()
        self.postman.nudge()
        if mistakes:
            raise mistakes[0]

    async def _tidy(self) -> None:
        """Deleted text stays in SQLite's log until that is emptied."""
        if self.clock.now() - self._tidied_at >= TIDY_EVERY:
            self._tidied_at = self.clock.now()
            await self.database.tidy()

    def _do(self, session: Session, duty: Duty) -> bool | None:
        return duty(self.unit(session))

    def unit(self, session: Session) -> Unit:
        """A transaction's surroundings, for commands and the rehearsal."""
        return Unit(session, self.clock.now(), self.house)

    async def acknowledge_all(self, channel: str, address: str) -> None:
        """A page has shown all that lies on its shelf: now it is delivered."""
        await self.room.acknowledge(channel, address, None)
        self.postman.nudge()

    async def planned(self) -> list[tuple[str, datetime]]:
        """What happens next by itself: where it was looked up, and the moment (aware)."""
        return await self.database.run(self._planned)

    async def next_due(self) -> datetime | None:
        """The next moment at which something planned is due; aware, None when nothing is."""
        return min((moment for _, moment in await self.planned()), default=None)

    def _planned(self, session: Session) -> list[tuple[str, datetime]]:
        unit = self.unit(session)
        moments = [(look.__name__, look(unit)) for look in NEXT_DUE]
        return [(name, moment) for name, moment in moments if moment is not None]

    def empty(self) -> None:
        """Drop everything and begin with empty tables: for the demo only."""
        schema.downgrade(self.database, "base")
        schema.upgrade(self.database)

    def serve(self) -> None:
        """Start delivering, ticking and fetching; ``close`` ends it."""
        for name, work in self.postman.jobs():
            self._nursery.look_after(name, work)
        for name, channel in self.channels.items():
            self._nursery.look_after(name, partial(fetch, self.database, channel, self.receive))
        self.clockwork.start()

    async def close(self) -> None:
        """Finish what is in flight, then let go of everything."""
        self.clockwork.stop()
        await self._nursery.close()
        self.room.close()
        self.database.close()
        self._lock.release()
