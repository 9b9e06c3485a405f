"""The token: it is part of every address that is called, so it stays out of what is written.

Errors of this package hold closed reasons only; ``redact`` is for words that come from elsewhere.
"""

import re

from bot.logs import REDACTED, redacted

_SHAPE = re.compile(r"\d{6,}:[\w-]{30,}")


def redact(text: str, *tokens: str) -> str:
    """The text without bot tokens: those given, and everything that looks like one."""
    for token in filter(None, tokens):
        for shape in (token, token.replace(":", "%3A"), token.replace(":", "%3a")):
            text = text.replace(shape, REDACTED)
    return redacted(text)


def looks_like_a_token(text: str) -> bool:
    """Whether this is shaped like a token from BotFather: digits, a colon, 30 characters."""
    return _SHAPE.fullmatch(text) is not None
