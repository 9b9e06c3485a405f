"""One turn of conversation.

An event comes in, and all it causes is committed together or not at all.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial

import structlog
from sqlmodel import Session

from bot.dialogue.channel import Reason
from bot.dialogue.conversation import Conversation
from bot.dialogue.event import Event, EventKind, readable
from bot.dialogue.packing import event_from_json, event_to_json
from bot.dialogue.screen import Screen
from bot.dialogue.turn import Speaker, Turn
from bot.domain.clock import Clock
from bot.domain.errors import DatabaseAway, LotseError, Refused
from bot.domain.people import Role
from bot.domain.safety import recognise
from bot.i18n import Text, offered, speaking
from bot.services.dispatch import Dispatcher
from bot.services.leaving import come_back, leave
from bot.services.outbox import Outbox
from bot.services.people import meet
from bot.services.services import Services
from bot.services.unit import House, Unit
from storage.database import Database
from storage.queries import turns as rows
from storage.queries.turns import Seat

TRIES = 3
SEEN_EVERY = timedelta(hours=1)
_log = structlog.get_logger(__name__)


class Turns:
    """Receives events; the one place where a conversation's transaction begins and ends."""

    def __init__(
        self,
        database: Database,
        house: House,
        clock: Clock,
        dispatcher: Dispatcher,
        posted: Callable[[], None],
    ) -> None:
        self._database = database
        self._house = house
        self._clock = clock
        self._dispatcher = dispatcher
        self._posted = posted
        self._queues = _Queues()

    async def receive(self, event: Event) -> str:
        """Handle an event; what comes back is the short word of a tap (``Turn.toast``).

        Returns after the commit. Events of one address are handled one after another.

        Raises DatabaseAway when nothing could be kept: the messenger must send the event again.
        """
        event = _without_distress(readable(event))
        async with self._queues.of(f"{event.channel}/{event.address}"):
            toast = await self._handle_or_set_aside(event)
        self._posted()
        return toast

    async def resume(self) -> None:
        """Handle what a crash left unhandled, in the order of arrival."""
        for waiting in await self._database.run(rows.waiting_events):
            if waiting.body is not None:
                await self.receive(event_from_json(waiting.body))
            else:  # nobody can read it any more: whoever wrote it is asked to do so again
                at = waiting.received_at
                lost = Event(waiting.channel, "", waiting.event_id, at, EventKind.SAID)
                await self._give_up(lost, waiting.digest)

    async def _handle_or_set_aside(self, event: Event) -> str:
        for attempt in range(1, TRIES + 1):
            try:
                return await self._handle(event)
            except DatabaseAway:
                raise
            except Exception as error:  # noqa: BLE001 - whatever a handler does wrong, the chat goes on
                reason = type(error).__name__
                _log.warning("turn failed", attempt=attempt, reason=reason, exc_info=error)
                count = partial(self._count, event=event, reason=reason)
                if await self._database.run(count) >= TRIES:
                    await self._give_up(event, self._digest(event))
                    break
        return ""

    async def _handle(self, event: Event) -> str:
        try:
            return await self._database.run(partial(self._turn, event=event))
        except LotseError as error:
            return await self._database.run(partial(self._turn, event=event, failure=error))

    def _turn(self, session: Session, event: Event, failure: LotseError | None = None) -> str:
        """The transaction of a turn."""
        stage = self._stage(session, event)
        if stage is None or event.kind is EventKind.RETURNED:
            return ""  # who unblocks the program has said nothing yet; a "start" mostly follows
        if event.kind is EventKind.LEFT:
            leave(stage.unit, stage.seat.address_id, Reason.BLOCKED)
            return ""
        with speaking(stage.seat.language, self._house.region.zone):
            screen = self._answer(stage, failure)
        if stage.turn.moved:
            stage, screen = self._moved(stage, screen)
        with speaking(stage.turn.speaker.language, self._house.region.zone):
            self._reply(stage, screen)
        return stage.turn.toast

    def _answer(self, stage: "_Stage", failure: LotseError | None) -> Screen | None:
        services = Services(stage.unit)
        if not stage.seat.has_profile:
            services.profiles.know_none(stage.seat.person_id)
        if isinstance(failure, Refused):
            services.audit.note(stage.seat.person_id, "refused", str(failure))
        if failure is not None:
            return self._dispatcher.lost(stage.turn, services, stage.conversation, failure)
        return self._dispatcher.answer(stage.turn, services, stage.conversation, first=stage.first)

    def _moved(self, stage: "_Stage", note: Screen | None) -> tuple["_Stage", Screen]:
        """Somebody else sits there now: she sees her own screen, below what was answered."""
        session, left = stage.unit.session, stage.seat
        rows.store_conversation(
            session, left.conversation_id, stage.conversation.to_json(), stage.unit.now
        )
        seat = rows.find_seat(session, stage.event.channel, self._digest(stage.event))
        if seat is None:
            raise LookupError("nobody sits at this address")
        arrived = _Stage(stage.unit, seat, stage.event, first=False)
        with speaking(seat.language, self._house.region.zone):
            screen = self._dispatcher.arrived(
                arrived.turn, Services(stage.unit), arrived.conversation
            )
        above = note.text if note is not None else Text()
        return arrived, replace(screen.below(above), fresh=True)

    def _stage(self, session: Session, event: Event) -> "_Stage | None":
        """Receive and load; None for a duplicate."""
        now = self._clock.now()
        digest = self._digest(event)
        if not rows.receive(session, event.channel, event.id, digest, now):
            return None
        unit = Unit(session, now, self._house)
        seat = rows.find_seat(session, event.channel, digest)
        first = seat is None
        if seat is None:
            seat = meet(
                session, self._house, unit,
                channel=event.channel, address=event.address, language=offered(event.language),
            )  # fmt: skip
        elif now - seat.seen_at > SEEN_EVERY:
            rows.person_seen(session, seat.person_id, now)
        if seat.left and event.kind is not EventKind.LEFT:
            come_back(unit, seat.address_id, event.address)
        return _Stage(unit, seat, event, first)

    def _reply(self, stage: "_Stage", screen: Screen | None) -> None:
        """Post what is shown, and keep where the conversation stands."""
        outbox, seat, conversation = Outbox(stage.unit), stage.seat, stage.conversation
        reader = stage.turn.speaker.id
        if stage.turn.anew:
            conversation.forget_all()
        elif stage.turn.speaker.role != seat.role:
            conversation.forget_way()  # it leads back to rooms that are another role's
        for extra in stage.turn.also:
            outbox.answer(seat.address_id, reader, conversation.aside(extra), about=extra.about)
        if screen is not None:
            edits = stage.edits and not screen.fresh and not stage.turn.also
            message = conversation.show(screen, puzzled=stage.turn.puzzled)
            replaces = conversation.message if edits else None
            posted = outbox.answer(
                seat.address_id, reader, message, replaces=replaces, about=screen.about
            )
            # a file stays in the chat: the next screen does not take its place
            conversation.message = None if screen.document else replaces or posted
        rows.store_conversation(
            stage.unit.session, seat.conversation_id, conversation.to_json(), stage.unit.now
        )

    def _count(self, session: Session, event: Event, reason: str) -> int:
        digest, body = self._digest(event), event_to_json(event)
        return rows.count_failure(
            session, event.channel, event.id, digest, body, reason, self._clock.now()
        )

    async def _give_up(self, event: Event, digest: str) -> None:
        """Set an event aside; where not even the apology can be made, without a word."""
        try:
            await self._database.run(partial(self._set_aside, event=event, digest=digest))
        except DatabaseAway:
            raise
        except Exception as error:  # noqa: BLE001 - else it would come again at every start
            _log.error("no apology", reason=type(error).__name__, exc_info=error)
            await self._database.run(lambda s: rows.set_aside(s, event.channel, event.id))

    def _set_aside(self, session: Session, event: Event, digest: str) -> None:
        """Give up on an event, with an apology and a reference; the chat goes on."""
        reference = rows.set_aside(session, event.channel, event.id)
        seat = rows.find_seat(session, event.channel, digest)
        if seat is None:
            return
        stage = _Stage(Unit(session, self._clock.now(), self._house), seat, event, first=False)
        with speaking(seat.language, self._house.region.zone):
            self._reply(stage, self._dispatcher.apology(stage.turn, reference))

    def _digest(self, event: Event) -> str:
        return self._house.cipher.digest(event.channel, event.address)


