"""A stable of serving processes: ``python -m tests.faults.stable`` starts one for each line read.

A line names, as JSON, the folder, the environment and the log of the process; its number is
printed. Everything is imported once and each start is a fork: two seconds of imports for each of
many kills would leave little time for the kills. What is forked is the program as ``lotse run``
serves it.
"""

import asyncio
import json
import os
import signal
import sys
from pathlib import Path

import bot.channels.telegram  # noqa: F401 - seconds that a messenger's start would cost each time
from bot import logs
from bot.app import county
from bot.app.serving import run
from bot.config import Settings
from bot.domain.clock import SystemClock


def main() -> None:
    county("kreis_paderborn")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how the killed have ended
    for line in iter(sys.stdin.readline, ""):
        child = os.fork()
        if child == 0:
            os._exit(serve(**json.loads(line)))
        sys.stdout.write(f"{child}\n")
        sys.stdout.flush()


def serve(folder: str, environment: dict[str, str], log: str) -> int:
    os.chdir(folder)
    os.environ.update(environment)
    with Path(log).open("a") as paper:
        os.dup2(paper.fileno(), sys.stderr.fileno())
    settings = Settings()
    logs.configure(settings.log_level, json=settings.log_json)
    asyncio.run(run(settings, SystemClock()))
    return 0


if __name__ == "__main__":
    main()
