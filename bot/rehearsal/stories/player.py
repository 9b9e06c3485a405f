"""The player: carries out the steps of a story on the stage, one after another."""

import re
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import Any

from bot.dialogue.channel import Fate, Outcome, Reason
from bot.dialogue.event import Content
from bot.rehearsal.actor import Actor
from bot.rehearsal.recording import Fault
from bot.rehearsal.stage import Stage
from bot.rehearsal.stories import casting
from bot.rehearsal.stories.checks import Evidence, StepError
from bot.rehearsal.stories.script import Step
from bot.rehearsal.stories.text import StoryError
from bot.rehearsal.stories.transcript import Transcript, lines_of

_CODE = re.compile(r"\?s=([a-z]_\w+)|\b([B-Z2-9]{4}-[B-Z2-9]{4})\b")
"""What people read off a screen: the start code of a link, or a code that joins chats."""

_TOLD = ("taps", "says", "starts", "quotes", "edits", "sends", "blocks", "taps_old")


@dataclass(slots=True)
class Player:
    """Plays steps. ``actors`` are the people by all their names."""

    stage: Stage
    transcript: Transcript
    evidence: Evidence
    actors: dict[str, Actor] = field(default_factory=dict)
    _planned: list[Step] = field(default_factory=list)
    _codes: dict[str, str] = field(default_factory=dict)

    async def play(self, steps: Sequence[Step]) -> None:
        """Play the steps. Raises StepError at the first one that does not hold."""
        reserved: dict[str, Callable[[Step], Awaitable[None]]] = {
            "together": self._together, "time": self._time, "crowd": self._crowd,
            "fault": self._fault, "crash": self._crash, "restart": self._restart,
            "invitation": self._invitation, "backup": self._backup, "check": self._check,
            "some": self._some,
        }  # fmt: skip
        for step in steps:
            await reserved.get(step.who, self._deed)(step)
        for mishap in self._planned:
            self._has_come(mishap)

    def _has_come(self, mishap: Step) -> None:
        """A crash or fault that never came proves nothing."""
        if mishap.who == "crash":
            waiting = self.stage.fuse.is_set
        else:
            waiting = bool(self.stage.channels[mishap.values["channel"]].faults)
        if waiting:
            raise StepError(mishap.place, f"this {mishap.who} comes", "it never came")

    async def _deed(self, step: Step) -> None:
        actor = self.actors[step.who]
        if step.action:
            await self._act(actor, step)
        self._look(actor, step)

    async def _act(self, actor: Actor, step: Step) -> None:
        told = " ".join(f"{word} {step.values[word]}" for word in _TOLD if word in step.values)
        self.transcript.does(actor.address, told)
        try:
            await self._action(actor, step)()
        except (LookupError, ValueError) as error:
            raise StepError(step.place, f"{step.who} {told}", str(error)) from None

    def _action(self, actor: Actor, step: Step) -> Callable[[], Awaitable[None]]:
        """What the actor does in this step."""
        values = step.values
        actions: dict[str, Callable[[], Awaitable[None]]] = {
            "starts": lambda: actor.starts(self._filled(values["starts"])),
            "taps": lambda: self._taps(actor, values["taps"]),
            "taps_old": lambda: actor.taps_old(**values["taps_old"]),
            "sends": lambda: actor.sends(self._content(step)),
            "blocks": lambda: actor.blocks() if values["blocks"] else actor.comes_back(),
            "says": lambda: self._says(actor, values),
        }
        return actions[step.action]

    async def _taps(self, actor: Actor, label: str) -> None:
        actor.only_button(label)
        await actor.taps(label)

    def _says(self, actor: Actor, values: Mapping[str, Any]) -> Awaitable[None]:
        if "edits" in values:
            return actor.edits(values["edits"], values["says"])
        return actor.says(self._filled(values["says"]), quotes=values.get("quotes", ""))

    def _filled(self, text: str) -> str:
        """The text with the codes of invitations, and those that somebody has read, in it."""
        for name, code in self._codes.items():
            text = text.replace(f"<{name}>", code)
        return text

    def _content(self, step: Step) -> Content:
        sent = step.values["sends"]
        if isinstance(sent, str):
            return Content(sent)
        if not (step.place.file.parent / sent["document"]).is_file():
            raise StoryError(step.place, f"there is no file {sent['document']!r}")
        return Content.DOCUMENT

    def _look(self, actor: Actor, step: Step) -> None:
        news = "\n".join(line for shown in actor.news for line in lines_of(shown.message))
        for words in step.values.get("sees", ()):
            if words not in news:
                raise StepError(step.place, f"{step.who} sees {words!r}", _indented(news))
        for words in step.values.get("sees_not", ()):
            if words in news:
                raise StepError(step.place, f"{step.who} does not see {words!r}", _indented(news))
        if name := step.values.get("reads"):
            codes = ["".join(found) for found in _CODE.findall(news)]
            if not codes:
                raise StepError(step.place, f"{step.who} reads a code", _indented(news))
            self._codes[name] = codes[-1]

    async def _together(self, step: Step) -> None:
        self.transcript.remark("within the same instant:")
        acts = [partial(self._act, self.actors[each.who], each) for each in step.branches]
        await self.stage.together(acts)
        for each in step.branches:
            self._look(self.actors[each.who], each)

    async def _time(self, step: Step) -> None:
        if "pass" in step.values:
            moment = self.stage.clock.now() + step.values["pass"]
        else:
            moment = step.values["until"].replace(tzinfo=self.stage.lotse.house.region.zone)
        if moment < self.stage.clock.now():
            raise StoryError(step.place, "this moment is over: time only goes on")
        await self.stage.until(moment)
        self.transcript.remark("time has passed")

    async def _crowd(self, step: Step) -> None:
        await casting.gather_crowd(self.stage, step)
        self.transcript.remark(f"{step.values['count']} more pupils are there")

    async def _fault(self, step: Step) -> None:
        fault = fault_of(step)
        if "to" in step.values:
            fault = replace(fault, address=self._actor(step, step.values["to"]).address)
        times = step.values.get("times", 1)
        self.stage.channels[step.values["channel"]].faults.extend([fault] * times)
        self._planned.append(step)
        self.transcript.remark(f"{step.values['channel']} will answer {step.values['answers']}")

    async def _crash(self, step: Step) -> None:
        self._planned.append(step)
        match step.values["at"].split():
            case ["before", "commit"]:
                self.stage.fuse.before_commit = True
            case ["after", "commit"]:
                self.stage.fuse.after_commit = True
            case ["delivery", number] if number.isdecimal() and int(number):
                self.stage.fuse.deliveries = int(number)
            case _:
                raise StoryError(
                    step.place, "crashes come before commit, after commit, delivery n"
                )
        self.transcript.remark(f"the program will crash at: {step.values['at']}")

    async def _restart(self, step: Step) -> None:
        await self.stage.restart(step.values.get("down", timedelta()))
        self.transcript.remark("the program has been restarted")

    async def _invitation(self, step: Step) -> None:
        name = step.values["to"]
        self._codes[name] = await casting.invite(self.stage, step.values, step.place)
        self.transcript.remark(f"an invitation {name} for {step.values['name']}")

    async def _backup(self, step: Step) -> None:
        self.evidence.back_up(step.values["to"])
        self.transcript.remark(f"backup {step.values['to']}")

    async def _check(self, step: Step) -> None:
        self.evidence.check(step)
        self.transcript.remark(f"checked: {', '.join(map(str, step.values.values()))}")

    async def _some(self, step: Step) -> None:
        values = step.values
        seeing = [name for name in values["of"] if self._actor(step, name).sees(values["sees"])]
        count = values.get("count", 1)
        if len(seeing) != count:
            raise StepError(
                step.place, f"{count} of {', '.join(values['of'])} see {values['sees']!r}",
                ", ".join(seeing) or "nobody does",
            )  # fmt: skip
        others = [name for name in values["of"] if name not in seeing]
        self._rename(values.get("named"), seeing)
        self._rename(values.get("other"), others)

    def _actor(self, step: Step, name: str) -> Actor:
        if name not in self.actors:
            raise StoryError(step.place, f"nobody is called {name!r}")
        return self.actors[name]

    def _rename(self, name: str | None, people: list[str]) -> None:
        if name is not None:
            self.actors[name] = self.actors[people[0]]


def fault_of(step: Step) -> Fault:
    """What a network may do to a message, as docs/stories.md lists it."""
    answers: dict[str, Fault] = {
        "403": Fault(Fate(Outcome.REFUSED, reason=Reason.BLOCKED)),
        "429": Fault(Fate(Outcome.NOT_SENT, retry_after=1.0)),
        "500": Fault(Fate(Outcome.UNCLEAR)),
        "timeout after delivery": Fault(Fate(Outcome.UNCLEAR), arrives=True),
        "refused": Fault(Fate(Outcome.NOT_SENT)),
    }
    answer: Any = step.values["answers"]
    name, _, seconds = answer.partition(" retry_after=")
    if name not in answers or (seconds and (name != "429" or not seconds.isdecimal())):
        raise StoryError(step.place, f"a messenger answers {', '.join(answers)}, not {answer!r}")
    if seconds:
        return Fault(Fate(Outcome.NOT_SENT, retry_after=float(seconds)))
    return answers[name]


def _indented(news: str) -> str:
    return news.replace("\n", "\n        ") or "nothing new"
