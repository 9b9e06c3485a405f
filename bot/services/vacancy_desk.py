"""The desk of vacancies: what staff enter, change, reserve and fill.

Whoever asks may look. Changing is for those who look after the town, or who entered it.
"""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.domain.errors import NotFound, NotUnderstood, Outdated, Refused
from bot.domain.vacancies import Vacancy, VacancyState
from bot.services.consents import Consents
from bot.services.enquiries import Enquiries
from bot.services.letters import ENQUIRY
from bot.services.outbox import Lane, Notice, Outbox, Purpose
from bot.services.saved import Saved
from bot.services.staff import COUNTY, StaffBook
from bot.services.stock import value_of
from bot.services.unit import Unit
from bot.services.vacancies import put_in
from bot.services.vacancy_drafts import Draft, columns_of
from storage.queries import enquiries as enquiry_rows
from storage.queries import records
from storage.queries import vacancies as rows
from storage.tables import VacancyRow

OWN_SOURCE = "county"
"""The source of what staff enter themselves."""

FILLED, OUTCOME = "vacancy_filled", "vacancy_outcome"
"""The notices to pupils who saved or asked, and to the recruiter whose enquiry it was."""

VACANCY = "vacancy"
PAGE = 6
RUNNING = (VacancyState.OPEN, VacancyState.RESERVED)
DONE = (VacancyState.FILLED, VacancyState.EXPIRED)

SHORTEST = timedelta(days=60)
"""A vacancy is advertised until its begin, and at least this long."""

EXPIRE_EVERY = timedelta(hours=1)


def usual_end(start: date, today: date) -> date:
    """Until when a vacancy is advertised unless somebody says otherwise."""
    return max(start, today + SHORTEST)


@dataclass(frozen=True, slots=True)
class DeskView:
    """A vacancy as staff see it, with its contact. ``changed_by`` is the name of who did last."""

    vacancy: Vacancy
    version: int
    contact: str
    changed_by: str
    changed_at: datetime
    may_change: bool

    @property
    def id(self) -> int:
        """The vacancy's number."""
        return self.vacancy.id

    @property
    def draft(self) -> Draft:
        """What can be changed of it."""
        return Draft.of(self.vacancy, self.contact)


@dataclass(frozen=True, slots=True)
class DeskPage:
    """A page of a list, ``first`` counted from 1 of ``total``.

    ``before`` leads to the next page, None on the last; ``above`` to the one before this, where
    ``has_above``.
    """

    vacancies: list[Vacancy]
    first: int
    total: int
    before: int | None
    above: int | None
    has_above: bool


