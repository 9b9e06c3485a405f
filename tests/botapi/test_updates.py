from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.botapi.updates import Ignored, Why, chat_of, read_update, tap_of, update_id
from bot.dialogue.event import Content, Event, EventKind

NOW = datetime(2027, 2, 1, 14, tzinfo=UTC)
SENT = int(NOW.timestamp()) - 5
LENA = {"id": 77, "is_bot": False, "first_name": "<b>Lena</b>", "language_code": "en"}
CHAT = {"id": 77, "type": "private", "first_name": "<b>Lena</b>"}
GROUP = {"id": -5, "type": "supergroup", "title": "9b"}


def message(**what: Any) -> dict[str, Any]:
    return {"message_id": 12, "date": SENT, "chat": CHAT, "from": LENA, **what}


def tap(**what: Any) -> dict[str, Any]:
    shown = {"message_id": 9, "date": SENT, "chat": CHAT, "text": "Frage"}
    return {"id": "4811", "from": LENA, "message": shown, "data": "p.3.0", **what}


def membership(status: str, chat: dict[str, Any] = CHAT) -> dict[str, Any]:
    there = {"status": status, "user": {"id": 1, "is_bot": True, "first_name": "Lotse"}}
    return {"chat": chat, "from": LENA, "date": SENT, "new_chat_member": there}


def read(**update: Any) -> Event | Ignored:
    return read_update({"update_id": 5, **update}, channel="telegram", now=NOW)


def event(kind: EventKind, **what: Any) -> Event:
    known = {"at": NOW - timedelta(seconds=5), "id": "5", "language": "en"} | what
    return Event(channel="telegram", address="77", kind=kind, **known)


SAID, JOINED, SENT_KIND = EventKind.SAID, EventKind.JOINED, EventKind.SENT


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Büren", event(SAID, text="Büren", message="12")),
        ("/help@LotseBot", event(SAID, text="/help", message="12")),
        ("/loeschen", event(SAID, text="/loeschen", message="12")),
        ("/start", event(JOINED, message="12")),
        ("/start s_7k2f", event(JOINED, code="s_7k2f", message="12")),
        ("/start@LotseBot s_7k2f", event(JOINED, code="s_7k2f", message="12")),
        ("/start  <script>", event(JOINED, message="12")),
        ("/start " + "a" * 65, event(JOINED, message="12")),
        ("/starten", event(SAID, text="/starten", message="12")),
    ],
)
def test_typed_text(text: str, expected: Event) -> None:
    assert read(message=message(text=text)) == expected


def test_a_quote_names_the_message() -> None:
    quoted = message(text="ja", reply_to_message={"message_id": 8, "date": 0, "chat": CHAT})
    assert read(message=quoted) == event(SAID, text="ja", quoted="8", message="12")


@pytest.mark.parametrize("shown_at", [SENT, 0])
def test_a_tap_also_on_an_inaccessible_message(shown_at: int) -> None:
    shown = {"message_id": 9, "date": shown_at, "chat": CHAT}
    update = {"callback_query": tap(message=shown)}
    assert read(**update) == event(EventKind.TAPPED, choice="p.3.0", at=NOW)
    assert (tap_of(update), chat_of(update)) == ("4811", 77)


def test_an_edited_message_names_it() -> None:
    changed = message(text="doch nicht", edit_date=SENT)
    expected = event(EventKind.EDITED, text="doch nicht", edited="12")
    assert read(edited_message=changed) == expected


@pytest.mark.parametrize(
    ("status", "kind"),
    [("kicked", EventKind.LEFT), ("left", EventKind.LEFT), ("member", EventKind.RETURNED)],
)
def test_blocked_and_back(status: str, kind: EventKind) -> None:
    assert read(my_chat_member=membership(status)) == event(kind)


