import json
from dataclasses import asdict

import pytest
import segno

from bot.channels.web import return_path, team_path
from bot.dialogue.channel import Outcome, Parcel
from bot.dialogue.event import EventKind
from bot.dialogue.screen import Document, Message
from bot.i18n import Text
from tests.channels.web_fakes import Office, plain
from tests.channels.web_site import calling, said

PUBLIC = "https://lotse.example"


@pytest.fixture
def office() -> Office:
    return Office()


async def test_opening_the_page_changes_nothing(office: Office) -> None:
    async with calling(office) as client:
        answer = await client.get("/?s=s_7k2f")
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    with pytest.raises(IndexError):
        office.last_chat()


async def test_a_visit_gives_a_chat_and_a_second_one_finds_it(office: Office) -> None:
    async with calling(office) as client:
        first = await client.post("/api/visit", json={})
        again = await client.post("/api/visit", json={})
    cookie = first.headers["set-cookie"]
    assert office.last_chat().secret in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert office.last_chat().secret not in first.text


async def test_an_embedded_page_gets_a_partitioned_cookie(office: Office) -> None:
    async with calling(office, public_url=PUBLIC) as client:
        answer = await client.post("/api/visit", json={"embedded": True})
    cookie = answer.headers["set-cookie"]
    assert all(part in cookie for part in ("Secure", "SameSite=None", "Partitioned"))


async def test_leaving_takes_the_cookie_and_keeps_the_chat(office: Office) -> None:
    drawer = office.open_chat()
    async with calling(office, drawer) as client:
        answer = await client.post("/api/leave", json={})
    assert "lotse=;" in answer.headers["set-cookie"]
    assert "Max-Age=0" in answer.headers["set-cookie"]
    assert office.drawer(drawer.session.address) is drawer


async def test_leaving_takes_the_cookie_of_an_embedded_page_too(office: Office) -> None:
    async with calling(office, office.open_chat(), public_url=PUBLIC) as client:
        cookies = (await client.post("/api/leave", json={})).headers.get_list("set-cookie")
    assert [("Partitioned" in cookie, "Max-Age=0" in cookie) for cookie in cookies] == [
        (False, True),
        (True, True),
    ]


async def test_an_event_arrives_whole(office: Office) -> None:
    drawer = office.open_chat()
    body = said("Schraube gern", quoted="7")
    async with calling(office, drawer) as client:
        answer = await client.post("/api/events", json=body, headers={"Accept-Language": "uk,de"})
    assert answer.status_code == 202
    assert answer.json() == {"time": "13:42", "day": "Montag, 1. Februar 2027"}
    (event,) = office.events
    known = {name: value for name, value in asdict(event).items() if value}
    assert known.pop("at").isoformat() == "2027-02-01T12:42:00+00:00"
    assert known == {
        "channel": "web",
        "address": drawer.session.address,
        "id": body["id"],
        "kind": EventKind.SAID,
        "text": "Schraube gern",
        "quoted": "7",
        "language": "uk",
    }


