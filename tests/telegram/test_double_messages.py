"""What the double takes, changes and refuses in chats."""

from datetime import timedelta
from typing import Any

import aiohttp
import pytest

from tests.telegram.client import Client
from tests.telegram.double import Person, TelegramDouble


def keyboard(*labels: str, **more: Any) -> dict[str, Any]:
    row = [{"text": label, "callback_data": f"p.{at}", **more} for at, label in enumerate(labels)]
    return {"inline_keyboard": [row]}


def shown_with(button: dict[str, Any]) -> dict[str, Any]:
    return {"text": "x", "reply_markup": {"inline_keyboard": [[button]]}}


def pressable(*labels: str, **more: Any) -> dict[str, Any]:
    return {"text": "x", "reply_markup": keyboard(*labels, **more)}


async def test_a_message_is_shown_with_its_buttons(call: Client, lena: Person) -> None:
    sent = await call(
        "sendMessage", chat_id=lena.id, text="Hallo", reply_markup=keyboard("A", "B")
    )
    assert (sent["text"], sent["chat"]["id"], sent["chat"]["type"]) == (
        "Hallo",
        lena.id,
        "private",
    )
    assert lena.messages[0].rows == [["A", "B"]]
    assert lena.sees("[B]")
    assert lena.messages[0].id == sent["message_id"] == 2, "her own message was the first"


async def test_ids_belong_to_the_chat(call: Client, lena: Person, double: TelegramDouble) -> None:
    ben = double.person("Ben")
    ben.starts()
    ids = [
        (await call("sendMessage", chat_id=person.id, text="x"))["message_id"]
        for person in (lena, ben)
    ]
    assert ids == [2, 2]


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"text": ""}, "400 message text is empty"),
        ({"text": " \n\u200b "}, "400 message text is empty"),
        ({"text": "x" * 4097}, "400 message is too long"),
        ({"text": "👩" * 2049}, "400 message is too long"),
        ({"text": "x", "chat_id": 12345}, "400 chat not found"),
        (
            {"text": "x", "reply_parameters": {"message_id": 77}},
            "400 message to be replied not found",
        ),
        (
            pressable(" "),
            '400 can\'t parse inline keyboard button: Field "text" must be non-empty',
        ),
        (pressable("A", callback_data="x" * 65), "400 BUTTON_DATA_INVALID"),
        (pressable("A", callback_data="ü" * 33), "400 BUTTON_DATA_INVALID"),
        (pressable("A", callback_data=""), "400 BUTTON_DATA_INVALID"),
        (pressable(*["A"] * 101), "400 reply markup is too long"),
        (
            shown_with({"text": "A"}),
            "400 can't parse inline keyboard button: Text buttons are unallowed in the inline"
            " keyboard",
        ),
        (
            shown_with({"text": "A", "url": "javascript:1"}),
            "400 inline keyboard button URL 'javascript:1' is invalid: Unsupported URL protocol",
        ),
    ],
)
async def test_what_telegram_refuses(
    call: Client, lena: Person, fields: dict[str, Any], refused: str
) -> None:
    assert await call("sendMessage", **{"chat_id": lena.id, **fields}) == refused
    assert [each.code for each in call.double.refused] == [400]
    assert (lena.messages, call.double.violations) == ([], [])


@pytest.mark.parametrize(
    ("fields", "violation"),
    [
        ({}, "text is missing"),
        ({"text": "x", "colour": "red"}, "there is no field colour"),
        ({"text": "x", "reply_to_message_id": 1}, "there is no field reply_to_message_id"),
        ({"text": 7}, "text is no string"),
        ({"text": "x", "protect_content": "?"}, "protect_content is neither true nor false"),
        ({"text": "x", "message_thread_id": "one"}, "message_thread_id is no integer"),
        ({"text": "x", "reply_markup": "{"}, "reply_markup is no JSON"),
        ({"text": "x", "reply_markup": []}, "reply_markup is no object"),
        ({"text": "x", "reply_markup": {"keyboard": []}}, "there is no field keyboard"),
        (
            pressable("A", url="https://example.org"),
            "a button with callback_data, url: exactly one is meant",
        ),
        ({"text": "x", "entities": {"type": "bold"}}, "entities is no list"),
        (
            {"text": "x" * 300, "entities": [{"type": "bold", "offset": 1, "length": 1}] * 101},
            "101 entities: the last of them would be dropped",
        ),
    ],
)
async def test_what_no_client_should_say(
    call: Client, lena: Person, fields: dict[str, Any], violation: str
) -> None:
    assert str(await call("sendMessage", chat_id=lena.id, **fields)).startswith("400 ")
    assert call.double.violations == [f"sendMessage: {violation}"]
    assert lena.messages == []


async def test_methods_are_known_and_tokens_are_right(call: Client) -> None:
    assert await call("sendRocket") == "404 Not Found"
    assert (await call("GETME"))["username"] == "lotse_bot"
    url = call.address("getMe", token=call.bot.token[:-1] + "y")
    async with call.http.get(url) as answer:
        assert answer.status == 401
        assert await answer.json() == {
            "ok": False,
            "error_code": 401,
            "description": "Unauthorized",
        }
    async with call.http.get(call.address("getMe", "nonsense")) as answer:
        assert answer.status == 404
    call.bot.revoked = True
    assert await call("getMe") == "401 Unauthorized"


