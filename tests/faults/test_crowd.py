"""More pages than the system lets one process open: those who are in go on, others come later."""

import asyncio
import os
import resource
import sys
from asyncio import StreamReader, StreamWriter
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from tests.faults.processes import ROOT, Place
from tests.faults.pupils import at_their_pages

FILES, PAGES, OF_ONE = 200, 260, 10


@asynccontextmanager
async def cramped(place: Place) -> AsyncIterator[None]:
    """``lotse run`` that may open few files."""
    limit = partial(resource.setrlimit, resource.RLIMIT_NOFILE, (FILES, FILES))
    with place.log.open("a") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            cwd=place.folder,
            env={**os.environ, **place.environment(), "PYTHONPATH": str(ROOT)},
            stdout=log,
            stderr=log,
            preexec_fn=limit,
        )
    try:
        await asyncio.to_thread(place.is_up)
        yield
    finally:
        process.kill()
        await process.wait()


async def opened(place: Place, secret: str) -> tuple[int, StreamReader, StreamWriter]:
    """One more open page: the status it gets, and its connection, which stays."""
    reader, writer = await asyncio.open_connection("127.0.0.1", place.port)
    lines = ("GET /api/stream HTTP/1.1", "Host: lotse", f"Cookie: lotse={secret}", "", "")
    writer.write("\r\n".join(lines).encode())
    status = await asyncio.wait_for(reader.readline(), 20)
    return int(status.split()[1]), reader, writer


async def test_a_crowd_does_not_shut_the_door_for_good(sqlite_place: Place) -> None:
    async with (
        cramped(sqlite_place),
        at_their_pages(sqlite_place.url, PAGES // OF_ONE) as pupils,
    ):
        await asyncio.gather(*(pupil.insists("POST", "/api/visit", {}) for pupil in pupils))
        pages = [
            await opened(sqlite_place, pupil.secret) for pupil in pupils for _ in range(OF_ONE)
        ]
        got = Counter(status for status, _, _ in pages)
        assert got.keys() == {200, 503}
        assert got[200] >= FILES // 3
        for _, _, writer in pages:
            writer.close()
        await asyncio.to_thread(sqlite_place.is_up)
        assert "Too many open files" not in sqlite_place.log.read_text()
