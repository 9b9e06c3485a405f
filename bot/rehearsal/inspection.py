"""What the demo's inspector shows, in words."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from bot.i18n import later, words
from bot.rehearsal.demo_page import Due, Fact, Outgoing
from bot.services.inspection import Row

_TABLES = {
    "address": later("Adresse im Chat"),
    "consent": later("Einwilligung"),
    "conversation": later("Gespräch (verschlüsselt)"),
    "enquiry": later("Anfrage"),
    "fair_reminder": later("Erinnerung an eine Messe"),
    "fair_signup": later("Antwort zu einer Messe"),
    "inbox": later("Eingegangen (ohne Inhalt)"),
    "match_alert": later("Passende Stelle"),
    "outbox": later("Nachricht an diese Person"),
    "person": later("Person (ohne Namen)"),
    "profile": later("Profil"),
    "relay_message": later("Nachricht im Gespräch"),
    "saved_vacancy": later("Gemerkte Stelle"),
    "web_link": later("Rückkehr-Link"),
}
_STATES = {
    "queued": later("wartet"),
    "sending": later("wird gesendet"),
    "ready": later("liegt bereit"),
    "sent": later("gesendet"),
    "delivered": later("zugestellt"),
    "failed": later("nicht zugestellt"),
    "expired": later("abgelaufen"),
    "withdrawn": later("zurückgezogen"),
    "unknown": later("unbekannt"),
}
_ROLES = {
    "pupil": later("Jugendliche"),
    "recruiter": later("Akquise"),
    "coordinator": later("Koordination"),
}
_PURPOSES = {
    "answer": later("Antwort"),
    "service": later("Mitteilung"),
    "enquiry": later("Nachricht zur Anfrage"),
    "matches": later("Treffer"),
    "fairs": later("Messe"),
}
_COUNTED = frozenset({"inbox", "outbox", "address", "web_link"})
_HIDDEN = frozenset(
    {"id", "person_id", "address_id", "digest", "signature", "match_after", "pupil_id"}
)
_LONGEST = 160


def facts(stored: dict[str, list[dict[str, Any]]]) -> tuple[Fact, ...]:
    """Everything that is stored about a person; of what only passes through, how much."""
    told = []
    for table, rows in stored.items():
        name = words(_TABLES.get(table, table))
        if table in _COUNTED:
            told.append(Fact(name, str(len(rows))))
        else:
            told += [Fact(name, _content(row)) for row in rows]
    return tuple(told)


def _content(row: dict[str, Any]) -> str:
    shown = [
        f"{name}: {_value(value)}"
        for name, value in row.items()
        if name not in _HIDDEN and value not in (None, "", 0)
    ]
    return " · ".join(shown)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        value = value.get("notes", value)
    text = value.isoformat(" ", "minutes") if isinstance(value, datetime) else str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def outgoing(rows: Sequence[Row]) -> tuple[Outgoing, ...]:
    """The outbox in words."""
    return tuple(
        Outgoing(
            to=words(_ROLES.get(row.role, row.role)),
            what=words(_PURPOSES.get(row.purpose, row.purpose)),
            state=words(_STATES.get(row.state, row.state)),
            at=row.at,
        )
        for row in rows
    )


_LOOKS = {
    "next_delivery": later("Nächste Zustellung"),
    "next_reminder": later("Nächste Erinnerung"),
    "next_broadcast_step": later("Ankündigung geht weiter"),
}


def due(planned: Sequence[tuple[str, datetime]]) -> tuple[Due, ...]:
    """What will happen by itself, the next first."""
    in_order = sorted(planned, key=lambda each: each[1])
    return tuple(Due(words(_LOOKS.get(name, name)), at) for name, at in in_order)
