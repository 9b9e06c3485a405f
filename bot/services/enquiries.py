"""Enquiries: a pupil asks for a person, one of those responsible takes it, and it is closed.

Every staff action passes ``_permitted``: one may look at and act on what is one's own, or what
one is responsible for by town and specialism. Everything else is Refused, answered as "not
found", and noted.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.dialogue.channel import Reason
from bot.domain.consent import Purpose as ConsentPurpose
from bot.domain.consent import current
from bot.domain.enquiries import EnquiryState, Misfit, Specialism, answer_by, specialism_for
from bot.domain.errors import NotFound, Outdated, Refused
from bot.services.consents import Consents
from bot.services.facts import Facts, facts_from_json, facts_to_json
from bot.services.letters import ENQUIRY
from bot.services.outbox import Lane, Notice, Outbox, Purpose
from bot.services.routing import Routing
from bot.services.staff import Contact, Member, StaffBook
from bot.services.unit import Unit
from storage.queries import enquiries as rows
from storage.tables import Enquiry, Person

ALERT, CARD = "enquiry_alert", "enquiry_card"


@dataclass(frozen=True, slots=True)
class EnquiryView:
    """An enquiry as staff see it. ``facts`` is None once they are deleted.

    ``trouble`` is why messages do not reach the pupil at present.
    """

    id: int
    version: int
    state: EnquiryState
    town: str | None
    facts: Facts | None
    owner_id: int | None
    owner: str
    trouble: Reason | None
    outcome: str
    received_at: datetime
    due_at: datetime | None

    @property
    def pseudonym(self) -> str:
        """The code that staff call the pupil by; empty once it is deleted."""
        return self.facts.pseudonym if self.facts else ""


@dataclass(frozen=True, slots=True)
class Today:
    """What waits for a recruiter, each list most urgent first.

    ``due`` is what of ``open`` and ``mine`` must be answered today.
    """

    open: list[EnquiryView]
    mine: list[EnquiryView]
    due: list[EnquiryView]


class Enquiries:
    """Sending, taking, handing over and closing enquiries."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._staff = StaffBook(unit)
        self._outbox = Outbox(unit)
        self._routing = Routing(unit)

    # --- the pupil's side ---

    def waiting(self, pupil_id: int, vacancy_id: int | None) -> EnquiryView | None:
        """The pupil's enquiry about this vacancy (None: about no vacancy) that is not closed."""
        for enquiry in rows.of_pupil(self._unit.session, pupil_id):
            if enquiry.vacancy_id == vacancy_id and enquiry.state != EnquiryState.CLOSED:
                return self._view(enquiry)
        return None

    def send(self, pupil_id: int, facts: Facts, *, language: str, wording: str) -> EnquiryView:
        """Keep the consent with its very ``wording`` and send the card to those responsible.

        A second time for the same vacancy changes nothing. The caller has asked the age band.
        """
        session, now = self._unit.session, self._unit.now
        session.get_one(Person, pupil_id, with_for_update=True)  # two tabs of one pupil
        vacancy_id = facts.asked_for.vacancy_id if facts.asked_for else None
        if (known := self.waiting(pupil_id, vacancy_id)) is not None:
            return known
        version = current(ConsentPurpose.ENQUIRY).version
        Consents(self._unit).give(
            pupil_id, ConsentPurpose.ENQUIRY, version=version, language=language, wording=wording
        )
        kind = facts.asked_for.kind if facts.asked_for else None
        enquiry = Enquiry(
            pupil_id=pupil_id, vacancy_id=vacancy_id, town=facts.wishes.town or "",
            specialism=specialism_for(facts.about.grade, facts.wishes.start, kind),
            state=EnquiryState.OPEN, card=facts_to_json(facts), received_at=now,
            due_at=self.answer_by(),
        )  # fmt: skip
        session.add(enquiry)
        session.flush()
        self._alert(enquiry, self.responsible(enquiry))
        return self._view(enquiry)

    def answer_by(self) -> datetime:
        """By when an enquiry that comes now is to be answered."""
        region = self._unit.region
        return answer_by(self._unit.now, region.zone, region.holidays.is_public_holiday)

    def addressee(self, town: str | None, specialism: Specialism) -> Contact:
        """Whom the pupil will talk to; of the county's pool it may be whoever has time."""
        route = self._routing.route(town, specialism)
        contact = self._staff.contact(route.people, town)
        return replace(contact, name="") if route.pool else contact

    def outcome(self, enquiry_id: int) -> str | Misfit:
        """How an enquiry ended: a follow-up code of the county, a reason, or empty."""
        outcome = self._unit.session.get_one(Enquiry, enquiry_id).outcome
        return Misfit(outcome) if outcome in set(Misfit) else outcome

    def reopen(self, enquiry: Enquiry) -> None:
        """The pupil writes again about a closed one: its owner has it back."""
        if enquiry.state == EnquiryState.CLOSED:
            state = EnquiryState.TAKEN if enquiry.owner_id is not None else EnquiryState.OPEN
            self._change(enquiry, state=state, closed_at=None, outcome="")

    # --- the recruiter's side ---

    def view(self, enquiry_id: int, staff_id: int) -> EnquiryView:
        """An enquiry for one who may see it. Raises NotFound, Refused."""
        enquiry = self._unit.session.get(Enquiry, enquiry_id)
        return self._view(self._permitted(enquiry, enquiry_id, staff_id))

    def find(self, enquiry_id: int, staff_id: int) -> EnquiryView | None:
        """Like ``view``, None instead of an error: for notices, which must not fail."""
        try:
            return self.view(enquiry_id, staff_id)
        except (NotFound, Refused):
            return None

    def take(self, enquiry_id: int, staff_id: int) -> EnquiryView:
        """Become the owner unless somebody already is: then see who was first."""
        enquiry = self._for_staff(enquiry_id, staff_id)
        if enquiry.owner_id is None and enquiry.card is not None:
            self._change(enquiry, state=EnquiryState.TAKEN, owner_id=staff_id, closed_at=None)
        return self._view(enquiry)

    def take_up(self, enquiry_id: int, staff_id: int) -> EnquiryView:
        """Before answering: take an open one, take up one's own closed one again."""
        view = self.take(enquiry_id, staff_id)
        if view.owner_id == staff_id and view.state is EnquiryState.CLOSED:
            enquiry = self._for_staff(enquiry_id, staff_id)
            self.reopen(enquiry)
            return self._view(enquiry)
        return view

    def give_back(self, enquiry_id: int, staff_id: int, version: int) -> EnquiryView:
        """Let all those responsible have it again. Raises Outdated."""
        enquiry = self._own(enquiry_id, staff_id, version)
        self._change(enquiry, state=EnquiryState.OPEN, owner_id=None)
        self._alert(enquiry, [id_ for id_ in self.responsible(enquiry) if id_ != staff_id])
        return self._view(enquiry)

    def colleagues(self, staff_id: int) -> list[Member]:
        """To whom one can hand an enquiry, by name."""
        return [member for member in self._staff.recruiters() if member.person_id != staff_id]

    def hand_over(self, enquiry_id: int, staff_id: int, to: int, version: int) -> EnquiryView:
        """Make a colleague the owner; she and the pupil are told. Raises Outdated, NotFound."""
        enquiry = self._own(enquiry_id, staff_id, version)
        if to not in {member.person_id for member in self.colleagues(staff_id)}:
            raise NotFound(f"staff {to}")
        self._change(enquiry, state=EnquiryState.TAKEN, owner_id=to)
        self._alert(enquiry, [to])
        self._tell_pupil(enquiry, "enquiry_handed")
        return self._view(enquiry)

    def close(
        self, enquiry_id: int, staff_id: int, version: int, outcome: str | Misfit
    ) -> EnquiryView:
        """Close with a follow-up code of the county or a reason why it does not fit.

        The pupil is told. Raises Outdated, NotFound for an unknown code.
        """
        enquiry = self._own(enquiry_id, staff_id, version)
        if not isinstance(outcome, Misfit):
            self._unit.region.follow_up(outcome)
        self._change(
            enquiry, state=EnquiryState.CLOSED, owner_id=staff_id, outcome=str(outcome),
            closed_at=self._unit.now, due_at=None,
        )  # fmt: skip
        self._tell_pupil(enquiry, "enquiry_closed")
        return self._view(enquiry)

    def today(self, staff_id: int) -> Today:
        """What waits for this person; closed ones are left out."""
        views = [self._view(enquiry) for enquiry in rows.unclosed(self._unit.session, staff_id)
                 if self._concerns(enquiry, staff_id)]  # fmt: skip
        tomorrow = self._unit.today + timedelta(days=1)
        return Today(
            [view for view in views if view.owner_id is None],
            [view for view in views if view.owner_id == staff_id],
            [view for view in views if view.due_at and self._local_day(view.due_at) < tomorrow],
        )

    def responsible(self, enquiry: Enquiry) -> tuple[int, ...]:
        """Who looks after its town and specialism now."""
        return self._routing.responsible(enquiry.town or None, Specialism(enquiry.specialism))

    def pass_on(self, enquiry_id: int, told: Collection[int]) -> None:
        """Somebody is not there any more: who is responsible now and was not told, is."""
        enquiry = self._unit.session.get_one(Enquiry, enquiry_id)
        self._outbox.refresh_about(ENQUIRY, enquiry_id, ALERT, CARD)
        self._alert(enquiry, [id_ for id_ in self.responsible(enquiry) if id_ not in told])

    # --- inside ---

    def _for_staff(self, enquiry_id: int, staff_id: int) -> Enquiry:
        """The enquiry, to be changed by one who may."""
        return self._permitted(rows.locked(self._unit.session, enquiry_id), enquiry_id, staff_id)

    def _permitted(self, enquiry: Enquiry | None, enquiry_id: int, staff_id: int) -> Enquiry:
        """The one policy: who owns it, and who is responsible, whether it is taken or not."""
        if enquiry is None:
            raise NotFound(f"enquiry {enquiry_id}")
        if enquiry.owner_id != staff_id and staff_id not in self.responsible(enquiry):
            raise Refused(f"enquiry {enquiry_id}")
        return enquiry

    def _own(self, enquiry_id: int, staff_id: int, version: int) -> Enquiry:
        """One's own or an open one, in the version that was shown."""
        enquiry = self._for_staff(enquiry_id, staff_id)
        if enquiry.version != version or enquiry.owner_id not in {None, staff_id}:
            raise Outdated(f"enquiry {enquiry_id}")
        return enquiry

    def _concerns(self, enquiry: Enquiry, staff_id: int) -> bool:
        if enquiry.owner_id is not None:
            return enquiry.owner_id == staff_id
        return staff_id in self.responsible(enquiry)

    def _alert(self, enquiry: Enquiry, people: list[int] | tuple[int, ...]) -> None:
        subject = enquiry.id or 0
        notice = Notice(ALERT, {"enquiry": subject}, (ENQUIRY, subject))
        for person_id in people:
            self._outbox.notify(person_id, notice, lane=Lane.ALERT, purpose=Purpose.SERVICE)

    def _tell_pupil(self, enquiry: Enquiry, name: str) -> None:
        if enquiry.pupil_id is not None:
            subject = enquiry.id or 0
            notice = Notice(name, {"enquiry": subject}, (ENQUIRY, subject))
            self._outbox.notify(enquiry.pupil_id, notice, lane=Lane.ALERT, purpose=Purpose.ENQUIRY)

    def _change(self, enquiry: Enquiry, **values: object) -> None:
        """Change hands or state, and show it to everybody who has the card."""
        for name, value in values.items():
            setattr(enquiry, name, value)
        enquiry.version += 1
        self._unit.session.add(enquiry)
        self._unit.session.flush()
        self._outbox.refresh_about(ENQUIRY, enquiry.id or 0, ALERT, CARD)

    def _local_day(self, moment: datetime) -> date:
        return moment.astimezone(self._unit.region.zone).date()

    def _view(self, enquiry: Enquiry) -> EnquiryView:
        return EnquiryView(
            enquiry.id or 0, enquiry.version, EnquiryState(enquiry.state), enquiry.town or None,
            facts_from_json(enquiry.card) if enquiry.card else None, enquiry.owner_id,
            self._staff.name(enquiry.owner_id),
            Reason(enquiry.trouble) if enquiry.trouble else None, enquiry.outcome,
            enquiry.received_at, enquiry.due_at,
        )  # fmt: skip
