"""A county as the program knows it: frozen facts from a pack, and the ways to look them up."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import combinations
from math import asin, cos, radians, sin, sqrt
from typing import TypeVar
from zoneinfo import ZoneInfo

from bot.domain.errors import NotFound
from bot.domain.people import Certificate, Grade
from bot.region.schooldays import Holidays

EARTH_RADIUS_KM = 6371.0

Key = TypeVar("Key")
Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class Municipality:
    """A town: official key (AGS), place of its centre, ``parts`` are villages and other names."""

    key: str
    name: str
    lat: float
    lon: float
    parts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class School:
    """A secondary school. ``start_code`` stands on its QR poster: once printed, never changed."""

    start_code: str
    number: str
    name: str
    form: str
    municipality: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class FieldOfWork:
    """A field pupils choose from: ``activity`` is a label, ``sentence`` the same in full.

    ``related`` are the codes of fields that somebody who likes this one may like as well.
    """

    code: str
    name: str
    plain: str
    emoji: str
    activity: str
    sentence: str
    words: tuple[str, ...] = ()
    related: tuple[str, ...] = ()

    @property
    def button(self) -> str:
        """Emoji and activity, at most 20 characters together (in German)."""
        return f"{self.emoji} {self.activity}"


class Way(StrEnum):
    """How an occupation is learned: in a firm, at a school, or with studies."""

    DUAL = "dual"
    SCHOOL = "school"
    STUDY = "study"


@dataclass(frozen=True, slots=True)
class Occupation:
    """An occupation. ``certificate`` is what employers usually wish for, never a rule of law."""

    slug: str
    name: str
    plain: str
    field: str
    way: Way
    certificate: Certificate
    synonyms: tuple[str, ...] = ()

    @property
    def short_name(self) -> str:
        """The name without its branch: "Kraftfahrzeugmechatroniker/-in"."""
        return self.name.split(" - ")[0]


@dataclass(frozen=True, slots=True)
class Office:
    """Where staff sit. ``municipality`` is None for the county's pool; ``phone`` may be empty."""

    municipality: str | None
    name: str
    hours: str
    phone: str


@dataclass(frozen=True, slots=True)
class FollowUp:
    """What came after school (KAoA code): the closed list of outcomes. ``often``: shown first."""

    code: str
    label: str
    text: str
    often: bool = False


@dataclass(frozen=True, slots=True)
class CertificateTerm:
    """How a school-leaving certificate is called here."""

    certificate: Certificate
    label: str
    plain: str


@dataclass(frozen=True, slots=True)
class GradeTerm:
    """How a class is called here."""

    grade: Grade
    label: str
    plain: str


@dataclass(frozen=True, slots=True)
class CrisisContact:
    """Whom to call in distress, in the order to be shown."""

    name: str
    phone: str
    text: str


@dataclass(frozen=True, slots=True)
class Source:
    """Whose data these are; licences ask to name them."""

    what: str
    name: str
    licence: str