async def test_forms_parts_and_addresses_are_read_like_json(call: Client, lena: Person) -> None:
    fields = {"chat_id": str(lena.id), "text": "x", "disable_notification": "true"}
    async with call.http.post(call.address("sendMessage"), data=fields) as answer:
        assert (await answer.json())["ok"]
    async with call.http.get(call.address("sendMessage"), params=fields) as answer:
        assert (await answer.json())["ok"]
    form = aiohttp.FormData({"chat_id": str(lena.id), "document": "attach://f", "caption": "Da"})
    form.add_field("f", b"BEGIN:VCALENDAR", filename="messe.ics", content_type="text/calendar")
    async with call.http.post(call.address("sendDocument"), data=form) as answer:
        sent = (await answer.json())["result"]
    assert (sent["document"]["file_name"], sent["document"]["mime_type"], sent["caption"]) == (
        "messe.ics", "text/calendar", "Da",
    )  # fmt: skip
    found = await call("getFile", file_id=sent["document"]["file_id"])
    path = f"{call.double.url}/file/bot{call.bot.token}/{found['file_path']}"
    async with call.http.get(path) as answer:
        assert await answer.read() == b"BEGIN:VCALENDAR"
    assert [each.silent for each in lena.messages] == [True, True, False]


async def test_captions_and_pictures_have_limits(call: Client, lena: Person) -> None:
    for method, part, content, caption, refused in (
        ("sendDocument", "document", b"x", "x" * 1025, "message caption is too long"),
        ("sendDocument", "document", b"", "x", "file must be non-empty"),
        ("sendPhoto", "photo", b"no picture", "x", "IMAGE_PROCESS_FAILED"),
    ):
        form = aiohttp.FormData({"chat_id": str(lena.id), "caption": caption})
        form.add_field(part, content, filename="x")
        async with call.http.post(call.address(method), data=form) as answer:
            assert (await answer.json())["description"] == f"Bad Request: {refused}"


async def test_an_edit_replaces_text_and_keyboard(call: Client, lena: Person) -> None:
    place = {"chat_id": lena.id, "message_id": 2}
    await call("sendMessage", chat_id=lena.id, text="Alt", reply_markup=keyboard("A"))
    lena.says("Hm")
    edited = await call("editMessageText", text="Neu", **place)
    assert ("edit_date" in edited, "reply_markup" in edited) == (True, False)
    assert lena.sees("Neu")
    assert [version.written.text for version in lena.messages[0].versions] == ["Alt"]
    await call("editMessageReplyMarkup", reply_markup=keyboard("B"), **place)
    assert lena.messages[0].rows == [["B"]]
    await call("deleteMessage", **place)
    assert lena.messages == []


async def test_edits_that_are_refused(call: Client, lena: Person) -> None:
    place = {"chat_id": lena.id, "message_id": 2}
    await call("sendMessage", chat_id=lena.id, text="Alt", reply_markup=keyboard("A"))
    same = await call("editMessageText", text="Alt", reply_markup=keyboard("A"), **place)
    assert same.startswith("400 message is not modified: specified new message")
    gone = {"chat_id": lena.id, "message_id": 9}
    assert await call("editMessageText", text="x", **gone) == "400 message to edit not found"
    assert await call("deleteMessage", **gone) == "400 message to delete not found"
    foreign = {"chat_id": lena.id, "message_id": 1}
    assert await call("editMessageText", text="x", **foreign) == "400 message can't be edited"
    call.double.passes(timedelta(hours=48, seconds=1))
    assert await call("editMessageText", text="x", **place) == "400 message can't be edited"
    assert str(await call("deleteMessage", **place)).startswith("400 message can't be deleted")


async def test_who_cannot_be_written_to(
    call: Client, lena: Person, double: TelegramDouble
) -> None:
    ben = double.person("Ben")
    cannot = "403 bot can't initiate conversation with a user"
    assert await call("sendMessage", chat_id=ben.id, text="x") == cannot
    lena.blocks()
    assert (
        await call("sendMessage", chat_id=lena.id, text="x") == "403 bot was blocked by the user"
    )
    lena.unblocks()
    assert (await call("sendMessage", chat_id=lena.id, text="x"))["text"] == "x"
    lena.deletes_account()
    assert await call("sendMessage", chat_id=lena.id, text="x") == "403 user is deactivated"
    assert (
        await call("sendChatAction", chat_id=lena.id, action="typing") == "403 user is deactivated"
    )


async def test_a_tap_is_answered_once_and_soon(call: Client, lena: Person) -> None:
    await call("sendMessage", chat_id=lena.id, text="x", reply_markup=keyboard("A", "B"))
    old = "400 query is too old and response timeout expired or query ID is invalid"
    first = lena.taps("B")
    assert await call("answerCallbackQuery", callback_query_id=first, text="Gut") is True
    assert lena.chat.toasts == ["Gut"]
    assert await call("answerCallbackQuery", callback_query_id=first) == old
    assert await call("answerCallbackQuery", callback_query_id="4711") == old
    late = lena.taps("A")
    call.double.passes(timedelta(seconds=16))
    assert await call("answerCallbackQuery", callback_query_id=late) == old
    await call("answerCallbackQuery", callback_query_id=lena.taps("A"), text="x" * 201)
    assert call.double.violations == ["answerCallbackQuery: text is 201, not 0 to 200"]
