"""The database part of a turn as the program does it: one transaction on the database's thread."""

from collections.abc import Callable
from itertools import count
from time import perf_counter

from sqlmodel import Session

from bot.app import Lotse
from bot.services.people import meet
from storage.queries import outbox, turns

ADDRESS = "address of the database part"
ANSWER = {"message": {"text": [["words " * 40, False, False, ""]], "rows": [], "typing": True}}
ANSWER["message"]["rows"] = [
    [[f"activity number {n}", f"p.1801479607.{n}", n < 3]] for n in range(20)
]
STATE = {"choices": [[f"activity number {n}", ["a.door", {"code": "c" * 90}]] for n in range(20)]}
"""As large as those of a real screen: see ``raw_turn``."""


class DatabasePart:
    """One chat, whose events change nothing but what every event changes."""

    def __init__(self, program: Lotse) -> None:
        self._program = program
        self._digest = program.house.cipher.digest("web", ADDRESS)
        self._numbers = count()

    async def come(self) -> None:
        await self._program.database.run(self._move_in)
        await self.milliseconds(50)

    def _move_in(self, session: Session) -> None:
        unit = self._program.unit(session)
        meet(session, unit.house, unit, channel="web", address=ADDRESS, language="de")

    async def milliseconds(self, times: int) -> float:
        """How long one takes on average, the way to the thread and back included."""
        began = perf_counter()
        for _ in range(times):
            await self._program.database.run(self._turn(f"part {next(self._numbers)}"))
        return (perf_counter() - began) / times * 1_000

    def _turn(self, event: str) -> Callable[[Session], None]:
        def unit(session: Session) -> None:
            now = self._program.clock.now()
            turns.receive(session, "web", event, self._digest, now)
            seat = turns.find_seat(session, "web", self._digest)
            assert seat is not None
            outbox.post(session, {
                "address_id": seat.address_id, "person_id": seat.person_id, "lane": 0,
                "purpose": "answer", "due_at": now, "created_at": now, "state": "queued",
                "tries": 0, "body": ANSWER, "replaces": None, "about_kind": "", "about_id": 0,
                "urgent": True,
            })  # fmt: skip
            turns.store_conversation(session, seat.conversation_id, STATE, now)

        return unit
