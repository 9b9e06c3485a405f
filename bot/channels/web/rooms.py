"""Who is asking: the cookie, the chat behind it, and what may be asked how often."""

import time
from dataclasses import dataclass
from hashlib import sha256
from re import compile as pattern

from fastapi import HTTPException, Request, Response

from bot.channels.web.guard import Buckets
from bot.channels.web.ports import Doorman, Session
from bot.channels.web.settings import WebSettings

COOKIE = "lotse"
_SECRET = pattern(r"[A-Za-z0-9_-]{16,200}")


@dataclass(frozen=True, slots=True)
class Room:
    """A chat whose page is asking."""

    secret: str
    session: Session

    @property
    def tag(self) -> str:
        """Names the chat in the page's own storage without telling its secret."""
        return tag(self.secret)


def tag(secret: str) -> str:
    """A short name for a secret from which it cannot be found."""
    return sha256(b"room:" + secret.encode()).hexdigest()[:16]


class Rooms:
    """Finds the chat of a request, and keeps each of them from asking too often."""

    def __init__(self, doorman: Doorman, settings: WebSettings) -> None:
        self._doorman, self._settings = doorman, settings
        self._pace = Buckets(settings.rate, settings.burst, time.monotonic)
        self._doors = Buckets(settings.door_rate, settings.door_burst, time.monotonic)

    def secret(self, request: Request) -> str:
        """What the cookie holds, or in the demo the address; empty if nothing usable."""
        given = request.cookies.get(COOKIE, "")
        if self._settings.demo:
            given = request.query_params.get("chat", given)
        return given if _SECRET.fullmatch(given) else ""

    async def find(self, request: Request) -> Room | None:
        """The chat of this request; None for nobody's."""
        secret = self.secret(request)
        session = await self._doorman.session(secret) if secret else None
        return Room(secret, session) if session else None

    async def enter(self, request: Request) -> Room:
        """The chat of this request. Raises 429 for a flood, 401 for nobody's."""
        if secret := self.secret(request):
            self._pace.take(secret)
        if room := await self.find(request):
            return room
        raise HTTPException(401, "no chat")

    def knock(self, request: Request) -> None:
        """Count a visit from this network address, which is kept nowhere else. Raises 429."""
        self._doors.take(request.client.host if request.client else "")

    def let_in(self, response: Response, secret: str, *, embedded: bool) -> None:
        """Give the browser its chat.

        In another site's page only a partitioned cookie is kept, and only over https.
        """
        days = self._settings.remember_days
        self._set(response, secret, age=days * 86400, embedded=embedded)

    def let_out(self, response: Response) -> None:
        """Take the chat from this browser, wherever its page sat."""
        self._set(response, "", age=0, embedded=False)
        if self._settings.https:
            self._set(response, "", age=0, embedded=True)

    def _set(self, response: Response, secret: str, *, age: int, embedded: bool) -> None:
        parts = [f"{COOKIE}={secret}", f"Path={self._settings.base or '/'}", f"Max-Age={age}"]
        parts.append("HttpOnly")
        if self._settings.https:
            parts.append("Secure")
        # written by hand: http.cookies knows no "Partitioned" before Python 3.14
        outside = embedded and self._settings.https
        parts += ["SameSite=None", "Partitioned"] if outside else ["SameSite=Lax"]
        response.headers.append("set-cookie", "; ".join(parts))
