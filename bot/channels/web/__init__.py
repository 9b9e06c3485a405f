"""The web channel: an own small page, server-sent events, and a shelf that messages wait on.

What the program must bring is in ``ports``; ``build_web`` makes the site, ``open_port`` and
``serve`` run it.
"""

from bot.channels.web.channel import WebChannel
from bot.channels.web.ports import (
    Article,
    AwayError,
    Door,
    Doorman,
    HealthReport,
    Ports,
    Session,
    Shelf,
    WebMessage,
)
from bot.channels.web.server import build_web, open_port, serve
from bot.channels.web.settings import WebSettings, return_path, team_path

__all__ = [
    "Article",
    "AwayError",
    "Door",
    "Doorman",
    "HealthReport",
    "Ports",
    "Session",
    "Shelf",
    "WebChannel",
    "WebMessage",
    "WebSettings",
    "build_web",
    "open_port",
    "return_path",
    "serve",
    "team_path",
]
