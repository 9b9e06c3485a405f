"""The state of one conversation: which screen is shown, where its doors lead, and the way back.

Pure: it is loaded from and stored as JSON by the services, and asked what an event means. The
order in which typed text is understood is that of docs/decisions: global word · number or label ·
near-label · global word with a typo · the screen's free answer.
"""

import re
from collections.abc import Container
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz, process

from bot.dialogue.buttons import card_message, owned, page_mark, page_message
from bot.dialogue.event import Event, EventKind
from bot.dialogue.screen import Card, Choice, Door, JsonValue, Message, Screen
from bot.dialogue.words import NO, YES, Global, exact_global, nearly_global, plain
from bot.i18n import label

BACK = Door("back")
HOME = Door("home")
HUMAN = Door("human")
LONGEST_TRAIL = 8
LONGEST_TEXT = 4000
_NUMBER = re.compile(r"#?(\d{1,2})[.)]?")
_NEAR_SCORE = 84
_YES, _NO, _ONWARD = "✅", "❌", "▶️"
_MISSES_BEFORE_A_PERSON = 2


@dataclass(frozen=True, slots=True)
class Stale:
    """An old button: the present state is shown fresh, nothing else happens."""


@dataclass(frozen=True, slots=True)
class Unexpected:
    """Text that nothing on the present screen asks for."""


Meaning = Door | Card | Global | Stale | Unexpected


