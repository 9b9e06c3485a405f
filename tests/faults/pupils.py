"""Pupils at their pages: they repeat what was not taken, as the page does, and keep own books."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from random import Random
from typing import Any
from uuid import uuid4

import httpx

PAGE = {"X-Lotse": "1"}
ACTIVITIES = 18
MOST = 3
PATIENCE = 180.0

Body = dict[str, Any]


class Pupil:
    """One pupil in the first question of the interview, where every number switches an activity.

    So an event that is lost, or handled twice, leaves another choice behind than she has made.
    """

    def __init__(self, url: str, dice: Random) -> None:
        # a server closes what is idle for five seconds; a browser takes a fresh connection then
        fresh = httpx.Limits(keepalive_expiry=2)
        self._client = httpx.AsyncClient(
            base_url=url, headers=PAGE, timeout=PATIENCE, limits=fresh
        )
        self._dice = dice
        self.sent: list[str] = []
        self.repeats = 0
        self.chosen: list[int] = []
        self.rows: list[dict[str, Any]] = []

    async def close(self) -> None:
        await self._client.aclose()

    @property
    def secret(self) -> str:
        return self._client.cookies["lotse"]

    @property
    def newest(self) -> dict[str, Any]:
        """What stands last on the page."""
        return self.rows[-1]

    def button(self, number: int) -> str:
        """The token of the button that says the same as a number."""
        buttons = [button for row in self.newest["rows"] for button in row]
        return str(buttons[number - 1]["token"])

    async def arrives(self) -> None:
        """Open the page, start, and come to the first question."""
        await self.insists("POST", "/api/visit", {})
        await self.tells(kind="joined")
        await self.tells(kind="said", text="1")

    async def plays(self, acts: int) -> None:
        """Come, do so much, and see the answers."""
        await self.arrives()
        for _ in range(acts):
            await self.acts()
        await self.catches_up()

    async def acts(self) -> None:
        """Switch an activity by its number or its button; sometimes the network doubles it."""
        number, times = self._dice.randint(1, ACTIVITIES), self._dice.choice([1, 1, 1, 1, 2])
        if self._dice.random() < 0.2:
            await self.taps(number, times)
        else:
            await self.types(number, times)

    async def types(self, number: int, times: int = 1) -> None:
        """Switch an activity by its number."""
        self.switches(number)
        await self.tells(times, kind="said", text=str(number))

    async def taps(self, number: int, times: int = 1) -> None:
        """Switch an activity by its button."""
        await self.catches_up()
        self.switches(number)
        await self.tells(times, kind="tapped", choice=self.button(number))

    def switches(self, number: int) -> None:
        """Note an activity as switched."""
        if number in self.chosen:
            self.chosen.remove(number)
        elif len(self.chosen) < MOST:
            self.chosen.append(number)

    def event(self, **what: str) -> Body:
        """Something new to tell; from now on the program must know of it."""
        body = {"id": str(uuid4()), **what}
        self.sent.append(body["id"])
        return body

    async def tells(self, times: int = 1, **what: str) -> None:
        """Tell something, perhaps several times at once, each of them until it was taken."""
        body = self.event(**what)
        calls = (self.insists("POST", "/api/events", body) for _ in range(times))
        await asyncio.gather(*calls)

    async def looks(self) -> None:
        """Fetch what is new and acknowledge it."""
        after = self.newest["position"] if self.rows else 0
        answer = await self.insists("GET", f"/api/messages?after={after}&language=de")
        if rows := answer.json()["rows"]:
            self.rows += rows
            await self.insists("POST", "/api/seen", {"positions": [r["position"] for r in rows]})

    async def catches_up(self) -> None:
        """Look until the answer to every event has come."""
        async with asyncio.timeout(PATIENCE):
            while not self.rows or self.newest["position"] < len(self.sent):
                await self.looks()
                await asyncio.sleep(0.05)

    async def insists(self, method: str, path: str, body: Body | None = None) -> httpx.Response:
        """Ask until the answer is yes, and wait a moment where the server says so."""
        async with asyncio.timeout(PATIENCE):
            while True:
                try:
                    answer = await self.asks(method, path, body)
                except httpx.TransportError:
                    wait = 0.05
                else:
                    if answer.is_success:
                        return answer
                    assert answer.status_code in {429, 503}, answer.text
                    wait = float(answer.headers["Retry-After"])
                self.repeats += 1
                await asyncio.sleep(wait)

    async def asks(self, method: str, path: str, body: Body | None = None) -> httpx.Response:
        """Ask once."""
        return await self._client.request(method, path, json=body)

    async def sends(self, body: bytes, kind: str = "application/json") -> httpx.Response:
        """Something that the page would never send as an event."""
        headers = {"Content-Type": kind}
        return await self._client.post("/api/events", content=body, headers=headers)


@asynccontextmanager
async def at_their_pages(url: str, count: int) -> AsyncIterator[list[Pupil]]:
    """So many pupils, each with her own page."""
    pupils = [Pupil(url, Random(n)) for n in range(count)]  # noqa: S311 - dice, not secrets
    try:
        yield pupils
    finally:
        for pupil in pupils:
            await pupil.close()
