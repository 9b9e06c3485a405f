"""A witness that was not written here: teremok carries the main conversations.

It feeds updates through aiogram's dispatcher and checks every call against its own reading of the
Bot API's rules. Our channel takes raw updates and has no dispatcher of its own, so a dispatcher
hands all it gets to the channel's reception; and the channel's calls go into teremok's session.
"""

import json
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime
from typing import Any

import pytest
import pytest_asyncio
from aiogram import Bot, Dispatcher
from aiogram.client.session.base import BaseSession
from aiogram.exceptions import TelegramAPIError
from aiogram.methods import TelegramMethod
from aiogram.types import CallbackQuery, Message, Update
from teremok import MockBot, MockCallbackQuery, MockMessageText, MockUser
from teremok.session import MockedSession

from bot.app import Lotse
from bot.botapi.fates import CallFailed, Trouble, judge
from bot.channels.telegram import TelegramChannel, TelegramSettings
from bot.domain.clock import MovableClock
from bot.domain.enquiries import Specialism
from bot.domain.people import Role
from bot.rehearsal.seeding import seed
from bot.rehearsal.stage import rehearsal_settings
from bot.services.services import Services
from tests.handlers.talks import town_key

MONDAY = datetime(2027, 2, 1, 14, tzinfo=UTC)
TOKEN = f"42:{'x' * 35}"


class Witness(BaseSession):
    """Every call goes to teremok; what it answers comes back as JSON, as our channel reads it."""

    def __init__(self, session: MockedSession) -> None:
        super().__init__()
        self.session = session
        self.objections: list[str] = []

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's own signature
    ) -> Any:
        try:
            result = await self.session.make_request(bot, method, timeout)
        except TelegramAPIError as error:
            self.objections.append(str(error))
            raise CallFailed(method.__api_method__, judge(400, error.message)) from None
        return _json(result)

    async def close(self) -> None:
        await self.session.close()

    async def stream_content(self, *_: Any, **__: Any) -> AsyncIterator[bytes]:  # type: ignore[override]
        """Nothing is ever fetched."""
        raise AssertionError("the channel fetches no files")
        yield b""


def _json(result: Any) -> Any:
    if hasattr(result, "model_dump_json"):
        return json.loads(result.model_dump_json(exclude_none=True, by_alias=True))
    return result


class Doorway(Dispatcher):
    """Hands every update to the channel, as the messenger wrote it."""

    def __init__(self, take: Callable[[dict[str, Any]], Any]) -> None:
        super().__init__()
        self._take = take

    async def feed_update(self, _bot: Bot, update: Update, **_: Any) -> None:
        await self._take(_json(update))


class Theatre:
    """The program behind teremok's bot."""

    def __init__(self, database: str) -> None:
        clock = MovableClock(MONDAY)
        self.channel = TelegramChannel(TelegramSettings(token=TOKEN), clock)
        self.lotse = Lotse(rehearsal_settings(database), clock, [self.channel])
        reception = self.channel.reception(self.lotse.receive)
        self.bot = MockBot(Doorway(reception.take), token=TOKEN)
        self.witness = Witness(self.bot.mock_session)
        self.channel._line._bot.session = self.witness

    async def hears(self, what: Message | CallbackQuery) -> None:
        """Something arrives; then everything due is sent."""
        await self.bot.dispatch(what)
        while await self.lotse.postman.deliver_due():
            pass


