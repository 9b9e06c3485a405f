"""The double of the messenger: an HTTP server on this machine, as strict as the real one."""

import asyncio
import json
import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from itertools import count
from random import Random
from time import perf_counter
from typing import Any

from aiohttp import web

from bot.domain.clock import MovableClock, SystemClock
from bot.jobs.nursery import Nursery
from tests.telegram.double import texts
from tests.telegram.double.account import Account, Clock
from tests.telegram.double.changing import CHANGING
from tests.telegram.double.chats import Posted, User
from tests.telegram.double.control import CONTROL
from tests.telegram.double.faults import Fault, refusal, strike
from tests.telegram.double.people import Group, Person
from tests.telegram.double.profile import PROFILE
from tests.telegram.double.rates import Rates
from tests.telegram.double.refusals import NOT_FOUND, UNAUTHORIZED, Refusal, Violation, bad
from tests.telegram.double.sending import SENDING
from tests.telegram.double.table import METHODS, checked
from tests.telegram.double.updates import UPDATES, get_updates
from tests.telegram.double.webhook import Courier
from tests.telegram.double.wire import fields_of

HOST = "127.0.0.1"
_CALL = re.compile(r"/bot([^/]+)/(\w+)")
_TOKEN = re.compile(r"\d+:[\w-]{30,}")
_FILE = re.compile(r"/file/bot([^/]+)/(.+)")
_DOING: dict[str, Any] = {**SENDING, **CHANGING, **PROFILE, **UPDATES}
_MOST_BODY = 60 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Refused:
    """A call that was refused."""

    method: str
    chat: Any
    code: int
    description: str


