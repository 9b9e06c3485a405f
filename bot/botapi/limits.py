"""The Bot API's own limits (core.telegram.org/bots/api, read for version 9; each names its place).

Lengths of text count UTF-16 units, because Telegram does ("MessageEntity": offset and length "in
UTF-16 code units").
"""

TEXT = 4096
"""Units of a message's text ("sendMessage": 1-4096 characters after entities parsing)."""

CAPTION = 1024
"""Units below a file ("sendDocument": 0-1024 characters after entities parsing)."""

ENTITIES = 100
"""Entities of one text; the rest is dropped (seen at the API, not in its text)."""

CALLBACK_DATA = 64
"""Bytes behind a button ("InlineKeyboardButton": callback_data, 1-64 bytes)."""

CALLBACK_ANSWER = 200
"""Characters of the short word on a tap ("answerCallbackQuery": text, 0-200 characters)."""

START_PAYLOAD = 64
"""Characters of a start code ("Deep linking": A-Z, a-z, 0-9, _ and -, up to 64)."""

BUTTONS = 100
"""Buttons below one message; more are refused (seen at the API, not in its text)."""

NAME = 64
"""Characters of the bot's name ("setMyName": 0-64 characters)."""

DESCRIPTION = 512
"""Characters shown in an empty chat ("setMyDescription": 0-512 characters)."""

SHORT_DESCRIPTION = 120
"""Characters on the bot's profile ("setMyShortDescription": 0-120 characters)."""

UPDATES = 100
"""Updates of one answer ("getUpdates": limit, 1-100)."""

SECRET = 256
"""Characters of the webhook's secret ("setWebhook": 1-256 of A-Z, a-z, 0-9, _ and -)."""

PHOTO = 10 * 1024 * 1024
"""Bytes of a picture ("Sending files": 10 MB for photos)."""

PER_SECOND = 30
"""Free messages a second ("Bots FAQ": about 30; up to 1000 with "allow_paid_broadcast")."""

PER_CHAT_SECONDS = 1.003
"""Seconds between two messages to one chat ("Bots FAQ": one a second), and a hair."""

TYPING_SECONDS = 5.0
"""How long "typing" stays visible ("sendChatAction": 5 seconds or less)."""
