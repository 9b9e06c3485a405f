"""Statements about matches: what waits to be matched, which pairs are new, who was told."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Row, Table, delete, exists, func, select, update
from sqlmodel import Session, col
from sqlmodel import select as pick

from storage.queries.enquiries import ENQUIRY
from storage.queries.outbox import OUTBOX
from storage.queries.search import VACANCY
from storage.queries.turns import PERSON, upsert
from storage.tables.matches import MatchAlert, MatchTold
from storage.tables.people import Consent, Profile
from storage.tables.vacancies import VacancyRow

PROFILE = cast("Table", Profile.__table__)  # type: ignore[attr-defined]
CONSENT = cast("Table", Consent.__table__)  # type: ignore[attr-defined]
ALERT = cast("Table", MatchAlert.__table__)  # type: ignore[attr-defined]
TOLD = cast("Table", MatchTold.__table__)  # type: ignore[attr-defined]


def _agrees() -> ColumnElement[bool]:
    """The profile's pupil lets it be kept, may be written to about matches, and wants news."""

    def given(purpose: str) -> ColumnElement[bool]:
        return exists().where(
            CONSENT.c.person_id == PROFILE.c.person_id,
            CONSENT.c.purpose == purpose,
            CONSENT.c.withdrawn_at.is_(None),
        )

    listens = exists().where(PERSON.c.id == PROFILE.c.person_id, PERSON.c.stopped_at.is_(None))
    return given("profile") & given("matches") & listens


# --- what waits ---


def newest_vacancy(session: Session) -> int:
    """The number of the newest vacancy; 0 without any."""
    return session.execute(select(func.max(VACANCY.c.id))).scalar() or 0


def mark_profile(session: Session, person_id: int) -> None:
    """The person's profile, if one is kept, is to be matched anew."""
    session.execute(
        update(PROFILE)
        .where(PROFILE.c.person_id == person_id)
        .values(match_after=newest_vacancy(session))
    )


def take_profiles(session: Session, limit: int) -> list[Row[Any]]:
    """New or changed profiles, which from now on count as matched, with ``agrees``."""
    statement = (
        select(PROFILE.c.person_id, PROFILE.c.wishes, PROFILE.c.grade, _agrees().label("agrees"))
        .where(PROFILE.c.match_after.is_not(None))
        .order_by(PROFILE.c.match_after, PROFILE.c.person_id)
        .limit(limit)
        .with_for_update(of=PROFILE, skip_locked=True)
    )
    found = list(session.execute(statement))
    taken = [row.person_id for row in found]
    if taken:
        session.execute(
            update(PROFILE).where(PROFILE.c.person_id.in_(taken)).values(match_after=None)
        )
    return found


def take_vacancies(session: Session, limit: int) -> list[VacancyRow]:
    """New or changed vacancies that have come equally far through the profiles."""
    statement = (
        pick(VacancyRow)
        .where(col(VacancyRow.match_from).is_not(None))
        .order_by(col(VacancyRow.match_from).desc(), col(VacancyRow.id))
        .limit(limit)
        .with_for_update(skip_locked=True)
        .execution_options(populate_existing=True)
    )
    found = list(session.exec(statement))
    return [row for row in found if row.match_from == found[0].match_from]


def wishes_after(session: Session, signature: str, limit: int) -> list[tuple[str, str]]:
    """Distinct wishes of pupils who agree, as (signature, wishes), in order of signatures."""
    statement = (
        select(PROFILE.c.signature, func.min(PROFILE.c.wishes))
        .where(PROFILE.c.signature > signature, _agrees())
        .group_by(PROFILE.c.signature)
        .order_by(PROFILE.c.signature)
        .limit(limit)
    )
    return [(row[0], row[1]) for row in session.execute(statement)]


def pupils_with(session: Session, signatures: Collection[str]) -> list[Row[Any]]:
    """Pupils who agree, with these wishes: person_id, grade, signature, match_after."""
    columns = PROFILE.c
    statement = (
        select(columns.person_id, columns.grade, columns.signature, columns.match_after)
        .where(PROFILE.c.signature.in_(signatures), _agrees())
        .order_by(PROFILE.c.person_id)
    )
    return list(session.execute(statement))


# --- pairs and who is told ---


def keep_pairs(
    session: Session, pairs: Sequence[tuple[int, int]], now: datetime
) -> list[tuple[int, int, int]]:
    """Note pairs (pupil, vacancy) in this order.

    Returns those that are new, each with its number in front.
    """
    if not pairs:
        return []
    statement = (
        upsert(session, ALERT)
        .on_conflict_do_nothing(index_elements=["pupil_id", "vacancy_id"])
        .returning(ALERT.c.id, ALERT.c.pupil_id, ALERT.c.vacancy_id)
    )
    rows = [
        {"pupil_id": pupil, "vacancy_id": vacancy, "found_at": now, "state": "found", "version": 1}
        for pupil, vacancy in pairs
    ]
    return sorted((row[0], row[1], row[2]) for row in session.execute(statement, rows))


def asked_already(session: Session, pupils: Collection[int]) -> set[tuple[int, int]]:
    """Pairs of these pupils with vacancies that they have asked a person about themselves."""
    statement = select(ENQUIRY.c.pupil_id, ENQUIRY.c.vacancy_id).where(
        ENQUIRY.c.pupil_id.in_(pupils),
        ENQUIRY.c.vacancy_id.is_not(None),
        ENQUIRY.c.state != "closed",
    )
    return {(row[0], row[1]) for row in session.execute(statement)}


