"""The floor of a turn: the same statements on bare sqlite3, in one thread, nothing around them."""

import sqlite3
from contextlib import closing
from pathlib import Path
from time import perf_counter

from storage.sqlite import PRAGMAS

CONVERSATION_BYTES, ANSWER_BYTES = 4_000, 1_600  # encrypted, as in ``chats``

TABLES = """
CREATE TABLE person (id INTEGER PRIMARY KEY, role TEXT, language TEXT, pseudonym TEXT UNIQUE,
  stopped_at TEXT, seen_at TEXT);
CREATE TABLE address (id INTEGER PRIMARY KEY, channel TEXT, digest TEXT, person_id INTEGER
  REFERENCES person, left_at TEXT, UNIQUE (channel, digest));
CREATE TABLE conversation (id INTEGER PRIMARY KEY, address_id INTEGER REFERENCES address,
  person_id INTEGER REFERENCES person, state BLOB, touched_at TEXT,
  UNIQUE (address_id, person_id));
CREATE INDEX conversation_touched ON conversation (touched_at);
CREATE TABLE inbox (id INTEGER PRIMARY KEY, channel TEXT, event_id TEXT, digest TEXT, state TEXT,
  tries INTEGER, body BLOB, reason TEXT, received_at TEXT, UNIQUE (channel, event_id));
CREATE INDEX inbox_received ON inbox (received_at);
CREATE TABLE outbox (id INTEGER PRIMARY KEY, address_id INTEGER REFERENCES address,
  person_id INTEGER REFERENCES person, lane INTEGER, purpose TEXT, body BLOB, state TEXT,
  tries INTEGER, due_at TEXT, position INTEGER, created_at TEXT);
CREATE INDEX outbox_due ON outbox (lane, due_at, id) WHERE state = 'queued';
CREATE INDEX outbox_of_address ON outbox (address_id, position);
CREATE INDEX outbox_open ON outbox (address_id, id) WHERE state IN ('queued', 'sending');
INSERT INTO person VALUES (1, 'pupil', 'de', 'K7F2', NULL, '2027-02-01');
INSERT INTO address VALUES (1, 'web', 'digest', 1, NULL);
INSERT INTO conversation VALUES (1, 1, 1, NULL, '2027-02-01');
"""
RECEIVE = """
INSERT INTO inbox (channel, event_id, digest, state, tries, reason, received_at)
VALUES ('web', ?, 'digest', 'done', 0, '', ?)
ON CONFLICT (channel, event_id) DO UPDATE SET state = 'done', body = NULL
WHERE inbox.state = 'waiting' RETURNING id
"""
SEAT = """
SELECT a.id, a.left_at, p.id, p.role, p.language, p.pseudonym, p.stopped_at, p.seen_at, c.id,
  c.state FROM address a JOIN person p ON p.id = a.person_id
JOIN conversation c ON c.address_id = a.id AND c.person_id = a.person_id
WHERE a.channel = 'web' AND a.digest = ?
"""
POST = """
INSERT INTO outbox (address_id, person_id, lane, purpose, body, state, tries, due_at, created_at)
VALUES (1, 1, 0, 'answer', ?, 'queued', 0, ?, ?)
"""
STORE = "UPDATE conversation SET state = ?, touched_at = ? WHERE id = 1"
"""Fixed here: whatever the program does one day, this is what a turn cannot do without."""


def raw_turns(folder: Path, turns: int) -> list[float]:
    """How long each of so many bare turns takes, in milliseconds, sorted."""
    file = folder / "raw.db"
    with closing(sqlite3.connect(file, isolation_level=None)) as connection:
        for pragma in PRAGMAS:
            connection.execute(pragma)
        connection.executescript(TABLES)
        times = sorted(_turn(connection, number) for number in range(turns))
    for part in folder.glob("raw.db*"):
        part.unlink()
    return times


def _turn(connection: sqlite3.Connection, number: int) -> float:
    now, began = "2027-02-01 12:00:00.000000", perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    connection.execute(RECEIVE, (f"event {number}", now)).fetchone()
    connection.execute(SEAT, ("digest",)).fetchone()
    connection.execute(POST, (b"a" * ANSWER_BYTES, now, now))
    connection.execute(STORE, (b"s" * CONVERSATION_BYTES, now))
    connection.execute("COMMIT")
    return (perf_counter() - began) * 1_000
