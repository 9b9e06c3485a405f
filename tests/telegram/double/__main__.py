"""The double as a process of its own: it prints its address and token, and ends with its input."""

import argparse
import asyncio
import json
import sys

from tests.telegram.double.server import TelegramDouble


async def serve(port: int) -> None:
    """Serve until whoever started it closes the pipe."""
    async with TelegramDouble(port=port) as double:
        print(json.dumps({"url": double.url, "token": double.lotse.token}), flush=True)  # noqa: T201 - its only word
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    asyncio.run(serve(parser.parse_args().port))
