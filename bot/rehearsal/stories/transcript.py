"""The transcript: who does what and who sees what, with the county's wall clock."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from rich.console import Console
from rich.text import Text

from bot.dialogue.screen import Message
from bot.rehearsal.recording import Shown


class Transcript:
    """Prints a story while it is played."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._names: dict[str, str] = {}
        self._tell: Callable[[], datetime] | None = None
        self._last = ""

    def begins(self, title: str, now: Callable[[], datetime], zone: ZoneInfo) -> None:
        """A story begins; ``now`` tells the moment from here on."""
        self._names, self._last = {}, ""
        self._tell = lambda: now().astimezone(zone)
        self._line(f"\n{title}", "bold")

    def meets(self, address: str, name: str, channel: str) -> None:
        """The person at an address; what comes to unknown ones is not shown."""
        self._names[address] = f"{name} · {channel}"

    def remark(self, words: str) -> None:
        """Something that nobody says."""
        self._line(f"{self._clock():<16} — {words}", "dim")

    def does(self, address: str, words: str) -> None:
        """Somebody does something."""
        who = self._names.get(address, address)
        self._line(f"{self._clock():<16} {who} ▸ {words}", "cyan")

    def sees(self, address: str, shown: Shown) -> None:
        """Something has come or changed in somebody's chat."""
        if address not in self._names:
            return
        changed = " (changed)" if shown.versions else ""
        silent = " (silent)" if shown.silent else ""
        self._line(f"{self._clock():<16} {self._names[address]} ◂{changed}{silent}", "green")
        for line in lines_of(shown.message):
            self._line(f"{'':<19}{line}")

    def _line(self, words: str, style: str = "") -> None:
        self._console.print(Text(words, style=style), soft_wrap=True)

    def _clock(self) -> str:
        """The time, only where it has changed."""
        now = f"{self._tell():%a %d %b %H:%M}" if self._tell else ""
        told, self._last = ("" if now == self._last else now), now
        return told


def lines_of(message: Message) -> list[str]:
    """A message as lines: its words, its file, its buttons."""
    lines = message.text.plain.splitlines()
    if message.document:
        lines.append(f"📎 {message.document.name}")
    for row in message.rows:
        lines.append(" ".join(f"[{_marked(button.chosen)}{button.label}]" for button in row))
    return lines


def _marked(chosen: bool | None) -> str:
    return {None: "", True: "☑ ", False: "☐ "}[chosen]
