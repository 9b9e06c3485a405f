"""The books: what the database holds after a fault, compared with what pupils have done."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlmodel import Session

from bot.app import county
from bot.services.doors import Locks
from storage.cipher import Cipher
from storage.database import Database
from storage.queries import turns
from storage.queries.outbox import OUTBOX
from storage.queries.turns import ADDRESS, INBOX, PERSON
from tests.faults.processes import Place
from tests.faults.pupils import Pupil


def compare(place: Place, pupils: Sequence[Pupil]) -> None:
    """Every event once, every answer once on the shelf, every choice as it was made."""
    cipher = Cipher([place.key], place.pepper)
    database = Database(place.database, cipher)
    try:
        database.run_now(lambda session: _Books(session, cipher).agree_with(pupils))
    finally:
        database.close()


class _Books:
    """Reads what a program has written, with its keys and without it."""

    def __init__(self, session: Session, cipher: Cipher) -> None:
        self._session = session
        self._cipher = cipher
        self._fields = [field.code for field in county("kreis_paderborn")[0].fields]

    def agree_with(self, pupils: Sequence[Pupil]) -> None:
        inbox = dict(self._session.execute(select(INBOX.c.event_id, INBOX.c.state)).all())
        assert inbox == {id_: "done" for pupil in pupils for id_ in pupil.sent}
        for table in (PERSON, ADDRESS):
            assert len(self._session.execute(select(table.c.id)).all()) == len(pupils)
        for pupil in pupils:
            self._compare(pupil)

    def _compare(self, pupil: Pupil) -> None:
        opened = Locks(self._cipher).open(pupil.secret)
        assert opened is not None
        seat = turns.find_seat(self._session, "web", self._cipher.digest("web", opened[0]))
        assert seat is not None
        draft = seat.state["notes"]["draft"]["activities"] if pupil.chosen else []
        assert sorted(draft) == sorted(self._fields[number - 1] for number in pupil.chosen)
        rows = self._outbox(seat.address_id)
        assert {row["state"] for row in rows} <= {"ready", "delivered"}
        assert [row["position"] for row in rows] == list(range(1, len(pupil.sent) + 1))
        positions = [row["position"] for row in pupil.rows]
        assert positions == sorted(set(positions))
        assert positions[-1] == len(pupil.sent)
        tokens = {button["token"] for row in pupil.newest["rows"] for button in row}
        assert all(token.startswith(f"p.{seat.state['n']}.") for token in tokens)

    def _outbox(self, address_id: int) -> list[Any]:
        statement = select(OUTBOX.c.state, OUTBOX.c.position).where(
            OUTBOX.c.address_id == address_id
        )
        return list(self._session.execute(statement.order_by(OUTBOX.c.position)).mappings())
