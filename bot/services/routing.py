"""Routing: which people look after a town and a specialism."""

from dataclasses import dataclass

from bot.domain.enquiries import Specialism
from bot.domain.people import Role
from bot.services.staff import COUNTY, Member, StaffBook
from bot.services.unit import Unit
from storage.queries import staff as rows


@dataclass(frozen=True, slots=True)
class Route:
    """Where something goes. ``pool``: nobody looks after it alone, so the county does."""

    people: tuple[int, ...]
    pool: bool


class Routing:
    """Many to many: a town may have several recruiters, a recruiter several towns."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._known: dict[tuple[str | None, Specialism], Route] = {}

    def route(self, town: str | None, specialism: Specialism) -> Route:
        """The recruiters of town and specialism; else the county pool, the coordinators, all.

        ``town`` is a municipality key; None, or a town outside the county, leads to the pool
        unless somebody has the specialism in the whole county.
        """
        if (town, specialism) not in self._known:
            self._known[town, specialism] = self._find(town, specialism)
        return self._known[town, specialism]

    def responsible(self, town: str | None, specialism: Specialism) -> tuple[int, ...]:
        """The people of the route."""
        return self.route(town, specialism).people

    def preview(self, town: str | None, specialism: Specialism) -> list[Member]:
        """Who would be told, by name."""
        return StaffBook(self._unit).some(self.responsible(town, specialism))

    def _find(self, town: str | None, specialism: Specialism) -> Route:
        session = self._unit.session
        people = rows.on_duty(session, (town or COUNTY, COUNTY), specialism)
        if people:
            return Route(tuple(people), pool=False)
        people = (
            rows.on_duty(session, (COUNTY,))
            or rows.with_role(session, Role.COORDINATOR)
            or rows.with_role(session, Role.RECRUITER)
        )
        return Route(tuple(people), pool=True)
