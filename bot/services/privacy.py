"""Privacy: letting everything go that is kept about a person, at once and everywhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from bot.domain.consent import Purpose
from bot.services import enquiry_ends
from bot.services.consents import Consents
from bot.services.doors import WebDoors
from bot.services.match_ends import drop_matches
from bot.services.outbox import Lane, Notice, Outbox
from bot.services.outbox import Purpose as Why
from bot.services.people import People, newcomer
from bot.services.profiles import Profiles
from bot.services.records import Records
from bot.services.saved import Saved
from bot.services.seats import forget_name
from bot.services.signups import SignUps
from bot.services.signups import forget_person as forget_sign_ups
from bot.services.unit import Unit
from storage.queries import privacy as rows
from storage.queries import seats
from storage.queries.shelf import CHANNEL as WEB

FAREWELL = "farewell"
"""What the last message of a person who is gone is about: when it has arrived, so is the rest."""

GONE_ELSEWHERE = "gone_elsewhere"
"""The notice that is the last message in her other chats."""

NOBODY: Mapping[int, int] = MappingProxyType({})

HOOKS: tuple[Callable[[Unit, int], None], ...] = (
    enquiry_ends.forget_person,
    drop_matches,
    forget_sign_ups,
    forget_name,
)
"""What is done before a person's rows go: what outlives them is masked, others are told."""


@dataclass(frozen=True, slots=True)
class Farewell:
    """What is left after a deletion: a number to prove it, and a stranger who reads of it.

    Nobody new reads it where somebody else shares the phone.
    """

    receipt: str
    person_id: int | None
    pseudonym: str = ""


class Privacy:
    """What a pupil may ask for at any time."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def forget(self, person_id: int, *, stay_at: int) -> Farewell:
        """Delete everything about a person at once; only the receipt can never be taken back.

        Each of her addresses waits for a last message, in the hands of a bare new person without
        any past; both go when it has arrived (``bot.services.retention``), 48 hours later at the
        latest. In ``stay_at`` the turn itself says it.
        """
        receipt = Records(self._unit).receipt("deletion")
        language = People(self._unit).get(person_id).language
        heirs = {place: newcomer(self._unit, language) for place in self._alone_at(person_id)}
        forget(self._unit, person_id, heirs={place: heir for place, (heir, _) in heirs.items()})
        stranger = heirs.pop(stay_at, None)
        for place, (heir, _) in heirs.items():
            notice = Notice(GONE_ELSEWHERE, {}, (FAREWELL, 0))
            Outbox(self._unit).notify(
                heir, notice, lane=Lane.ALERT, purpose=Why.SERVICE, urgent=True, at=place
            )
        return Farewell(receipt, *(stranger or (None,)))

    def _alone_at(self, person_id: int) -> list[int]:
        """Her addresses that can be reached and that nobody else shares."""
        session = self._unit.session
        here = [row["id"] for row in seats.places(session, person_id) if row["left_at"] is None]
        return [place for place in here if len(seats.sitters(session, place)) == 1]

    def end_all(self, person_id: int) -> None:
        """Withdraw every consent with all that rests on it."""
        self.end_profile(person_id)
        self.end_enquiries(person_id)
        SignUps(self._unit).stop_news(person_id)

    def end_profile(self, person_id: int) -> None:
        """Withdraw the consents "profile" and "matches" with all that rests on them."""
        end_profile(self._unit, person_id)

    def end_enquiries(self, person_id: int) -> None:
        """Withdraw the consent "enquiry": staff see "gelöscht", and nobody may write about it."""
        enquiry_ends.end_enquiries(self._unit, person_id)

    def end_matches(self, person_id: int) -> None:
        """Withdraw the consent "matches": nobody may write because something fits."""
        end_matches(self._unit, person_id)


def end_matches(unit: Unit, person_id: int) -> None:
    """Withdraw the consent "matches" and what waits to be sent because of it."""
    Consents(unit).withdraw(person_id, Purpose.MATCHES)
    Outbox(unit).withdraw(person_id=person_id, purpose=Purpose.MATCHES.value)
    drop_matches(unit, person_id)


def end_profile(unit: Unit, person_id: int) -> None:
    """Drop the profile with its stars; without it nothing can match."""
    Consents(unit).withdraw(person_id, Purpose.PROFILE)
    end_matches(unit, person_id)
    Profiles(unit).forget(person_id)
    Saved(unit).drop_all(person_id)
    unit.session.flush()


def forget(unit: Unit, person_id: int, *, heirs: Mapping[int, int] = NOBODY) -> None:
    """Delete everything about a person.

    Staff keep a case without any fact. ``heirs`` are people by the address that each takes over,
    emptied.
    """
    for hook in HOOKS:
        hook(unit, person_id)
    session = unit.session
    session.flush()
    addresses = rows.addresses_of(session, person_id)
    rows.unlink_events(session, [address.digest for address in addresses])
    for address in addresses:
        if heir := heirs.get(address.id):
            rows.move_in(session, address.id, address.value, person_id, heir, unit.now)
    rows.leave_to_others(session, person_id)
    gone = [each.value for each in rows.addresses_of(session, person_id) if each.channel == WEB]
    WebDoors(unit).close(gone)
    rows.remove(session, person_id)
    rows.unname_the_last(session)
    session.expire_all()
