"""Odd input through the real page: a kind answer or a clear error, nothing lost, nobody harmed."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest
from sqlalchemy import text

from storage.cipher import Cipher
from storage.database import Database
from tests.conftest import fresh_postgresql
from tests.faults.processes import Place, Stable, serving
from tests.faults.pupils import Pupil, at_their_pages

FAMILY = "👨‍👩‍👧‍👦"
ODD = {
    "html": '<b>&<a href="https://evil.example">x</a><script>alert(1)</script>',
    "markup of ours": "**fett** __kursiv__ {name} {0.__class__} %s %(x)s",
    "right to left": "\u202eمرحبا بالعالم\u202c, \u2067שלום\u2069",
    "zero width": "\u200b\u200c\u200d\ufeff" * 40,
    "hidden letters": "M\u200be\u200bn\u200bs\u200bc\u200bh",
    "only emoji": f"🎉{FAMILY}🎉",
    "many families": FAMILY * 600,
    "combining marks": "Z\u0338\u0321\u035da\u0338" * 100,
    "five thousand characters": "x" * 5_000,
    "a long number": "9" * 3_000,
    "control characters": "a\x00b\x01c\x1b[31m\x7f",
    "nothing": "",
    "blanks": " \t\n\u00a0\u3000",
    "another script in a German question": "أريد أن أصبح نجارًا",
    "no words": "asdf",
    "a postal code that does not exist": "00000",
}
NO_EVENTS = [
    b"",
    b"{",
    b"[]",
    b"null",
    b'"said"',
    b'{"id": 7, "kind": "said", "text": "x"}',
    b'{"id": "7c9e6679-7425-40de-944b-e07fc1f90ae7"}',
    b'{"id": "7c9e6679-7425-40de-944b-e07fc1f90ae7", "kind": "left"}',
    b'{"id": "7c9e6679-7425-40de-944b-e07fc1f90ae7", "kind": "said", "text": "x", "new": 1}',
    b'{"id": "7c9e6679-7425-40de-944b-e07fc1f90ae7", "kind": "said", "text": {"a": 1}}',
    b'{"id": "7c9e6679-7425-40de-944b-e07fc1f90ae7", "kind": "said", "text": "\\ud800"}',
    b'{"id": "7c9e6679-7425-40de-944b-e07fc1f90ae7", "kind": "said", "quoted": "-1"}',
    b'{"id": "7c9e6679-7425-40de-944b-e07fc1f90ae7", "kind": "joined", "code": "'
    + b"x" * 65
    + b'"}',
    b'{"id": "7c9e6679-7425-40de-944b-e07fc1f90ae7", "kind": "said", "text": "\xff"}',
]
JUNK_CODES = ["", "x", "s_", "s_0000", "m_💥", "../../etc/passwd", "e", "' OR 1=1 --", "x" * 64]
JUNK_CODES += ["\0", "s_\0"]


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def running(
    request: pytest.FixtureRequest, stable: Stable, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Place]:
    """One program for all of these on either kind of database."""
    folder: Path = tmp_path_factory.mktemp("input")
    with ExitStack() as stack:
        url = f"sqlite:///{folder / 'lotse.db'}"
        if request.param == "postgresql":
            url = stack.enter_context(fresh_postgresql(request.getfixturevalue("pg_url")))
        place = Place(folder, url)
        stack.enter_context(serving(stable, place))
        yield place


@pytest.fixture
async def pupil(running: Place) -> AsyncIterator[Pupil]:
    async with at_their_pages(running.url, 1) as (pupil,):
        await pupil.insists("POST", "/api/visit", {})
        yield pupil


async def answer_to(pupil: Pupil, **event: str) -> str:
    """The words of the newest message, which must offer a way on and be no mishap."""
    await pupil.tells(**event)
    await asyncio.sleep(0.05)
    before = len(pupil.rows)
    async with asyncio.timeout(20):
        while len(pupil.rows) == before:
            await pupil.looks()
    words = "".join(span["text"] for span in pupil.newest["text"])
    assert pupil.newest["rows"], words
    assert "Nummer für Rückfragen" not in words
    return words


@pytest.mark.parametrize("odd", ODD)
async def test_odd_text_gets_a_kind_answer_on_every_screen(pupil: Pupil, odd: str) -> None:
    for steps in ([], ["1"], ["1", "Weiter"], ["mensch"]):
        await answer_to(pupil, kind="joined")
        for step in steps:
            await answer_to(pupil, kind="said", text=step)
        await answer_to(pupil, kind="said", text=ODD[odd])
        assert {span.get("link", "") for span in pupil.newest["text"]} == {""}


async def test_markup_comes_back_as_plain_characters(pupil: Pupil) -> None:
    await answer_to(pupil, kind="joined")
    await answer_to(pupil, kind="said", text="1")
    answer = await answer_to(pupil, kind="said", text=ODD["markup of ours"])
    looks = [span for span in pupil.newest["text"] if "fett" in span["text"]]
    assert not any(span.get("bold") or span.get("italic") for span in looks)
    assert "__class__" not in answer or "{0.__class__}" in answer


async def test_what_is_far_too_long_is_refused_clearly_and_the_chat_goes_on(
    pupil: Pupil,
) -> None:
    await answer_to(pupil, kind="joined")
    body = {**pupil.event(kind="said"), "text": FAMILY * 4_097}
    pupil.sent.pop()
    refused = await pupil.asks("POST", "/api/events", body)
    assert (refused.status_code, refused.json()) == (413, {"error": "too long"})
    assert "Frage 1" in await answer_to(pupil, kind="said", text="1")


async def test_what_is_no_event_is_refused_without_repeating_it(pupil: Pupil) -> None:
    await answer_to(pupil, kind="joined")
    for body in NO_EVENTS:
        refused = await pupil.sends(body)
        assert (refused.status_code, refused.json()) == (422, {"error": "not understood"}), body
    await pupil.looks()
    assert pupil.newest["position"] == 1


async def test_numbers_no_database_counts_to_change_nothing(pupil: Pupil) -> None:
    await answer_to(pupil, kind="joined")
    for number in (2**31, 2**63, 10**30):
        for method, path, body in (
            ("POST", "/api/seen", {"positions": [number]}),
            ("GET", f"/api/messages?after={number}", None),
        ):
            assert (await pupil.asks(method, path, body)).status_code == 422, (path, number)
        for choice in (f"k.take.{number}.1", f"k.reply.1.{number}", f"p.{number}.0"):
            await answer_to(pupil, kind="tapped", choice=choice)
    await answer_to(pupil, kind="said", text="1", quoted="9" * 19)


@pytest.mark.parametrize("code", JUNK_CODES)
async def test_a_junk_start_code_starts_as_usual(pupil: Pupil, code: str) -> None:
    assert "Ausbildungs-Lotse" in await answer_to(pupil, kind="joined", code=code)


async def test_fifty_guessed_invitations_lock_the_door_and_are_noted_once(
    running: Place, pupil: Pupil
) -> None:
    await answer_to(pupil, kind="joined")
    answers = [
        await answer_to(pupil, kind="said", text=f"/einladung K5256789B{n:03}") for n in range(50)
    ]
    assert all("kenne ich nicht" in answer for answer in answers[:4])
    assert all("zu viele falsche Codes" in answer for answer in answers[4:])
    assert noted(running, "invitation_locked") == 1


def noted(place: Place, action: str) -> int:
    database = Database(place.database, Cipher([place.key], place.pepper))
    statement = text("SELECT count(*) FROM audit WHERE action = :action")
    try:
        return int(
            database.run_now(lambda s: s.execute(statement, {"action": action}).scalar_one())
        )
    finally:
        database.close()


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_only_json_is_read(pupil: Pupil, kind: str) -> None:
    refused = await pupil.sends(b'{"id": "x"}', kind)
    assert refused.status_code == 415


async def test_without_a_chat_nothing_is_told(running: Place) -> None:
    async with httpx.AsyncClient(base_url=running.url, headers={"X-Lotse": "1"}) as stranger:
        for path in ("/api/messages", "/api/stream", "/api/link", "/qr.svg", "/api/file/1"):
            assert (await stranger.get(path)).status_code == 401
        stranger.cookies.set("lotse", "A" * 64)
        assert (await stranger.get("/api/messages")).status_code == 401
