"""A strict double of the Telegram Bot API, on this machine."""

from tests.telegram.double.account import Account
from tests.telegram.double.chats import Posted
from tests.telegram.double.people import Group, Person
from tests.telegram.double.process import DoubleProcess
from tests.telegram.double.server import TelegramDouble

__all__ = ["Account", "DoubleProcess", "Group", "Person", "Posted", "TelegramDouble"]
