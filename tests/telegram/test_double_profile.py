"""What the double keeps of the bot itself."""

from typing import Any

import pytest

from tests.telegram.client import Client
from tests.telegram.double import Person


async def test_texts_have_a_language_and_a_length(call: Client) -> None:
    await call("setMyDescription", description="Ausbildung finden")
    await call("setMyDescription", description="Find training", language_code="en")
    for code, shown in (
        ("en", "Find training"),
        ("uk", "Ausbildung finden"),
        ("", "Ausbildung finden"),
    ):
        got = await call("getMyDescription", language_code=code)
        assert got == {"description": shown}
    await call("setMyDescription", language_code="en")
    assert (await call("getMyDescription", language_code="en"))[
        "description"
    ] == "Ausbildung finden"
    assert (await call("getMyName"))["name"] == "Lotse"
    for method, field, most in (
        ("setMyName", "name", 64),
        ("setMyDescription", "description", 512),
        ("setMyShortDescription", "short_description", 120),
    ):
        assert await call(method, **{field: "x" * most}) is True
        assert str(await call(method, **{field: "x" * (most + 1)})).startswith("400")
    assert await call("setMyName", name="x", language_code="de_DE") == "400 LANGUAGE_CODE_INVALID"
    assert len(call.bot.changes) == 7, "the last one was counted, too: it was a try"


def commands(*names: str, description: str = "Etwas") -> list[dict[str, Any]]:
    return [{"command": name, "description": description} for name in names]


async def test_commands_are_listed_for_scope_and_language(call: Client, lena: Person) -> None:
    private = {"type": "all_private_chats"}
    await call("setMyCommands", commands=commands("start"))
    await call("setMyCommands", commands=commands("hilfe"), scope=private, language_code="de")
    assert lena.commands == ["hilfe"]
    await call(
        "setMyCommands", commands=commands("heute"), scope={"type": "chat", "chat_id": lena.id}
    )
    assert lena.commands == ["heute"]
    got = await call("getMyCommands", scope=private, language_code="de")
    assert got == commands("hilfe")
    assert await call("getMyCommands", scope=private) == []
    await call("deleteMyCommands", scope={"type": "chat", "chat_id": lena.id})
    await call("deleteMyCommands", scope=private, language_code="de")
    assert lena.commands == ["start"]


@pytest.mark.parametrize(
    ("fields", "refused"),
    [
        ({"commands": commands("Start")}, "400 BOT_COMMAND_INVALID"),
        ({"commands": commands("x" * 33)}, "400 BOT_COMMAND_INVALID"),
        ({"commands": commands("löschen")}, "400 BOT_COMMAND_INVALID"),
        ({"commands": commands("x", description="")}, "400 BOT_COMMAND_DESCRIPTION_INVALID"),
        (
            {"commands": commands("x", description="x" * 257)},
            "400 BOT_COMMAND_DESCRIPTION_INVALID",
        ),
        ({"commands": commands(*["x"] * 101)}, "400 BOT_COMMANDS_TOO_MUCH"),
        ({"scope": {"type": "chat", "chat_id": 77}}, "400 chat not found"),
        ({"scope": {"type": "moon"}}, "400 can't parse BotCommandScope"),
        ({"scope": {"type": "default", "chat_id": 77}}, "400 the double takes no such call"),
        ({"language_code": "deu"}, "400 LANGUAGE_CODE_INVALID"),
    ],
)
async def test_commands_that_are_refused(
    call: Client, fields: dict[str, Any], refused: str
) -> None:
    answer = await call("setMyCommands", **{"commands": commands("start"), **fields})
    assert str(answer).startswith(refused)


async def test_files_are_found_by_their_ids(call: Client, lena: Person) -> None:
    lena.sends_file("document", b"x" * 30, file_name="bewerbung.pdf")
    lena.sends_file("document", b"x" * 20_971_521)
    small, large = (await call("getUpdates"))[1:]
    assert small["message"]["document"]["file_name"] == "bewerbung.pdf"
    ids = [each["message"]["document"]["file_id"] for each in (small, large)]
    assert (await call("getFile", file_id=ids[0]))["file_size"] == 30
    assert await call("getFile", file_id=ids[1]) == "400 file is too big"
    assert await call("getFile", file_id="x") == "400 invalid file_id"


async def test_chats_can_be_looked_at(call: Client, lena: Person) -> None:
    assert (await call("getChat", chat_id=lena.id))["first_name"] == "Lena"
    assert await call("getChat", chat_id=1) == "400 chat not found"
