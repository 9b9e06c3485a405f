"""The pupils' bot on Telegram, on aiogram.

Importing this costs about 130 MB and seconds: only ``bot.app`` does, and only with a token.
"""

from bot.botapi.settings import WEBHOOK_PATH, TelegramSettings
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.webhook import webhook_router

__all__ = ["WEBHOOK_PATH", "TelegramChannel", "TelegramSettings", "webhook_router"]
