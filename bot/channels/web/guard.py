"""The watch at the door: where a request comes from, how large it is, and how often it comes."""

from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar
from urllib.parse import urlsplit

from fastapi import HTTPException, Request
from pydantic import BaseModel, ValidationError
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MARK = "x-lotse"  # a header that no other site can make a browser send
MOST_BUCKETS = 50_000

Body = TypeVar("Body", bound=BaseModel)


class Buckets:
    """One token bucket per name: ``burst`` at once, ``rate`` a second afterwards.

    Who floods, slows down only himself. The longest unused buckets are forgotten first.
    """

    def __init__(self, rate: float, burst: int, timer: Callable[[], float]) -> None:
        self._rate, self._burst, self._timer = rate, float(burst), timer
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, name: str) -> None:
        """Take one token. Raises 429 with Retry-After when there is none."""
        now = self._timer()
        left, at = self._buckets.pop(name, (self._burst, now))
        left = min(self._burst, left + (now - at) * self._rate)
        self._buckets[name] = (left - 1 if left >= 1 else left, now)
        if len(self._buckets) > MOST_BUCKETS:
            self._buckets.popitem(last=False)
        if left < 1:
            raise HTTPException(429, "slower, please", {"Retry-After": "1"})


def check_origin(request: Request, public_url: str) -> None:
    """Refuse (403) what another site makes a browser send.

    The page's own calls carry ``MARK``, which needs no Origin; a plain form must name its origin.
    """
    origin = request.headers.get("origin")
    if origin is None and MARK in request.headers:
        return
    own = {urlsplit(public_url).netloc, request.headers.get("host")}
    site = _site(origin or "")
    if not site or site not in own:
        raise HTTPException(403, "not from here")


def _site(origin: str) -> str:
    """Host and port; empty where there is none, or nothing that can be read."""
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""


def check_mark(request: Request) -> None:
    """Refuse (403) calls without the page's own header."""
    if MARK not in request.headers:
        raise HTTPException(403, "not from here")


async def read(request: Request, shape: type[Body], limit: int) -> Body:
    """The JSON body. Raises 415 for another type, 413 beyond ``limit`` bytes, else 422."""
    if request.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        raise HTTPException(415, "JSON only")
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > limit:
            raise HTTPException(413, "too long", {"Connection": "close"})
    try:
        return shape.model_validate_json(bytes(raw))
    except ValidationError:
        # the details would repeat what a person typed
        raise HTTPException(422, "not understood") from None


class SafeHeaders:
    """Adds headers that shut off what the page does not need; what a route set itself stays."""

    def __init__(self, app: ASGIApp, headers: Mapping[str, str]) -> None:
        self._app, self._headers = app, headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""

        async def dressed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        await self._app(scope, receive, dressed if scope["type"] == "http" else send)


def safe_headers(frame_ancestors: Iterable[str], *, https: bool) -> dict[str, str]:
    """The headers of every answer: no script, style, picture or call but from this very site."""
    ancestors = " ".join(frame_ancestors) or "'none'"
    headers = {
        "Content-Security-Policy": content_policy(ancestors),
        "X-Content-Type-Options": "nosniff",
        # "same-origin", not "no-referrer": without it browsers send forms with "Origin: null"
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Cache-Control": "no-store",
    }
    if ancestors == "'none'":
        headers["X-Frame-Options"] = "DENY"
    if https:
        headers["Strict-Transport-Security"] = "max-age=31536000"
    return headers


def content_policy(ancestors: str, **more: str) -> str:
    """The Content-Security-Policy; ``more`` opens further directives ("frame_src")."""
    directives: dict[str, Any] = {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self'",
        "connect-src": "'self'",
        "form-action": "'self'",
        "base-uri": "'none'",
        "frame-ancestors": ancestors,
        **{name.replace("_", "-"): value for name, value in more.items()},
    }
    return "; ".join(f"{name} {value}" for name, value in directives.items())
