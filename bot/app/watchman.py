"""The watchman: looks at every tick whether the bots work, and has coordinators told."""

from collections.abc import Callable, Mapping
from functools import partial

from sqlmodel import Session

from bot.dialogue.channel import Channel
from bot.jobs.postman import Postman
from bot.services.unit import Unit
from bot.services.watch import (
    NUMBERS,
    STANDS_STILL,
    Standstill,
    give_all_clear,
    is_stuck,
    warn,
)
from storage.database import Database


class Watchman:
    """Remembers what each bot suffers from; ``troubles`` is empty while all is well."""

    def __init__(
        self,
        database: Database,
        unit: Callable[[Session], Unit],
        channels: Mapping[str, Channel],
        postman: Postman,
    ) -> None:
        self.troubles: dict[str, str] = {}
        self._database = database
        self._unit = unit
        self._bots = {name: each for name, each in channels.items() if name in NUMBERS}
        self._postman = postman
        self._looked_at: set[str] = set()

    async def look(self) -> None:
        """Compare with the last look. Raises DatabaseAway."""
        for name, bot in self._bots.items():
            trouble = bot.trouble or await self._standstill(name)
            if trouble != self.troubles.get(name, "") or name not in self._looked_at:
                await self._database.run(partial(self._tell, name=name, trouble=trouble))
            self._looked_at.add(name)
            self.troubles.pop(name, None)
            if trouble:
                self.troubles[name] = trouble

    async def _standstill(self, name: str) -> str:
        if self._postman.silent_seconds(name) < STANDS_STILL.total_seconds():
            return ""
        stuck = await self._database.run(lambda session: is_stuck(self._unit(session), name))
        return Standstill.STUCK.value if stuck else ""

    def _tell(self, session: Session, name: str, trouble: str) -> None:
        unit = self._unit(session)
        if trouble:
            warn(unit, name, trouble)
        else:
            give_all_clear(unit, name)
