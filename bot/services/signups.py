"""Sign-ups: who comes to a fair. Nothing is kept without the consent "fairs"."""

from dataclasses import dataclass, replace

from bot.domain.consent import RETENTION, Purpose, Thing
from bot.domain.errors import NotFound, Outdated, Refused
from bot.domain.fairs import FairAnswer, FairPlan
from bot.domain.reminders import SignUp
from bot.services.consents import Consents
from bot.services.fair_plans import Fair, held_fair
from bot.services.reminders import Reminders
from bot.services.unit import Unit
from storage.queries import fairs as rows
from storage.queries import outbox as outbox_rows
from storage.tables import FairRow, FairSignUp

_PERSONAL = (rows.REMINDER, rows.SIGN_UP, rows.RECIPIENT)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many said what. ``open_yes``: yes to an earlier date, not confirmed since the move."""

    yes: int = 0
    maybe: int = 0
    no: int = 0
    open_yes: int = 0


class SignUps:
    """Answering, and who answered what."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def find(self, fair_id: int, person_id: int) -> SignUp | None:
        """The person's present answer."""
        row = self._unit.session.get(FairSignUp, (fair_id, person_id))
        return _value(row) if row else None

    def possible(self, fair_id: int, plan: FairPlan, person_id: int) -> tuple[FairAnswer, ...]:
        """The answers that the person may give today; without "yes" nobody can join any more."""
        sign_up = self.find(fair_id, person_id)
        before = sign_up.answer if sign_up else None
        return tuple(each for each in FairAnswer if plan.takes(each, before, self._unit.today))

    def answer(self, fair_id: int, person_id: int, answer: FairAnswer, *, version: int) -> SignUp:
        """Answer to the fair as planned in ``version``, or change the answer, any time.

        Raises NotFound, Outdated (moved, cancelled, begun or closed for registration since it was
        shown) and Refused without the consent "fairs".
        """
        fair = self._open_fair(fair_id, person_id)
        if fair.plan.version != version:
            raise Outdated(f"fair {fair_id} was moved")
        if answer not in self.possible(fair_id, fair.plan, person_id):
            raise Outdated(f"the registration for fair {fair_id} is over")
        row = self._unit.session.get(FairSignUp, (fair_id, person_id)) or FairSignUp(
            fair_id=fair_id, person_id=person_id, answer="", plan_version=version,
            answered_at=self._unit.now,
        )  # fmt: skip
        if row.answer != answer:  # a mere confirmation brings no reminder at once
            row.answer, row.answered_at = answer.value, self._unit.now
            row.morning = row.morning and answer is not FairAnswer.NO
        row.plan_version = version
        return self._keep(fair, row)

    def remind_in_the_morning(self, fair_id: int, person_id: int, wanted: bool) -> SignUp:
        """Switch the morning's reminder. Raises NotFound, Outdated and Refused like ``answer``."""
        fair = self._open_fair(fair_id, person_id)
        row = self._unit.session.get(FairSignUp, (fair_id, person_id))
        if row is None or row.answer == FairAnswer.NO:
            raise NotFound(f"no sign-up for fair {fair_id}")
        row.morning = wanted
        return self._keep(fair, row)

    def counts(self, fair_id: int) -> Counts:
        """How many said what; two numbers stay when the sign-ups themselves are forgotten."""
        fair = self._unit.session.get(FairRow, fair_id)
        if fair is None:
            return Counts()
        if fair.forgotten_at is not None:
            return Counts(fair.said_yes, fair.said_maybe)
        counts = Counts()
        for answer, current, number in rows.answers(self._unit.session, fair_id, fair.version):
            counts = replace(counts, **{answer: getattr(counts, answer) + number})
            if answer == FairAnswer.YES and not current:
                counts = replace(counts, open_yes=number)
        return counts

    def stop_news(self, person_id: int) -> bool:
        """Withdraw the consent "fairs" with all that follows; False when there was none.

        Sign-ups and reminders rest on it: they go, and so does what waits to be sent.
        """
        had = Consents(self._unit).withdraw(person_id, Purpose.FAIRS)
        outbox_rows.withdraw(
            self._unit.session, self._unit.now, person_id=person_id, purpose=Purpose.FAIRS.value
        )
        forget_person(self._unit, person_id)
        return had

    def _open_fair(self, fair_id: int, person_id: int) -> Fair:
        fair = held_fair(self._unit, fair_id)
        if fair is None:
            raise NotFound(f"fair {fair_id}")
        if not fair.plan.is_ahead(self._unit.now, self._unit.region.zone):
            raise Outdated(f"fair {fair_id} takes no answers any more")
        if not Consents(self._unit).has(person_id, Purpose.FAIRS):
            raise Refused("fairs")
        return fair

    def _keep(self, fair: Fair, row: FairSignUp) -> SignUp:
        self._unit.session.add(row)
        self._unit.session.flush()
        sign_up = _value(row)
        Reminders(self._unit).plan(fair.id, fair.plan, row.person_id, sign_up)
        return sign_up


def forget_person(unit: Unit, person_id: int) -> None:
    """Delete a person's answers, reminders and her place among recipients."""
    unit.session.flush()
    rows.forget_person(unit.session, person_id, _PERSONAL)
    unit.session.expire_all()


def forget_old_sign_ups(unit: Unit) -> None:
    """A duty: sign-ups go 30 days after the fair."""
    last_day = unit.today - RETENTION[Thing.FAIR_SIGN_UP].age
    for fair_id in rows.over_before(unit.session, last_day):
        rows.forget_sign_ups(unit.session, fair_id, unit.now)


def _value(row: FairSignUp) -> SignUp:
    return SignUp(row.answered_at, FairAnswer(row.answer), row.morning)