@pytest.mark.parametrize(
    ("field", "content"),
    [
        ({"voice": {}}, Content.VOICE),
        ({"video_note": {}}, Content.VOICE),
        ({"photo": []}, Content.PHOTO),
        ({"animation": {}, "document": {}}, Content.PHOTO),
        ({"sticker": {}}, Content.STICKER),
        ({"document": {"file_size": 20_000_000}}, Content.DOCUMENT),
        ({"contact": {}}, Content.CONTACT),
        ({"venue": {}, "location": {}}, Content.LOCATION),
        ({"poll": {}}, Content.DOCUMENT),
    ],
)
def test_content_is_named_never_fetched(field: dict[str, Any], content: Content) -> None:
    assert read(message=message(**field)) == event(SENT_KIND, content=content)


def test_words_below_a_picture_are_told() -> None:
    expected = event(SENT_KIND, content=Content.PHOTO, text="hilf mir")
    assert read(message=message(photo=[], caption="hilf mir")) == expected


def test_an_album_is_one_thing() -> None:
    first, second = (
        read_update(
            {"update_id": number, "message": message(photo=[], media_group_id="99")},
            channel="telegram",
            now=NOW,
        )
        for number in (5, 6)
    )
    assert isinstance(first, Event)
    assert isinstance(second, Event)
    assert first.id == second.id


@pytest.mark.parametrize(
    ("update", "ignored"),
    [
        ({"message": message(text="x", chat=GROUP)}, Ignored(Why.GROUP, -5)),
        ({"message": message(chat=GROUP, left_chat_member={})}, Ignored(Why.OUTSIDE, -5)),
        ({"my_chat_member": membership("member", GROUP)}, Ignored(Why.GROUP, -5)),
        ({"my_chat_member": membership("left", GROUP)}, Ignored(Why.OUTSIDE, -5)),
        ({"my_chat_member": membership("administrator", {**GROUP, "type": "channel"})},
         Ignored(Why.CHANNEL, -5)),
        ({"message": message(text="x", **{"from": {**LENA, "is_bot": True}})},
         Ignored(Why.BOT, 77)),
        ({"message": message(text="x", sender_chat={"id": -9})}, Ignored(Why.BOT, 77)),
        ({"message": message(text="x", forward_origin={"type": "user"})},
         Ignored(Why.FORWARD, 77)),
        ({"callback_query": tap(message={"message_id": 1, "date": 0, "chat": GROUP})},
         Ignored(Why.STRANGER, -5)),
        ({"callback_query": tap(**{"from": {**LENA, "id": 78}})}, Ignored(Why.STRANGER, 77)),
        ({"message": message(pinned_message={})}, Ignored(Why.NOTHING, 77)),
        ({"edited_message": message(location={}, edit_date=SENT)}, Ignored(Why.NOTHING, 77)),
        ({"business_message": message(text="x")}, Ignored(Why.UNKNOWN)),
        ({"callback_query": {"id": "1", "from": LENA, "inline_message_id": "x"}},
         Ignored(Why.UNKNOWN)),
        ({"message": {"text": "x"}}, Ignored(Why.BROKEN)),
        ({"message": None}, Ignored(Why.BROKEN)),
        ({"message": message(text="x", date="gestern")}, Ignored(Why.BROKEN, 77)),
    ],
)  # fmt: skip
def test_ignored_with_a_reason(update: dict[str, Any], ignored: Ignored) -> None:
    assert read(**update) == ignored


def test_an_update_without_a_number_is_broken() -> None:
    assert read_update({"message": message(text="x")}, channel="t", now=NOW) == Ignored(Why.BROKEN)
    assert update_id({"update_id": True}) is None


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(
    st.sampled_from(["message", "edited_message", "callback_query", "my_chat_member", "x"]),
    st.dictionaries(
        st.sampled_from([*message(), "text", "photo", "reply_to_message", "data", "edit_date",
                         "new_chat_member", "caption", "media_group_id"]), json_values),
    st.booleans(),
)  # fmt: skip
def test_odd_fields_break_nothing(kind: str, odd: dict[str, Any], alone: bool) -> None:
    body = odd if alone else {**message(text="x"), **odd}
    update = {"update_id": 5, kind: body}
    found = read_update(update, channel="telegram", now=NOW)
    assert isinstance(found, Event | Ignored)
    assert isinstance(chat_of(update), int)
    assert isinstance(tap_of(update), str)
