"""What a service works with: one transaction, the moment, and the house it stands in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random, SystemRandom
from typing import Any

from sqlmodel import Session

from bot.dialogue.channel import Capabilities
from bot.dialogue.screen import Screen
from bot.domain import pseudonyms
from bot.domain.quiet import NIGHT, QuietTime
from bot.region.finder import Finder
from bot.region.model import Region
from bot.services.stock import OpenVacancies
from storage.cipher import Cipher


@dataclass(frozen=True, slots=True)
class Reader:
    """Who will read a notice."""

    id: int
    role: str
    language: str
    channel: str


Wording = Callable[["Unit", Reader, str, Mapping[str, object]], Screen | None]
"""Puts a notice (name and arguments) into words; None when it is no longer true."""


@dataclass(frozen=True, slots=True)
class House:
    """What stays the same between turns: the county, its rules, the channels, the key."""

    region: Region
    finder: Finder
    cipher: Cipher
    capabilities: Mapping[str, Capabilities]
    stock: OpenVacancies
    quiet: QuietTime = NIGHT
    base_url: str = ""
    links: Callable[[], Mapping[str, str]] = (
        dict  # where each messenger is opened, as far as known
    )
    staff_bot: str = ""  # the user name of the staff's own bot, if there is one
    invitation_days: int = 7
    unfinished: timedelta = timedelta(hours=48)  # until answers without consent are gone
    parent_step: frozenset[str] = frozenset()  # age bands to be asked whether parents know
    random: Random = field(default_factory=SystemRandom)

    def code(self, length: int) -> str:
        """An unguessable code that people can read out."""
        return pseudonyms.code(self.random, length)

    def link(self, start_code: str) -> str:
        """The address of the page that begins with this start code."""
        return f"{self.base_url}/?s={start_code}"

    def receipt(self) -> str:
        """A receipt number such as "Q-8F2K-22"."""
        return pseudonyms.receipt(self.random)


@dataclass(slots=True)
class Unit:
    """One transaction. ``now`` is aware, in UTC, and the same for the whole unit."""

    session: Session
    now: datetime
    house: House
    profiles: dict[int, Any] = field(default_factory=dict)  # what Profiles has read already

    @property
    def today(self) -> date:
        """The day it is in the county."""
        return self.now.astimezone(self.house.region.zone).date()

    @property
    def region(self) -> Region:
        """The county pack."""
        return self.house.region
