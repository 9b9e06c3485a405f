"""The messenger for one test."""

from collections.abc import AsyncIterator

import aiohttp
import pytest
import pytest_asyncio

from tests.telegram.client import Client
from tests.telegram.double import Person, TelegramDouble


@pytest_asyncio.fixture
async def double() -> AsyncIterator[TelegramDouble]:
    """The messenger, with one bot."""
    async with TelegramDouble() as messenger:
        yield messenger


@pytest_asyncio.fixture
async def call(double: TelegramDouble) -> AsyncIterator[Client]:
    """A client of that bot."""
    async with aiohttp.ClientSession() as http:
        yield Client(double, http)


@pytest.fixture
def lena(double: TelegramDouble) -> Person:
    """Somebody who has pressed start."""
    person = double.person("Lena")
    person.starts()
    return person
