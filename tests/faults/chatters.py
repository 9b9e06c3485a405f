"""Pupils on Telegram, and the books that the double and the database must agree on."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from random import Random

from sqlalchemy import RowMapping, func, select
from sqlmodel import Session

from bot.app import county
from storage.cipher import Cipher
from storage.database import Database
from storage.queries import turns
from storage.queries.outbox import OUTBOX
from storage.queries.turns import INBOX
from tests.faults.processes import Place
from tests.faults.pupils import ACTIVITIES, MOST
from tests.telegram.double import Person, Posted, TelegramDouble

NAME = "telegram"


class Chatter:
    """Somebody in the first question of the interview, where every number switches an activity.

    So an event that is lost, or handled twice, leaves another choice behind than she has made.
    """

    def __init__(self, person: Person, dice: Random) -> None:
        self.person = person
        self.dice = dice
        self.said = 0
        self.taps = 0
        self.edits = 0
        self.typed: list[Posted] = []
        self.chosen: list[int] = []

    def arrives(self) -> None:
        """Start, and come to the first question."""
        self.person.starts()
        self.person.says("1")
        self.said += 2

    def acts(self) -> None:
        """Switch an activity by its number or its button; or change what she has said before."""
        number, chance = self.dice.randint(1, ACTIVITIES), self.dice.random()
        screen = self._screen()
        if chance < 0.1 and self.typed:  # that has been answered already: nothing is switched
            self.person.changes(self.dice.choice(self.typed), str(number))
            self.edits += 1
        elif chance < 0.4 and screen is not None:
            button = list(screen.buttons)[number - 1]
            self.person.presses(screen, button["callback_data"])
            self._switches(number, on=button["text"].startswith("☐"))
            self.taps += 1
        else:
            self.typed.append(self.person.says(str(number)))
            self._switches(number, on=number not in self.chosen)
        self.said += 1

    def _switches(self, number: int, *, on: bool) -> None:
        """A button means what it shows, even if that has changed before the tap is heard."""
        if not on and number in self.chosen:
            self.chosen.remove(number)
        elif on and number not in self.chosen and len(self.chosen) < MOST:
            self.chosen.append(number)

    def _screen(self) -> Posted | None:
        """Where the buttons of the question are."""
        shown = (each for each in reversed(self.person.messages) if each.state.keyboard)
        return next((each for each in shown if len(list(each.buttons)) >= ACTIVITIES), None)

    @property
    def shown(self) -> int:
        """How many activities are switched on in the newest message."""
        screen = self._screen()
        labels = (label for row in screen.rows for label in row) if screen else ()
        return sum(label.startswith("☑") for label in labels)


@asynccontextmanager
async def chatting(
    place: Place, count: int, *, brought: bool = False
) -> AsyncIterator[tuple[Place, list[Chatter]]]:
    """The double with so many people, and the place of a program that talks to it.

    It fetches its updates, or they are ``brought``.
    """
    async with TelegramDouble() as double:
        double.lotse.rates.in_all = double.lotse.rates.per_chat = None
        more = {
            "LOTSE_TELEGRAM_TOKEN": double.lotse.token,
            "LOTSE_TELEGRAM_API": double.url,
            "LOTSE_TELEGRAM_PER_SECOND": "1000",
        }
        if brought:
            more |= {
                "LOTSE_TELEGRAM_UPDATES": "webhook",
                "LOTSE_TELEGRAM_SECRET": "s" * 40,
                "LOTSE_BASE_URL": place.url,
            }
        people = [
            Chatter(double.person(f"P{n}"), Random(n))  # noqa: S311 - dice, not secrets
            for n in range(count)
        ]
        yield replace(place, more=more), people
        assert double.violations == []


@dataclass(frozen=True, slots=True)
class Tally:
    """What became of everything: events said, and replies that are known to have come.

    ``extra`` messages came beside those: doubled, or of replies whose fate is ``unknown``.
    ``doubtful`` replies were sent a second time because nobody knew.
    """

    events: int
    replies: int
    extra: int
    unknown: int
    doubtful: int


@contextmanager
def _reading(place: Place) -> Iterator[Database]:
    database = Database(place.database, Cipher([place.key], place.pepper))
    try:
        yield database
    finally:
        database.close()


def count_in(place: Place, *states: str) -> int:
    """How many rows of the outbox are in these states."""

    def count(session: Session) -> int:
        found = select(func.count()).where(OUTBOX.c.state.in_(states))
        return int(session.execute(found).scalar_one())

    with _reading(place) as database:
        return database.run_now(count)


def audit(place: Place, people: list[Chatter]) -> Tally:
    """Every event once, every answer at least once; what came twice was in doubt."""
    with _reading(place) as database:
        tallies = database.run_now(lambda session: [_audit(session, place, p) for p in people])
        events = database.run_now(
            lambda session: (
                session.execute(select(INBOX.c.state).where(INBOX.c.channel == NAME))
                .scalars()
                .all()
            )
        )
    assert list(events) == ["done"] * sum(person.said for person in people)
    return Tally(*(sum(each) for each in zip(*map(_figures, tallies), strict=True)))


def _figures(tally: Tally) -> tuple[int, ...]:
    return tally.events, tally.replies, tally.extra, tally.unknown, tally.doubtful


def _audit(session: Session, place: Place, chatter: Chatter) -> Tally:
    cipher = Cipher([place.key], place.pepper)
    seat = turns.find_seat(session, NAME, cipher.digest(NAME, str(chatter.person.id)))
    assert seat is not None
    fields = [field.code for field in county("kreis_paderborn")[0].fields]
    draft = seat.state["notes"]["draft"]["activities"] if chatter.chosen else []
    assert sorted(draft) == sorted(fields[number - 1] for number in chatter.chosen)
    rows = _rows(session, seat.address_id)
    assert len(rows) == chatter.said, "one reply to every event"
    assert {row["state"] for row in rows} <= {"sent", "unknown"}
    shown = [posted.id for posted in chatter.person.messages]
    known = [int(row["message_id"]) for row in rows if row["state"] == "sent"]
    assert known == sorted(known), "in the order of the events"
    assert set(known) <= set(shown), "what is called sent has come"
    unknown = [row for row in rows if row["state"] == "unknown"]
    doubtful = [row for row in rows if row["state"] == "sent" and row["reason"] == "lost"]
    extra = len(shown) - len(set(known))
    assert extra <= len(doubtful) + 2 * len(unknown)
    return Tally(chatter.said, len(known), extra, len(unknown), len(doubtful))


def _rows(session: Session, address_id: int) -> list[RowMapping]:
    statement = select(OUTBOX).where(OUTBOX.c.address_id == address_id).order_by(OUTBOX.c.id)
    return list(session.execute(statement).mappings())
