"""How a bot hears of what people do: with long polling."""

import asyncio
from time import perf_counter
from typing import Any

import pytest

from tests.telegram.client import Client
from tests.telegram.double import Person, TelegramDouble


async def test_an_offset_acknowledges_and_nothing_else_does(call: Client, lena: Person) -> None:
    lena.says("eins")
    first = await call("getUpdates")
    assert [each["message"]["text"] for each in first] == ["/start", "eins"]
    assert await call("getUpdates") == first
    assert await call("getUpdates", offset=first[1]["update_id"]) == first[1:]
    assert await call("getUpdates", offset=first[1]["update_id"] + 1) == []
    assert await call("getUpdates", offset=1) == [], "what is acknowledged is gone"


async def test_a_negative_offset_keeps_the_newest(call: Client, lena: Person) -> None:
    lena.says("eins")
    lena.says("zwei")
    newest = await call("getUpdates", offset=-1)
    assert [each["message"]["text"] for each in newest] == ["zwei"]
    assert await call("getUpdates") == newest


async def test_limits_of_fetching(call: Client, lena: Person) -> None:
    lena.says("eins")
    assert len(await call("getUpdates", limit=1)) == 1
    for limit in (0, 101):
        assert str(await call("getUpdates", limit=limit)).startswith("400")
    assert len(call.double.violations) == 2


async def test_a_long_poll_waits_until_something_happens(call: Client, lena: Person) -> None:
    [start] = await call("getUpdates")
    waiting = asyncio.gather(call("getUpdates", offset=start["update_id"] + 1, timeout=20))
    await asyncio.sleep(0.05)
    assert not waiting.done()
    lena.says("Hallo")
    [[update]] = await waiting
    assert update["message"]["text"] == "Hallo"


async def test_a_long_poll_ends_in_time(call: Client) -> None:
    began = perf_counter()
    assert await call("getUpdates", timeout=1) == []
    assert 0.9 < perf_counter() - began < 10


async def test_a_second_poller_ends_the_first(call: Client, lena: Person) -> None:
    [start] = await call("getUpdates")
    offset = start["update_id"] + 1
    first = asyncio.gather(call("getUpdates", offset=offset, timeout=20))
    await asyncio.sleep(0.05)
    second = asyncio.gather(call("getUpdates", offset=offset, timeout=20))
    [refused] = await first
    assert refused.startswith("409 terminated by other getUpdates request")
    lena.says("Hallo")
    assert len((await second)[0]) == 1


async def test_only_wanted_kinds_come(call: Client, lena: Person) -> None:
    await call("getUpdates", allowed_updates=["callback_query", "my_chat_member"])
    lena.says("nicht gewünscht")
    lena.blocks()
    kinds = [set(each) - {"update_id"} for each in await call("getUpdates")]
    assert kinds == [{"message"}, {"my_chat_member"}], "the start came before"


async def test_a_webhook_excludes_fetching(call: Client) -> None:
    await call("setWebhook", url="https://lotse.example.org/telegram")
    refused = await call("getUpdates")
    assert refused.startswith("409 can't use getUpdates method while webhook is active")
    await call("deleteWebhook")
    assert await call("getUpdates") == []


def kinds(updates: list[dict[str, Any]]) -> list[str]:
    return [next(iter(set(each) - {"update_id"})) for each in updates]


async def test_what_people_do_becomes_updates(call: Client, lena: Person) -> None:
    await call(
        "sendMessage", chat_id=lena.id, text="Hallo",
        reply_markup={"inline_keyboard": [[{"text": "Weiter", "callback_data": "p.1"}]]},
    )  # fmt: skip
    lena.quotes("Hallo", "Hi")
    lena.edits("Hi", "Hi!")
    query = lena.taps("Weit")
    for kind in ("voice", "photo", "document", "sticker"):
        lena.sends_file(kind)
    lena.blocks()
    lena.starts("s_x")
    updates = await call("getUpdates")
    assert kinds(updates) == [
        "message", "message", "edited_message", "callback_query", "message", "message",
        "message", "message", "my_chat_member", "my_chat_member", "message",
    ]  # fmt: skip
    assert updates[1]["message"]["reply_to_message"]["text"] == "Hallo"
    assert updates[2]["edited_message"]["text"] == "Hi!"
    tapped = updates[3]["callback_query"]
    assert (tapped["data"], tapped["id"], tapped["message"]["text"]) == ("p.1", query, "Hallo")
    turns = [each["my_chat_member"]["new_chat_member"]["status"] for each in updates[8:10]]
    assert turns == ["kicked", "member"]
    start = updates[10]["message"]
    assert (start["text"], start["from"]["language_code"]) == ("/start s_x", "de")
    assert start["entities"] == [{"type": "bot_command", "offset": 0, "length": 6}]


async def test_who_has_blocked_cannot_speak(lena: Person) -> None:
    lena.blocks()
    with pytest.raises(LookupError):
        lena.says("Hallo")


@pytest.mark.parametrize("code", ["x" * 65, "mit Leerzeichen", "ü", "a.b"])
def test_no_link_carries_other_codes(lena: Person, code: str) -> None:
    with pytest.raises(ValueError, match="such a code"):
        lena.starts(code)


def test_nobody_types_more_than_fits(lena: Person) -> None:
    lena.says("👩" * 2048)
    with pytest.raises(ValueError, match="several messages"):
        lena.says("👩" * 2048 + "x")


async def test_a_group(call: Client, lena: Person, double: TelegramDouble) -> None:
    group = double.group("Klasse 9b")
    group.is_joined_by_bot(lena)
    group.hears(lena, "Was kann der?")
    updates = (await call("getUpdates"))[1:]
    assert kinds(updates) == ["my_chat_member", "message", "message"]
    assert updates[0]["my_chat_member"]["chat"] == {
        "id": group.chat.id, "type": "group", "title": "Klasse 9b"
    }  # fmt: skip
    await call("sendMessage", chat_id=group.chat.id, text="Nur im Einzelchat.")
    assert await call("leaveChat", chat_id=group.chat.id) is True
    assert (group.has_bot, group.messages[0].text) == (False, "Nur im Einzelchat.")
    not_in = "403 bot is not a member of the group chat"
    assert await call("sendMessage", chat_id=group.chat.id, text="x") == not_in
    assert await call("leaveChat", chat_id=group.chat.id) == not_in
    private = "400 chat member status can't be changed in private chats"
    assert await call("leaveChat", chat_id=lena.id) == private


async def test_one_person_with_two_bots(call: Client) -> None:
    async with TelegramDouble() as double:
        staff = double.bot("lotse_team_bot", "Lotse Team")
        lena = double.person("Lena")
        lena.starts()
        lena.at(staff).says("Hallo Team")
        assert [len(bot.updates) for bot in (double.lotse, staff)] == [1, 1]
        call.double, call.bot = double, staff
        assert (await call("getMe"))["username"] == "lotse_team_bot"
        await call("sendMessage", chat_id=lena.id, text="Nur hier")
        assert (len(lena.messages), len(lena.at(staff).messages)) == (0, 1)
