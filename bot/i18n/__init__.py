"""Languages.

User texts are German sentences as gettext msgids; dates and lists come from Babel.
"""

from bot.i18n.catalogs import LANGUAGES, SOURCE_LANGUAGE, offered
from bot.i18n.speech import (
    LONGEST_LABEL,
    day,
    hour,
    label,
    language,
    later,
    listing,
    moment,
    say,
    say_n,
    short_day,
    shorten,
    speaking,
    words,
    words_n,
)
from bot.i18n.text import Span, Text, join

__all__ = [
    "LANGUAGES",
    "LONGEST_LABEL",
    "SOURCE_LANGUAGE",
    "Span",
    "Text",
    "day",
    "hour",
    "join",
    "label",
    "language",
    "later",
    "listing",
    "moment",
    "offered",
    "say",
    "say_n",
    "short_day",
    "shorten",
    "speaking",
    "words",
    "words_n",
]
