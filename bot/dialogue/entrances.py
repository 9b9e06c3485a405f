"""The doors that exist without any screen.

Where each role starts, gets help, stops, and where surprises go.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.dialogue.words import Global

Handler = Callable[..., Any]


@dataclass(frozen=True, slots=True)
class Entrances:
    """One audience's entrances; all take ``(turn, services)`` and the arguments named here.

    * ``start`` (code): begin, with the start code of a QR or ""
    * ``words``: global words; home, help, human and back are required
    * ``code`` (said): a code as the whole message, on every screen; None when it is none
    * ``unexpected`` (said): text that no screen asked for
    * ``unreadable`` (content): voices, photos …, and "long" for over-long texts
    * ``quoted`` (said, about_kind, about_id): a reply to a message; ("", 0) if it belongs to
      nothing
    * ``edited`` (said, edited): a change of an own message
    * ``distress``: safety words were recognised; the words themselves are gone
    * ``lost`` (failure): the thing is gone, changed, or not for this person (a LotseError)
    * ``apology`` (reference), without services: an event was set aside
    * ``returned``: the person comes back to her seat, after a sibling or from another chat
    * ``someone_else`` (person): a button or quoted message that was sent to another person here
    """

    start: Handler
    code: Handler
    unexpected: Handler
    unreadable: Handler
    quoted: Handler
    edited: Handler
    distress: Handler
    lost: Handler
    apology: Handler
    returned: Handler
    words: Mapping[Global, Handler] = field(default_factory=dict)
    someone_else: Handler | None = None
