"""Matchmaking: new or changed profiles and vacancies meet, and each pair is told once.

What waits is marked in its row; the tick takes it up in pieces, so nobody waits for it in a chat.
A pair is told to those who look after the pupil, and of a new vacancy to the pupil herself.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.domain.enquiries import Specialism, specialism_for
from bot.domain.matching import Map, promising_ids
from bot.domain.people import Grade
from bot.domain.vacancies import Vacancy
from bot.domain.wishes import Wishes
from bot.services.outbox import Lane, Notice, Outbox, Purpose
from bot.services.profiles import wishes_from_json
from bot.services.routing import Routing
from bot.services.search import Search
from bot.services.stock import value_of
from bot.services.unit import Unit
from storage.queries import matches as rows

ALERT, NEWS = "match_alert", "vacancy_news"
"""The notices to recruiters and to pupils."""

BUNDLE, NEW = "matches", "news"
"""What those notices are about: the bundle of pairs that they tell of."""

PROFILES, VACANCIES, SIGNATURES = 2, 10, 100
"""How much one piece of work takes up, so that no chat waits for it.

Two profiles for all vacancies, or at most ten vacancies for at most 100 distinct wishes.
"""

Pair = tuple[int, int]
"""A pupil and a vacancy."""


def find_matches(unit: Unit) -> bool:
    """A duty: match a piece of what is new or changed. Returns whether there may be more."""
    work = Matchmaking(unit)
    return work.match_vacancies() or work.match_profiles()


class Matchmaking:
    """Finding pairs and telling of them, in one transaction."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._routes: dict[tuple[str, Specialism], tuple[int, ...]] = {}

    def match_profiles(self) -> bool:
        """A few changed profiles against all that is open; False when none waits.

        Their pupils are not told: they see the list of what fits when they change it.
        """
        taken = rows.take_profiles(self._unit.session, PROFILES)
        wishes = {
            row.person_id: wishes_from_json(json.loads(row.wishes)) for row in taken if row.agrees
        }
        offered = {pupil: Search(self._unit).ranked(sought) for pupil, sought in wishes.items()}
        pairs = [
            (pupil, vacancy.id)
            for pupil, found in offered.items()
            for vacancy in reversed(found)  # the best one is told of first: the newest
        ]
        people = _people(taken, wishes)
        vacancies = {vacancy.id: vacancy for found in offered.values() for vacancy in found}
        self._tell_staff(self._new(pairs), people, vacancies)
        return bool(taken)

    def match_vacancies(self) -> bool:
        """A few changed vacancies against some of all wishes; False when none waits.

        Pupils are told, but for what they have just seen on their lists.
        """
        taken = rows.take_vacancies(self._unit.session, VACANCIES)
        if not taken:
            return False
        shown = [v for v in map(value_of, taken) if v.is_shown(self._unit.today)]
        begun = taken[0].match_from or ""
        wishes = rows.wishes_after(self._unit.session, begun, SIGNATURES) if shown else []
        for row in taken:
            row.match_from = wishes[-1][0] if len(wishes) == SIGNATURES else None
            self._unit.session.add(row)
        self._unit.session.flush()
        self._match(shown, {key: wishes_from_json(json.loads(text)) for key, text in wishes})
        return True

    def _match(self, vacancies: Sequence[Vacancy], wishes: Mapping[str, Wishes]) -> None:
        fitting = {key: self._promising(sought, vacancies) for key, sought in wishes.items()}
        liked = [key for key, found in fitting.items() if found]
        pupils = rows.pupils_with(self._unit.session, liked)
        pairs = [(row.person_id, found) for row in pupils for found in fitting[row.signature]]
        people = _people(pupils, {row.person_id: wishes[row.signature] for row in pupils})
        new = self._new(pairs)
        self._tell_staff(new, people, {vacancy.id: vacancy for vacancy in vacancies})
        seen = {row.person_id: row.match_after or 0 for row in pupils}
        self._tell_pupils([pair for pair in new if pair[2] > seen[pair[1]]])

    def _promising(self, wishes: Wishes, vacancies: Sequence[Vacancy]) -> frozenset[int]:
        ways = Map(wishes.town, self._unit.region.distance_km)
        return promising_ids(wishes, vacancies, ways, self._unit.today)

    def _new(self, pairs: Iterable[Pair]) -> list[tuple[int, int, int]]:
        """The pairs that were never found before; what a pupil has asked about is no news."""
        found = list(pairs)
        known = rows.asked_already(self._unit.session, {pupil for pupil, _ in found})
        fresh = [pair for pair in found if pair not in known]
        return rows.keep_pairs(self._unit.session, fresh, self._unit.now)

    def _tell_staff(
        self,
        new: Iterable[tuple[int, int, int]],
        people: Mapping[int, tuple[Wishes, Grade | None]],
        vacancies: Mapping[int, Vacancy],
    ) -> None:
        """One message to each who is responsible, whatever the number of pairs."""
        for_staff: dict[int, list[int]] = defaultdict(list)
        for number, pupil, vacancy in new:
            for staff in self._responsible(*people[pupil], vacancies[vacancy]):
                for_staff[staff].append(number)
        for staff, alerts in sorted(for_staff.items()):
            told = rows.keep_told(self._unit.session, alerts, staff)
            if told:
                bundle = self._bundle(staff, ALERT, BUNDLE, told[0], Purpose.SERVICE)
                rows.bundle_told(self._unit.session, told, bundle)

    def _responsible(
        self, wishes: Wishes, grade: Grade | None, vacancy: Vacancy
    ) -> tuple[int, ...]:
        """Whom the pupil's enquiry about the vacancy would reach; without her town, its own."""
        town = wishes.town or vacancy.town
        specialism = specialism_for(grade, wishes.start, vacancy.kind)
        if (town, specialism) not in self._routes:
            people = Routing(self._unit).responsible(town, specialism)
            self._routes[town, specialism] = people
        return self._routes[town, specialism]

    def _tell_pupils(self, new: Iterable[tuple[int, int, int]]) -> None:
        for_pupil: dict[int, list[int]] = defaultdict(list)
        for number, pupil, _ in new:
            for_pupil[pupil].append(number)
        for pupil, alerts in sorted(for_pupil.items()):
            bundle = self._bundle(pupil, NEWS, NEW, alerts[0], Purpose.MATCHES)
            rows.bundle_news(self._unit.session, alerts, bundle)

    def _bundle(self, reader: int, name: str, about: str, number: int, purpose: Purpose) -> int:
        """The bundle of a message that waits for this reader, or of a new one: ``number``."""
        waiting = rows.waiting_bundle(self._unit.session, reader, name)
        if waiting is not None:
            return waiting
        notice = Notice(name, {"bundle": number}, (about, number))
        Outbox(self._unit).notify(reader, notice, lane=Lane.ALERT, purpose=purpose)
        return number


def _people(
    found: Iterable[Any], wishes: Mapping[int, Wishes]
) -> dict[int, tuple[Wishes, Grade | None]]:
    """What routing asks of each pupil."""
    return {
        row.person_id: (wishes[row.person_id], Grade(row.grade) if row.grade else None)
        for row in found
        if row.person_id in wishes
    }
