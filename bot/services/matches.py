"""Matches: a pupil and a vacancy that fit, as those see it who were told, and writing to her.

Staff see what the consent "matches" names and no name. What they write is an offer: the talk
itself begins when the pupil agrees to an enquiry.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.dialogue.channel import Reason
from bot.domain.errors import NotFound, Outdated, Refused
from bot.domain.matching import Hit
from bot.domain.vacancies import VacancyState, is_shown
from bot.domain.wishes import Wishes
from bot.services.facts import Facts, facts_from_json, facts_of
from bot.services.matchmaking import ALERT, BUNDLE
from bot.services.outbox import Lane, Notice, Outbox, Purpose
from bot.services.profiles import Profiles
from bot.services.search import Search
from bot.services.staff import Contact, StaffBook
from bot.services.unit import Unit
from storage.queries import matches as rows
from storage.queries.enquiries import of_pupil
from storage.tables import MatchAlert, Person

MATCH, OFFER = "match", "offer"
"""What messages are about: one pair, as staff read of it; an offer, as the pupil reads it."""

OFFERED, STATUS = "match_offer", "match_status"
DECLINED, LIKED = "match_declined", "match_liked"

ENQUIRY_COMES_WITHIN = timedelta(minutes=15)
"""After that a yes is told by itself: the pupil has not sent her enquiry."""

MOST_OPEN = 50
"""How many pairs a recruiter can look through; the newest ones."""


class MatchState(StrEnum):
    """How far a pair has come. An enquiry that follows has a life of its own."""

    FOUND = "found"
    WRITTEN = "written"
    INTERESTED = "interested"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class OfferFate:
    """Where the message to the pupil is: state and reason of the outbox, when it leaves."""

    state: str
    reason: Reason | None
    due_at: datetime


@dataclass(frozen=True, slots=True)
class MatchView:
    """A pair as staff see it. ``is_open``: the vacancy is still shown to pupils."""

    id: int
    version: int
    state: MatchState
    vacancy_id: int
    is_open: bool
    facts: Facts
    writer_id: int | None
    writer: str
    fate: OfferFate | None

    @property
    def can_be_written(self) -> bool:
        """Whether writing to the pupil makes sense."""
        return self.state is MatchState.FOUND and self.is_open


@dataclass(frozen=True, slots=True)
class Told:
    """A pair in few words. ``is_news``: the vacancy is still shown, or somebody has written."""

    id: int
    pseudonym: str
    title: str
    company: str
    is_news: bool


@dataclass(frozen=True, slots=True)
class OfferView:
    """An offer as the pupil sees it: who writes, perhaps with own words, and about what."""

    id: int
    version: int
    writer: Contact
    words: str
    hit: Hit
    is_open: bool


class Matches:
    """Looking at pairs, writing to a pupil, her answer."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit
        self._outbox = Outbox(unit)

    # --- staff ---

    def view(self, alert_id: int, staff_id: int) -> MatchView:
        """A pair for one who was told of it. Raises NotFound, Refused."""
        alert = self._unit.session.get(MatchAlert, alert_id)
        return self._view(self._permitted(alert, alert_id, staff_id))

    def find(self, alert_id: int, staff_id: int) -> MatchView | None:
        """Like ``view``, None instead of an error: for notices, which must not fail."""
        try:
            return self.view(alert_id, staff_id)
        except (NotFound, Refused):
            return None

    def told_in(self, bundle: int, staff_id: int) -> list[Told]:
        """The pairs of one message that are still there, the oldest first: perhaps thousands."""
        found = rows.told_in(self._unit.session, bundle, staff_id)
        return [
            Told(
                each.id, each.pseudonym, each.title, each.company,
                each.state != MatchState.FOUND
                or is_shown(VacancyState(each.vacancy_state), each.valid_until, self._unit.today),
            )
            for each in found
        ]  # fmt: skip

    def unwritten(self, staff_id: int) -> list[int]:
        """Numbers of the open pairs that nobody has written about, the newest first."""
        return rows.unwritten(self._unit.session, staff_id, MOST_OPEN)

    def write(
        self, alert_id: int, staff_id: int, version: int, *, words: str, at: int
    ) -> MatchView:
        """Offer the vacancy to the pupil, with own ``words`` or without; the first one does.

        ``at`` is the writer's address: there she sees what becomes of the message. Raises
        NotFound, Refused, and Outdated when somebody has written or the vacancy is gone.
        """
        alert = self._permitted(rows.locked(self._unit.session, alert_id), alert_id, staff_id)
        if alert.version != version or not self._view(alert).can_be_written:
            raise Outdated(f"match {alert_id}")
        alert.writer_id, alert.words = staff_id, words or None
        self._change(alert, MatchState.WRITTEN)
        status = Notice(STATUS, {"alert": alert_id}, (MATCH, alert_id))
        alert.status_row = self._outbox.notify(
            staff_id, status, lane=Lane.ANSWER, purpose=Purpose.ANSWER, urgent=True, at=at
        )
        offer = Notice(OFFERED, {"alert": alert_id}, (OFFER, alert_id))
        alert.offer_row = self._outbox.notify(
            alert.pupil_id, offer, lane=Lane.ALERT, purpose=Purpose.MATCHES,
            due=self._outbox.when(alert.pupil_id),
        )  # fmt: skip
        self._unit.session.flush()
        for bundle, _ in rows.bundles_with(self._unit.session, [alert_id]):
            self._outbox.refresh_about(BUNDLE, bundle, ALERT)
        return self._view(alert)

    # --- the pupil ---

    def news(self, bundle: int, pupil_id: int) -> list[Hit]:
        """New vacancies of one message that still fit what the pupil wishes now, best first."""
        found = rows.news_in(self._unit.session, bundle, pupil_id)
        profile = Profiles(self._unit).find(pupil_id)
        if profile is None:
            return []
        search = Search(self._unit)
        fitting = [v.id for v in search.ranked(profile[0]) if v.id in found]
        return search.some(profile[0], fitting)

    def wishes_of(self, pupil_id: int) -> Wishes:
        """What the pupil looks for: her profile, else what her newest enquiry says."""
        if profile := Profiles(self._unit).find(pupil_id):
            return profile[0]
        cards = [each.card for each in of_pupil(self._unit.session, pupil_id) if each.card]
        return facts_from_json(cards[0]).wishes if cards else Wishes()

    def offer(self, alert_id: int, pupil_id: int) -> OfferView:
        """What the pupil was written. Raises NotFound for what was never offered to her."""
        alert = self._offered(self._unit.session.get(MatchAlert, alert_id), alert_id, pupil_id)
        wishes = self.wishes_of(pupil_id)
        hit = Search(self._unit).hit(wishes, alert.vacancy_id)
        return OfferView(
            alert_id, alert.version, self._writer(alert, wishes.town), alert.words or "", hit,
            hit.vacancy.is_shown(self._unit.today),
        )  # fmt: skip

    def answer(self, alert_id: int, pupil_id: int, *, interested: bool) -> OfferView:
        """Her answer, told to the writer: a no at once, a yes if no enquiry follows soon.

        An enquiry begins with her consent, and tells more than the yes. Raises NotFound.

        She may change her mind; the same answer again changes nothing.
        """
        locked = rows.locked(self._unit.session, alert_id)
        alert = self._offered(locked, alert_id, pupil_id)
        state = MatchState.INTERESTED if interested else MatchState.DECLINED
        if alert.state != state:
            self._change(alert, state)
            for told in (LIKED, DECLINED):  # she has changed her mind before anybody read it
                self._outbox.withdraw(about_kind=MATCH, about_id=alert_id, notice=told)
            if alert.writer_id is not None:
                name = LIKED if interested else DECLINED
                self._outbox.notify(
                    alert.writer_id, Notice(name, {"alert": alert_id}, (MATCH, alert_id)),
                    lane=Lane.ALERT, purpose=Purpose.SERVICE,
                    due=self._unit.now + ENQUIRY_COMES_WITHIN if interested else None,
                )  # fmt: skip
        return self.offer(alert_id, pupil_id)

    def has_asked(self, alert_id: int) -> bool:
        """Whether the pupil has sent an enquiry about the vacancy of this pair."""
        alert = self._unit.session.get_one(MatchAlert, alert_id)
        asked = of_pupil(self._unit.session, alert.pupil_id)
        return any(enquiry.vacancy_id == alert.vacancy_id for enquiry in asked)

    # --- inside ---

    def _permitted(self, alert: MatchAlert | None, alert_id: int, staff_id: int) -> MatchAlert:
        """The one policy: who was told of a pair sees it, nobody else."""
        if alert is None:
            raise NotFound(f"match {alert_id}")
        if not rows.was_told(self._unit.session, alert_id, staff_id):
            raise Refused(f"match {alert_id}")
        return alert

    def _offered(self, alert: MatchAlert | None, alert_id: int, pupil_id: int) -> MatchAlert:
        if alert is None or alert.pupil_id != pupil_id or alert.state == MatchState.FOUND:
            raise NotFound(f"offer {alert_id}")
        return alert

    def _change(self, alert: MatchAlert, state: MatchState) -> None:
        alert.state = state
        alert.version += 1
        self._unit.session.add(alert)
        self._unit.session.flush()

    def _view(self, alert: MatchAlert) -> MatchView:
        """The facts are those that the consent names, and so are the reasons."""
        pupil = self._unit.session.get_one(Person, alert.pupil_id)
        profile = Profiles(self._unit).find(alert.pupil_id)
        if profile is None:
            raise NotFound(f"match {alert.id}")
        wishes, about = profile
        facts = facts_of(
            pupil.pseudonym, replace(about, nickname=""), pupil.language,
            replace(wishes, slots=frozenset()), self._unit.today,
        )  # fmt: skip
        seen = replace(facts.wishes, kinds=wishes.kinds)
        hit = Search(self._unit).hit(seen, alert.vacancy_id)
        return MatchView(
            alert.id or 0, alert.version, MatchState(alert.state), alert.vacancy_id,
            hit.vacancy.is_shown(self._unit.today), facts.asking_for(hit), alert.writer_id,
            StaffBook(self._unit).name(alert.writer_id), self._fate(alert, pupil),
        )  # fmt: skip

    def _writer(self, alert: MatchAlert, town: str | None) -> Contact:
        return StaffBook(self._unit).contact([alert.writer_id] if alert.writer_id else [], town)

    def _fate(self, alert: MatchAlert, pupil: Person) -> OfferFate | None:
        if alert.state == MatchState.FOUND:
            return None
        if alert.offer_row is None:
            return OfferFate("failed", Reason.GONE, self._unit.now)
        row = rows.outbox_row(self._unit.session, alert.offer_row)
        if row is None:  # messages are forgotten sooner
            return None
        reason = Reason(row.reason) if row.reason else None
        if row.state == "withdrawn" and reason is None:
            reason = Reason.STOPPED if pupil.stopped_at else Reason.BLOCKED
        return OfferFate(row.state, reason, row.due_at)


def tell_writer(unit: Unit, alert_id: int, _state: str, _reason: Reason | None) -> None:
    """Show who wrote an offer what became of it."""
    alert = unit.session.get(MatchAlert, alert_id)
    if alert is not None and alert.status_row is not None:
        Outbox(unit).refresh(alert.status_row)
