import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress

import httpx
import pytest
from fastapi import HTTPException

from bot.channels.web import build_web, return_path, team_path
from bot.channels.web.guard import Buckets
from bot.channels.web.settings import WebSettings
from tests.channels.web_fakes import Drawer, Office, plain
from tests.channels.web_site import MARK, calling, said

HOME = {"Origin": "http://chat.test"}
POSTS = ["/api/visit", "/api/events", "/api/seen", "/api/leave"]
OWN = ["/api/messages", "/api/stream", "/api/file/1", "/api/link", "/qr.svg"]


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def drawer(office: Office) -> Drawer:
    return office.open_chat()


@pytest.fixture
async def client(office: Office, drawer: Drawer) -> AsyncIterator[httpx.AsyncClient]:
    async with calling(office, drawer) as calls:
        yield calls


async def test_nobody_gets_nothing(office: Office) -> None:
    async with calling(office) as client:
        for path in OWN:
            assert (await client.get(path)).status_code == 401, path
        assert (await client.post("/api/events", json=said())).status_code == 401
        assert (await client.post("/api/seen", json={"positions": []})).status_code == 401
        assert (await client.get("/chat")).status_code == 401
        for junk in ("x", "../../etc", "a" * 4000):
            client.cookies.set("lotse", junk)
            assert (await client.get("/api/messages")).status_code == 401
    assert not office.events


async def test_a_deleted_chat_is_nobodys(
    office: Office, drawer: Drawer, client: httpx.AsyncClient
) -> None:
    assert (await client.get("/api/messages")).status_code == 200
    office.delete(drawer)
    assert (await client.get("/api/messages")).status_code == 401
    assert (await client.post("/api/events", json=said())).status_code == 401
    assert not office.events


async def test_the_address_names_a_chat_in_the_demo_only(office: Office, drawer: Drawer) -> None:
    async with calling(office) as real:
        assert (await real.get(f"/api/messages?chat={drawer.secret}")).status_code == 401
    async with calling(office, demo=True) as demo:
        assert (await demo.get(f"/api/messages?chat={drawer.secret}")).status_code == 200


@pytest.mark.parametrize("path", POSTS)
@pytest.mark.parametrize(
    "headers",
    [
        {"X-Lotse": ""},
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Origin": "http://["},
        {"Origin": "http://chat.test.evil.example"},
        {"Origin": "http://chat.test:8080"},
    ],
)
async def test_other_sites_change_nothing(
    office: Office, client: httpx.AsyncClient, path: str, headers: dict[str, str]
) -> None:
    if not headers.get("X-Lotse", "1"):
        del client.headers["X-Lotse"]
        headers = {}
    answer = await client.post(path, json=said(), headers=headers)
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers
    assert not office.events


@pytest.mark.parametrize("origin", ["http://chat.test", "https://lotse.example"])
async def test_the_own_page_is_let_through(office: Office, drawer: Drawer, origin: str) -> None:
    async with calling(office, drawer, public_url="https://lotse.example/chat") as client:
        answer = await client.post("/api/events", json=said(), headers={"Origin": origin})
    assert answer.status_code == 202


@pytest.mark.parametrize(
    ("content", "kind", "status"),
    [
        (b'{"text": "' + b"x" * 65536 + b'"}', "application/json", 413),
        (b"{}", "text/plain", 415),
        (b"{}", "", 415),
        (b"{}", "application/json", 422),
        (b"geheim", "application/json", 422),
        (b"\xff\xfe", "application/json", 422),
        (b'{"id": "1", "kind": "said", "text": "geheim"}', "application/json", 422),
        (b'{"id": "%s", "kind": "left", "text": "geheim"}', "application/json", 422),
        (b'{"id": "%s", "kind": "said", "admin": "geheim"}', "application/json", 422),
        (b'{"id": "%s", "kind": "said", "quoted": "geheim"}', "application/json", 422),
        (b'{"id": "%s", "kind": "said", "text": "\\ud800"}', "application/json", 422),
        (
            b'{"id": "%s", "kind": "tapped", "choice": "' + b"x" * 65 + b'"}',
            "application/json",
            422,
        ),
    ],
)
async def test_bad_bodies_are_refused_shortly_and_not_repeated(
    office: Office, client: httpx.AsyncClient, content: bytes, kind: str, status: int
) -> None:
    content = content.replace(b"%s", said()["id"].encode())
    answer = await client.post("/api/events", content=content, headers={"Content-Type": kind})
    assert answer.status_code == status
    assert list(answer.json()) == ["error"]
    assert "geheim" not in answer.text
    assert not office.events


async def test_a_body_without_a_length_is_cut_at_the_limit(client: httpx.AsyncClient) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        for _ in range(1000):
            sent += 1024
            yield b" " * 1024

    headers = {"Content-Type": "application/json"}
    answer = await client.post("/api/events", content=endless(), headers=headers)
    assert answer.status_code == 413