class TelegramDouble:
    """The messenger. ``async with TelegramDouble() as double`` serves until the end.

    Its ``clock`` may be another one that moves. ``jitter`` are the least and the most seconds
    that every call takes.
    """

    def __init__(self, *, clock: Clock | None = None, port: int = 0, seed: int = 1) -> None:
        self._own_clock = MovableClock(SystemClock().now(), SystemClock())
        self.clock: Clock = clock or self._own_clock
        self.port = port
        self.jitter = (0.0, 0.0)
        self.users: dict[int, User] = {}
        self.bots: dict[str, Account] = {}
        self.couriers: dict[str, Courier] = {}
        self.faults: list[Fault] = []
        self.refused: list[Refused] = []
        self.violations: list[str] = []
        self._runner: web.ServerRunner | None = None
        self._ids = count(5_000_000_001)
        self._random = Random(seed)  # noqa: S311 - jitter that repeats itself
        self._nursery = Nursery()
        texts.silence()
        self.lotse = self.bot("lotse_bot", "Lotse")

    # Serving ------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """Where the Bot API is."""
        return f"http://{HOST}:{self.port}"

    async def __aenter__(self) -> "TelegramDouble":
        await self.listen()
        for name, courier in self.couriers.items():
            self._nursery.look_after(name, courier.run)
        return self

    async def __aexit__(self, *_reason: object) -> None:
        await self._nursery.close()
        await self.vanish()

    async def listen(self) -> None:
        """Take calls, on the same port as before."""
        server = web.Server(
            self._handle, request_factory=_request, handler_cancellation=True, access_log=None
        )  # fmt: skip
        self._runner = web.ServerRunner(server, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, HOST, self.port, reuse_address=True)
        await site.start()
        self.port = self._runner.addresses[0][1]

    async def vanish(self) -> None:
        """Nobody listens any more: connections are refused, until ``listen``."""
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    # The world ----------------------------------------------------------------------------

    def bot(self, username: str, name: str, token: str = "") -> Account:
        """One more bot."""
        me = User(next(self._ids), name, username=username, is_bot=True)
        account = Account(
            me, token or f"{me.id}:{username:x<35}", self.clock, self.users, Rates(perf_counter)
        )
        self.bots[account.token] = account
        self.couriers[username] = courier = Courier(account, self._answered)
        if self._runner is not None:
            self._nursery.look_after(username, courier.run)
        return account

    def person(
        self,
        name: str,
        *,
        user_id: int = 0,
        language: str = "de",
        bot: Account | None = None,
    ) -> Person:
        """Somebody with an account, in her chat with ``bot``."""
        user = User(user_id or next(self._ids), name, language)
        self.users[user.id] = user
        return Person(user, bot or self.lotse)

    def group(self, title: str, bot: Account | None = None) -> Group:
        """A group without the bot."""
        return Group(-next(self._ids), title, bot or self.lotse)

    def fault(self, kind: str, method: str = "", **when: Any) -> Fault:
        """Something will go wrong, as ``Fault`` says."""
        fault = Fault(kind, method, **when)
        self.faults.append(fault)
        return fault

    def passes(self, time: timedelta) -> None:
        """Move the double's own clock."""
        self._own_clock.move(time)

    # The witness --------------------------------------------------------------------------

    @property
    def sent(self) -> list[Posted]:
        """Every message of every bot, in the order in which it was taken."""
        return [posted for bot in self.bots.values() for posted in bot.sent]

    @property
    def doubled(self) -> dict[tuple[int, str], int]:
        """How often the same words came to the same chat, where that is more than once."""
        often = Counter((each.chat.id, first_words(each)) for each in self.sent)
        return {what: times for what, times in often.items() if times > 1}

    @property
    def provoked(self) -> int:
        """How often a bot was told that it writes too much; faults do not count."""
        return sum(bot.rates.provoked for bot in self.bots.values())

    # Calls --------------------------------------------------------------------------------

    async def _handle(self, request: web.BaseRequest) -> web.StreamResponse:
        if any(self.jitter):
            await asyncio.sleep(self._random.uniform(*self.jitter))
        called = _CALL.fullmatch(request.path)
        if called is None and request.path.startswith("/control/"):
            return await self._controlled(request)
        if called is None:
            return self._file(request.path)
        name, spec = METHODS.get(called[2].lower(), (called[2], None))
        try:
            given = await fields_of(request)
        except Violation as violation:
            return refusal(self._violated(name, violation))
        fault = self._fault(name, given.get("chat_id"))
        body, status = b"{}", 200
        if fault is None or fault.delivers:
            body, status = await self._call(called[1], name, spec, given)
        if fault is not None:
            return await strike(fault, request, body)
        return web.Response(body=body, status=status, content_type="application/json")

    def _fault(self, method: str, chat: Any) -> Fault | None:
        chat_id = int(chat) if str(chat).lstrip("-").isdecimal() else None
        return next((each for each in self.faults if each.strikes(method, chat_id)), None)

    async def _call(
        self, token: str, name: str, spec: dict[str, Any] | None, given: dict[str, Any]
    ) -> tuple[bytes, int]:
        try:
            bot = self.bots.get(token)
            if _TOKEN.fullmatch(token) is None:
                raise NOT_FOUND  # so the messenger answers what is no token at all
            if bot is None or bot.revoked:
                raise UNAUTHORIZED
            bot.calls[name] += 1
            if spec is None:
                raise NOT_FOUND
            if name == "getUpdates":
                result: Any = await get_updates(bot, self._checked(name, spec, given))
            else:
                result = self._perform(bot, name, given)
        except Refusal as refused:
            self._refuses(name, given, refused)
            return json.dumps(refused.body).encode(), refused.code
        return json.dumps({"ok": True, "result": result}).encode(), 200

    def _perform(self, bot: Account, name: str, given: dict[str, Any]) -> Any:
        """Do what a call asks for. Raises Refusal."""
        values = self._checked(name, METHODS[name.lower()][1], given)
        try:
            return _DOING[name](bot, values)
        except Violation as violation:
            raise self._violated(name, violation) from None

    def _answered(self, bot: Account, name: str, given: dict[str, Any]) -> None:
        """A call in the answer of a webhook: nobody hears whether it went well."""
        try:
            self._perform(bot, name, given)
        except Refusal as refused:
            self._refuses(name, given, refused)

    def _refuses(self, name: str, given: dict[str, Any], why: Refusal) -> None:
        why.__traceback__ = None  # many of them are constants: their traces would pile up
        self.refused.append(Refused(name, given.get("chat_id"), why.code, why.description))

    def _checked(self, name: str, spec: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
        try:
            return checked(spec, given)
        except Violation as violation:
            raise self._violated(name, violation) from None

    def _violated(self, name: str, violation: Violation) -> Refusal:
        self.violations.append(f"{name}: {violation}")
        return bad(f"the double takes no such call: {violation}")

    async def _controlled(self, request: web.BaseRequest) -> web.Response:
        """A test in another process asks for something."""
        told = CONTROL[request.path.rpartition("/")[2]](self, await request.json())
        return web.json_response(told)

    def _file(self, path: str) -> web.Response:
        found = _FILE.fullmatch(path)
        bot = self.bots.get(found[1]) if found else None
        if found and bot and not bot.revoked:
            for stored, content in bot.files.values():
                if stored == found[2]:
                    return web.Response(body=content)
        return refusal(NOT_FOUND)


def _request(*parts: Any) -> web.BaseRequest:
    """A call as it comes in; files may be large. The last part is the task that handles it."""
    message, payload, protocol, writer, task = parts
    return web.BaseRequest(
        message, payload, protocol, writer, task, asyncio.get_running_loop(),
        client_max_size=_MOST_BODY,
    )  # fmt: skip


def first_words(posted: Posted) -> str:
    """What a message said when it was sent."""
    return (posted.versions[0] if posted.versions else posted.state).written.text
