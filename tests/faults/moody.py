"""A messenger without repeatable keys, with moods; and an office that sends letters through it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import RowMapping, select

from bot.app import Lotse
from bot.dialogue.channel import Fate, Outcome, Parcel, Reason
from bot.dialogue.screen import Card, Choice, Document, Screen
from bot.domain.clock import MovableClock
from bot.i18n import Span, Text
from bot.rehearsal.fuse import Crashed
from bot.rehearsal.passing import pass_until
from bot.rehearsal.recording import RecordingChannel
from bot.rehearsal.stage import rehearsal_settings
from bot.services.letters import MESSAGE
from bot.services.outbox import Lane, Notice, Outbox, Purpose
from bot.services.people import meet
from bot.services.unit import Unit
from storage.queries.outbox import OUTBOX
from storage.queries.turns import Seat

NOON = datetime(2027, 2, 1, 11, tzinfo=UTC)
PAUSE = timedelta(seconds=30)


class Mood(StrEnum):
    """What the network does to one attempt."""

    WELL = "well"
    NO_CONNECTION = "no connection"
    TOO_MANY = "too many requests"
    SHUT_OUT = "token refused"
    CUT_BEFORE = "cut before it arrived"
    CUT_AFTER = "cut after it arrived"
    REJECTED = "rejected"
    BLOCKED = "blocked"
    KILLED = "killed after it arrived"
    BROKEN = "a mistake in the channel"


UNCLEAR = {Mood.CUT_BEFORE, Mood.CUT_AFTER, Mood.KILLED, Mood.BROKEN}
_ARRIVES = {Mood.WELL, Mood.CUT_AFTER, Mood.KILLED}
_FATES = {
    Mood.NO_CONNECTION: Fate(Outcome.NOT_SENT),
    Mood.TOO_MANY: Fate(Outcome.NOT_SENT, retry_after=PAUSE.total_seconds()),
    Mood.SHUT_OUT: Fate(Outcome.SHUT_OUT),
    Mood.CUT_BEFORE: Fate(Outcome.UNCLEAR),
    Mood.CUT_AFTER: Fate(Outcome.UNCLEAR),
    Mood.REJECTED: Fate(Outcome.REFUSED, reason=Reason.REJECTED),
    Mood.BLOCKED: Fate(Outcome.REFUSED, reason=Reason.BLOCKED),
}


class MoodyChannel(RecordingChannel):
    """``moods`` are those of the next attempts; afterwards all is well."""

    def __init__(self, clock: MovableClock) -> None:
        super().__init__("telegram", clock)
        self.moods: list[Mood] = []
        self.tried: dict[int, list[Mood]] = defaultdict(list)

    async def send(self, parcel: Parcel) -> Fate:
        mood = self.moods.pop(0) if self.moods else Mood.WELL
        self.tried[parcel.key].append(mood)
        arrived = await super().send(parcel) if mood in _ARRIVES else Fate(Outcome.UNCLEAR)
        if mood is Mood.KILLED:
            raise Crashed("between sending and marking")
        if mood is Mood.BROKEN:
            raise ZeroDivisionError("a mistake in the channel")
        return _FATES.get(mood, arrived)

    def arrived(self, address: str) -> list[int]:
        """The rows that stand in a chat, in their order, each as often as it came."""
        return [shown.key for shown in self.chats[address]]


class PostOffice:
    """The program on a database of its own, with nothing but a moody messenger."""

    def __init__(self, database: str) -> None:
        self._settings = rehearsal_settings(database)
        self.clock = MovableClock(NOON)
        self.channel = MoodyChannel(self.clock)
        self.told: list[tuple[int, str, Reason | None]] = []
        self.program = self._build()

    def _build(self) -> Lotse:
        program = Lotse(self._settings, self.clock, [self.channel])
        program.book.notices["letter"] = _letter
        program.room._tellers = {MESSAGE: self._tell}
        return program

    def _tell(self, _unit: Unit, message: int, state: str, reason: Reason | None) -> None:
        self.told.append((message, state, reason))

    async def open(self) -> "PostOffice":
        await self.program.open()
        return self

    async def close(self) -> None:
        await self.program.close()

    async def resident(self, address: str) -> Seat:
        """Somebody with a chat."""

        def move_in(unit: Unit) -> Seat:
            return meet(
                unit.session, unit.house, unit, channel="telegram", address=address, language="de"
            )

        return await self.backstage(move_in)

    async def post(
        self,
        reader: Seat,
        lane: Lane,
        *,
        written: int = 0,
        due: datetime | None = None,
        urgent: bool = True,
    ) -> int:
        """A letter in this lane, by day or night, unless it is not ``urgent``.

        ``written`` numbers the message of a person that it is.
        """

        def put(unit: Unit) -> int:
            about = (MESSAGE, written) if written else ("", 0)
            posted = Outbox(unit).notify(
                reader.person_id, Notice("letter", {"lane": lane}, about),
                lane=lane, purpose=Purpose.SERVICE, due=due, at=reader.address_id, urgent=urgent,
            )  # fmt: skip
            assert posted is not None
            return posted

        return await self.backstage(put)

    async def backstage(self, work: Any) -> Any:
        return await self.program.database.run(lambda session: work(self.program.unit(session)))

    async def deliver(self) -> None:
        """Send all that is due at this moment; a program that is killed is started again."""
        for _ in range(1000):
            try:
                if not await self.program.postman.deliver_due():
                    return
            except Crashed:
                await self.program.close()
                self.program = self._build()
                await self.program.open()
        raise AssertionError("it never ends")

    async def pass_time(self, time: timedelta) -> None:
        await pass_until(self, self.clock, self.clock.now() + time, self.deliver)

    async def tick(self) -> None:
        """Nothing but letters falls due here."""

    async def next_due(self) -> datetime | None:
        return await self.program.next_due()

    async def rows(self, ids: Sequence[int]) -> list[RowMapping]:
        """What the outbox says of these letters."""
        statement = select(OUTBOX).where(OUTBOX.c.id.in_(ids)).order_by(OUTBOX.c.id)
        return list(
            await self.backstage(lambda unit: unit.session.execute(statement).mappings().all())
        )


def _letter(_reader: Any, _services: Any, *, lane: int) -> Screen:
    card = Choice("Ja", Card("take", 1, 1))
    picture = Document("karte.png", "image/png", b"?") if lane == Lane.REMINDER else None
    return Screen(Text((Span(f"Brief {lane}", bold=True),)), ((card,),), document=picture)