class Visitor:
    """Somebody who talks with the bot through teremok."""

    def __init__(self, theatre: Theatre, user_id: int, name: str) -> None:
        self.theatre = theatre
        self.taps_done = 0
        self.user = MockUser(user_id, name, name.lower(), language_code="de")

    async def says(self, text: str, **more: Any) -> None:
        await self.theatre.hears(MockMessageText(text, self.user, **more))

    async def taps(self, label: str) -> None:
        data = next(
            button.callback_data
            for call in reversed(self.theatre.bot.requests.all)
            if getattr(call, "chat_id", None) == self.user.id
            for row in getattr(getattr(call, "reply_markup", None), "inline_keyboard", ())
            for button in row
            if label in button.text
        )
        self.taps_done += 1
        await self.theatre.hears(MockCallbackQuery(data, self.user))

    def sees(self, words: str) -> bool:
        return any(
            words in (getattr(call, "text", None) or "")
            for call in self.theatre.bot.requests.all
            if getattr(call, "chat_id", None) == self.user.id
        )


@pytest_asyncio.fixture
async def theatre(sqlite_url: str) -> AsyncIterator[Theatre]:
    theatre = Theatre(sqlite_url)
    await theatre.lotse.open()
    await theatre.lotse.database.run(
        lambda session: seed(theatre.lotse.unit(session), staff=False)
    )
    try:
        yield theatre
    finally:
        await theatre.lotse.close()
        await theatre.channel.close()
    assert theatre.witness.objections == []


async def invitation(theatre: Theatre) -> str:
    """The start code of a recruiter of Büren."""

    def invite(session: Any) -> str:
        unit = theatre.lotse.unit(session)
        towns = [town_key(unit, "Büren")]
        return Services(unit).invitations.invite(
            Role.RECRUITER, towns, tuple(Specialism), "Frau Neu"
        )

    return "e_" + await theatre.lotse.database.run(invite)


async def test_a_pupil_finds_a_vacancy_and_asks_for_a_person(theatre: Theatre) -> None:
    neu, lena = Visitor(theatre, 2, "Neu"), Visitor(theatre, 1, "Lena")
    await neu.says(f"/start {await invitation(theatre)}")
    assert neu.sees("Willkommen, Frau Neu!")
    await lena.says("/start s_7k2f")
    await lena.taps("Los geht's")
    await lena.says("schraube gern an autos 🚗")
    for label in ("Weiter", "Büren", "Realschule", "Sommer"):
        await lena.taps(label)
    assert lena.sees("Stellen für dich")
    for label in ("Mit Mensch reden", "16–17", "Klasse 10"):
        await lena.taps(label)
    await lena.says("<b>Lena</b> *_`[ 👩‍👩‍👧")
    for label in ("Nach der Schule", "Weiter", "Ja, schicken"):
        await lena.taps(label)
    assert lena.sees("Geschickt! ✅")
    assert neu.sees("Neue Anfrage · Büren")
    for label in ("Karte öffnen", "Übernehmen"):
        await neu.taps(label)
    assert neu.sees("<b>Lena</b> *_`[ 👩‍👩‍👧")
    answered = theatre.bot.requests.answer_callback_query
    assert len(answered) == lena.taps_done + neu.taps_done


async def test_commands_answer_in_every_state(theatre: Theatre) -> None:
    lena = Visitor(theatre, 1, "Lena")
    await lena.says("/start")
    for command, answer in (
        ("/datenschutz", "Datenschutz"),
        ("/hilfe", "Mensch"),
        ("/stop", "Gestoppt"),
        ("/start", "Du bekommst wieder Nachrichten"),
        ("/loeschen", "löschen"),
    ):
        await lena.says(command)
        assert lena.sees(answer), command


async def test_words_of_distress_are_answered_at_once(theatre: Theatre) -> None:
    lena = Visitor(theatre, 1, "Lena")
    await lena.says("/start")
    await lena.taps("Los geht's")
    await lena.says("ich will nicht mehr leben")
    assert lena.sees("116 111")


async def test_the_witness_objects(theatre: Theatre) -> None:
    with pytest.raises(CallFailed) as refused:
        await theatre.channel._line.call("sendMessage", {"chat_id": 1, "text": "x" * 4097})
    assert refused.value.failure.trouble is Trouble.REJECTED
    [objection] = theatre.witness.objections
    assert "message is too long" in objection
    theatre.witness.objections.clear()