def keep_told(session: Session, alerts: Sequence[int], staff_id: int) -> list[int]:
    """Note that somebody is told of these pairs; returns the numbers of the new lines."""
    if not alerts:
        return []
    statement = (
        upsert(session, TOLD)
        .on_conflict_do_nothing(index_elements=["alert_id", "staff_id"])
        .returning(TOLD.c.id)
    )
    rows = [{"alert_id": alert, "staff_id": staff_id} for alert in alerts]
    return sorted(session.execute(statement, rows).scalars())


def bundle_told(session: Session, told: Collection[int], bundle: int) -> None:
    """These lines are told in one message."""
    session.execute(update(TOLD).where(TOLD.c.id.in_(told)).values(bundle=bundle))


def bundle_news(session: Session, alerts: Collection[int], bundle: int) -> None:
    """The pupil is told of these pairs in one message."""
    session.execute(update(ALERT).where(ALERT.c.id.in_(alerts)).values(news=bundle))


def waiting_bundle(session: Session, person_id: int, notice: str) -> int | None:
    """The bundle of a notice that still waits for this person untried: more may join it."""
    statement = (
        select(OUTBOX.c.about_id)
        .where(OUTBOX.c.person_id == person_id, OUTBOX.c.notice == notice)
        .where(OUTBOX.c.state == "queued", OUTBOX.c.tries == 0, OUTBOX.c.reason == "")
        .where(OUTBOX.c.replaces.is_(None))
        .order_by(OUTBOX.c.id.desc())
        .limit(1)
        .with_for_update()
    )
    return session.execute(statement).scalar()


# --- looking ---


def locked(session: Session, alert_id: int) -> MatchAlert | None:
    """The pair as it is now, kept from others until the end of this transaction."""
    statement = pick(MatchAlert).where(MatchAlert.id == alert_id).with_for_update()
    return session.exec(statement.execution_options(populate_existing=True)).first()


def was_told(session: Session, alert_id: int, staff_id: int) -> bool:
    """Whether somebody was told of a pair."""
    statement = select(TOLD.c.id).where(TOLD.c.alert_id == alert_id, TOLD.c.staff_id == staff_id)
    return session.execute(statement).first() is not None


def told_in(session: Session, bundle: int, staff_id: int) -> list[Row[Any]]:
    """The pairs told in one message that are still there, in few words, the oldest first."""
    statement = (
        select(
            ALERT.c.id, ALERT.c.state, PERSON.c.pseudonym, VACANCY.c.title, VACANCY.c.company,
            VACANCY.c.state.label("vacancy_state"), VACANCY.c.valid_until,
        )
        .join(TOLD, TOLD.c.alert_id == ALERT.c.id)
        .join(VACANCY, VACANCY.c.id == ALERT.c.vacancy_id)
        .join(PERSON, PERSON.c.id == ALERT.c.pupil_id)
        .where(TOLD.c.bundle == bundle, TOLD.c.staff_id == staff_id)
        .order_by(ALERT.c.id)
    )  # fmt: skip
    return list(session.execute(statement))


def news_in(session: Session, bundle: int, pupil_id: int) -> list[int]:
    """The vacancies that a pupil is told of in one message, the newest first."""
    statement = select(ALERT.c.vacancy_id).where(
        ALERT.c.news == bundle, ALERT.c.pupil_id == pupil_id
    )
    return list(session.execute(statement.order_by(ALERT.c.id.desc())).scalars())


def _unwritten(staff_id: int) -> Any:
    return (
        select(ALERT.c.id)
        .join(TOLD, TOLD.c.alert_id == ALERT.c.id)
        .join(VACANCY, VACANCY.c.id == ALERT.c.vacancy_id)
        .where(TOLD.c.staff_id == staff_id, ALERT.c.state == "found", VACANCY.c.state == "open")
    )


def unwritten(session: Session, staff_id: int, most: int) -> list[int]:
    """Pairs that somebody was told of and nobody has written about, the newest first."""
    statement = _unwritten(staff_id).order_by(ALERT.c.id.desc()).limit(most)
    return list(session.execute(statement).scalars())


def outbox_row(session: Session, row_id: int) -> Row[Any] | None:
    """State, reason and due moment of a posted message."""
    columns = OUTBOX.c
    statement = select(columns.state, columns.reason, columns.due_at)
    return session.execute(statement.where(columns.id == row_id)).first()


def offer_statuses(session: Session, pupil_id: int) -> list[int]:
    """The messages that show writers what became of their offers to a pupil."""
    statement = select(ALERT.c.status_row).where(
        ALERT.c.pupil_id == pupil_id, ALERT.c.status_row.is_not(None)
    )
    return list(session.execute(statement).scalars())


# --- letting go ---


def of_pupil(session: Session, pupil_id: int) -> list[int]:
    """All pairs of a pupil."""
    return list(session.execute(select(ALERT.c.id).where(ALERT.c.pupil_id == pupil_id)).scalars())


def bundles_with(session: Session, alerts: Iterable[int]) -> list[tuple[int, int]]:
    """The messages (bundle, reader) in which staff were told of these pairs."""
    statement = (
        select(TOLD.c.bundle, TOLD.c.staff_id)
        .where(TOLD.c.alert_id.in_(list(alerts)), TOLD.c.bundle.is_not(None))
        .distinct()
        .order_by(TOLD.c.bundle)
    )
    return [(row[0], row[1]) for row in session.execute(statement)]


def drop(session: Session, alerts: Collection[int]) -> None:
    """Forget these pairs and who was told of them."""
    session.execute(delete(MatchTold).where(col(MatchTold.alert_id).in_(alerts)))
    session.execute(delete(MatchAlert).where(col(MatchAlert.id).in_(alerts)))
