"""One turn of conversation, as a handler sees it.

Who speaks, what was said, what is remembered meanwhile.
"""

from dataclasses import dataclass, field
from datetime import datetime

from bot.dialogue.channel import Capabilities
from bot.dialogue.event import Event
from bot.dialogue.screen import JsonValue, Screen
from bot.domain.people import Role


@dataclass(frozen=True, slots=True)
class Speaker:
    """The person of this turn. ``pseudonym`` is what staff see before a name is released.

    ``called`` is her name at an address that she shares with others, else empty.
    """

    id: int
    role: Role
    language: str
    pseudonym: str
    called: str = ""


@dataclass(slots=True)
class Turn:
    """What a handler knows and may say beyond its screen.

    ``now`` is aware, in UTC. ``notes`` is the conversation's own encrypted memory (JSON
    values): answers before any consent live here and nowhere else. ``also`` are messages sent
    before the screen. ``toast`` is a short word on a tap where the messenger can show one.
    """

    speaker: Speaker
    address_id: int
    channel: str
    capabilities: Capabilities
    event: Event
    now: datetime
    notes: dict[str, JsonValue] = field(default_factory=dict)
    also: list[Screen] = field(default_factory=list)
    toast: str = ""
    puzzled: bool = False
    anew: bool = False
    moved: bool = False

    @property
    def said(self) -> str:
        """The typed text of this turn, empty for a tap."""
        return self.event.text

    def puzzle(self, screen: Screen) -> Screen:
        """Answer with ``screen`` and count a miss.

        After two of them the engine offers a pupil a person; staff are those persons.
        """
        self.puzzled = not self.speaker.role.is_staff
        return screen

    def switch(self, *, role: Role | None = None, language: str | None = None) -> None:
        """Go on in this turn with another role or language of the same person."""
        self.speaker = Speaker(
            self.speaker.id,
            role or self.speaker.role,
            language or self.speaker.language,
            self.speaker.pseudonym,
            self.speaker.called,
        )

    def move_over(self) -> None:
        """Somebody else sits at this address now: what is answered stands above her own screen."""
        self.moved = True

    def begin_anew(self, person_id: int, pseudonym: str) -> None:
        """Go on in this turn as a person without any past: all that was remembered is dropped."""
        self.speaker = Speaker(person_id, Role.PUPIL, self.speaker.language, pseudonym)
        self.anew = True
        self.notes.clear()
        self.also.clear()
