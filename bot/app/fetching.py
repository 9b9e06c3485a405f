"""Fetching: of several processes one asks a messenger for what is new, and another if it dies."""

import asyncio
from functools import partial

from bot.dialogue.channel import Channel, Receive
from bot.domain.errors import DatabaseAway
from bot.jobs.nursery import as_long_as
from storage.baton import Baton
from storage.database import Database

LOOK_SECONDS = 1.0


async def fetch(database: Database, channel: Channel, receive: Receive) -> None:
    """Let the channel run; one that fetches, only while this process is the one that does.

    Ends when the channel does, for instance because somebody else uses its token.
    """
    if not channel.capabilities.fetches or database.is_sqlite:
        await channel.run(receive)
        return
    baton, is_over = Baton(database, f"fetching of {channel.name}"), False
    try:
        while not is_over:
            while not await _holds(baton, if_unknown=False):  # noqa: ASYNC110 - a lock does not ring
                await asyncio.sleep(LOOK_SECONDS)
            holds = partial(_holds, baton, if_unknown=True)
            is_over = await as_long_as(holds, channel.run(receive), LOOK_SECONDS)
    finally:
        baton.drop()


async def _holds(baton: Baton, *, if_unknown: bool) -> bool:
    try:
        return bool(await baton.run(lambda _session, _is_new: True))
    except DatabaseAway:
        return if_unknown
