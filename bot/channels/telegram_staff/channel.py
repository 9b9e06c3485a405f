"""The staff's bot: everything a bot does, through python-telegram-bot's line."""

from bot.botapi.channel import BotChannel
from bot.botapi.settings import TelegramSettings
from bot.channels.telegram_staff.line import PtbLine
from bot.domain.clock import Clock

NAME = "telegram_staff"


class StaffChannel(BotChannel):
    """For recruiters and coordinators; whoever else writes is told where pupils are helped."""

    name = NAME

    def __init__(self, settings: TelegramSettings, clock: Clock) -> None:
        super().__init__(settings, PtbLine(settings), clock)
