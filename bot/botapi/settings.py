"""What an operator may decide about the bot; the program fills it from its own settings."""

import re
from dataclasses import dataclass, field

from bot.botapi.limits import PER_SECOND, SECRET
from bot.dialogue.channel import Audience

WEBHOOK_PATH = "/telegram/updates"
"""Where Telegram brings updates, below the public address."""

SHORTEST_SECRET = 32
_SECRET = re.compile(rf"[A-Za-z0-9_-]{{{SHORTEST_SECRET},{SECRET}}}")


@dataclass(frozen=True, slots=True)
class TelegramSettings:
    """Settings of the bot.

    ``api`` is where the Bot API is reached, without a slash at the end; ``test_server`` uses
    Telegram's test environment there. ``webhook`` is the full address updates are brought to,
    empty for long polling; then Telegram shows ``secret`` with each. ``per_second`` is the
    allowance of messages to all chats together, ``audience`` those whom the bot helps. Raises
    ValueError for a webhook without a good secret.
    """

    token: str = field(repr=False)
    api: str = "https://api.telegram.org"
    test_server: bool = False
    webhook: str = ""
    secret: str = field(default="", repr=False)
    per_second: int = PER_SECOND
    audience: Audience = Audience.ALL

    def __post_init__(self) -> None:
        """Refuse what the messenger would refuse."""
        if self.webhook and not _SECRET.fullmatch(self.secret):
            raise ValueError(
                f"a webhook needs a secret of {SHORTEST_SECRET} to {SECRET} "
                "characters A-Z, a-z, 0-9, _ and -"
            )