@dataclass(slots=True)
class _Stage:
    """All that one turn works with."""

    unit: Unit
    seat: Seat
    event: Event
    first: bool
    conversation: Conversation = field(init=False)
    turn: Turn = field(init=False)

    def __post_init__(self) -> None:
        seat, house = self.seat, self.unit.house
        # an empty one counts from the moment: no button of an earlier, forgotten one may fit
        empty = Conversation(number=int(self.unit.now.timestamp()))
        self.conversation = Conversation.from_json(seat.state) if seat.state else empty
        self.conversation.owner = seat.person_id if seat.role == Role.PUPIL else None
        self.turn = Turn(
            Speaker(seat.person_id, Role(seat.role), seat.language, seat.pseudonym, seat.name),
            seat.address_id,
            self.event.channel,
            house.capabilities[self.event.channel],
            self.event,
            self.unit.now,
            self.conversation.notes,
        )

    @property
    def edits(self) -> bool:
        """Whether the reply edits the message that was tapped.

        Only taps on the present screen do.
        """
        tapped = self.event.kind is EventKind.TAPPED
        return tapped and self.event.choice.startswith(f"p.{self.conversation.number}.")


def _without_distress(event: Event) -> Event:
    """Safety words are recognised before anything is kept: then only the kind is kept."""
    if event.text and (safety := recognise(event.text)) is not None:
        return replace(
            event, kind=EventKind.DISTRESS, safety=safety, text="", quoted="", edited=""
        )
    return event


class _Queues:
    """One lock per address while anybody waits for it."""

    def __init__(self) -> None:
        self._locks: dict[str, tuple[asyncio.Lock, int]] = {}

    @asynccontextmanager
    async def of(self, key: str) -> AsyncIterator[None]:
        """Wait for the earlier events of this address."""
        lock, waiting = self._locks.get(key, (asyncio.Lock(), 0))
        self._locks[key] = (lock, waiting + 1)
        try:
            async with lock:
                yield
        finally:
            lock, waiting = self._locks.pop(key)
            if waiting > 1:
                self._locks[key] = (lock, waiting - 1)
