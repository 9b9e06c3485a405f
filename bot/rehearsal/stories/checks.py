"""What a story checks beyond what people see: databases, logs, backups, deliveries, files."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from io import StringIO
from pathlib import Path

from bot.rehearsal.recording import Shown
from bot.rehearsal.stage import Stage
from bot.rehearsal.stories.script import Step
from bot.rehearsal.stories.text import Place, StoryError
from bot.services.backups import back_up
from bot.services.traces import traces, traces_in_backup


class StepError(StoryError):
    """A step that does not hold."""

    def __init__(self, place: Place, expected: str, seen: str) -> None:
        super().__init__(place, f"does not hold\n  expected: {expected}\n  seen: {seen}")


@dataclass(slots=True)
class Evidence:
    """Where checks look: the stage, the log of this performance, its backups in a folder.

    ``staff`` are the addresses that do not count when deliveries are counted: previews and copies.
    """

    stage: Stage
    log: StringIO
    folder: Path
    backups: dict[str, Path] = field(default_factory=dict)
    staff: set[str] = field(default_factory=set)

    def back_up(self, name: str) -> None:
        """Make a backup while the program runs."""
        file = self.folder / f"{len(self.backups)}.lotse"
        back_up(self.stage.lotse.database, file, self.stage.clock.now())
        self.backups[name] = file

    def check(self, step: Step) -> None:
        """Raises StepError when the step does not hold."""
        if "absent_from" in step.values:
            self._absent(step)
        elif "delivered" in step.values:
            self._delivered(step)
        else:
            self._file(step)

    def _absent(self, step: Step) -> None:
        words = step.values["words"]
        for where in step.values["absent_from"]:
            found = self._traces(step, where, words)
            if found:
                raise StepError(
                    step.place, f"nothing of {_listed(words)} in {where}", _listed(found)
                )

    def _traces(self, step: Step, where: str, words: tuple[str, ...]) -> list[str]:
        database = self.stage.lotse.database
        if where == "database":
            return traces(database, words)
        if where == "log":
            return [word for word in words if word.casefold() in self.log.getvalue().casefold()]
        if where not in self.backups:
            raise StoryError(step.place, f"there is no backup {where!r} yet")
        return traces_in_backup(database, self.backups[where], words)

    def _delivered(self, step: Step) -> None:
        words, count = step.values["delivered"], step.values["count"]
        times = self._times_seen(words, step.values.get("on"))
        how_often = step.values["to_each"]
        wanted = 2 if how_often == "twice" else 1
        wrong = [address for address, number in times.items() if number != wanted]
        missing = len(times) < count and how_often != "at most once"
        if wrong or missing or len(times) > count:
            raise StepError(
                step.place,
                f"{words!r} delivered {how_often} to each of {count}",
                f"{len(times)} have it, {len(wrong)} of them more or less often "
                + _listed(wrong[:5]),
            )

    def _times_seen(self, words: str, on: str | None) -> Mapping[str, int]:
        """How often each pupil's address has got a message with these words."""
        times: dict[str, int] = {}
        for channel in self.stage.channels.values():
            if on not in {None, channel.name}:
                continue
            for address, chat in channel.chats.items():
                number = sum(words in shown.message.text.plain for shown in chat)
                if number and address not in self.staff:
                    times[address] = number
        return times

    def _file(self, step: Step) -> None:
        name, wanted = step.values["file"], step.values["contains"]
        content = self._newest_file(name)
        if content is None:
            raise StepError(step.place, f"somebody got a file {name!r}", "nobody did")
        missing = [words for words in wanted if words not in content]
        if missing:
            raise StepError(step.place, f"{_listed(missing)} in {name}", content)

    def _newest_file(self, name: str) -> str | None:
        """The text of the file that came last by this name, folded lines joined (RFC 5545)."""
        found = [
            shown
            for channel in self.stage.channels.values()
            for chat in channel.chats.values()
            for shown in chat
            if shown.message.document is not None and shown.message.document.name == name
        ]
        newest = max(found, key=_moment, default=None)
        if newest is None or newest.message.document is None:
            return None
        return newest.message.document.content.decode(errors="replace").replace("\r\n ", "")


def _moment(shown: Shown) -> tuple[float, int]:
    return shown.changed_at.timestamp(), shown.key


def _listed(words: list[str] | tuple[str, ...]) -> str:
    return ", ".join(map(repr, words))
