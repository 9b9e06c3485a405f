"""The browser is one for all tests that want it; the messenger is new for each."""

from collections.abc import AsyncIterator

import pytest_asyncio

from tests.channels.web_browser import browser
from tests.telegram.double import TelegramDouble

__all__ = ["browser"]


@pytest_asyncio.fixture
async def double() -> AsyncIterator[TelegramDouble]:
    """The messenger; at the end nothing may have been said that no client should say."""
    async with TelegramDouble() as messenger:
        yield messenger
        assert messenger.violations == []
