"""Both libraries understand what the double answers, and say nothing that it refuses."""

from datetime import timedelta

import aiogram
import aiogram.types
import telegram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from telegram.request import HTTPXRequest

from tests.telegram.double import Person, TelegramDouble

NASTY = "Hi 👩‍👩‍👧 *fett* <b>"


async def test_aiogram(double: TelegramDouble, lena: Person) -> None:
    server = TelegramAPIServer.from_base(double.url)
    async with aiogram.Bot(double.lotse.token, AiohttpSession(api=server)) as bot:
        button = aiogram.types.InlineKeyboardButton(text="A", callback_data="p.1")
        markup = aiogram.types.InlineKeyboardMarkup(inline_keyboard=[[button]])
        bold = aiogram.types.MessageEntity(type="bold", offset=12, length=6)
        sent = await bot.send_message(lena.id, NASTY, entities=[bold], reply_markup=markup)
        assert lena.messages[0].marked("bold") == ["*fett*"]
        query = lena.taps("A")
        await bot.answer_callback_query(query, text="Gut")
        await sent.edit_text("Neu")
        await bot.send_document(
            lena.id, aiogram.types.BufferedInputFile(b"abc", "x.ics"), caption="Hier"
        )
        await bot.set_my_commands([aiogram.types.BotCommand(command="start", description="x")])
        for kind in ("voice", "photo", "sticker", "document"):
            lena.sends_file(kind)
        lena.edits("start", "Anders")
        lena.blocks()
        updates = await bot.get_updates(timeout=1)
        assert [each.event_type for each in updates] == [
            "message", "callback_query", *["message"] * 4, "edited_message", "my_chat_member",
        ]  # fmt: skip
        assert (await bot.get_webhook_info()).pending_update_count == len(updates)
    assert lena.messages[0].text == "Neu"
    assert (double.violations, double.refused) == ([], [])


async def test_python_telegram_bot(double: TelegramDouble, lena: Person) -> None:
    bot = telegram.Bot(
        double.lotse.token, base_url=f"{double.url}/bot",
        request=HTTPXRequest(connection_pool_size=4), get_updates_request=HTTPXRequest(),
    )  # fmt: skip
    async with bot:
        button = telegram.InlineKeyboardButton("A", callback_data="p.1")
        markup = telegram.InlineKeyboardMarkup([[button]])
        bold = telegram.MessageEntity("bold", 12, 6)
        sent = await bot.send_message(lena.id, NASTY, entities=[bold], reply_markup=markup)
        assert lena.messages[0].marked("bold") == ["*fett*"]
        await bot.answer_callback_query(lena.taps("A"), text="Gut")
        await bot.edit_message_text("Neu", lena.id, sent.message_id)
        await bot.send_document(lena.id, b"abc", filename="x.ics", caption="Hier")
        await bot.set_my_commands([telegram.BotCommand("start", "x")])
        lena.blocks()
        updates = await bot.get_updates(timeout=timedelta(seconds=1))
        assert updates[1].callback_query is not None
        assert updates[1].callback_query.data == "p.1"
        assert updates[2].my_chat_member is not None
        lena.unblocks()
        assert (await bot.get_me()).username == "lotse_bot"
    assert lena.messages[0].text == "Neu"
    assert lena.messages[1].file_name == "x.ics"
    assert (double.violations, double.refused) == ([], [])
