"""The webhook: Telegram brings updates, and shows the secret that only it and we know."""

import json
from hmac import compare_digest

import structlog
from fastapi import APIRouter, HTTPException, Request, Response

from bot.botapi.channel import BotChannel
from bot.botapi.settings import WEBHOOK_PATH
from bot.dialogue.channel import Receive
from bot.domain.errors import DatabaseAway

BODY_LIMIT = 256 * 1024  # an update is a few kilobytes
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
AGAIN_SECONDS = "2"
_log = structlog.get_logger(__name__)


def webhook_router(channel: BotChannel, receive: Receive) -> APIRouter:
    """The one route that takes updates: 200 after a commit, 503 when nothing could be kept.

    Whatever cannot be read is answered 200, too: repeating it would hold up its chat for a day.
    """
    reception = channel.reception(receive)
    secret = channel.settings.secret.encode()

    async def take(request: Request) -> Response:
        shown = request.headers.get(SECRET_HEADER, "").encode()
        if not compare_digest(shown, secret):
            raise HTTPException(403, "not from here", {"Connection": "close"})
        body = await _read(request)
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            update = None
        if not isinstance(update, dict):
            _log.warning("update is no object")
            return Response()
        try:
            await reception.take(update)
        except DatabaseAway as away:
            _log.warning("update is to be brought again", reason=str(away))
            return Response(status_code=503, headers={"Retry-After": AGAIN_SECONDS})
        return Response()

    router = APIRouter()
    router.add_api_route(WEBHOOK_PATH, take, methods=["POST"])
    return router


async def _read(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > BODY_LIMIT:
            raise HTTPException(413, "too long", {"Connection": "close"})
    return bytes(body)
