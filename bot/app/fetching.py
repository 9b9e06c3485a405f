"""Fetching: of several processes one asks a messenger for what is new, and another if it dies."""

import asyncio

from bot.dialogue.channel import Channel, Receive
from bot.domain.errors import DatabaseAway
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
            is_over = await _fetch_while_held(baton, channel, receive)
    finally:
        baton.drop()


async def _fetch_while_held(baton: Baton, channel: Channel, receive: Receive) -> bool:
    """Returns whether the channel has come to an end by itself."""
    async with asyncio.TaskGroup() as group:
        fetching = group.create_task(channel.run(receive))
        while not fetching.done() and await _holds(baton, if_unknown=True):
            await asyncio.wait({fetching}, timeout=LOOK_SECONDS)
        is_over = fetching.done()
        fetching.cancel()
    return is_over


async def _holds(baton: Baton, *, if_unknown: bool) -> bool:
    try:
        return bool(await baton.run(lambda _session, _is_new: True))
    except DatabaseAway:
        return if_unknown
