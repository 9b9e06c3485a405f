"""The staff's bot on Telegram, on python-telegram-bot.

Another library than the pupils' bot has, so that a warning still gets out when that one fails.
Only ``bot.app`` imports this, and only with a token.
"""

from bot.channels.telegram_staff.channel import NAME, StaffChannel

__all__ = ["NAME", "StaffChannel"]