@dataclass(slots=True)
class Conversation:
    """What is remembered between two turns.

    ``message`` is the outbox key of the message that shows the screen.
    """

    number: int = 0
    here: Door | None = None
    choices: list[Choice] = field(default_factory=list)
    answer: Door | None = None
    numbered: bool = True
    trail: list[Door] = field(default_factory=list)
    misses: int = 0
    message: int | None = None
    notes: dict[str, JsonValue] = field(default_factory=dict)
    owner: int | None = None  # whose the cards are; not stored, the row says it

    def understand(self, event: Event, words: Container[Global]) -> Meaning:
        """What the event means on the present screen, where ``words`` are known everywhere."""
        if event.kind is EventKind.TAPPED:
            return self._tapped(event.choice)
        if (word := exact_global(event.text)) is not None and word in words:
            return word
        if (door := self._numbered(event.text) or self._labelled(event.text)) is not None:
            return door
        if (word := nearly_global(event.text)) is not None and word in words:
            return word
        if self.answer is not None:
            return Door(self.answer.name, {**self.answer.args, "said": event.text.strip()})
        return Unexpected()

    def _tapped(self, token: str) -> Meaning:
        match token.split("."):
            case ["k", action, *numbers] if len(numbers) in {2, 3} and _all_countable(numbers):
                return Card(action, *map(int, numbers))
            case ["p", number, mark] if number == str(self.number):
                meant = (choice.door for choice in self.choices if page_mark(choice) == mark)
                return next(meant, Stale())
        return Stale()

    def _numbered(self, text: str) -> Door | Card | None:
        match = _NUMBER.fullmatch(text.strip()) if self.numbered else None
        index = int(match[1]) if match else 0
        return self.choices[index - 1].door if 1 <= index <= len(self.choices) else None

    def _labelled(self, text: str) -> Door | Card | None:
        said, labels = plain(text), [plain(choice.label) for choice in self.choices]
        if not said:
            return None
        if said in labels:
            return self.choices[labels.index(said)].door
        if (choice := self._agreed(said)) is not None:
            return choice.door
        if len(said) < 3 or said.isdigit():
            return None
        best = process.extractOne(said, labels, scorer=fuzz.ratio, score_cutoff=_NEAR_SCORE)
        return self.choices[best[2]].door if best else None

    def _agreed(self, said: str) -> Choice | None:
        """The one choice that a bare yes or no can mean.

        It says so itself, or is one of a pair of ✅ and ❌; a yes may also be the way on.
        """
        if said not in YES | NO:
            return None
        signs = [choice.label[:1] for choice in self.choices]
        paired = signs.count(_YES) == signs.count(_NO) == 1
        first, sign = ({"ja", "yes"}, _YES) if said in YES else ({"nein", "no"}, _NO)
        meant = [c for c in self.choices if plain(c.label).partition(" ")[0] in first]
        if not meant and paired:
            meant = [self.choices[signs.index(sign)]]
        elif not meant and said in YES and _YES not in signs:
            meant = [choice for choice in self.choices if choice.label.startswith(_ONWARD)]
        return meant[0] if len(meant) == 1 else None

    def show(self, screen: Screen, *, puzzled: bool = False) -> Message:
        """Make ``screen`` the present one; returns what the messenger gets."""
        self._walk(screen.here)
        if screen.ends:
            self.trail = []
        self.misses = self.misses + 1 if puzzled else 0
        # Drawn anew at the same place, a button that does what it did stays the same: who ticks
        # three things in a second taps on a screen that is just changing.
        if screen.here is None or screen.here != self.here:
            self.number += 1
        self.here = screen.here
        self.answer, self.numbered = screen.answer, screen.numbered
        rows = [*screen.rows, *self._own_rows(screen)]
        self.choices = [choice for row in rows for choice in row]
        return owned(page_message(screen, rows, self.number), self.owner)

    def aside(self, screen: Screen) -> Message:
        """A message beside the present screen: it has no page choices, only cards."""
        return owned(card_message(screen), self.owner)

    def _walk(self, door: Door | None) -> None:
        """Keep the way back.

        Cut it where the person has been before, else remember where she came from.
        """
        if door is None or self.here is None or _place(door) == _place(self.here):
            return
        places = [_place(step) for step in self.trail]
        if _place(door) in places:
            del self.trail[places.index(_place(door)) :]
        else:
            self.trail = [*self.trail, self.here][-LONGEST_TRAIL:]

    def _own_rows(self, screen: Screen) -> list[tuple[Choice, ...]]:
        rows: list[tuple[Choice, ...]] = []
        person = label("💬 Mit Mensch reden")
        offered = any(choice.label == person for choice in screen.choices)
        if self.misses >= _MISSES_BEFORE_A_PERSON and not offered:
            rows.append((Choice(person, HUMAN),))
        own = []
        if screen.back and self.trail:
            own.append(Choice(label("⬅️ Zurück"), BACK))
        # by a word, or after an end, one comes from nowhere: no way back, but one home
        leads_home = any(choice.door == HOME for choice in screen.choices)
        lost = not own and not leads_home and (screen.back or screen.menu)
        if lost or (screen.menu and len(self.trail) > 1):
            own.append(Choice(label("🏠 Menü"), HOME))
        return [*rows, tuple(own)] if own else rows

    def step_back(self) -> Door:
        """The screen before this one; home when there is none."""
        self.here = None
        return self.trail.pop() if self.trail else HOME

    def forget_way(self) -> None:
        """Begin a new way, at home or at the start."""
        self.trail, self.here = [], None

    def forget_screen(self) -> None:
        """What is shown and how it was come to; what was answered is remembered still."""
        self.forget_way()
        self.choices, self.answer, self.message, self.misses = [], None, None, 0

    def forget_all(self) -> None:
        """Nothing is remembered any more; only the count goes on, so that old buttons stay old."""
        self.forget_screen()
        self.notes.clear()

    def to_json(self) -> dict[str, Any]:
        """As JSON values, for the encrypted column."""
        return {
            "n": self.number,
            "here": _door_json(self.here),
            "choices": [[c.label, _door_json(c.door), c.chosen] for c in self.choices],
            "answer": _door_json(self.answer),
            "numbered": self.numbered,
            "trail": [_door_json(door) for door in self.trail],
            "misses": self.misses,
            "message": self.message,
            "notes": self.notes,
        }

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Conversation":
        """The conversation that ``to_json`` stored; an empty one for an empty dict."""
        if not stored:
            return cls()
        return cls(
            number=stored["n"],
            here=_door(stored["here"]),
            choices=[
                Choice(words, _way(door), chosen) for words, door, chosen in stored["choices"]
            ],
            answer=_door(stored["answer"]),
            numbered=stored["numbered"],
            trail=[Door(name, args) for name, args in stored["trail"]],
            misses=stored["misses"],
            message=stored["message"],
            notes=stored["notes"],
        )


def _place(door: Door) -> tuple[str, JsonValue]:
    """Where a door leads: pages of a screen are one place, each ``step`` is a place of its own."""
    return door.name, door.args.get("step")


def _all_countable(numbers: list[str]) -> bool:
    """Whether these are numbers as far as the database counts: a forged one may be longer."""
    return all(
        number.isdecimal() and len(number) <= 10 and int(number) < 2**31 for number in numbers
    )


def _door_json(door: Door | Card | None) -> list[Any] | None:
    if door is None:
        return None
    if isinstance(door, Card):
        return [door.action, door.subject, door.version]
    return [door.name, dict(door.args)]


def _door(stored: list[Any] | None) -> Door | None:
    return Door(stored[0], stored[1]) if stored else None


def _way(stored: list[Any]) -> Door | Card:
    return Card(*stored) if len(stored) == 3 else Door(stored[0], stored[1])
