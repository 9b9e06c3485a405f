"""Profiles: the answers of the interview, kept only with the consent "profile"."""

import json
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from bot.domain.people import AgeBand, Certificate, Grade
from bot.domain.vacancies import Condition, Kind
from bot.domain.wishes import Slot, StartWish, Strength, Transport, Wishes, target_year
from bot.services.unit import Unit
from storage.queries import profiles as rows
from storage.queries.matches import newest_vacancy
from storage.tables import Profile


def wishes_to_json(wishes: Wishes) -> dict[str, Any]:
    """As JSON values; equal wishes give equal JSON."""
    stored = asdict(wishes)
    for name in ("kinds", "transport", "strengths", "no_gos"):
        stored[name] = sorted(getattr(wishes, name))
    stored["slots"] = sorted([slot.weekday, slot.part] for slot in wishes.slots)
    stored["further"] = sorted(map(list, wishes.further))
    stored["internship"] = [day.isoformat() for day in wishes.internship or ()]
    return {name: value for name, value in stored.items() if value not in (None, [], ())}


def wishes_from_json(stored: dict[str, Any]) -> Wishes:
    """The wishes that ``wishes_to_json`` stored; an empty dict gives empty wishes."""
    window = [date.fromisoformat(day) for day in stored.get("internship", [])]
    certificate, start = stored.get("certificate"), stored.get("start")
    return Wishes(
        fields=tuple(stored.get("fields", ())),
        occupations=tuple(stored.get("occupations", ())),
        town=stored.get("town"),
        certificate=Certificate(certificate) if certificate else None,
        start=StartWish(start) if start else None,
        kinds=frozenset(map(Kind, stored.get("kinds", ()))),
        radius_km=stored.get("radius_km"),
        transport=frozenset(map(Transport, stored.get("transport", ()))),
        strengths=frozenset(map(Strength, stored.get("strengths", ()))),
        no_gos=frozenset(map(Condition, stored.get("no_gos", ()))),
        internship=(window[0], window[1]) if window else None,
        further=frozenset((question, answer) for question, answer in stored.get("further", ())),
        slots=frozenset(Slot(weekday, part) for weekday, part in stored.get("slots", ())),
    )


@dataclass(frozen=True, slots=True)
class About:
    """What a pupil said about herself; everything may be empty.

    The nickname is given for one enquiry; a profile never holds it.
    """

    nickname: str = ""
    age_band: AgeBand | None = None
    grade: Grade | None = None


class Profiles:
    """Keeping and reading profiles.

    Whether one may be kept is the caller's question to Consents.
    """

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def know_none(self, person_id: int) -> None:
        """Nothing is kept of this person, as the turn's first look has shown: spare a second."""
        self._unit.profiles[person_id] = None

    def find(self, person_id: int) -> tuple[Wishes, About] | None:
        """The kept profile, None when there is none; it is read once, for many ask in a turn."""
        known = self._unit.profiles
        if person_id not in known:
            row = rows.find(self._unit.session, person_id)
            known[person_id] = None if row is None else _kept(row.wishes, row.age_band, row.grade)
        found: tuple[Wishes, About] | None = known[person_id]
        return found

    def keep(self, person_id: int, wishes: Wishes, about: About) -> None:
        """Keep the profile, new or changed."""
        stored = json.dumps(wishes_to_json(wishes), sort_keys=True)
        row = self._unit.session.get(Profile, person_id) or Profile(
            person_id=person_id, wishes="", signature="",
            created_at=self._unit.now, updated_at=self._unit.now,
        )  # fmt: skip
        row.wishes, row.signature = stored, sha256(stored.encode()).hexdigest()[:16]
        row.age_band, row.grade = about.age_band or "", about.grade or ""
        row.target_year = target_year(wishes.start, self._unit.today)
        row.updated_at = self._unit.now
        row.match_after = newest_vacancy(self._unit.session)
        self._unit.session.add(row)
        self._unit.session.flush()
        self._unit.profiles[person_id] = _kept(stored, row.age_band, row.grade)

    def forget(self, person_id: int) -> None:
        """Drop the profile."""
        self._unit.profiles[person_id] = None
        row = self._unit.session.get(Profile, person_id)
        if row is not None:
            self._unit.session.delete(row)
            self._unit.session.flush()


def _kept(wishes: str, age_band: str, grade: str) -> tuple[Wishes, About]:
    about = About(
        age_band=AgeBand(age_band) if age_band else None, grade=Grade(grade) if grade else None
    )
    return wishes_from_json(json.loads(wishes)), about
