"""The channel itself: what it can do, its send and its run."""

import asyncio
from contextlib import suppress
from typing import Any

import structlog

from bot.botapi import limits
from bot.botapi.fates import CallFailed, Trouble
from bot.botapi.introduction import Introducer
from bot.botapi.line import Line, unusable
from bot.botapi.profile import Introduction, nothing_to_say
from bot.botapi.reception import Reception
from bot.botapi.sending import Sender
from bot.botapi.settings import TelegramSettings
from bot.botapi.updates import KINDS, update_id
from bot.dialogue.channel import Capabilities, Fate, Parcel, Receive
from bot.domain.clock import Clock

POLL_SECONDS = 25
MARGIN_SECONDS = 10.0  # beyond that an answer to a long poll will not come any more
FIRST_PAUSE, LONGEST_PAUSE, SHUT_PAUSE = 0.5, 30.0, 30.0
HEARTBEAT_SECONDS = 60.0
LOOK_SECONDS, AGAIN_SECONDS = 5.0, 60.0  # until the next look at the introduction, or the next try
MINIMUM_AGE = 16  # Telegram's terms for people in the EU
MOST_AT_ONCE = 100  # updates that Telegram may bring side by side
_log = structlog.get_logger(__name__)


class BotChannel:
    """A bot; each client library brings a line of its own and gives the bot its ``name``.

    Fetches updates by long polling, or lets them be brought (``webhook_router``). Nothing is
    acknowledged to Telegram before a commit has kept it. ``introduction`` tells how the bot
    shows itself now; until something is put there, that stays as it is.
    """

    name: str

    def __init__(
        self,
        settings: TelegramSettings,
        line: Line,
        clock: Clock,
    ) -> None:
        self.capabilities = Capabilities(
            firm="Telegram",
            minimum_age=MINIMUM_AGE,
            buttons=limits.BUTTONS,
            text_length=limits.TEXT,
            toasts=True,
            audience=settings.audience,
            per_second=settings.per_second,
            per_chat=1,
            fetches=not settings.webhook,
        )
        self.settings = settings
        self._line = line
        self._sender = Sender(self._line, paid=settings.per_second > limits.PER_SECOND)
        self._clock = clock
        self.introduction: Introduction = nothing_to_say
        self._is_elsewhere = False
        self._username = ""

    @property
    def trouble(self) -> str:
        """What keeps the bot from working, as one word; empty when nothing does."""
        if self._line.shut:
            return Trouble.TOKEN.value
        return Trouble.CONFLICT.value if self._is_elsewhere else ""

    @property
    def link(self) -> str:
        """Where people open the bot; empty until Telegram has told its name, and in trouble."""
        return f"https://t.me/{self._username}" if self._username and not self.trouble else ""

    async def send(self, parcel: Parcel) -> Fate:
        """Try to deliver once; never raises for what a network can do."""
        return await self._sender.send(parcel)

    async def run(self, receive: Receive) -> None:
        """Introduce the bot and fetch updates until cancelled.

        Returns when another program fetches with the same token.
        """
        reception = self.reception(receive)
        me = await self._surely("getMe")
        self._username = str(me.get("username", "")) if isinstance(me, dict) else ""
        reception.username = self._username
        fetching = self._be_brought if self.settings.webhook else self._fetch
        over = asyncio.Event()

        async def fetch() -> None:
            try:
                await fetching(reception)
            finally:
                over.set()

        await asyncio.gather(fetch(), self._introduce(over))

    async def _introduce(self, over: asyncio.Event) -> None:
        """Say who the bot is, and again what has changed, as when somebody has joined the team."""
        introducer = Introducer(self._line)
        while not over.is_set():
            went_well = False
            try:
                went_well = await introducer.tell(await self.introduction())
            except Exception as error:  # noqa: BLE001 - a bot without a nice name still helps people
                _log.error("no introduction", reason=type(error).__name__, exc_info=error)
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_SECONDS if went_well else AGAIN_SECONDS):
                    await over.wait()

    def reception(self, receive: Receive) -> Reception:
        """What hands updates to the program."""
        return Reception(self.name, self._line, self._clock, receive)

    async def close(self) -> None:
        """Let go of all connections, when nothing is on its way any more."""
        await self._line.close()

    # Polling ------------------------------------------------------------------------------

    async def _fetch(self, reception: Reception) -> None:
        await self._surely("deleteWebhook")  # what waits there is kept
        offset, pause = 0, FIRST_PAUSE
        while True:
            try:
                updates = await self._updates(offset)
            except CallFailed as failed:
                if failed.failure.trouble is Trouble.CONFLICT:
                    self._is_elsewhere = True
                    _log.error(
                        "another program fetches with this token: fetching stops here; "
                        "stop the other one, then start this one again"
                    )
                    return
                pause = await self._rest(failed, pause)
                continue
            await reception.take_all(updates)
            # after a quiet week Telegram numbers anew, perhaps lower: the newest ones count
            numbers = [number for number in map(update_id, updates) if number]
            offset = max(numbers) + 1 if numbers else offset
            pause = FIRST_PAUSE

    async def _updates(self, offset: int) -> list[dict[str, Any]]:
        """Whatever came from ``offset`` on; asking for it acknowledges what came before."""
        fields = {
            "limit": limits.UPDATES,
            "timeout": POLL_SECONDS,
            "allowed_updates": list(KINDS),
        }
        fields |= {"offset": offset} if offset else {}
        updates = await self._line.call("getUpdates", fields, POLL_SECONDS + MARGIN_SECONDS)
        if not isinstance(updates, list):
            unusable("getUpdates")
        return [update for update in updates if isinstance(update, dict)]

    # Webhook ------------------------------------------------------------------------------

    async def _be_brought(self, _: Reception) -> None:
        """Tell Telegram where to bring updates, then look now and then whether all is well."""
        await self._surely(
            "setWebhook",
            url=self.settings.webhook,
            secret_token=self.settings.secret,
            allowed_updates=list(KINDS),
            max_connections=MOST_AT_ONCE,
        )
        seen: object = None
        while True:
            await asyncio.sleep(HEARTBEAT_SECONDS)
            state = await self._surely("getWebhookInfo")
            failed_at = state.get("last_error_date") if isinstance(state, dict) else None
            if failed_at != seen:
                waiting = state.get("pending_update_count")
                _log.warning("Telegram could not bring updates", waiting=waiting)
            seen = failed_at

    # Patience -----------------------------------------------------------------------------

    async def _surely(self, method: str, **fields: Any) -> Any:
        """The result of a call that is repeated until it is answered well."""
        pause = FIRST_PAUSE
        while True:
            try:
                return await self._line.call(method, fields)
            except CallFailed as failed:
                pause = await self._rest(failed, pause)

    async def _rest(self, failed: CallFailed, pause: float) -> float:
        """Wait after a failure; returns the next pause in seconds."""
        failure = failed.failure
        _log.warning("Telegram does not answer as it should", reason=str(failed))
        shut = failure.trouble is Trouble.TOKEN
        await asyncio.sleep(SHUT_PAUSE if shut else max(pause, failure.retry_after))
        return min(pause * 2, LONGEST_PAUSE)