async def test_who_floods_slows_down_only_himself(office: Office, drawer: Drawer) -> None:
    app = build_web(office.ports, office.channel, WebSettings(rate=0.001, burst=40))
    other = office.open_chat()
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://chat.test", headers=MARK
    ) as calls:
        flood, calm = {"Cookie": f"lotse={drawer.secret}"}, {"Cookie": f"lotse={other.secret}"}
        answers = [await calls.post("/api/events", json=said(), headers=flood) for _ in range(60)]
        beside = await calls.post("/api/events", json=said("ruhig"), headers=calm)
    assert [answer.status_code for answer in answers] == [202] * 40 + [429] * 20
    assert answers[-1].headers["retry-after"] == "1"
    assert beside.status_code == 202
    assert len(office.events) == 41


async def test_visits_from_one_place_are_limited(office: Office) -> None:
    async with calling(office, door_rate=0.001, door_burst=3) as client:
        answers = []
        for _ in range(5):
            client.cookies.clear()
            answers.append((await client.post("/api/visit", json={})).status_code)
        assert (await client.post(team_path("x" * 20), headers=HOME)).status_code == 429
    assert answers == [201, 201, 201, 429, 429]


def test_a_bucket_fills_again_with_time() -> None:
    now = 0.0
    buckets = Buckets(rate=2, burst=2, timer=lambda: now)
    taken = []
    for now in (0.0, 0.0, 0.1, 0.6, 0.7, 9.0, 9.0, 9.0):
        with suppress(HTTPException):
            buckets.take("a")
            taken.append(now)
    assert taken == [0.0, 0.0, 0.6, 9.0, 9.0]


def test_buckets_take_no_more_room_than_they_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.channels.web.guard.MOST_BUCKETS", 2)
    buckets = Buckets(rate=0.001, burst=1, timer=lambda: 0.0)
    for name in ("a", "b", "c", "a"):
        buckets.take(name)  # "a" is allowed again: it was forgotten for "c"
    with pytest.raises(HTTPException):
        buckets.take("a")


async def test_a_return_link_lets_in_again_and_again_but_only_by_the_button(
    office: Office, drawer: Drawer
) -> None:
    path = return_path((await office.return_link(drawer.session.address)) or "")
    async with calling(office) as client:
        opened = await client.get(path)
        assert opened.status_code == 200
        assert "set-cookie" not in opened.headers
        for _ in range(2):
            client.cookies.clear()
            entered = await client.post(path, headers=HOME)
            assert (entered.status_code, entered.headers["location"]) == (303, "/")
            assert drawer.secret in entered.headers["set-cookie"]
        assert (await client.post(return_path("wrong" * 4), headers=HOME)).status_code == 410


async def test_a_staff_link_lets_in_once_and_previews_do_not_use_it_up(office: Office) -> None:
    drawer = office.open_chat(staff=True)
    path = team_path(office.staff_link(drawer))
    async with calling(office) as client:
        assert {(await client.get(path)).status_code for _ in range(3)} == {200}
        foreign = await client.post(path, headers={"Origin": "https://evil.example"})
        del client.headers["X-Lotse"]
        silent = await client.post(path)
        both = await asyncio.gather(*(client.post(path, headers=HOME) for _ in range(2)))
        late = await client.post(path, headers=HOME)
    assert (foreign.status_code, silent.status_code) == (403, 403)
    assert sorted(answer.status_code for answer in both) == [303, 410]
    assert late.status_code == 410
    assert "Bitten Sie den Kreis" in late.text


async def test_every_answer_is_shut_off(office: Office, client: httpx.AsyncClient) -> None:
    office.post(office.last_chat().session.address, plain("Hallo"))
    for path in ("/", "/api/messages", "/datenschutz", "/qr.svg", "/healthz", "/nowhere"):
        headers = (await client.get(path)).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy
        assert "frame-ancestors 'none'" in policy
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert headers["referrer-policy"] == "same-origin"


async def test_only_named_sites_may_embed(office: Office) -> None:
    async with calling(office, frame_ancestors=("https://connect-pb.example",)) as client:
        headers = (await client.get("/")).headers
        script = await client.get("/embed.js", headers={"Accept-Language": "de"})
    assert "frame-ancestors https://connect-pb.example" in headers["content-security-policy"]
    assert "x-frame-options" not in headers
    assert script.headers["cross-origin-resource-policy"] == "cross-origin"
    assert '"Ausbildung finden"' in script.text


async def test_the_framework_shows_nothing_of_itself(client: httpx.AsyncClient) -> None:
    for path in ("/docs", "/redoc", "/openapi.json"):
        assert (await client.get(path)).status_code == 404
