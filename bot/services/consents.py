"""Consents: given for one purpose, with a receipt, and withdrawn alone."""

from collections import defaultdict
from collections.abc import Iterable

from sqlmodel import col, select

from bot.domain.consent import Purpose
from bot.services.unit import Unit
from storage.queries.matches import mark_profile
from storage.tables import Consent


class Consents:
    """What people have agreed to."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def given_by(self, person_ids: Iterable[int]) -> dict[int, frozenset[str]]:
        """The purposes each of these people agrees to now."""
        statement = select(Consent.person_id, Consent.purpose).where(
            col(Consent.person_id).in_(list(person_ids)), col(Consent.withdrawn_at).is_(None)
        )
        given: dict[int, set[str]] = defaultdict(set)
        for person_id, purpose in self._unit.session.exec(statement):
            given[person_id].add(purpose)
        return {person_id: frozenset(purposes) for person_id, purposes in given.items()}

    def has(self, person_id: int, purpose: str) -> bool:
        """Whether the person agrees to this purpose now."""
        return purpose in self.given_by([person_id]).get(person_id, frozenset())

    def give(
        self, person_id: int, purpose: str, *, version: int, language: str, wording: str
    ) -> str:
        """Record a consent with the very words that were shown; returns the receipt code."""
        self.withdraw(person_id, purpose)
        receipt = self._unit.house.receipt()
        self._unit.session.add(
            Consent(
                person_id=person_id, purpose=purpose, version=version, language=language,
                wording=wording, receipt=receipt, given_at=self._unit.now,
            )
        )  # fmt: skip
        self._unit.session.flush()
        if purpose == Purpose.MATCHES:
            mark_profile(self._unit.session, person_id)
        return receipt

    def withdraw(self, person_id: int, purpose: str) -> bool:
        """Withdraw a consent; False when there was none.

        What follows from it is the gate's and the caller's.
        """
        statement = select(Consent).where(
            Consent.person_id == person_id,
            Consent.purpose == purpose,
            col(Consent.withdrawn_at).is_(None),
        )
        found = self._unit.session.exec(statement).all()
        for consent in found:
            consent.withdrawn_at = self._unit.now
            self._unit.session.add(consent)
        return bool(found)
