"""What the demo's inspector shows, in words."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from bot.i18n import LANGUAGES, later, moment, words
from bot.region.model import Region
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
_PROGRESS = {
    "open": later("wartet auf Antwort"),
    "taken": later("in Arbeit"),
    "closed": later("beendet"),
}
_STARTS = {
    "now": later("Sofort"),
    "summer": later("nächsten Sommer"),
    "later": later("Später"),
    "internship_first": later("Erst ein Praktikum"),
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
_NAMES = {
    "about": later("Über mich"),
    "age_band": later("Alter"),
    "answer": later("Antwort"),
    "answered_at": later("geantwortet"),
    "asked_for": later("Stelle"),
    "card": later("Karte"),
    "certificate": later("Abschluss"),
    "closed_at": later("beendet"),
    "created_at": later("angelegt"),
    "due_at": later("fällig"),
    "event_date": later("Tag der Messe"),
    "fields": later("Interessen"),
    "found_at": later("gefunden"),
    "given_at": later("gegeben"),
    "grade": later("Klasse"),
    "language": later("Sprache"),
    "name": later("Name im Chat"),
    "nickname": later("Name"),
    "occupations": later("Berufe"),
    "outcome": later("Ergebnis"),
    "paused_until": later("Pause bis"),
    "pseudonym": later("Deckname"),
    "purpose": later("Zweck"),
    "receipt": later("Beleg"),
    "received_at": later("eingegangen"),
    "role": later("Rolle"),
    "saved_at": later("gemerkt"),
    "seen_at": later("zuletzt da"),
    "slots": later("Zeiten"),
    "start": later("Beginn"),
    "state": later("Stand"),
    "stopped_at": later("gestoppt"),
    "target_year": later("Zieljahr"),
    "text": later("Text"),
    "title": later("Stelle"),
    "touched_at": later("zuletzt benutzt"),
    "town": later("Ort"),
    "trouble": later("nicht erreichbar"),
    "updated_at": later("geändert"),
    "wishes": later("Wünsche"),
    "withdrawn_at": later("zurückgenommen"),
    "wording": later("Wortlaut"),
    "written_at": later("geschrieben"),
}
_CODES: dict[str, Mapping[str, str]] = {
    "role": _ROLES,
    "purpose": _PURPOSES,
    "state": {**_STATES, **_PROGRESS},
    "start": _STARTS,
    "language": LANGUAGES,
}
_LONGEST = 300


def facts(stored: dict[str, list[dict[str, Any]]], region: Region) -> tuple[Fact, ...]:
    """Everything that is stored about a person; of what only passes through, how much."""
    told = []
    for table, rows in stored.items():
        name = words(_TABLES.get(table, table))
        if table in _COUNTED:
            told.append(Fact(name, str(len(rows))))
        else:
            told += [Fact(name, _content(row, region)) for row in rows]
    return tuple(told)


def _content(row: dict[str, Any], region: Region) -> str:
    """What has a name for people; the rest of a row are numbers that hold the tables together."""
    told = {name: _value(name, value, region) for name, value in row.items() if name in _NAMES}
    return "\n".join(f"{words(_NAMES[name])}: {value}" for name, value in told.items() if value)


def _value(name: str, value: Any, region: Region) -> str:
    if name == "wishes" and isinstance(value, str):
        value = json.loads(value)
    match value:
        case datetime():
            return moment(value)
        case dict():
            notes = value.get("notes", value)
            text = " · ".join(
                filter(None, (_inner(key, each, region) for key, each in notes.items()))
            )
        case list() if name == "slots":
            text = str(len(value))
        case list():
            text = ", ".join(_value("", each, region) for each in value)
        case None | "":
            return ""
        case _:
            code = " ".join(str(value).split())
            text = words(_CODES.get(name, {}).get(code, region.name_of(code)))
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"


def _inner(name: str, value: Any, region: Region) -> str:
    told = _value(name, value, region)
    if not told or isinstance(value, bool):
        return ""
    if name in _NAMES:
        return f"{words(_NAMES[name])}: {told}"
    return "" if told.isdigit() else told  # a number without a name tells nobody anything


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
    "next_call": later("Ruf an Geschwister"),
    "next_broadcast_step": later("Ankündigung geht weiter"),
}


def due(planned: Sequence[tuple[str, datetime]]) -> tuple[Due, ...]:
    """What will happen by itself, the next first."""
    in_order = sorted(planned, key=lambda each: each[1])
    return tuple(Due(words(_LOOKS.get(name, name)), at) for name, at in in_order)
