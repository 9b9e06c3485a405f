"""Waiting for what another side will do."""

import asyncio
from collections.abc import Callable
from time import monotonic


async def until(
    is_true: Callable[[], bool], what: Callable[[], str] = lambda: "", *, within: float = 5.0
) -> None:
    """Wait until it is true; AssertionError with ``what`` after ``within`` seconds."""
    end = monotonic() + within
    while not is_true():
        if monotonic() > end:
            raise AssertionError(f"it never happened within {within} s. {what()}")
        await asyncio.sleep(0.003)