async def test_a_repeated_event_is_taken_and_changes_nothing(office: Office) -> None:
    body = said()
    async with calling(office, office.open_chat()) as client:
        answers = [await client.post("/api/events", json=body) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [202, 202, 202]
    assert office.said() == ["Hallo"]


async def test_a_database_that_is_away_is_said_and_nothing_is_kept(office: Office) -> None:
    drawer = office.open_chat()
    office.away = True
    async with calling(office, drawer) as client:
        answer = await client.post("/api/events", json=said())
        page = await client.get("/")
        office.away = False
        later = await client.post("/api/events", json=said())
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
    assert page.status_code == 503
    assert later.status_code == 202
    assert office.said() == ["Hallo"]


async def test_a_sent_parcel_waits_on_the_shelf(office: Office) -> None:
    new = await office.channel.send(Parcel("a1", 7, plain("Hallo")))
    edit = await office.channel.send(Parcel("a1", 9, plain("Hallo!"), edits="7"))
    assert (new.outcome, new.message_id) == (Outcome.READY, "7")
    assert (edit.outcome, edit.message_id) == (Outcome.READY, "7")


async def test_messages_come_in_order_once_and_with_the_servers_times(office: Office) -> None:
    drawer = office.open_chat()
    address = drawer.session.address
    key = office.post(address, plain("eins"))
    office.post(address, plain("zwei"))
    office.post(address, plain("eins, neu"), edits=key)
    async with calling(office, drawer) as client:
        rows = (await client.get("/api/messages?language=de")).json()["rows"]
        rest = (await client.get(f"/api/messages?language=de&after={rows[1]['position']}")).json()
    assert [(row["key"], row["revision"]) for row in rows] == [(1, 1), (2, 1), (1, 2)]
    assert [row["text"][0]["text"] for row in rest["rows"]] == ["eins, neu"]
    assert rest["speech"] is None
    assert (rows[0]["time"], rows[0]["day"]) == ("13:42", "Montag, 1. Februar 2027")


async def test_more_than_one_batch_comes_whole() -> None:
    office = Office(page_size=3)
    drawer = office.open_chat()
    for number in range(10):
        office.post(drawer.session.address, plain(str(number)))
    async with calling(office, drawer) as client:
        rows = (await client.get("/api/messages")).json()["rows"]
    assert [row["text"][0]["text"] for row in rows] == [str(number) for number in range(10)]


async def test_only_what_its_own_page_has_shown_is_delivered(office: Office) -> None:
    mine, other = office.open_chat(), office.open_chat()
    office.post(mine.session.address, plain("für mich"))
    office.post(other.session.address, plain("für dich"))
    async with calling(office, mine) as client:
        assert not mine.delivered
        answer = await client.post("/api/seen", json={"positions": [1, 2, 99]})
        rows = (await client.get("/api/messages")).json()["rows"]
    assert answer.status_code == 204
    assert (mine.delivered, other.delivered) == ({1}, set())
    assert [row["seen"] for row in rows] == [True]


async def test_a_file_is_given_to_its_own_chat_only(office: Office) -> None:
    mine, other = office.open_chat(), office.open_chat()
    file = Document('Messe "Büren".ics', "text/calendar", b"BEGIN:VCALENDAR")
    key = office.post(mine.session.address, Message(Text.of("Hier"), document=file))
    async with calling(office, mine) as client:
        own = await client.get(f"/api/file/{key}")
        none = await client.get("/api/file/999")
        odd = await client.get("/api/file/1x")
    async with calling(office, other) as client:
        foreign = await client.get(f"/api/file/{key}")
    assert own.content == b"BEGIN:VCALENDAR"
    assert own.headers["content-type"].startswith("text/calendar")
    assert own.headers["content-disposition"] == (
        "attachment; filename*=UTF-8''Messe%20%22B%C3%BCren%22.ics"
    )
    assert (none.status_code, odd.status_code, foreign.status_code) == (404, 422, 404)


async def test_the_way_back_is_a_link_and_a_code(office: Office) -> None:
    drawer = office.open_chat()
    async with calling(office, drawer, public_url=PUBLIC) as client:
        link = (await client.get("/api/link")).json()["link"]
        picture = (await client.get("/qr.svg")).text
    assert link == PUBLIC + return_path((await office.return_link(drawer.session.address)) or "")
    modules = segno.make_qr(link, error="m").svg_inline(border=3).rpartition(' d="')[2]
    assert modules.partition('"')[0] in picture


async def test_staff_have_no_return_link(office: Office) -> None:
    async with calling(office, office.open_chat(staff=True)) as client:
        assert (await client.get("/api/link")).status_code == 404
        assert (await client.get("/qr.svg")).status_code == 404


async def test_who_comes_to_a_wrong_address_is_shown_the_way(office: Office) -> None:
    person = {"Accept": "text/html,*/*", "Accept-Language": "de"}
    async with calling(office, public_url=f"{PUBLIC}/chat") as client:
        lost = await client.get("/Datenschutz", headers=person)
        stale = await client.post(return_path("x" * 20), headers={**person, "Origin": PUBLIC})
        staff = await client.post(team_path("x" * 20), headers={**person, "Origin": PUBLIC})
        machine = await client.get("/Datenschutz")
    assert (lost.status_code, stale.status_code, staff.status_code) == (404, 410, 410)
    for page in (lost.text, stale.text):
        assert '<a class="button main" href="/chat/">Zum Chat</a>' in page
    assert "Zum Chat" not in staff.text, "only a new link lets staff in"
    assert (machine.status_code, machine.json()) == (404, {"error": "Not Found"})


@pytest.mark.parametrize(("well", "status"), [(True, 200), (False, 503)])
async def test_health(office: Office, *, well: bool, status: int) -> None:
    office.well = well
    async with calling(office) as client:
        answer = await client.get("/healthz")
    assert (answer.status_code, answer.json()) == (status, {"well": well, "waiting": 0})


async def test_the_privacy_page_shows_the_programs_text_as_text(office: Office) -> None:
    async with calling(office) as client:
        page = (await client.get("/datenschutz")).text
    assert "<h2>Wer das anbietet</h2>" in page
    assert "<p>Der <strong>Kreis Paderborn</strong>.</p>" in page
    assert "<p>Fragen? Ruf uns an.</p>" in page
    assert "&lt;b&gt;Versprochen&lt;/b&gt;" in page


async def test_a_path_in_front_is_kept_in_every_address(office: Office) -> None:
    drawer = office.open_chat()
    token = office.staff_link(drawer)
    async with calling(office, drawer, public_url=f"{PUBLIC}/lotse") as client:
        page = (await client.get("/")).text
        entered = await client.post(team_path(token), headers={"Origin": PUBLIC})
    assert 'src="/lotse/static/' in page
    assert 'data-base="/lotse"' in page
    assert entered.headers["location"] == "/lotse/chat"
    assert "Path=/lotse;" in entered.headers["set-cookie"]


async def test_a_withdrawn_message_carries_nothing_of_it(office: Office) -> None:
    drawer = office.open_chat()
    key = office.post(drawer.session.address, plain("geheim"))
    office.post(drawer.session.address, None, edits=key)
    async with calling(office, drawer) as client:
        rows = (await client.get("/api/messages?after=1")).json()["rows"]
    assert [row["withdrawn"] for row in rows] == [True]
    assert "geheim" not in json.dumps(rows)


@pytest.mark.parametrize(
    ("asked", "spoken"), [("en-GB,de;q=0.8", "en"), ("xx", "de"), ("", "de"), ("*", "de")]
)
async def test_a_new_page_speaks_the_browsers_language(
    office: Office, asked: str, spoken: str
) -> None:
    async with calling(office) as client:
        page = (await client.get("/", headers={"Accept-Language": asked})).text
    assert f'<html lang="{spoken}" dir="ltr">' in page


async def test_a_new_chat_stays_in_it_until_the_person_has_done_something(
    office: Office,
) -> None:
    english = {"Accept-Language": "en"}
    async with calling(office, office.open_chat(language="")) as client:
        page = (await client.get("/", headers=english)).text
        batch = (await client.get("/api/messages?language=en", headers=english)).json()
    assert '<html lang="en"' in page
    assert batch["speech"] is None


@pytest.mark.parametrize(
    ("language", "shown"),
    [
        ("ar", '<html lang="ar" dir="rtl">'),
        ("fa", '<html lang="fa" dir="rtl">'),
        ("uk", '<html lang="uk" dir="ltr">'),
        ("de@simple", '<html lang="de" dir="ltr">'),
        ("tlh", '<html lang="tlh" dir="ltr">'),  # no locale of Babel's
    ],
)
async def test_a_known_chat_keeps_its_own_language(
    office: Office, language: str, shown: str
) -> None:
    async with calling(office, office.open_chat(language=language)) as client:
        page = (await client.get("/", headers={"Accept-Language": "en"})).text
    assert shown in page
