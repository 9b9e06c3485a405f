"""The pupils' bot: everything a bot does, through aiogram's line."""

from bot.botapi.channel import BotChannel
from bot.botapi.settings import TelegramSettings
from bot.channels.telegram.line import AiogramLine
from bot.domain.clock import Clock

NAME = "telegram"


class TelegramChannel(BotChannel):
    """Everybody may write to it."""

    name = NAME

    def __init__(self, settings: TelegramSettings, clock: Clock) -> None:
        super().__init__(settings, AiogramLine(settings), clock)