@dataclass(frozen=True, eq=False)
class Region:
    """A county, in the order of the pack's files. Look-ups of unknown keys raise NotFound."""

    key: str
    name: str
    zone: ZoneInfo
    coordinator_office: str
    road_factor: float
    towns: tuple[Municipality, ...]
    neighbours: tuple[Municipality, ...]
    postal_codes: Mapping[str, tuple[str, ...]]
    schools: tuple[School, ...]
    school_forms: Mapping[str, str]
    fields: tuple[FieldOfWork, ...]
    occupations: tuple[Occupation, ...]
    offices: tuple[Office, ...]
    follow_ups: tuple[FollowUp, ...]
    certificates: tuple[CertificateTerm, ...]
    grades: tuple[GradeTerm, ...]
    languages: Mapping[str, str]
    crisis: tuple[CrisisContact, ...]
    sources: tuple[Source, ...]
    holidays: Holidays

    @cached_property
    def _towns(self) -> dict[str, Municipality]:
        return {town.key: town for town in (*self.towns, *self.neighbours)}

    @cached_property
    def _fields(self) -> dict[str, FieldOfWork]:
        return {field.code: field for field in self.fields}

    @cached_property
    def _occupations(self) -> dict[str, Occupation]:
        return {occupation.slug: occupation for occupation in self.occupations}

    @cached_property
    def _schools(self) -> dict[str, School]:
        return {school.start_code: school for school in self.schools}

    @cached_property
    def _offices(self) -> dict[str | None, Office]:
        return {office.municipality: office for office in self.offices}

    @cached_property
    def _follow_ups(self) -> dict[str, FollowUp]:
        return {follow_up.code: follow_up for follow_up in self.follow_ups}

    @cached_property
    def _distances(self) -> dict[tuple[str, str], int]:
        distances = {(key, key): 0 for key in self._towns}
        for a, b in combinations(self._towns.values(), 2):
            kilometres = round(_great_circle_km(a, b) * self.road_factor)
            distances[a.key, b.key] = distances[b.key, a.key] = kilometres
        return distances

    def knows(self, code: str) -> bool:
        """Whether a field, an occupation or a town has this code; packs change over the years."""
        return code in self._fields or code in self._occupations or code in self._towns

    def name_of(self, code: str) -> str:
        """What people call the field, occupation or town with this code; unknown ones stay."""
        named = self._fields.get(code) or self._occupations.get(code) or self._towns.get(code)
        return named.name if named else code

    def town(self, key: str) -> Municipality:
        """The town of this county or of its neighbours with that official key."""
        return _found(self._towns, key, "town")

    def in_county(self, key: str) -> bool:
        """Whether the town belongs to this county, and not to a neighbour."""
        return self.town(key) in self.towns

    def town_by_postal_code(self, code: str) -> tuple[Municipality, ...]:
        """The towns of a postal code, likeliest first: two if ambiguous, none if unknown."""
        return tuple(self.town(key) for key in self.postal_codes.get(code, ()))

    def distance_km(self, a_key: str, b_key: str) -> int:
        """Estimated kilometres by road between two town centres, told with "ca."; 0 within one.

        Great circle × the pack's road factor, no route: enough for a radius, never for minutes.
        """
        return _found(self._distances, (a_key, b_key), "distance")

    def field(self, code: str) -> FieldOfWork:
        """The field of work with that code."""
        return _found(self._fields, code, "field")

    def occupation(self, slug: str) -> Occupation:
        """The occupation with that slug."""
        return _found(self._occupations, slug, "occupation")

    def school_by_code(self, start_code: str) -> School | None:
        """The school of a start code ("s_7k2f"), None for an unknown one: then start as usual."""
        return self._schools.get(start_code.strip().lower())

    def office(self, town_key: str | None) -> Office:
        """The office of a town; the county's own for None and for a neighbour's town."""
        return self._offices.get(town_key) or self._offices[None]

    def follow_up(self, code: str) -> FollowUp:
        """The outcome with that KAoA code."""
        return _found(self._follow_ups, code, "follow-up")

    def certificate(self, certificate: Certificate) -> CertificateTerm:
        """What the certificate is called here."""
        return next(term for term in self.certificates if term.certificate is certificate)

    def grade(self, grade: Grade) -> GradeTerm:
        """What the class is called here."""
        return next(term for term in self.grades if term.grade is grade)

    @property
    def texts(self) -> tuple[str, ...]:
        """The pack's texts that people read in their own language: entries for the catalogs.

        Names of occupations, towns, schools and offices stay German in every language.
        """
        texts = [text for f in self.fields for text in (f.name, f.plain, f.activity, f.sentence)]
        texts += [occupation.plain for occupation in self.occupations]
        texts += [text for c in self.certificates for text in (c.label, c.plain)]
        texts += [text for g in self.grades for text in (g.label, g.plain)]
        texts += [text for f in self.follow_ups for text in (f.label, f.text)]
        texts += [contact.text for contact in self.crisis]
        texts += [office.hours for office in self.offices]
        return tuple(dict.fromkeys(texts))


def _found(things: Mapping[Key, Thing], key: Key, what: str) -> Thing:
    try:
        return things[key]
    except KeyError:
        raise NotFound(f"no {what} {key!r}") from None


def _great_circle_km(a: Municipality, b: Municipality) -> float:
    """Haversine distance of two places in kilometres."""
    lat_a, lat_b = radians(a.lat), radians(b.lat)
    half_lat, half_lon = (lat_b - lat_a) / 2, radians(b.lon - a.lon) / 2
    chord = sin(half_lat) ** 2 + cos(lat_a) * cos(lat_b) * sin(half_lon) ** 2
    return 2 * EARTH_RADIUS_KM * asin(sqrt(chord))
