"""Letting time pass: from one planned moment to the next, as it would have happened."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Protocol

from bot.domain.clock import MovableClock


class Ticking(Protocol):
    """A program, or a stage that may put another one in its place meanwhile."""

    async def tick(self) -> None:
        """Do what is due by now."""
        ...

    async def next_due(self) -> datetime | None:
        """The next moment at which something planned is due; aware, None when nothing is."""
        ...


async def pass_until(
    lotse: Ticking, clock: MovableClock, moment: datetime, settle: Callable[[], Awaitable[None]]
) -> None:
    """Move the clock to ``moment`` (aware); ``settle`` delivers what is due at each stop."""
    while True:
        await lotse.tick()
        await settle()
        due = await lotse.next_due()
        if due is None or due > moment or due <= clock.now():
            break
        clock.move(due - clock.now())
    if moment > clock.now():
        clock.move(moment - clock.now())
        await lotse.tick()
        await settle()
