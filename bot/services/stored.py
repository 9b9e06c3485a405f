"""What is stored about a person: told in plain pieces, and as a file to take along."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from bot.domain.enquiries import EnquiryState
from bot.domain.fairs import FairAnswer
from bot.domain.wishes import Wishes
from bot.services.enquiries import CARD
from bot.services.profiles import About, Profiles
from bot.services.staff import StaffBook
from bot.services.unit import Unit
from storage.queries import enquiries as enquiry_rows
from storage.queries import privacy as rows

TECHNICAL: Mapping[str, frozenset[str]] = {
    "address": frozenset({"digest", "shelf_end"}),
    "enquiry": frozenset({"version"}),
    "inbox": frozenset({"digest", "tries"}),
    "match_alert": frozenset({"version", "news", "offer_row", "status_row"}),
    "outbox": frozenset({"message_id", "message_digest", "position", "tries"}),
    "profile": frozenset({"signature", "match_after"}),
    "relay_message": frozenset({"origin", "status_row", "tries"}),
    "web_link": frozenset({"digest", "token"}),
}
"""Columns that say nothing about the person, or would open her chat to whoever finds the file."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A consent as it was given, and perhaps withdrawn; moments are aware."""

    purpose: str
    receipt: str
    given_at: datetime
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class Asked:
    """An enquiry as its pupil sees it. ``about`` is the vacancy's title, or empty."""

    about: str
    state: EnquiryState
    received_at: datetime
    seen_by: tuple[str, ...]
    messages: int


@dataclass(frozen=True, slots=True)
class Everything:
    """All that is stored about a person, but for the words of single messages.

    ``messages`` counts what was written to her and is still kept. ``answers`` are in the
    conversation only.
    """

    pseudonym: str
    language: str
    channels: tuple[str, ...]
    since: datetime
    stopped: bool
    paused_until: datetime | None
    profile: tuple[Wishes, About] | None
    agreements: tuple[Agreement, ...]
    saved: tuple[str, ...]
    enquiries: tuple[Asked, ...]
    fairs: tuple[tuple[str, FairAnswer], ...]
    messages: int


class Stored:
    """Reading everything about one person."""

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def about(self, person_id: int) -> Everything:
        """What there is at this moment."""
        found = rows.everything_about(self._unit.session, person_id, but=("outbox",))
        person = found["person"][0]
        return Everything(
            pseudonym=person["pseudonym"],
            language=person["language"],
            channels=tuple(row["channel"] for row in found.get("address", [])),
            since=person["created_at"],
            stopped=person["stopped_at"] is not None,
            paused_until=person["paused_until"],
            profile=Profiles(self._unit).find(person_id),
            agreements=tuple(
                Agreement(row["purpose"], row["receipt"], row["given_at"], row["withdrawn_at"])
                for row in found.get("consent", [])
            ),
            saved=tuple(
                rows.titles(
                    self._unit.session, "vacancy", _all(found, "saved_vacancy", "vacancy_id")
                )
            ),
            enquiries=self._enquiries(person_id),
            fairs=self._fairs(found.get("fair_signup", [])),
            messages=rows.count_messages(self._unit.session, person_id),
        )

    def file(self, person_id: int) -> bytes:
        """Everything in a form that machines read (Art. 20 GDPR): JSON, by table and column."""
        found = rows.everything_about(self._unit.session, person_id)
        known = {name: [_open(name, row) for row in table] for name, table in found.items()}
        told = {"made_at": self._unit.now, "county": self._unit.region.name, "data": known}
        return json.dumps(told, default=_plain, ensure_ascii=False, indent=2).encode()

    def _enquiries(self, person_id: int) -> tuple[Asked, ...]:
        session, staff = self._unit.session, StaffBook(self._unit)
        told = []
        for enquiry in enquiry_rows.of_pupil(session, person_id):
            if enquiry.card is None:
                continue  # its facts were deleted before
            number = enquiry.id or 0
            asked_for = enquiry.card.get("asked_for") or {}
            readers = staff.some(rows.readers_of(session, number, CARD))
            told.append(
                Asked(
                    asked_for.get("title", ""),
                    EnquiryState(enquiry.state),
                    enquiry.received_at,
                    tuple(member.name for member in readers),
                    len(enquiry_rows.messages(session, [number])),
                )
            )
        return tuple(told)

    def _fairs(self, sign_ups: list[dict[str, Any]]) -> tuple[tuple[str, FairAnswer], ...]:
        answers = {row["fair_id"]: FairAnswer(row["answer"]) for row in sign_ups}
        titles = rows.titles(self._unit.session, "fair", list(answers))
        return tuple(zip(titles, answers.values(), strict=True))


def _all(found: dict[str, list[dict[str, Any]]], table: str, column: str) -> list[int]:
    return [row[column] for row in found.get(table, [])]


def _open(table: str, row: dict[str, Any]) -> dict[str, Any]:
    """A row as it goes into the file; of a message the words, not the wrapping."""
    shown = {name: value for name, value in row.items() if name not in TECHNICAL.get(table, ())}
    body = shown.get("body")
    if table == "outbox" and isinstance(body, dict) and "message" in body:
        message = body["message"]
        shown["body"] = {
            "text": "".join(span[0] for span in message["text"]),
            "buttons": [button[0] for row in message["rows"] for button in row],
            "file": message["document"][0] if message.get("document") else None,
        }
    return shown


def _plain(value: object) -> str:
    """Moments and days as people of all programs write them."""
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} in a file")
