"""The channel itself: nothing is sent, the page that listens is told to look at its shelf."""

import asyncio
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from bot.dialogue.channel import Capabilities, Fate, Outcome, Parcel, Receive

NAME = "web"


class Bell:
    """Rings for one open page when there is something new for it, or when the house closes."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()
        self.closed = False

    def ring(self) -> None:
        """Something may be new."""
        self._rung.set()

    def quiet(self) -> None:
        """Forget earlier rings. Called before looking, not after, so that nothing is missed."""
        if not self.closed:
            self._rung.clear()

    async def rings(self, within: float) -> bool:
        """Wait for the next ring, at most ``within`` seconds; False if none came."""
        with suppress(TimeoutError):
            async with asyncio.timeout(within):
                await self._rung.wait()
                return True
        return False


class WebChannel:
    """The web page as a messenger.

    A parcel's outbox row is itself the message on the shelf, so sending means waking the pages
    of that address; the row stays ready until one of them acknowledges it.
    """

    name = NAME
    trouble = link = ""
    capabilities = Capabilities(
        edits=True, buttons=100, documents=True, push=False, repeatable=True
    )

    def __init__(self) -> None:
        self._bells: defaultdict[str, set[Bell]] = defaultdict(set)

    async def send(self, parcel: Parcel) -> Fate:
        """Wake the pages of the address; an edit keeps the id of the message that it replaces."""
        self.wake(parcel.address)
        return Fate(Outcome.READY, message_id=parcel.edits or str(parcel.key))

    async def run(self, receive: Receive) -> None:
        """Returns at once: the site hands events on by itself."""

    def wake(self, address: str) -> None:
        """Let the open pages of this address look at their shelf."""
        for bell in self._bells.get(address, ()):
            bell.ring()

    @contextmanager
    def listening(self, address: str) -> Iterator[Bell]:
        """A bell for one open page."""
        bell = Bell()
        self._bells[address].add(bell)
        try:
            yield bell
        finally:
            self._bells[address].discard(bell)
            if not self._bells[address]:
                del self._bells[address]

    def listeners(self, address: str) -> int:
        """How many pages of this address are listening."""
        return len(self._bells.get(address, ()))

    def close(self) -> None:
        """Let all open streams end, so that the server can stop; pages come back by themselves."""
        for bells in self._bells.values():
            for bell in bells:
                bell.closed = True
                bell.ring()
