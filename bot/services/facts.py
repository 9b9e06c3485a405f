"""The facts of an enquiry: what the pupil agrees to send is what the recruiter sees, no more."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from bot.domain.matching import Hit, Reason, Rule
from bot.domain.people import AgeBand, Certificate, Grade
from bot.domain.vacancies import Condition, Kind
from bot.domain.wishes import Wishes, next_summer
from bot.services.profiles import About, wishes_from_json, wishes_to_json


@dataclass(frozen=True, slots=True)
class AskedFor:
    """The vacancy of an enquiry as it was when the pupil asked, and why it fits her."""

    vacancy_id: int
    kind: Kind
    title: str
    company: str
    town: str
    reasons: tuple[Reason, ...]
    check: Reason | None


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything on the card. ``wishes`` holds interests, town, certificate, start and times only.

    ``summer`` is the year that "summer" meant on the day of asking. ``write_only``: the pupil
    does not want to talk, only to write.
    """

    pseudonym: str
    about: About
    language: str
    wishes: Wishes
    summer: int
    write_only: bool = False
    asked_for: AskedFor | None = None

    def asking_for(self, hit: Hit) -> "Facts":
        """The same about this vacancy."""
        return replace(self, asked_for=_asked_for(hit))


def facts_of(
    pseudonym: str,
    about: About,
    language: str,
    wishes: Wishes,
    today: date,
    *,
    write_only: bool = False,
) -> Facts:
    """The facts on the local day ``today``; what the card does not show is left out."""
    shown = Wishes(
        fields=wishes.fields,
        occupations=wishes.occupations,
        town=wishes.town,
        certificate=wishes.certificate,
        start=wishes.start,
        slots=frozenset() if write_only else wishes.slots,
    )
    return Facts(pseudonym, about, language, shown, next_summer(today), write_only)


def _asked_for(hit: Hit) -> AskedFor:
    vacancy = hit.vacancy
    return AskedFor(
        vacancy.id, vacancy.kind, vacancy.title, vacancy.company, vacancy.town, hit.reasons,
        hit.check,
    )  # fmt: skip


def facts_to_json(facts: Facts) -> dict[str, Any]:
    """As JSON values."""
    asked = facts.asked_for
    return {
        "pseudonym": facts.pseudonym,
        "nickname": facts.about.nickname,
        "age_band": facts.about.age_band,
        "grade": facts.about.grade,
        "language": facts.language,
        "wishes": wishes_to_json(facts.wishes),
        "summer": facts.summer,
        "write_only": facts.write_only,
        "asked_for": asked
        and {
            "vacancy": asked.vacancy_id,
            "kind": asked.kind,
            "title": asked.title,
            "company": asked.company,
            "town": asked.town,
            "reasons": [_reason_to_json(reason) for reason in asked.reasons],
            "check": asked.check and _reason_to_json(asked.check),
        },
    }


def facts_from_json(stored: dict[str, Any]) -> Facts:
    """The facts that ``facts_to_json`` stored."""
    age_band, grade, asked = stored["age_band"], stored["grade"], stored["asked_for"]
    return Facts(
        stored["pseudonym"],
        About(
            stored["nickname"],
            AgeBand(age_band) if age_band else None,
            Grade(grade) if grade else None,
        ),
        stored["language"],
        wishes_from_json(stored["wishes"]),
        stored["summer"],
        stored["write_only"],
        asked
        and AskedFor(
            asked["vacancy"],
            Kind(asked["kind"]),
            asked["title"],
            asked["company"],
            asked["town"],
            tuple(map(_reason_from_json, asked["reasons"])),
            asked["check"] and _reason_from_json(asked["check"]),
        ),
    )


def _reason_to_json(reason: Reason) -> list[Any]:
    day = reason.day.isoformat() if reason.day else None
    return [reason.rule, reason.km, reason.certificate, reason.condition, day, reason.places]


def _reason_from_json(stored: list[Any]) -> Reason:
    rule, km, certificate, condition, day, places = stored
    return Reason(
        Rule(rule),
        km,
        Certificate(certificate) if certificate else None,
        Condition(condition) if condition else None,
        date.fromisoformat(day) if day else None,
        places,
    )
