"""What pupils have in common: the answers that decide what is promising."""

from typing import NamedTuple

from bot.domain.matching.filters import Sought, sought_by
from bot.domain.matching.points import Rule
from bot.domain.matching.stock import ANYTHING, Interest
from bot.domain.wishes import Wishes


class Reach(NamedTuple):
    """Where a pupil looks."""

    town: str | None
    radius_km: int | None


class Signature(NamedTuple):
    """The answers that decide what is promising. Interests are sorted, to be equal."""

    reach: Reach
    sought: Sought
    interests: tuple[Interest, ...]

    @property
    def question(self) -> tuple[Reach, Sought]:
        """All besides the interests."""
        return self.reach, self.sought


def signature_of(wishes: Wishes) -> Signature:
    """The signature of a pupil's wishes."""
    liked: set[Interest] = {(Rule.OCCUPATION, code) for code in wishes.occupations}
    liked.update((Rule.FIELD, code) for code in wishes.fields)
    reach = Reach(wishes.town, wishes.radius_km)
    return Signature(reach, sought_by(wishes), tuple(sorted(liked)) or (ANYTHING,))