class VacancyDesk:
    """Entering and changing vacancies."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._outbox = Outbox(unit)

    def view(self, vacancy_id: int, staff_id: int) -> DeskView:
        """One vacancy in any state. Raises NotFound."""
        row = self._unit.session.get(VacancyRow, vacancy_id)
        if row is None:
            raise NotFound(f"vacancy {vacancy_id}")
        return self._view(row, staff_id)

    def towns(self, staff_id: int) -> tuple[str, ...]:
        """The towns that somebody looks after; all of the county for its pool."""
        own = StaffBook(self._unit).get(staff_id).towns
        return tuple(town.key for town in self._unit.region.towns) if COUNTY in own else own

    def page(
        self, staff_id: int, states: tuple[VacancyState, ...], before: int | None = None
    ) -> DeskPage:
        """The newest vacancies of one's towns in these states; further pages by ``before``."""
        session = self._unit.session
        own = StaffBook(self._unit).get(staff_id).towns
        shelf = rows.Shelf(None if COUNTY in own else own, staff_id, states)
        found = [value_of(row) for row in rows.page(session, shelf, before, PAGE + 1)]
        shown, more = found[:PAGE], len(found) > PAGE
        first = rows.count(session, shelf, newer_than=shown[0].id) + 1 if shown else 0
        above = rows.page_above(session, shelf, before, PAGE) if before is not None else None
        return DeskPage(
            shown, first, rows.count(session, shelf), shown[-1].id if more else None, above,
            before is not None,
        )  # fmt: skip

    def enter(self, staff_id: int, draft: Draft) -> DeskView:
        """Offer a new vacancy. Raises NotUnderstood while something is missing."""
        today = self._unit.today
        row = VacancyRow(
            source=OWN_SOURCE, reference=f"R-{self._unit.house.code(6)}", state=VacancyState.OPEN,
            entered_by=staff_id, fresh_since=today, stamp=0, **self._columns(draft, None),
        )  # fmt: skip
        self._keep(row, staff_id)
        return self._view(row, staff_id)

    def change(self, vacancy_id: int, staff_id: int, version: int, draft: Draft) -> DeskView:
        """Change what is offered; pupils whom it fits now are found anew.

        Raises NotFound, Refused, and Outdated when a colleague was first.
        """
        row = self._for_change(vacancy_id, staff_id, version)
        for name, value in self._columns(draft, row).items():
            setattr(row, name, value)
        row.fresh_since = self._unit.today
        self._change(row, staff_id)
        return self._view(row, staff_id)

    def reserve(self, vacancy_id: int, staff_id: int, version: int) -> DeskView:
        """Show it to no further pupil for now. Raises like ``change``."""
        return self._move(vacancy_id, staff_id, version, VacancyState.RESERVED)

    def reopen(self, vacancy_id: int, staff_id: int, version: int) -> DeskView:
        """Offer it again; who has not yet heard that it was filled will not. Raises as above."""
        self._for_change(vacancy_id, staff_id, version)
        self._outbox.withdraw(about_kind=VACANCY, about_id=vacancy_id)
        return self._move(vacancy_id, staff_id, version, VacancyState.OPEN)

    def fill(self, vacancy_id: int, staff_id: int, version: int) -> tuple[DeskView, int]:
        """The place is taken: those who saved it or asked are told; returns how many.

        Recruiters with an enquiry about it are asked for its outcome. Raises like ``change``.
        """
        view = self._move(vacancy_id, staff_id, version, VacancyState.FILLED)
        asked = self._tell_who_asked(vacancy_id)
        return view, len(asked | self._tell_who_saved(vacancy_id, asked))

    # --- inside ---

    def _tell_who_asked(self, vacancy_id: int) -> set[int]:
        enquiries, told = Enquiries(self._unit), set()
        for enquiry in enquiry_rows.about_vacancy(self._unit.session, vacancy_id):
            number = enquiry.id or 0
            if enquiry.pupil_id is not None:
                told.add(enquiry.pupil_id)
                self._tell(enquiry.pupil_id, vacancy_id, Purpose.ENQUIRY)
            owner = (enquiry.owner_id,) if enquiry.owner_id else enquiries.responsible(enquiry)
            for person_id in owner:
                notice = Notice(OUTCOME, {"enquiry": number}, (ENQUIRY, number))
                self._outbox.notify(person_id, notice, lane=Lane.ALERT, purpose=Purpose.SERVICE)
        return told

    def _tell_who_saved(self, vacancy_id: int, but: set[int]) -> set[int]:
        """Who agreed to news; the others see it on their list."""
        savers = set(Saved(self._unit).people_of(vacancy_id)) - but
        agreed = Consents(self._unit).given_by(savers)
        told = {saver for saver in savers if Purpose.MATCHES in agreed.get(saver, frozenset())}
        for person_id in sorted(told):
            self._tell(person_id, vacancy_id, Purpose.MATCHES)
        return told

    def _tell(self, person_id: int, vacancy_id: int, purpose: Purpose) -> None:
        notice = Notice(FILLED, {"vacancy": vacancy_id}, (VACANCY, vacancy_id))
        self._outbox.notify(person_id, notice, lane=Lane.ALERT, purpose=purpose)

    def _move(self, vacancy_id: int, staff_id: int, version: int, state: VacancyState) -> DeskView:
        row = self._for_change(vacancy_id, staff_id, version)
        row.state = state
        if state is VacancyState.OPEN:
            row.fresh_since = self._unit.today
            if row.valid_until < self._unit.today:
                row.valid_until = usual_end(row.start, self._unit.today)
        self._change(row, staff_id)
        return self._view(row, staff_id)

    def _for_change(self, vacancy_id: int, staff_id: int, version: int) -> VacancyRow:
        row = rows.locked(self._unit.session, vacancy_id)
        if row is None:
            raise NotFound(f"vacancy {vacancy_id}")
        if not self._may_change(row, staff_id):
            raise Refused(f"vacancy {vacancy_id}")
        if row.version != version:
            raise Outdated(f"vacancy {vacancy_id}")
        return row

    def _may_change(self, row: VacancyRow, staff_id: int) -> bool:
        own = StaffBook(self._unit).get(staff_id).towns
        return row.entered_by == staff_id or row.town in own or COUNTY in own

    def _columns(self, draft: Draft, row: VacancyRow | None) -> dict[str, Any]:
        """What the draft says; the title stays as long as the occupation does."""
        if not draft.is_complete or draft.start is None:
            raise NotUnderstood("the vacancy is not complete")
        job = self._unit.region.occupation(draft.occupation)
        title = row.title if row and row.occupation == job.slug else job.name
        until = draft.valid_until or usual_end(draft.start, self._unit.today)
        known = columns_of(replace(draft, valid_until=until))
        return {**known, "title": title, "field": job.field}

    def _change(self, row: VacancyRow, staff_id: int) -> None:
        row.version += 1
        self._keep(row, staff_id)

    def _keep(self, row: VacancyRow, staff_id: int) -> None:
        row.changed_by, row.updated_at = staff_id, self._unit.now
        row.match_from = ""
        put_in(self._unit, row)

    def _view(self, row: VacancyRow, staff_id: int) -> DeskView:
        name = StaffBook(self._unit).name(row.changed_by or row.entered_by)
        may_change = self._may_change(row, staff_id)
        return DeskView(value_of(row), row.version, row.contact, name, row.updated_at, may_change)


def expire_vacancies(unit: Unit) -> None:
    """A duty: once an hour, what is over is expired. Pupils do not see it even before."""
    if records.begin_chore(unit.session, "vacancies", unit.now, EXPIRE_EVERY):
        rows.expire(unit.session, RUNNING, unit.today)
